"""Disputed in the article: a claim that another source denies, doubts or does not confirm.

A denial belongs to a claim where it points back to it ("denied the allegations", right behind the claim) or says the same matter
("has yet to acknowledge the loss of X" to "reported the liberation of X").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimlight_engine.assertion.claims import Claim, Claims
from claimlight_engine.assertion.matters import Matter, Matters, matter_lexicon, shared, stem
from claimlight_engine.attribution.stance import Sense, cue_words, sense_of
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution

CLOSE = 6  # claims before a denial that it may point back to
REACH = 1  # sentences between a claim and a denial that points back to it
NEAR = 24  # characters between a claim and the relative pronoun that stands for it
SAID, STEMS, WEIGHT = 0.5, 3, 6.0  # share and weight of the denied matter that must stand in the claim, and stems in common
_WITHHOLDING = ("conceding", "confirming")  # groups of cues whose negation withholds assent
_CHARGING = ("evaluation", "distancing", "hearsay")  # groups of cues that accuse or allege


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim and the attribution that stands against it."""

    claim: Attribution
    against: Attribution


def disputes(reading: Reading, matters: Matters, claims: Claims) -> Iterator[Dispute]:
    """Every denial with the claim that it belongs to, where one is found."""
    sentences = [span.start for span in reading.segments.sentences]
    places = [claim.item.content[0].start for claim in claims.all]
    for item in reading.attributions:
        sense = sense_of(item, matters.text)
        if not item.source or not item.content or not _denies_a_fact(item, sense, matters):
            continue
        before = bisect_left(places, min(span.start for span in (*item.content, *item.cue)))
        sentence = bisect_right(sentences, item.content[0].start) - 1
        near = [claim for claim in claims.all[max(0, before - CLOSE) : before] if 0 <= sentence - claim.last <= REACH]
        found = _pointed_at(item, matters, near) or _same_matter(item, matters, claims)
        if found is not None:
            yield Dispute(found, item)


def _is_other(claim: Attribution, denial: Attribution) -> bool:
    """Are they two people's words, and not one passage read twice?"""
    apart = all(a.end <= b.start or b.end <= a.start for a in claim.content for b in denial.content)
    return apart and (claim.speaker != denial.speaker or claim.speaker is None)


def _denies_a_fact(item: Attribution, sense: Sense, matters: Matters) -> bool:
    """Does a cue deny or doubt a claim, and not turn down a plan, a person or a proposal?"""
    if not sense.against:
        return False
    if sense.group in _WITHHOLDING:
        return True
    lexicon, words = matter_lexicon(), set(cue_words(item, matters.text))
    if not words & lexicon.denials:
        return False
    return not words & lexicon.denials <= lexicon.broad or _names_a_claim(_content(item, matters))


def _content(item: Attribution, matters: Matters) -> str:
    return " ".join(matters.words.lower[index] for span in item.content for index in matters.words.within(span)).strip(" ,.;")


def _names_a_claim(content: str) -> bool:
    """Does a content open with a word for a claim: "the idea that …", "claims that …", or with "that"?"""
    words = content.split()[:4]
    return bool(words) and (words[0] in ("that", "whether") or any(word in matter_lexicon().pointers for word in words))


def _pointed_at(item: Attribution, matters: Matters, near: Sequence[Claim]) -> Attribution | None:
    """The claim right before a denial whose content only points back; `near` are the claims before it, in order."""
    lexicon, content = matter_lexicon(), _content(item, matters)
    words = content.split()
    opened = len(words) > 1 and any(content.startswith(opener + " ") for opener in lexicon.openers)
    pointing = opened and len(words) <= 4 and words[-1] in lexicon.pointers
    if not (pointing or content in lexicon.plain or content in lexicon.pronouns):
        return None
    noun = stem(words[-1]) if pointing else ""
    accusing = content in lexicon.plain - lexicon.pronouns  # "denied wrongdoing": of an accusation only
    relative = content in lexicon.pronouns and item.content[0].start < min(span.start for span in item.cue or item.content)
    for claim in reversed(near):
        # "The allegations" are not what speaks of them, and a denial ("was never aware") is not what "it" denies.
        if not _is_other(claim.item, item) or noun in claim.matter.stems or matters.of(claim.item.content[:1]).negated:
            continue
        if accusing and sense_of(claim.item, matters.text).group not in _CHARGING:
            continue
        if relative and not 0 <= item.content[0].start - claim.item.content[-1].end <= NEAR:
            continue  # it has to stand right behind: "…, a claim that Gowdy’s office disputes"
        return claim.item
    return None


def _same_matter(item: Attribution, matters: Matters, claims: Claims) -> Attribution | None:
    """The claim that says most of what a denial denies."""
    denied = matters.of(item.content)
    if not (denied.finite or _content(item, matters).startswith(("any ", "all ", "having ", "the "))):
        return None  # "deny Trump the nomination"
    for event in (event for span in item.content for event in matters.events(span)):
        for claim in claims.by_event.get((event.kind, event.about), ()):
            if _is_other(claim.item, item):
                return claim.item
    best, top = None, 0.0
    for claim in claims.sharing(denied.stems, STEMS):
        fit = _overlap(matters, denied, claim.matter) if _is_other(claim.item, item) else 0.0
        if fit > top:
            best, top = claim.item, fit
    return best


def _overlap(matters: Matters, denied: Matter, claim: Matter) -> float:
    weight = matters.weight(sorted(shared(denied, claim)))
    said = weight / (matters.weight(sorted(denied.stems)) or 1.0)
    return said if said >= SAID and weight >= WEIGHT else 0.0
