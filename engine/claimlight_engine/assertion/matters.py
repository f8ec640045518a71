"""What a passage speaks of: its content words by stem with their weight, its numbers, whether it is negated, and its events.

Weights are inverse document frequencies over the sentences of the article (Spärck Jones 1972), so that what every sentence
speaks of counts for little. The stems are rough: suffixes are cut, so that "liberation" and "liberated" meet.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from claimlight_engine.assertion.signs import Words
from claimlight_engine.lexicon import Inflection, Lexicon, PhraseTable, load, plural
from claimlight_engine.reading import Reading
from claimlight_engine.records import Span

_PERSONAL = frozenset(("i", "we", "my", "our", "me", "us"))
_NOTHING = frozenset(("",))
_ON = frozenset(("on", "against"))
_STEM = 4  # letters that a stem keeps at least
_OBJECT = 4  # words between a verb and its object, at most


@dataclass(frozen=True, slots=True)
class Matter:
    """A passage's content stems, how many of them are written small, its numbers, and whether it is negated."""

    stems: frozenset[str]
    small: frozenset[str]
    numbers: frozenset[str]
    negated: bool
    finite: bool
    personal: bool  # somebody speaks of "I" or "we"

    @property
    def names(self) -> frozenset[str]:
        """Stems that are never written small here."""
        return self.stems - self.small


@dataclass(frozen=True, slots=True)
class Event:
    """An event told of somebody or some place: `kind` is a group of `matters.toml`, `about` the name in lower case.

    `noun` is true for "the capture of X" and "X’s capture", which presuppose it, and false for "captured X", "X was captured".
    """

    kind: str
    about: str
    span: Span
    noun: bool


@dataclass(frozen=True, slots=True)
class MatterLexicon:
    """`lexicons/matters.toml`, ready for use."""

    suffix: regex.Pattern[str]
    stop: frozenset[str]
    negations: frozenset[str]
    numbers: frozenset[str]
    finite: frozenset[str]
    nouns: dict[str, str]  # noun of an event -> its group
    verbs: PhraseTable[str]
    subjects: PhraseTable[str]  # verbs whose subject the event is about: "fell"
    on: frozenset[str]  # groups whose nouns may have the name behind "on": "the attack on X"
    denials: frozenset[str]
    broad: frozenset[str]
    pointers: frozenset[str]
    plain: frozenset[str]
    openers: tuple[str, ...]
    pronouns: frozenset[str]
    proposals: frozenset[str]


def _stem_of(word: str, lexicon: MatterLexicon) -> str:
    """The stem of a word that tells something, else nothing."""
    if word in lexicon.stop or not word[0].isalnum() or (len(word) < 3 and not word.isdigit()):
        return ""
    return stem(word)


def stem(word: str) -> str:
    """Cut the longest suffix that leaves enough of a lower-case word."""
    match = matter_lexicon().suffix.search(word, _STEM)
    return word[: match.start()] if match else word


