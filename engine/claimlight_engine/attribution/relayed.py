"""What an outlet or a document only relays belongs to its speaker: “…,” Ann Poe said at a rally, according to the Echo.

So the labelling guidelines have it, and gold all three such quotations of the news files; PolNeAR, from which the tagger has
learned too, gives them to the outlet (12 of 13). So it is with “The Echo reported that a diplomat described …”: two of two in the
news files. What a person remembers of another, or officials tell, is left to them; and so is what is told in other words before
“according to” (two of two).
"""

from __future__ import annotations

from dataclasses import replace

import regex

from claimlight_engine.attribution.kind import kinds_of_body
from claimlight_engine.attribution.layout import lexicon, trimmed
from claimlight_engine.attribution.phrases import read_phrase
from claimlight_engine.attribution.stance import cue_words
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, SourceType, Span
from claimlight_engine.spans import meeting

_LONGEST = 8  # words of a speaker before "said"
_HELPING = frozenset(("has", "had", "have", "will", "would"))
_WORD = regex.compile(r"[\w’'.-]*\w")
_THAT = regex.compile(r"that\s+")
# Behind "said": a name or a noun phrase, and a description between commas up to the end of what is relayed.
_SPEAKER = regex.compile(
    r"(?:(?!(?:at|in|on|during|after|before|of|to|when|while|as|that|\w+day)\b)[\w’'.-]+(?: (?=\w))?)+"
    r"(?:, (?!(?:who|at|in|on|during|after|before|when|while|as|adding|and|but)\b)[^,“”\"]+$)?"
)


def relayed(reading: Reading) -> Reading:
    """Credit the speaker where an attribution to an outlet or document holds what was said, and who said it."""
    text = reading.document.text
    quotations = [quotation.span for quotation in reading.segments.quotations if quotation.marked]
    items = tuple(_by_speaker(text, item, quotations) for item in reading.attributions)
    return replace(reading, attributions=items)


def _by_speaker(text: str, item: Attribution, quotations: list[Span]) -> Attribution:
    if not (item.content and item.cue and item.source):
        return item
    if item.cue[0].start >= item.content[-1].end:
        return _quoted(text, item, quotations) if " ".join(cue_words(item, text)) in lexicon()["relays"] else item
    reports = not lexicon()["reports"].isdisjoint(cue_words(item, text))
    return _reported(text, item, quotations) if reports and item.cue[-1].end <= item.content[0].start else item


def _quoted(text: str, item: Attribution, quotations: list[Span]) -> Attribution:
    """“…,” Ann Poe said at a rally, according to the Echo."""
    last = item.content[-1]
    inside = meeting(quotations, last)
    quotation = inside[-1] if inside else last
    if quotation.end >= last.end or inside[0].start != last.start or not _is_outlet(text, item.source):
        return item
    told = _who_said(text, Span(quotation.end, last.end))
    if told is None:
        return item
    content = (*item.content[:-1], Span(last.start, quotation.end))
    return replace(item, source=(told[0],), cue=(told[1],), content=content, kind_score=0.0)


def _reported(text: str, item: Attribution, quotations: list[Span]) -> Attribution:
    """The Echo reported that a diplomat described …"""
    first = item.content[0]
    that = _THAT.match(text, first.start, first.end)
    start = that.end() if that else first.start
    if meeting(quotations, Span(start, start + 1)) or not _is_outlet(text, item.source, papers=True):
        return item
    told = _who_said(text, Span(start, first.end))
    if told is None or told[1].start < told[0].end:
        return item
    rest = trimmed(text, Span(told[1].end, first.end))
    if rest.start >= rest.end:
        return item
    return replace(item, source=(told[0],), cue=(told[1],), content=(rest, *item.content[1:]), kind_score=0.0)


def _is_outlet(text: str, source: tuple[Span, ...], papers: bool = False) -> bool:
    """Is a source a paper, a broadcaster, a document: "the Post", "CNN", "a transcript of a show"? If `papers`, no document."""
    group = read_phrase(text, source, ()).group
    if group is not None:
        return (group.type is SourceType.DOCUMENT and not papers) or group.id == "media"
    words = text[source[0].start : source[0].end].split()
    kinds = kinds_of_body(word.lower() for word in words)
    if kinds:
        return "media" in kinds
    return len(words) > 1 and words[0].lower() == "the" and not any(word.isupper() for word in words)  # "the Hill", not "the UN"


def _who_said(text: str, tail: Span) -> tuple[Span, Span] | None:
    """The speaker and the verb: "Ann Poe said …", "said Ann Poe, a baker"."""
    words = [Span(*match.span()) for match in _WORD.finditer(text, tail.start, tail.end)][: _LONGEST + 1]
    at = next((n for n, word in enumerate(words) if text[word.start : word.end].lower() in lexicon()["said"]), None)
    if at is None:
        return None
    if at:
        between = text[words[0].start : words[at].start]
        verb = at - 1 if at > 1 and text[words[at - 1].start : words[at - 1].end].lower() in _HELPING else at
        found = Span(words[0].start, words[verb - 1].end), Span(words[verb].start, words[at].end)
        return None if "," in between else found
    behind = _SPEAKER.match(text, words[0].end + 1, tail.end)
    return (Span(behind.start(), behind.start() + len(behind[0].rstrip())), words[0]) if behind else None
