"""Why a sentence is shown: what kind of unverified assertion it is, which details it has, and the words that show it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimlight_engine.assertion.narrator import has_learned
from claimlight_engine.assertion.pointing import point
from claimlight_engine.assertion.signs import Sign, Words, find_signs
from claimlight_engine.reading import Reading, Weight
from claimlight_engine.records import AssertionKind, Attribution, Detail, Sentence, SourceKind, Span, Status

# Details of an own-voice sentence by the group of signs; the first group also gives the sign of an unsourced fact.
_DETAILS = {"figure": Detail.FIGURE, "cause": Detail.CAUSE, "generalisation": Detail.GENERALISATION}
_MOST = 8  # phrases for one source that are looked at


def kinds(reading: Reading) -> Reading:
    """Set kind, details and sign of every sentence that is vague, unsourced or interpretation."""
    words = Words.of(reading.document.text, reading.segments.tokens)
    by_id = {item.id: item for item in reading.attributions}
    spans = _sources_of(reading.attributions)
    weights = reading.weights or ((),) * len(reading.sentences)
    sentences = []
    for sentence, weighed in zip(reading.sentences, weights, strict=True):
        found = sentence
        if sentence.status is Status.VAGUE:
            by = by_id.get(sentence.attribution or "")
            if by and has_learned(by, reading.document.text):
                by = replace(by, source=())
            found = _vague(sentence, by, spans.get(by.speaker or "", ()) if by else (), words)
        elif sentence.status in (Status.UNSOURCED, Status.INTERPRETATION):
            found = _own(sentence, find_signs(words, sentence.span), weighed, words.text)
        sentences.append(found)
    return replace(reading, sentences=tuple(sentences))


def _sources_of(attributions: Sequence[Attribution]) -> dict[str, list[Span]]:
    """The first source spans of every speaker."""
    found: dict[str, list[Span]] = {}
    for item in attributions:
        spans = found.setdefault(item.speaker or "", [])
        if len(spans) < _MOST:
            spans += item.source
    return found


def _vague(sentence: Sentence, by: Attribution | None, phrases: Sequence[Span], words: Words) -> Sentence:
    """The kind of a sentence with a weak source, and whether the text gives a reason for not naming it.

    `phrases` are all the phrases that stand for the source in the article.
    """
    if by is None or not by.source:
        hearsay = _first(find_signs(words, sentence.span), "hearsay")
        return replace(sentence, kind=AssertionKind.SOURCELESS, sign=hearsay or (by.cue[0] if by and by.cue else None))
    kind = AssertionKind.UNNAMED_SOURCE if by.kind is SourceKind.UNNAMED else AssertionKind.VAGUE_SOURCE
    given = kind is AssertionKind.UNNAMED_SOURCE and _has_reason((sentence.span, *by.source, *phrases), words)
    return replace(sentence, kind=kind, sign=by.source[0], details=(Detail.REASON_GIVEN,) if given else ())


def _has_reason(places: Sequence[Span], words: Words) -> bool:
    """Does the sentence, or a phrase for the source anywhere, say why it is not named?"""
    return any(sign.group == "reason" for place in places for sign in find_signs(words, place))


def _own(sentence: Sentence, signs: Sequence[Sign], weights: Sequence[Weight], text: str) -> Sentence:
    """The kind of an own-voice sentence."""
    details = tuple(detail for group, detail in _DETAILS.items() if _first(signs, group))
    if sentence.status is Status.INTERPRETATION:
        kind, sign = point(text, signs, weights)
        return replace(sentence, kind=kind, details=details, sign=sign)
    mind = _first(signs, "mind")
    if mind is not None and not details:
        return replace(sentence, kind=AssertionKind.IMPUTED_MIND, sign=mind)
    first = next((span for group in _DETAILS if (span := _first(signs, group))), None)
    return replace(sentence, kind=AssertionKind.UNSOURCED_FACT, details=details, sign=first)


def _first(signs: Sequence[Sign], group: str) -> Span | None:
    return next((sign.span for sign in signs if sign.group == group), None)
