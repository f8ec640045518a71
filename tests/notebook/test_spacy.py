"""The spaCy component."""

from __future__ import annotations

import pytest

import claimlight_engine as cl

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")
spacy = pytest.importorskip("spacy", reason="needs spaCy: make test-all, or pip install 'claimlight[spacy]'")

TEXT = "Ann Roe said that the liberation of Kupyansk in Ukraine was near.\n\nCritics denied it."


def test_it_is_found_by_name_and_sets_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("claimlight")
    doc = nlp(TEXT)
    found = cl.annotate(TEXT)
    sources = doc.spans["claimlight-source"]
    assert [(span.text, span.label_, span.id_) for span in sources] == [("Ann Roe", "named", "a1"), ("Critics", "vague", "a2")]
    assert [span.label_ for span in doc.spans["claimlight-terms"]] == ["ua-liberation"]
    assert len(doc.spans["claimlight-sentences"]) == len(found.sentences)
    assert doc._.claimlight == found.to_dict()


def test_any_text_goes_through_and_a_doc_can_be_saved() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("claimlight", config={"threshold": 0.1})
    for text in ("", " \n ", "😀“", TEXT):
        doc = nlp(text)
        again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
        assert again._.claimlight == doc._.claimlight
        assert [span.id_ for span in again.spans["claimlight-cue"]] == [span.id_ for span in doc.spans["claimlight-cue"]]


def test_spans_are_widened_to_tokens_that_do_not_align() -> None:
    words, spaces = ["Mayor Ann", "Roesaid", "that it", "is re", "ady."], [True, True, True, False, False]
    component = spacy.blank("en").add_pipe("claimlight")
    doc = component(spacy.tokens.Doc(spacy.blank("en").vocab, words=words, spaces=spaces))
    for name in ("source", "cue", "content", "sentences"):
        assert all(span is not None and len(span) for span in doc.spans[f"claimlight-{name}"])
    assert [span.text for span in doc.spans["claimlight-sentences"]] == [doc.text]
    assert [span.text for span in doc.spans["claimlight-cue"]] == ["Roesaid"]
