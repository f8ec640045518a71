"""Told as fact here, attributed there: own-voice passages that repeat what the article elsewhere credits to a source.

A whole sentence does so where most of what it says, by weight, stands in one claim; a noun phrase does so where it presupposes an
event ("the liberation of Kupyansk") that a claim reports. What is credited in the same sentence or next to it is how news is
written, and no echo.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimlight_engine.assertion.coverage import Coverage
from claimlight_engine.assertion.matters import Event, Matter, Matters, matter_lexicon, shared
from claimlight_engine.attribution.stance import cue_words, sense_of
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, BlockKind, Sentence, Span, Stance, Status

# Chosen by reading what came out on the gold sets (tests/quality/echoes.jsonl).
OWN = 0.05  # share of a sentence that may be somebody's content while it counts as the narrator's
SAID = 0.6  # share, by weight, of what the sentence says that must stand in the claim
BOTH = 0.5  # harmonic mean of that share and of the claim's that stands in the sentence
STEMS, SMALL = 4, 2  # stems in common, and of these written small
NAMES = 3  # names in common from which it does not matter that each names others besides
COMMON = 12  # a stem that more sentences than this hold tells nothing
SHORT = 14  # words of a content that may name an event instead of telling it
_ASSERTING = (Stance.NEUTRAL, Stance.ASSERTING, Stance.DOUBTING, Stance.PRESUMING, Stance.CONCEDING, Stance.HEARSAY)


@dataclass(frozen=True, slots=True)
class Told:
    """An own-voice passage and the claim that it repeats; `event` is set where the passage presupposes one."""

    span: Span
    claim: Attribution
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribution that asserts something, with its matter and the sentences that it lies in."""

    item: Attribution
    matter: Matter
    first: int
    last: int

    def near(self, sentence: int) -> bool:
        """Is a sentence one of the claim's, or next to it?"""
        return self.first - 1 <= sentence <= self.last + 1


def claims_of(reading: Reading, matters: Matters) -> list[Claim]:
    """Attributions with a source that assert something: no wishes, feelings or denials."""
    starts = [span.start for span in reading.segments.sentences]
    found = []
    for item in reading.attributions:
        spans = (*item.content, *item.cue)
        if item.source and item.content and item.stance in _ASSERTING and not _claims_nothing(item, matters):
            first = bisect_right(starts, min(span.start for span in spans)) - 1
            last = bisect_right(starts, max(span.end for span in spans) - 1) - 1
            found.append(Claim(item, matters.of(item.content), first, last))
    return found


def _claims_nothing(item: Attribution, matters: Matters) -> bool:
    """A denial, a proposal, an answer, or a mere condition."""
    words = cue_words(item, matters.text)
    first = matters.text[item.content[0].start : item.content[0].start + 5].lower().lstrip("\"“'‘")
    proposal = bool(matter_lexicon().proposals & set(words))
    return proposal or first.startswith(("if ", "to ")) or sense_of(item, matters.text).against


def told_sentences(reading: Reading, matters: Matters, claims: Sequence[Claim], covers: Sequence[Coverage]) -> Iterator[Told]:
    """Own-voice sentences that repeat a claim, with the claim that fits best."""
    by_stem: dict[str, list[int]] = {}
    for number, claim in enumerate(claims):
        for each in claim.matter.stems:
            by_stem.setdefault(each, []).append(number)
    own = [n for n, sentence in enumerate(reading.sentences) if _is_own(reading, sentence, covers[n], n)]
    for number in own:
        matter = matters.sentences[number]
        candidates: dict[int, int] = {}
        for each in matter.stems:
            for claim_number in by_stem.get(each, ())[:COMMON]:
                candidates[claim_number] = candidates.get(claim_number, 0) + 1
        fits = [
            (fit, -index)
            for index, count in candidates.items()
            if count >= STEMS and not claims[index].near(number) and (fit := _fit(matters, matter, claims[index].matter)) > 0
        ]
        if fits and not _is_cited(matters, reading.sentences[number].span, claims[-max(fits)[1]].item):
            yield Told(reading.sentences[number].span, claims[-max(fits)[1]].item)


def _is_cited(matters: Matters, own: Span, claim: Attribution) -> bool:
    """Is a sentence a quotation word for word, set without its marks: a pull quote, or a post shown in the page?"""
    return _plain(matters, own) in " ".join(_plain(matters, span) for span in claim.content)


def _plain(matters: Matters, span: Span) -> str:
    words = (matters.words.lower[index] for index in matters.words.within(span))
    return " ".join(word for word in words if word[0].isalnum())


def _is_own(reading: Reading, sentence: Sentence, cover: Coverage, number: int) -> bool:
    """Does the narrator assert a whole sentence? Headings, captions and lines without an end are no assertions."""
    del number
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
    names = own.names & claim.names
    if len(names) < NAMES and own.names - names and claim.names - names:
        return 0.0  # each names somebody whom the other does not
    weight = matters.weight(sorted(common))
    said = weight / (matters.weight(sorted(own.stems)) or 1.0)
    covered = weight / (matters.weight(sorted(claim.stems)) or 1.0)
    both = 2 * said * covered / (said + covered) if said + covered else 0.0
    return both if said >= SAID and both >= BOTH else 0.0


def told_events(reading: Reading, matters: Matters, claims: Sequence[Claim]) -> Iterator[Told]:
    """The first own-voice noun phrase for each event that a claim reports elsewhere."""
    told: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        for event in reported(matters, claim):
            told.setdefault((event.kind, event.about), []).append(claim)
    if not told:
        return
    taken = _taken(reading)
    for number, span in enumerate(reading.segments.sentences):
        for event in matters.events(span):
            key = (event.kind, event.about)
            if not event.noun or key not in told or _overlaps(taken, event.span):
                continue
            far = [each for each in told[key] if not each.near(number)]
            if far:
                del told[key]
                yield Told(event.span, far[0].item, event)


def reported(matters: Matters, claim: Claim) -> Iterator[Event]:
    """Events that a claim reports: told with a verb, or named at the end of a short content."""
    for span in claim.item.content:
        short = len(matters.words.within(span)) <= SHORT
        for event in matters.events(span):
            if not event.noun or (short and span.end - event.span.end <= 2):
                yield event


def _taken(reading: Reading) -> list[Span]:
    """What is not the narrator's: contents, quotations, and headings."""
    spans = [span for item in reading.attributions for span in item.content]
    spans += [quotation.span for quotation in reading.segments.quotations]
    spans += [
        s for s, block in zip(reading.document.spans, reading.document.blocks, strict=True) if block.kind is BlockKind.HEADING
    ]
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _overlaps(spans: Sequence[Span], span: Span) -> bool:
    index = bisect_left(spans, Span(span.end, span.end)) - 1
    return index >= 0 and spans[index].end > span.start
