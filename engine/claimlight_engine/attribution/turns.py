"""Turns of a transcript or interview: "TAPPER: Will you run?", "Q: … A: …", each up to the next label.

A list of people with something about each has the same layout. What tells a talk is that its turns say "I" and "you", or ask.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from claimlight_engine.attribution.layout import Beside, Line, is_keyword, trimmed, words_of
from claimlight_engine.attribution.name_lexicon import names
from claimlight_engine.attribution.names import Name, Sort, find_names
from claimlight_engine.reading import SILENT, Reading
from claimlight_engine.records import Span
from claimlight_engine.segment.signed import NAME

FEWEST = 3  # turns with one layout in a document
TALK = 0.5  # share of the turns that must say "I", "we" or "you", or ask something
_FEWEST_OF_A_HOST = 2  # turns of somebody whom the article does not introduce
MOST_LINES = 8  # without a label that a turn may run on through
LIKE = 0.6  # of how surely the line of a label is somebody's words: how surely a line without one must be, to belong to it

_LABEL = regex.compile(
    rf"[“\"]?+(?P<who>(?P<label>(?:Q|A)(?=[.:])|{NAME})(?:\s\([^()\n]{{2,60}}\)|,\s[^:.\n“”\"]{{2,60}})?)(?P<sep>[:.])\s+(?=\S)"
)
_KEYWORD = regex.compile(r"([\p{L}’' ]{2,24}):(?:\s|$)")
_ASIDE = regex.compile(r"[“\"]?[(\[][^()\[\]]*[)\]][.]?|[\s.…*_“”\"-]+")  # "(LAUGHTER)", "…"
_PERSON = regex.compile(r"\b(?:I|[Ww]e|[Oo]urs?|us|[Mm]y|me|[Yy]ou|[Yy]ours?)\b|\?")
_QUOTED = regex.compile(r"[“\"][^“”\"]*+[”\"]")
_CAPITALS = regex.compile(r"(?:\p{Lu}|[ \xa0.’'-])+")


@dataclass(frozen=True, slots=True)
class _Turn:
    """A line with a label. `key` tells one speaker from another; `layout` is "qa", "caps" or "mixed"."""

    index: int
    source: Span
    mark: Span  # behind the label
    label: str
    start: int  # of what is said
    key: str
    layout: str


def turns(reading: Reading, lines: Sequence[Line]) -> list[Beside]:
    """The turns of speakers whom the article introduces, in order."""
    text = reading.document.text
    labelled = [turn for index, line in enumerate(lines) if (turn := _turn(text, index, line)) is not None]
    if len(labelled) < FEWEST:
        return []
    speaking = _speaking(text, lines, labelled)
    ends = {turn.index for turn in labelled}
    chosen = {turn.index for turn in speaking}
    doubtful = _told_about(reading, lines, {turn.key for turn in speaking})
    surely = _surely(reading, lines)
    found = []
    for turn, after in pairwise([*labelled, None]):
        if turn is not None and turn.index in chosen:
            until = after.index if after is not None and after.index in chosen else turn.index + 1
            doubtful_here = (i for i in range(turn.index + 1, until) if surely[i] < LIKE * surely[turn.index])
            stop = _stop(text, lines, range(turn.index + 1, until), ends | doubtful | set(doubtful_here))
            spans = [_words(text, turn, Span(turn.start, lines[turn.index].span.end))]
            spans += [_words(text, turn, lines[i].span) for i in range(turn.index + 1, stop) if not _is_aside(text, lines[i])]
            found.append(Beside(turn.source, (turn.mark,), tuple(spans), whole=False))
    return found


def _turn(text: str, index: int, line: Line) -> _Turn | None:
    match = _LABEL.match(text, line.span.start, line.span.end)
    if match is None:
        return None
    label = match["label"]
    qa = label in ("Q", "A")
    if match["sep"] == "." and not qa:
        return None
    source = Span(*match.span("who"))
    layout = f"qa{match['sep']}" if qa else "caps" if _CAPITALS.fullmatch(label) else "mixed"
    key = label if qa else label.replace(".", "").split()[-1].casefold()
    return _Turn(index, source, Span(*match.span("sep")), label, match.end(), key, layout)


def _stop(text: str, lines: Sequence[Line], onward: range, ends: Collection[int]) -> int:
    """Index of the line before which a turn ends: at one of some lines, a heading or a notice, or soon if at none."""
    for i in onward:
        keyword = _KEYWORD.match(text, lines[i].span.start, lines[i].span.end)
        if i in ends or lines[i].kind in SILENT or (keyword and is_keyword(keyword[1])):
            return i
    return onward.stop if len(onward) <= MOST_LINES else onward.start


def _words(text: str, turn: _Turn, span: Span) -> Span:
    """A line of a turn, without the marks around it where each paragraph of the talk stands in quotation marks."""
    if text[turn.source.start - 1 : turn.source.start] not in ("“", '"'):
        return span
    bare = trimmed(text, span, before='“"') if span.start != turn.start else span
    said = text[bare.start : bare.end]
    closes = said.count("”") > said.count("“") if said.endswith("”") else said.endswith('"') and said.count('"') % 2 == 1
    return Span(bare.start, bare.end - 1) if closes else bare


def _is_aside(text: str, line: Line) -> bool:
    return _ASIDE.fullmatch(text, line.span.start, line.span.end) is not None


def _told_about(reading: Reading, lines: Sequence[Line], keys: set[str]) -> set[int]:
    """Lines in which the tagger found one of the speakers as a source: there the narrator tells."""
    starts = [line.span.start for line in lines]
    found = set()
    for span in (span for item in reading.attributions for span in item.source):
        words = words_of(reading.document.text[span.start : span.end])
        if not keys.isdisjoint(word.removesuffix("’s").removesuffix("'s") for word in words):
            found.add(bisect_right(starts, span.start) - 1)
    return found


def _surely(reading: Reading, lines: Sequence[Line]) -> list[float]:
    """For each line how likely its sentences are somebody's words, on average; 1 where no model has scored them."""
    found = []
    sentences = reading.segments.sentences
    index = 0
    for line in lines:
        scores = []
        while index < len(sentences) and sentences[index].start < line.span.end:
            if index < len(reading.status_scores):
                scores.append(reading.status_scores[index].attributed + reading.status_scores[index].vague)
            index += 1
        found.append(sum(scores) / len(scores) if scores else 1.0)
    return found