class Matters:
    """The matters of one article. Every word is looked up once; passages are then put together from that."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.document.text
        self.words = Words.of(self.text, reading.segments.tokens)
        lexicon, lower = matter_lexicon(), self.words.lower
        vocabulary = {word: _stem_of(word, lexicon) for word in set(lower)}
        events = {word for word in vocabulary if word in lexicon.nouns or word in lexicon.verbs or word in lexicon.subjects}
        self._stems = [vocabulary[word] for word in lower]
        self._small = [
            found if found and self.text[start].islower() else ""
            for found, start in zip(self._stems, self.words.starts, strict=True)
        ]
        self._told = [index for index, word in enumerate(lower) if word in events]
        ranges = map(self.words.within, reading.segments.sentences)
        self.stems = [frozenset(self._stems[within.start : within.stop]) - _NOTHING for within in ranges]  # one set a sentence
        counts = Counter(each for stems in self.stems for each in stems)
        total = len(self.stems) + 1
        self._weights = {each: math.log(total / count) for each, count in counts.items()}

    def of(self, spans: Iterable[Span]) -> Matter:
        """The matter of some spans."""
        lexicon = matter_lexicon()
        words: set[str] = set()
        stems: set[str] = set()
        small: set[str] = set()
        for span in spans:
            within = self.words.within(span)
            words.update(self.words.lower[within.start : within.stop])
            stems.update(self._stems[within.start : within.stop])
            small.update(self._small[within.start : within.stop])
        numbers = frozenset(word for word in words if word in lexicon.numbers or word.isdigit())
        negated = not words.isdisjoint(lexicon.negations)
        finite, personal = not words.isdisjoint(lexicon.finite), not words.isdisjoint(_PERSONAL)
        return Matter(frozenset(stems) - _NOTHING, frozenset(small) - _NOTHING, numbers, negated, finite, personal)

    def weight(self, stems: Iterable[str]) -> float:
        """Sum of the weights of some stems, in a fixed order so that it is the same in every run."""
        return math.fsum(self._weights.get(each, 0.0) for each in stems)

    def events(self, span: Span) -> Iterator[Event]:
        """Events told within a span, of somebody or some place with a capital."""
        lexicon, within = matter_lexicon(), self.words.within(span)
        for index in self._told[bisect_left(self._told, within.start) : bisect_left(self._told, within.stop)]:
            kind = lexicon.nouns.get(self.words.lower[index])
            about = self._owner(index, within, kind in lexicon.on) if kind else None
            if kind and about is not None:
                first, last = min(index, about), max(index, about)
                yield self._event(kind, about, first, last, True)
                continue
            if verb := lexicon.subjects.at(self.words.lower, index):
                about = self._subject(index, within)
            elif verb := lexicon.verbs.at(self.words.lower, index):
                about = self._object(index, index + verb[0], within)
            if verb and about is not None:
                yield self._event(verb[1], about, min(index, about), max(index, about), False)

    def _event(self, kind: str, about: int, first: int, last: int, noun: bool) -> Event:
        return Event(kind, self.words.lower[about], Span(self.words.starts[first], self.words.tokens[last].end), noun)

    def _owner(self, index: int, within: range, on: bool) -> int | None:
        """The name of "capture of X" or "X’s capture"; with `on` also of "attack on X"."""
        lower, capital = self.words.lower, self._capital
        if index + 2 in within and (lower[index + 1] == "of" or (on and lower[index + 1] in _ON)):
            return next((i for i in range(index + 2, min(within.stop, index + 2 + _OBJECT)) if capital(i)), None)
        if index - 3 in within and lower[index - 1] == "s" and capital(index - 3):
            return index - 3
        return None

    def _object(self, verb: int, after: int, within: range) -> int | None:
        """The name that follows a verb, or that comes before "was" and its participle."""
        lower, capital = self.words.lower, self._capital
        if any(lower[i] in ("was", "were", "been", "is", "are") for i in range(max(within.start, verb - 3), verb)):
            return next((i for i in range(verb - 1, max(within.start, verb - 3 - _OBJECT) - 1, -1) if capital(i)), None)
        for index in range(after, min(within.stop, after + _OBJECT)):
            if capital(index):
                return index
            if not lower[index][0].isalnum() or lower[index] in (
                "of",
                "to",
                "in",
                "by",
                "that",
                "and",
                "on",
                "at",
                "for",
                "with",
            ):
                return None
        return None

    def _subject(self, verb: int, within: range) -> int | None:
        """The name right before a verb and its auxiliaries: "X had fallen"."""
        before = verb - 1
        while before in within and self.words.lower[before] in ("has", "had", "have", "since", "already", "now"):
            before -= 1
        return before if before in within and self._capital(before) else None

    def _capital(self, index: int) -> bool:
        return self.text[self.words.starts[index]].isupper() and self.words.lower[index] not in matter_lexicon().stop


@cache
def matter_lexicon() -> MatterLexicon:
    """The lexicon of matters, read once."""
    return build(load("matters.toml"))


def build(lexicon: Lexicon) -> MatterLexicon:
    """Check `matters.toml` and index it. Raises LexiconError."""
    inflect = Inflection.of(lexicon)
    nouns: dict[str, str] = {}
    verbs: dict[str, str] = {}
    subjects: dict[str, str] = {}
    on: set[str] = set()
    for section in lexicon.sections("event"):
        section.only("id", "nouns", "verbs", "subjects", "on")
        name = section.word("id")
        for noun in section.words("nouns"):
            for form in (noun, plural(noun)):
                if nouns.setdefault(form, name) != name:
                    raise section.error("nouns", f"holds {form!r}, which another event holds too")
        verbs |= {form: name for verb in section.words("verbs") for form in inflect.verb(verb)[3:]}  # past forms tell of events
        subjects |= {form: name for verb in section.words("subjects") for form in inflect.verb(verb)[3:]}
        if section.flag("on"):
            on.add(name)
    pointers = lexicon.section("pointers").only("nouns", "pronouns", "plain", "openers")
    denials = lexicon.section("denials").only("words", "broad")
    pointing = pointers.words("nouns")
    return MatterLexicon(
        suffix=regex.compile(f"(?:{'|'.join(lexicon.section('suffixes').only('words').words('words'))})$"),
        stop=_list(lexicon, "stop"),
        negations=_list(lexicon, "negations"),
        numbers=_list(lexicon, "numbers"),
        finite=_list(lexicon, "finite"),
        nouns=nouns,
        verbs=PhraseTable(verbs),
        subjects=PhraseTable(subjects),
        on=frozenset(on),
        denials=frozenset(denials.words("words")),
        broad=frozenset(denials.words("broad")),
        pointers=frozenset((*pointing, *map(plural, pointing))),
        plain=frozenset(pointers.words("plain")),
        openers=tuple(pointers.words("openers")),
        pronouns=frozenset(pointers.words("pronouns")),
        proposals=_list(lexicon, "proposals"),
    )


def _list(lexicon: Lexicon, name: str) -> frozenset[str]:
    return frozenset(lexicon.section(name).only("words").words("words"))


def shared(a: Matter, b: Matter) -> frozenset[str]:
    """Stems that two matters have in common."""
    return a.stems & b.stems
