"""Whom a label of a transcript stands for that is no name itself: "A" for the one who answers, "JT" for Jane Trout."""

from __future__ import annotations

from collections.abc import Sequence

from claimlight_engine.attribution.cast import Cast, Figure
from claimlight_engine.attribution.names import Sort
from claimlight_engine.records import Attribution
from claimlight_engine.spans import has_words

_LONGEST = 3  # letters of initials
ANSWER, QUESTION = "A", "Q"


def initials(text: str, items: Sequence[Attribution], cast: Cast) -> dict[int, Figure]:
    """The figures of labels, by the index of their attribution. A label that more than one person fits gets none."""
    labels = {index: _label(text, item) for index, item in enumerate(items)}
    if not any(labels.values()):
        return {}
    first = min(items[index].source[0].start for index, label in labels.items() if label)
    people = {
        figure: name.span.start
        for name, figure in reversed(list(zip(cast.names, cast.of, strict=True)))
        if figure.sort is Sort.PERSON and len(figure.words) > 1
    }
    introduced = [figure for figure, start in people.items() if start < first]
    by_letters: dict[str, list[Figure]] = {ANSWER: introduced}
    for figure in people:
        by_letters.setdefault("".join(word[0] for word in figure.words).upper(), []).append(figure)
    found = {index: by_letters.get(label, []) for index, label in labels.items() if label and label != QUESTION}
    return {index: figures[0] for index, figures in found.items() if len(figures) == 1}


def _label(text: str, item: Attribution) -> str:
    """The source as letters where it stands beside its words and is no longer than initials, else empty."""
    if has_words(text, item.cue) or len(item.source) != 1:
        return ""
    letters = text[item.source[0].start : item.source[0].end].replace(".", "")
    return letters if letters.isalpha() and letters.isupper() and len(letters) <= _LONGEST else ""
