"""Sentences of an attribution in which nothing says so: what a line announces, and what stands between two pieces.

The tagger reads an attribution well within a sentence, and less well by the paragraph; but it tells of each sentence how likely
it is to be somebody's words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from claimlight_engine.attribution.layout import MARKS, announces, words_of
from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.reading import SILENT, Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.spans import credited, meeting

_REACH = 3  # paragraphs behind a line that announces them
_ENDS = (":", ",")  # of such a line: "Ann Reed said in a statement,"


def announced(reading: Reading) -> dict[int, Attribution]:
    """By number of the line, what announces it: "Reuters reports:" on a line of its own, with no quotation mark behind.

    "The paper sent out a statement:" announces the next paragraph alone.
    """
    text, lines = reading.document.text, reading.segments.lines
    starts = [line.start for line in lines]
    found: dict[int, Attribution] = {}
    for item in reading.attributions:
        if not (item.source and item.cue and item.content):
            continue
        at = bisect_right(starts, item.cue[-1].start) - 1
        behind = lines[at + 1].start if at + 1 < len(lines) else len(text)
        if behind == len(text) or text[behind] in MARKS or not announces(text, lines[at], _ENDS):
            continue
        if behind < item.content[-1].end:
            found |= dict.fromkeys(range(at + 1, at + 1 + _REACH), item)
        elif not sources().utterances.isdisjoint(words_of(text[lines[at].start : lines[at].end])[-1:]):
            found[at + 1] = item
    return found


def going_on(reading: Reading) -> Reading:
    """Give sentences of which nothing is credited to the attribution that they belong to, where the tagger takes them for words.

    Of what stands between two pieces of one attribution, and is taken for somebody's words rather than for anything else, the
    training files have five of five as part of it, as claimlight-1 reads them.
    """
    sentences, scores = reading.segments.sentences, reading.status_scores
    taken = credited(reading.attributions)
    starts = [line.start for line in reading.segments.lines]
    owners, inside, silent = announced(reading), _inside(reading), _silent(reading)
    more: dict[str, list[Span]] = {}
    for index, (sentence, score) in enumerate(zip(sentences, scores, strict=False)):
        if meeting(taken, sentence) or meeting(silent, sentence):
            continue
        by = owners.get(bisect_right(starts, sentence.start) - 1)
        if by is not None and score.attributed + score.vague > score.none:
            more.setdefault(by.id, []).append(sentence)
        elif score.attributed > max(score.none, score.unsourced, score.interpretation):
            for name in inside.get(index - 1, set()) & inside.get(index + 1, set()):
                more.setdefault(name, []).append(sentence)
    if not more:
        return reading
    items = (replace(item, content=tuple(sorted((*item.content, *more.get(item.id, ()))))) for item in reading.attributions)
    return replace(reading, attributions=tuple(items))


def _silent(reading: Reading) -> list[Span]:
    """Headings and captions, which stand between paragraphs and are part of none."""
    document = reading.document
    return [span for span, block in zip(document.spans, document.blocks, strict=False) if block.kind in SILENT]


def _inside(reading: Reading) -> dict[int, set[str]]:
    """By number of the sentence, the attributions that a part of it is content of."""
    starts = [sentence.start for sentence in reading.segments.sentences]
    found: dict[int, set[str]] = {}
    for item in reading.attributions:
        for span in item.content:
            for number in range(bisect_right(starts, span.start) - 1, bisect_left(starts, span.end)):
                found.setdefault(number, set()).add(item.id)
    return found
