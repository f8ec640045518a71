"""Links and captions that back an own-voice sentence."""

from __future__ import annotations

import pytest

from claimlight_engine.assertion.evidence import evidence
from claimlight_engine.assertion.status import status
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading, StatusScores
from claimlight_engine.records import Block, BlockKind, Link, Origin, Sentence
from claimlight_engine.segment import segment

UNSOURCED = StatusScores(0.02, 0.02, 0.9, 0.03, 0.03)
HERE = "https://www.daily.example.co.uk/news/1"


def read(*blocks: Block, url: str = HERE) -> tuple[Sentence, ...]:
    document = Document.from_blocks(blocks, Origin(url))
    segments = segment(document)
    reading = Reading(document, segments, status_scores=(UNSOURCED,) * len(segments.sentences))
    return evidence(status(reading)).sentences


def linked(url: str, page: str = HERE) -> Sentence:
    (sentence,) = read(Block(1, ("Crime ", "rose by a fifth", "."), links=(Link(1, url),)), url=page)
    return sentence


def test_a_link_to_another_site_backs_the_sentence() -> None:
    sentence = linked("https://www.ons.example.org/crime/2024")
    (found,) = sentence.evidence
    assert (found.host, found.url) == ("ons.example.org", "https://www.ons.example.org/crime/2024")
    assert (found.span.start, found.span.end) == (6, 21)
    assert not sentence.shown


@pytest.mark.parametrize(
    "url",
    [
        "https://sport.example.co.uk/other-story",  # the same owner
        "https://example.co.uk/",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://twitter.com/somebody",
        "https://twitter.com/intent/tweet?text=x",
        "https://other.org/tag/crime",
        "https://other.org/author/ann-poe",
        "https://other.org/",
        "mailto:ann@other.org",
        "javascript:void(0)",
        "https://[broken",
        "#notes",
    ],
)
def test_links_that_vouch_for_nothing(url: str) -> None:
    sentence = linked(url)
    assert sentence.evidence == ()
    assert sentence.shown


def test_a_post_counts_and_an_account_does_not() -> None:
    assert linked("https://x.com/ann/status/1").evidence[0].host == "x.com"


def test_without_the_address_of_the_page_no_link_counts() -> None:
    assert linked("https://other.org/report", page="").evidence == ()


def test_the_link_of_the_sentence_comes_before_those_of_its_paragraph() -> None:
    runs = ("Crime rose", ". Police were ", "cut", ". Nobody knows why.")
    links = (Link(0, "https://a.org/1"), Link(2, "https://b.org/2"))
    first, second, third = read(Block(1, runs, links=links))
    assert [item.host for item in first.evidence] == ["a.org"]
    assert [item.host for item in second.evidence] == ["b.org"]
    assert [item.host for item in third.evidence] == ["a.org", "b.org"]


def test_a_source_caption_next_to_the_paragraph() -> None:
    first, second, _ = read(
        Block(1, ("Crime fell in the north.",)),
        Block(2, ("Crime rose by a fifth.",)),
        Block(3, ("Source: Home Office, 2024",), BlockKind.CAPTION),
    )
    assert first.evidence == ()
    assert (second.evidence[0].host, second.evidence[0].url, second.shown) == ("Home Office, 2024", None, False)


def test_any_other_caption_vouches_for_nothing() -> None:
    sentence, _ = read(Block(1, ("Crime rose by a fifth.",)), Block(2, ("A street in the north: quiet",), BlockKind.CAPTION))
    assert sentence.evidence == ()
