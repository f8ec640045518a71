"""Which words of an interpretation are pointed at, and what they make of it: a judgement, a forecast, or somebody's mind."""

from __future__ import annotations

from collections.abc import Sequence

from claimlight_engine.assertion.signs import Sign, assertions
from claimlight_engine.reading import Weight
from claimlight_engine.records import AssertionKind, Span

LEAST = 0.1  # nats that a word weighs at least to be pointed at, unless it is a sign
BESIDE = 0.4  # share of its weight from which a word takes in the one beside it
LONGEST = 4  # words pointed at
HEDGE = 0.25  # what "may" or "could" counts for beside other words
_CONTRACTED = ("s", "t", "re", "ve", "m", "d")  # "it’s", "isn’t", "they’re", "we’ve", "I’m", "you’d"

# What an interpretation is by the group of the sign that is pointed at; of groups alike in weight, the first.
READINGS = {
    "judgement": AssertionKind.JUDGEMENT,
    "forecast": AssertionKind.FORECAST,
    "possibility": AssertionKind.FORECAST,
    "mind": AssertionKind.IMPUTED_MIND,
}
_ORDER = tuple(READINGS)


def point(text: str, signs: Sequence[Sign], weights: Sequence[Weight]) -> tuple[AssertionKind, Span | None]:
    """The kind of an interpretation, and the words that weigh most in its being one.

    A sign counts whole; a word that is none takes in those beside it that weigh much, too. Where no word weighs enough, as where
    there are no weights or many words say the same, the longest sign of the first group says most ("turning point").
    """
    known = sorted((sign for sign in signs if sign.group in READINGS), key=lambda sign: _ORDER.index(sign.group))
    sign_of = [next((sign for sign in known if _meet(sign.span, weight.span)), None) for weight in weights]

    def telling(index: int) -> float:
        sign = sign_of[index]
        counts = HEDGE if sign and sign.group == "possibility" else 1.0
        return counts * weights[index].nats

    found = [i for i, weight in enumerate(weights) if weight.nats >= LEAST and (sign_of[i] or _says_something(text, weight.span))]
    if not found:
        return _by_signs([sign for sign in known if sign.group != "mind" or not weights])
    best = max(found, key=telling)
    if sign := sign_of[best]:
        return READINGS[sign.group], sign.span
    span = _with_neighbours(text, weights, best)
    group = next((sign.group for sign in known if _meet(sign.span, span)), "judgement")
    return READINGS[group if group != "mind" else "judgement"], span


def _by_signs(known: Sequence[Sign]) -> tuple[AssertionKind, Span | None]:
    if not known:
        return AssertionKind.JUDGEMENT, None
    shown = [sign.span for sign in known if sign.group == known[0].group]
    return READINGS[known[0].group], max(shown, key=lambda span: (span.end - span.start, -span.start))


def _with_neighbours(text: str, weights: Sequence[Weight], best: int) -> Span:
    """A word with those beside it that weigh much: "ring warning bells". Words that say nothing do not end it."""
    least = weights[best].nats * BESIDE
    start = end = best
    while end - start + 1 < LONGEST:
        beside = [index for index in (start - 1, end + 1) if 0 <= index < len(weights) and _joins(text, weights, index, least)]
        if not beside:
            break
        index = max(beside, key=lambda index: weights[index].nats)
        start, end = min(start, index), max(end, index)
    while start < best and not _says_something(text, weights[start].span):
        start += 1
    while end > best and not _says_something(text, weights[end].span):
        end -= 1
    return Span(weights[start].span.start, weights[end].span.end)


def _joins(text: str, weights: Sequence[Weight], index: int, least: float) -> bool:
    return weights[index].nats >= least and text[weights[index].span.start].isalnum()


def _says_something(text: str, span: Span) -> bool:
    """Is it a word with a meaning of its own, and no name?"""
    word = text[span.start : span.end]
    if not word[0].isalpha() or (word[0].isupper() and text[max(0, span.start - 2) : span.start - 1].isalnum()):
        return False
    head, mark, tail = word.lower().replace("’", "'").partition("'")
    return not (head in assertions().empty and (not mark or tail in _CONTRACTED))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
