"""The saved page that the product is for: what its own voice tells as fact, and who does not vouch for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from claimlight_engine import Annotations, Attribution, annotate
from claimlight_engine.records import AssertionKind, EchoKind, SourceKind, Stance, Status


@cache
def found_on(page: Path) -> Annotations:
    return annotate(page.read_text(encoding="utf-8"))


@pytest.fixture
def found(shared: Path) -> Annotations:
    return found_on(shared / "pages" / "kupyansk.txt")


def source(found: Annotations, item: Attribution) -> str:
    return " ".join(found.text[span.start : span.end] for span in item.source)


def test_the_liberation_is_told_as_fact_and_credited_to_gerasimov(found: Annotations) -> None:
    by_id = {item.id: item for item in found.attributions}
    (echo,) = (echo for echo in found.echoes if echo.kind is EchoKind.TOLD_AS_FACT)
    assert found.text[echo.span.start : echo.span.end] == "liberation of Kupyansk"
    assert echo.span.start < 20
    assert "Gerasimov" in source(found, by_id[echo.claim])


def test_the_general_staff_has_not_acknowledged_it(found: Annotations) -> None:
    by_id = {item.id: item for item in found.attributions}
    (echo,) = (echo for echo in found.echoes if echo.kind is EchoKind.DISPUTED)
    assert echo.against is not None
    against = by_id[echo.against]
    assert "General Staff" in source(found, against)
    assert against.stance is Stance.DENYING
    assert "Gerasimov" in source(found, by_id[echo.claim])


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Proponents", SourceKind.VAGUE),
        ("critics", SourceKind.VAGUE),
        ("Local residents in the Kharkiv region", SourceKind.UNNAMED),
        ("Gerasimov", SourceKind.NAMED),
        ("The Ukrainian military", SourceKind.NAMED),
    ],
)
def test_kinds_of_sources(found: Annotations, words: str, kind: SourceKind) -> None:
    kinds = {item.kind for item in found.attributions if words in source(found, item)}
    assert kinds == {kind}


def test_kortchenko_is_one_speaker_with_his_description(found: Annotations) -> None:
    (speaker,) = (each for each in found.speakers if "Kortchenko" in each.name)
    assert speaker.name == "Igor Kortchenko"
    assert speaker.description == "editor-in-chief of the journal «National Defense» and a respected military analyst"
    assert len(speaker.claims) >= 5


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Local residents in the Kharkiv region have reported", AssertionKind.UNNAMED_SOURCE),
        ("Proponents of this view argue", AssertionKind.VAGUE_SOURCE),
        ("However, critics counter", AssertionKind.VAGUE_SOURCE),
    ],
)
def test_weak_sources_are_shown(found: Annotations, words: str, kind: AssertionKind) -> None:
    (sentence,) = (each for each in found.sentences if found.text.startswith(words, each.span.start))
    assert (sentence.status, sentence.kind, sentence.shown) == (Status.VAGUE, kind, True)