def _speaking(text: str, lines: Sequence[Line], labelled: Sequence[_Turn]) -> list[_Turn]:
    """Turns of layouts that look like a talk, by speakers whom the article introduces."""
    taken = {turn.source.start for turn in labelled}
    known = _Known([name for name in find_names(text) if name.span.start not in taken], labelled)
    found = []
    for layout in sorted({turn.layout for turn in labelled}):
        group = [turn for turn in labelled if turn.layout == layout and _is_label(lines, turn) and known.introduces(turn)]
        if layout == "caps" and group:
            group = _with_hosts(lines, [turn for turn in labelled if turn.layout == layout], group)
        if len(group) < FEWEST or len({turn.key for turn in group}) < 2:
            continue
        if sum(_is_talk(text, lines, turn) for turn in group) >= TALK * len(group):
            found += group
    return found


def _with_hosts(lines: Sequence[Line], labelled: Sequence[_Turn], group: Sequence[_Turn]) -> list[_Turn]:
    """And those in capitals whom the article does not introduce, as it seldom does a host: two turns or more, each beside
    a guest's.
    """
    guests = {turn.index for turn in group}
    alone = {
        turn.key
        for before, turn, after in zip([None, *labelled], labelled, [*labelled[1:], None], strict=False)
        if turn.index not in guests and not any(each is not None and each.index in guests for each in (before, after))
    }
    counts = Counter(turn.key for turn in labelled)

    def may(turn: _Turn) -> bool:
        return _is_label(lines, turn) and turn.key not in alone and counts[turn.key] >= _FEWEST_OF_A_HOST

    return [turn for turn in labelled if turn.index in guests or may(turn)]


def _is_label(lines: Sequence[Line], turn: _Turn) -> bool:
    """Is what stands before the colon anybody, rather than a heading's, a keyword or a dateline?"""
    return not (lines[turn.index].kind in SILENT or is_keyword(turn.label) or _is_place(turn.label))


def _is_talk(text: str, lines: Sequence[Line], turn: _Turn) -> bool:
    """Does a turn say "I" or "you", or ask, in its own words? One that is a quotation as a whole may do so in it."""
    words = text[turn.start : lines[turn.index].span.end]
    own = words if words.startswith(("“", '"')) and words.endswith(("”", '"')) else _QUOTED.sub("", words)
    return _PERSON.search(own) is not None


class _Known:
    """Who is introduced: by the article outside of labels, or by a label that gives the full name."""

    def __init__(self, outside: Sequence[Name], labelled: Sequence[_Turn]) -> None:
        people = [name for name in outside if name.sort in (Sort.PERSON, Sort.OTHER)]
        self._words = {word.casefold() for name in outside for word in name.words if name.sort is not Sort.PLACE}
        self._words |= {turn.key for turn in labelled if _is_full(turn.label)}
        self._initials = {"".join(word[0] for word in name.words).upper() for name in people if len(name.words) > 1}
        self._first = min((name.span.start for name in people if len(name.words) > 1), default=None)

    def introduces(self, turn: _Turn) -> bool:
        """Is the speaker of a turn known? Of question and answer, somebody must be named before."""
        if turn.layout.startswith("qa"):
            return self._first is not None and self._first < turn.source.start
        bare = turn.label.replace(".", "")
        initials = len(bare) in (2, 3) and bare.isupper() and bare in self._initials
        return initials or turn.key in self._words


def _is_place(label: str) -> bool:
    return " ".join(label.lower().split()) in names().places


def _is_full(label: str) -> bool:
    """Is a label a full name: a given name and more?"""
    words = label.lower().split()
    return len(words) > 1 and any(word.strip(".") in names().given for word in words[:-1])
