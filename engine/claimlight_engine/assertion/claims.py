"""The claims of an article: attributions that assert something, with what they say, found again by stem and by event."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from claimlight_engine.assertion.matters import Event, Matter, Matters, matter_lexicon
from claimlight_engine.attribution.stance import cue_words, sense_of
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, SourceType, Stance

COMMON = 12  # claims of one stem, or of one event, that are looked at: what more of them hold tells nothing
SHORT = 14  # words of a content that may name an event instead of telling it
_TOPICAL = frozenset(("on", "about", "regarding"))
_ASSERTING = (Stance.NEUTRAL, Stance.ASSERTING, Stance.DOUBTING, Stance.PRESUMING, Stance.CONCEDING, Stance.HEARSAY)


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


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims in text order; `by_stem` gives indexes, `by_event` the claims that report an event of somebody or some place."""

    all: tuple[Claim, ...]
    by_stem: dict[str, list[int]]
    by_event: dict[tuple[str, str], list[Claim]]

    def sharing(self, stems: frozenset[str], least: int) -> Iterator[Claim]:
        """Claims that have at least `least` of some stems, in order."""
        counts = Counter(index for each in stems for index in self.by_stem.get(each, ()))
        return (self.all[index] for index in sorted(counts) if counts[index] >= least)


def claims_of(reading: Reading, matters: Matters) -> Claims:
    """Attributions with a source that assert something: no wishes, feelings, proposals or denials."""
    starts = [span.start for span in reading.segments.sentences]
    found = Claims((), {}, {})
    items = []
    for item in reading.attributions:
        if not (item.source and item.content and item.stance in _ASSERTING) or item.type is SourceType.UNKNOWN:
            continue
        if _claims_nothing(item, matters):
            continue
        spans = (*item.content, *item.cue)
        first = bisect_right(starts, min(span.start for span in spans)) - 1
        last = bisect_right(starts, max(span.end for span in spans) - 1) - 1
        items.append(Claim(item, matters.of(item.content), first, last))
    for index, claim in enumerate(items):
        for each in claim.matter.stems:
            indexes = found.by_stem.setdefault(each, [])
            if len(indexes) < COMMON:
                indexes.append(index)
        for event in _reported(matters, claim):
            claims = found.by_event.setdefault((event.kind, event.about), [])
            if len(claims) < COMMON:
                claims.append(claim)
    return Claims(tuple(items), found.by_stem, found.by_event)


def _claims_nothing(item: Attribution, matters: Matters) -> bool:
    """A denial, a proposal, an answer, a mere condition or topic ("commented on")."""
    words = cue_words(item, matters.text)
    first = matters.text[item.content[0].start : item.content[0].start + 5].lower().lstrip("\"“'‘")
    proposal = bool(matter_lexicon().proposals & set(words))
    topic = bool(words) and words[-1] in _TOPICAL
    return topic or proposal or first.startswith(("if ", "to ")) or sense_of(item, matters.text).against


def _reported(matters: Matters, claim: Claim) -> Iterator[Event]:
    """Events that a claim reports: told with a verb, or named at the end of a short content without one."""
    for span in claim.item.content:
        short = len(matters.words.within(span)) <= SHORT and not claim.matter.finite
        for event in matters.events(span):
            if not event.noun or (short and span.end - event.span.end <= 2):
                yield event
