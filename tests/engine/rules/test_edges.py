"""Clean spans: what the rule mends, and that it leaves the gold labels as they are."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_reading import read_marked

from claimlight_engine.attribution.edges import edges
from claimlight_engine.attribution.reader import reader
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.segment import segment


def mended(marked: str) -> tuple[list[str], list[str], list[str]]:
    reading, _ = read_marked(marked)
    (item,) = edges(reading).attributions
    text = reading.document.text
    return tuple([text[span.start : span.end] for span in spans] for spans in (item.source, item.cue, item.content))


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        ("[content1|“We won,]” [source1|she] [cue1|said].", ["“We won,”"]),
        ("“[content1|We won],” [source1|she] [cue1|said].", ["“We won,”"]),
        ("[content1|The war is over, ][source1|she] [cue1|said].", ["The war is over"]),
        ("[content1|“We won. It is over. All] of it is,” [source1|she] [cue1|said].", ["“We won. It is over. All of it is,”"]),
        ("[source1|She] [cue1|said] [content1|she was “]happy and proud of them all”.", ["she was “"]),
        ("[source1|She] [cue1|said]: [content1|“We won.]\n\n“It is over.”", ["“We won.", "“It is over.”"]),
        ("“[content1|We won],” [source1|she] [cue1|said], “[content1|at last].”", ["“We won,”", "“at last.”"]),
    ],
)
def test_contents(marked: str, content: list[str]) -> None:
    assert mended(marked)[2] == content


@pytest.mark.parametrize(
    ("marked", "cue"),
    [
        ("[source1|She] [cue1|didn't know at the] time [content1|that it was lost].", "didn't know"),
        ("[source1|She] [cue1|made the] case [content1|that it was lost].", "made"),
        ("[source1|She] [cue1|has hopes of] [content1|winning].", "has hopes of"),
        ("[cue1|The] [source1|mayor]: [content1|it was lost].", "The"),
    ],
)
def test_no_cue_ends_with_an_article(marked: str, cue: str) -> None:
    assert mended(marked)[1] == [cue]


def test_an_attribution_without_content_goes() -> None:
    reading, _ = read_marked("[source1|She] [cue1|said][content1|, ]no.")
    assert edges(reading).attributions == ()


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("The treaty, [content1|which] [source1|most nations] [cue1|signed], failed.", 0),
        ("The treaty, [content1|which failed], [source1|he] [cue1|said].", 1),
        ("A [cue1|tweet]-date of [content1|what is true].", 0),
        ("A [source1|self]-[cue1|described] [content1|democrat].", 1),
    ],
)
def test_what_tells_nothing_and_half_a_word_go(marked: str, kept: int) -> None:
    assert len(edges(read_marked(marked)[0]).attributions) == kept


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("[source1|Residents] [cue1|told] ABC\n\n[content1|The founder of a club was found dead].", False),
        ("[source1|Residents] [cue1|told] ABC:\n\n[content1|The founder of a club was found dead].", True),
        ("[source1|Residents] [cue1|told] ABC.\n\n[content1|“The founder was found dead.”]", True),
        ("[source1|Residents] [cue1|told] ABC [content1|they knew.\n\nThe founder was found dead].", True),
    ],
)
def test_what_begins_in_a_later_paragraph_is_announced_or_quoted(marked: str, kept: bool) -> None:
    reading, _ = read_marked(marked)
    assert len(edges(reading).attributions) == kept


def test_the_comma_of_an_apposition_stays_with_the_source() -> None:
    assert mended("[source1|Ann Poe, the mayor,] [cue1|said ][content1|so].")[:2] == (["Ann Poe, the mayor,"], ["said"])


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("[content1|It is safe], [cue1|according to] [source1|Norvik News.\nThree people] have left.", ["Norvik News."]),
        ("[source1|The bridge opens again\n\nThe mayor] [cue1|says] [content1|so].", ["The mayor"]),
        ("[source1|The mayor\nof Norvik] [content1|is sure].", ["The mayor"]),
        (
            "It had been a very long winter, and\n[source1|the deputy mayor of the old town of\n"
            "Norvik] [cue1|said] [content1|it was too long for all\nof them, and for their children, too].",
            ["the deputy mayor of the old town of\nNorvik"],
        ),
    ],
)
def test_sources_stand_on_one_line_unless_lines_are_wrapped(marked: str, source: list[str]) -> None:
    assert mended(marked)[0] == source


@pytest.mark.parametrize(
    ("marked", "cue"),
    [
        ("[source1|She] [cue1|insist]ed [content1|so].", ["insisted"]),
        ("[source1|She] re[cue1|iterat]ed [content1|so].", ["reiterated"]),
        ("[source1|She][cue1|’s claim] that [content1|so].", ["’s claim"]),
        ("[source1|She] [cue1|sa]i[cue1|d] [content1|so].", ["said"]),
        ("[source1|She] [cue1|said]: [content1|so].", ["said"]),
        ("[source1|She] " + "s" * 50 + "[cue1|s] [content1|so].", ["s" * 41]),
    ],
)
def test_cues_are_whole_words(marked: str, cue: list[str]) -> None:
    assert mended(marked)[1] == cue


@pytest.mark.parametrize("name", ["news-train", "polnear-dev"])
def test_gold_labels_stay_as_they_are(name: str, shared: Path) -> None:
    """Of a hundred contents at most two change by more than punctuation."""
    changed = total = 0
    for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = Document.from_text(row["text"])
        items = tuple(
            Attribution(f"a{n}", *(tuple(Span(*span) for span in item[part]) for part in ("source", "cue", "content")))
            for n, item in enumerate(row["attributions"])
        )
        result = edges(Reading(document, segment(document), attributions=items))
        by_id = {item.id: item for item in result.attributions}
        for item in items:
            total += 1
            changed += item.id not in by_id or letters(document.text, item) != letters(document.text, by_id[item.id])
    assert changed / total < 0.02


def letters(text: str, item: Attribution) -> str:
    return "".join(char for span in sorted(item.content) for char in text[span.start : span.end] if char.isalnum())


@given(st.text(st.sampled_from("ab ,.“”\n"), max_size=60), st.data())
def test_any_spans(text: str, data: st.DataObject) -> None:
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: Span(min(pair), max(pair)))
    spans = st.lists(span, max_size=3).map(tuple)
    document = Document.from_text(text)
    item = Attribution("a1", *(data.draw(spans) for _ in range(3)))
    for found in edges(Reading(document, segment(document), attributions=(item,))).attributions:
        content = found.content
        assert content
        assert all(a.end <= b.start for a, b in itertools.pairwise(content))
        assert all(0 <= each.start < each.end <= len(text) for part in (found.source, found.cue, content) for each in part)


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("[source1|You] [cue1|want to know] [content1|why it sank].", 0),
        ("It makes [source1|us] [cue1|feel] [content1|how they move].", 0),
        ("[source1|You all] [cue1|know] [content1|why it sank].", 1),
        ("[cue1|It is said] [content1|that it sank].", 1),
    ],
)
def test_the_reader_is_no_source(marked: str, kept: int) -> None:
    assert len(reader(read_marked(marked)[0]).attributions) == kept
