"""Told as fact here, attributed there: own-voice passages that repeat what the article elsewhere credits to a source.

A whole sentence does so where most of what it says, by weight, stands in one claim; a noun phrase does so where it presupposes an
event ("the liberation of Kupyansk") that a claim reports. What is credited in the same sentence or next to it is how news is
written, and no echo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claimlight_engine.assertion.claims import Claims
from claimlight_engine.assertion.coverage import Coverage
from claimlight_engine.assertion.matters import Event, Matter, Matters, shared
from claimlight_engine.attribution.stance import groups_in
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, BlockKind, Sentence, Span, Status
from claimlight_engine.spans import meeting, merged

# Chosen by reading what came out on the gold sets (tests/quality/echoes.jsonl).
OWN = 0.05  # share of a sentence that may be somebody's content while it counts as the narrator's
SAID = 0.6  # share, by weight, of what the sentence says that must stand in the claim
NEGATED = 0.8  # the same where both are negated: there is more to get wrong
BOTH = 0.5  # harmonic mean of that share and of the claim's that stands in the sentence
STEMS, SMALL = 4, 2  # stems in common, and of these written small
CITED = 0.8  # share of a sentence that stands word for word in a quotation from which it is taken for that quotation
_SPEAKING = frozenset(("asserting", "evaluation", "distancing", "hearsay", "denying"))  # cues of an attribution that was missed


@dataclass(frozen=True, slots=True)
class Told:
    """An own-voice passage and the claim that it repeats; `event` is set where the passage presupposes one."""

    span: Span
    claim: Attribution
    event: Event | None = None


def told_sentences(reading: Reading, matters: Matters, claims: Claims, covers: Sequence[Coverage]) -> Iterator[Told]:
    """Own-voice sentences that repeat a claim, with the claim that fits best."""
    for number, sentence in enumerate(reading.sentences):
        if not _is_own(reading, sentence, covers[number]):
            continue
        best, top = None, 0.0
        for claim in claims.sharing(matters.stems[number], STEMS):
            fit = 0.0 if claim.near(number) else _fit(matters, matters.of((sentence.span,)), claim.matter)
            if fit > top:
                best, top = claim.item, fit
        if best is not None and not _is_cited(matters, sentence.span, best):
            yield Told(sentence.span, best)


def _is_cited(matters: Matters, own: Span, claim: Attribution) -> bool:
    """Is a sentence somebody's words after all: a pull quote, a post shown in the page, or a report whose cue was missed?"""
    words = _plain(matters, own)
    if any(group in _SPEAKING for group in groups_in(words)):
        return True
    quoted = "".join(matters.text[span.start : span.end] for span in claim.content)
    if not any(mark in quoted for mark in '"“”‘«„'):
        return False
    said = [word for span in claim.content for word in _plain(matters, span)]
    run = SequenceMatcher(None, words, said, autojunk=False).find_longest_match()
    return run.size >= CITED * len(words)


def _plain(matters: Matters, span: Span) -> list[str]:
    return [matters.words.lower[index] for index in matters.words.within(span) if matters.words.lower[index][0].isalnum()]


def _is_own(reading: Reading, sentence: Sentence, cover: Coverage) -> bool:
    """Does the narrator assert a whole sentence? Headings, captions and lines without an end are no assertions."""
    text = reading.document.text
    ends = text[sentence.span.start : sentence.span.end].rstrip("\"”’')» ")[-1:]
    vouched = sentence.status in (Status.ATTRIBUTED, Status.VAGUE)
    return cover.total < OWN and not cover.quoted and not vouched and ends in (".", "!")


def _fit(matters: Matters, own: Matter, claim: Matter) -> float:
    """How well a sentence repeats a claim, 0 where it does not."""
    common = shared(own, claim)
    if len(common) < STEMS or len(common & own.small) < SMALL or own.negated != claim.negated or not claim.finite:
        return 0.0
    if own.personal or not own.numbers <= claim.numbers:
        return 0.0
    if own.names - claim.names and claim.names - own.names:
        return 0.0  # each names somebody whom the other does not
    weight = matters.weight(sorted(common))
    said = weight / (matters.weight(sorted(own.stems)) or 1.0)
    covered = weight / (matters.weight(sorted(claim.stems)) or 1.0)
    both = 2 * said * covered / (said + covered) if said + covered else 0.0
    return both if said >= (NEGATED if own.negated else SAID) and both >= BOTH else 0.0


def told_events(reading: Reading, matters: Matters, claims: Claims) -> Iterator[Told]:
    """The first own-voice noun phrase for each event that a claim reports elsewhere."""
    if not claims.by_event:
        return
    taken = _taken(reading)
    done: set[tuple[str, str]] = set()
    for number, span in enumerate(reading.segments.sentences):
        for event in matters.events(span):
            key = (event.kind, event.about)
            if not event.noun or key not in claims.by_event or key in done or meeting(taken, event.span):
                continue
            far = [claim for claim in claims.by_event[key] if not claim.near(number)]
            if far:
                done.add(key)
                yield Told(event.span, far[0].item, event)


def _taken(reading: Reading) -> list[Span]:
    """What is not the narrator's: contents, quotations, and headings."""
    spans = [span for item in reading.attributions for span in item.content]
    spans += [quotation.span for quotation in reading.segments.quotations]
    spans += [
        s for s, block in zip(reading.document.spans, reading.document.blocks, strict=True) if block.kind is BlockKind.HEADING
    ]
    return merged(spans)
