"""Plain attributions that every tagger has to read right."""

import re
from pathlib import Path

import pytest
from marked_text import Case, read_cases

from claimlight_engine import Span, annotate

_EDGES = re.compile(r"^(?:\W*that\b)?\W+|\W+$")


def described(text: str, **roles: tuple[Span, ...]) -> str:
    """One line a relation, without what does not count: a leading “that” and the punctuation at the edges."""
    return " | ".join(
        f"{role}: " + " … ".join(_EDGES.sub("", f" {text[s.start : s.end]} ") for s in spans) for role, spans in roles.items()
    )


def expected(case: Case) -> list[str]:
    numbers = sorted({int(span.label.lstrip("aceinorstu")) for span in case.spans})
    pick = {
        (n, r): tuple(Span(s.start, s.end) for s in case.spans if s.label == f"{r}{n}")
        for n in numbers
        for r in ("source", "cue", "content")
    }
    return [described(case.text, source=pick[n, "source"], cue=pick[n, "cue"], content=pick[n, "content"]) for n in numbers]


@pytest.mark.parametrize("case", read_cases(Path(__file__).parent / "cases" / "attribution.txt"), ids=str)
def test_attribution(case: Case) -> None:
    found = annotate(case.text).attributions
    assert [described(case.text, source=a.source, cue=a.cue, content=a.content) for a in found] == expected(case)
