"""The rule that puts contested terms into a reading."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from claimlight_engine.reading import Reading
from claimlight_engine.records import BlockKind, Term, Voice
from claimlight_engine.terms.lexicon import shipped
from claimlight_engine.terms.match import Match, find
from claimlight_engine.terms.voice import voices


def mark_terms(reading: Reading) -> Reading:
    """Add the contested terms: their voice, which is the first of its section, and which speak for another side.

    Needs the attributions and quotations of the reading. Sections begin at headings.
    """
    document = reading.document
    lexicon = reading.options.lexicon or shipped()
    matches = find(document.text, lexicon.index, document.origin.published or reading.options.day)
    spoken = voices(reading, tuple(match.span for match in matches))
    first = _first_of_section(reading, matches, spoken)
    against = _counterparts(matches)
    terms = tuple(
        Term(
            id=_id(number),
            span=match.span,
            entry=match.entry.id,
            form=match.form.text,
            voice=spoken[number],
            side=match.form.side,
            first=first[number],
            counterparts=against[number],
        )
        for number, match in enumerate(matches)
    )
    return replace(reading, terms=terms)


def _id(number: int) -> str:
    return f"t{number + 1}"


def _first_of_section(reading: Reading, matches: tuple[Match, ...], spoken: tuple[Voice, ...]) -> list[bool]:
    """The narrator's first use counts by itself: it is marked in full after a quotation too, which the reader may have hidden."""
    document = reading.document
    headings = [
        span.start for block, span in zip(document.blocks, document.spans, strict=True) if block.kind is BlockKind.HEADING
    ]
    keys = [
        (bisect_right(headings, match.span.start), match.entry.id, match.form.side, voice)
        for match, voice in zip(matches, spoken, strict=True)
    ]
    earliest = {key: number for number, key in reversed(list(enumerate(keys)))}
    return [earliest[key] == number for number, key in enumerate(keys)]


def _counterparts(matches: tuple[Match, ...]) -> list[tuple[str, ...]]:
    """For each match, the ids of the first of every form of the same entry that another side uses, or several do."""
    forms: dict[str, dict[str, int]] = {}
    for number, match in enumerate(matches):
        forms.setdefault(match.entry.id, {}).setdefault(match.form.text, number)
    return [
        tuple(_id(other) for other in forms[match.entry.id].values() if matches[other].form.side != match.form.side)
        for match in matches
    ]
