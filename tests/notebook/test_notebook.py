"""`Annotations` in notebooks: dictionaries, data frames, HTML."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimlight_engine as cl
from claimlight_engine.notebook.methods import Table
from claimlight_engine.notebook.tables import TABLES
from claimlight_engine.terms.own import lexicon_with

TEXT = "Ann Roe said that the liberation of Kupyansk in Ukraine was near. Critics denied it. <b>It</b> cost 4 million & more."
EXAMPLES = Path(__file__).parents[2] / "examples"


def test_to_dict_is_json_and_holds_every_record() -> None:
    found = cl.annotate(TEXT)
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain == found.to_dict()
    assert plain["text"] == TEXT
    assert {name: len(plain[name]) for name in TABLES} == {
        "sentences": len(found.sentences),
        "attributions": len(found.attributions),
        "terms": len(found.terms),
        "sources": len(found.speakers),
        "echoes": len(found.echoes),
    }
    assert plain["attributions"][0]["cue"] == [{"start": 8, "end": 12}]
    assert plain["summary"]["terms"] == 1


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_to_frame_has_a_row_a_record_and_the_words_of_the_spans(library: str) -> None:
    pytest.importorskip(library, reason=f"needs pip install {library}")
    found = cl.annotate(TEXT)
    for table in get_args(Table):
        frame = found.to_frame(table, library)
        assert len(frame) == len(found.to_dict()[table])
        assert list(cl.annotate("").to_frame(table, library).columns) == list(frame.columns)
    attributions = found.to_frame("attributions", library)
    assert list(attributions["source_text"]) == ["Ann Roe", "Critics"]
    assert list(attributions["kind"]) == ["named", "vague"]
    sentences = found.to_frame("sentences", library)
    assert [
        TEXT[start:end] for start, end in zip(sentences["start"], sentences["end"], strict=True)
    ] == list(sentences["exact"])  # fmt: skip


def test_to_frame_says_what_there_is() -> None:
    found = cl.annotate(TEXT)
    with pytest.raises(ValueError, match="there is no table 'quotes'; there are sentences, attributions"):
        found.to_frame("quotes")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="pandas or polars"):
        found.to_frame("terms", "excel")  # type: ignore[arg-type]


def test_without_pandas_it_says_how_to_get_it() -> None:
    code = "import sys; sys.modules['pandas'] = None; import claimlight_engine as cl; cl.annotate('x').to_frame()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ImportError: pandas is not installed: pip install pandas" in done.stderr


class _Text(HTMLParser):
    """Collects the text, and fails on what is not closed as it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.open = "", []  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser.text.partition("contested term")[2].partition(" ")[2]


def test_html_shows_the_text_as_it_is_with_reasons() -> None:
    html = cl.annotate(TEXT)._repr_html_()
    assert shown(html).endswith(TEXT)
    assert "<b>" not in html
    assert 'title="Credited to Ann Roe by “said”."' in html
    assert not re.search(r"<(script|link|img|style)", html)


@given(
    st.text(max_size=80), st.lists(st.sampled_from(["Ann Roe said that", "liberation", "Kupyansk", "<i>", "“", "”"]), max_size=8)
)
def test_html_keeps_any_text(text: str, words: list[str]) -> None:
    text = (text + " ".join(words)).replace("\r", "").replace("\x00", "")
    assert shown(cl.annotate(text)._repr_html_()).endswith(text)


def test_html_shows_terms_of_packs_that_are_not_claimlights(tmp_path: Path) -> None:
    (tmp_path / "bridges.toml").write_text(
        'format = 1\ndispute = "bridges"\ntitle = "B"\nregion = "World"\nsummary = "S"\n'
        '[[entry]]\nid = "b-bridge"\nkind = "identity"\nnote = "N"\n  [[entry.form]]\n  text = "bridge"\n'
    )
    found = cl.annotate("The bridge is open.", cl.Options(lexicon=lexicon_with(tmp_path)))
    assert [term.entry for term in found.terms] == ["b-bridge"]
    assert "the entry b-bridge" in found._repr_html_()


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_examples_run(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pandas", reason="needs pip install 'claimlight[notebook]'")
    runpy.run_path(str(path))
    assert "Jan Kowal" in capsys.readouterr().out
