"""A saved page that a careful reader went through. Asserts on words that are found, not on exact spans."""

from functools import cache
from pathlib import Path

import pytest

from claimlight_engine import Annotations, Span, annotate
from claimlight_engine.records import Status


@cache
def found_on(page: Path) -> Annotations:
    return annotate(page.read_text(encoding="utf-8"))


@pytest.fixture
def found(shared: Path) -> Annotations:
    return found_on(shared / "pages" / "kupyansk.txt")


def words(found: Annotations, spans: tuple[Span, ...]) -> str:
    return " ".join(found.text[span.start : span.end] for span in spans)


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("Igor Kortchenko", "this capture marks a critical shift in the dynamics"),
        ("Kortchenko", "new opportunities open up for further offensive"),
        ("Kortchenko", "the event has altered global perceptions of the SVO"),
        ("Gerasimov", "the successful liberation of Kupyansk"),
        ("General Staff", "‘counterdiversion activities’ are ongoing"),
        ("Local residents", "increased air raids"),
        ("Proponents", "Russia’s actions are aimed at stabilizing the Donbass region"),
        ("critics", "overshadowed by the humanitarian costs"),
    ],
)
def test_claims(found: Annotations, source: str, content: str) -> None:
    assert any(source in words(found, a.source) and content in words(found, a.content) for a in found.attributions)


def test_the_one_who_went_on_is_kortchenko(found: Annotations) -> None:
    claim = next(a for a in found.attributions if "consolidation of Russian control" in words(found, a.content))
    speaker = next(speaker for speaker in found.speakers if speaker.id == claim.speaker)
    assert "Kortchenko" in speaker.name


@pytest.mark.parametrize("word", ["liberation", "special military operation", "SVO", "Donbass", "Volchansk"])
def test_contested_terms(found: Annotations, word: str) -> None:
    assert word in {found.text[term.span.start : term.span.end] for term in found.terms}


@pytest.mark.parametrize(
    ("start", "status"),
    [
        ("The capture of Kupyansk is not merely a tactical victory but a symbolic one", Status.INTERPRETATION),
        ("This denial underscores", Status.INTERPRETATION),
        ("According to Kortchenko", Status.ATTRIBUTED),
        ("The Ukrainian military, through its General Staff", Status.ATTRIBUTED),
        ("Local residents", Status.VAGUE),
    ],
)
def test_statuses(found: Annotations, start: str, status: Status) -> None:
    (sentence,) = (each for each in found.sentences if found.text.startswith(start, each.span.start))
    assert sentence.status == status
    assert sentence.shown == (status is not Status.ATTRIBUTED)
