"""Sources -> figures: the article is read once from start to end, and every source finds who it stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from claimlight_engine.attribution.cast import PERSONAL, Cast, Figure, gather
from claimlight_engine.attribution.names import Gender, Name, Sort, find_names, names
from claimlight_engine.attribution.parties import party_nouns, party_span, phrase_start
from claimlight_engine.attribution.phrases import Form, Phrase, read_phrase, sources
from claimlight_engine.attribution.scene import Scene, fits_he_or_she, fits_it, fits_they
from claimlight_engine.reading import Reading
from claimlight_engine.records import Span

_PRONOUN = regex.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him|hers)\b")
_GENDER = {
    **dict.fromkeys(("he", "his", "him", "himself"), Gender.MALE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.FEMALE),
}
_RELATIVE = frozenset(("who", "whose", "whom", "which", "that"))
_DESCRIBED = regex.compile(r", (?:an? |the |one of )?[^,.;:\n]{2,90},? ?")
_BETWEEN = 40  # characters between "who" and what it belongs to, at most


@dataclass(frozen=True, slots=True)
class Resolved:
    """A source read: its phrase, and the figure that it stands for, if any."""

    phrase: Phrase
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The cast of an article, and its sources in the order of the attributions."""

    cast: Cast
    sources: tuple[Resolved, ...]


@dataclass(frozen=True, slots=True)
class _Event:
    """Something to read at a position: a name, a pronoun of the narrator's, a noun for a party, or a source."""

    position: int
    name: int = -1
    pronoun: str = ""
    noun: Span | None = None
    source: int = -1


def resolve(reading: Reading) -> Resolution:
    """Read the source of every attribution of a reading. Takes time linear in the text."""
    text = reading.document.text
    found = find_names(text)
    starts = [name.span.start for name in found]
    phrases = [_phrase(text, item.source, found, starts) for item in reading.attributions]
    cast = gather(text, found, {phrase.name.span for phrase in phrases if phrase.name is not None})
    return Resolution(cast, _Reader(reading, cast, phrases).read())


def _phrase(text: str, spans: Sequence[Span], found: Sequence[Name], starts: Sequence[int]) -> Phrase:
    if not spans:
        return read_phrase(text, spans, ())
    inside = found[bisect_left(starts, spans[0].start) : bisect_left(starts, spans[0].end)]
    return read_phrase(text, spans, inside)


class _Reader:
    """One reading of one article."""

    def __init__(self, reading: Reading, cast: Cast, phrases: Sequence[Phrase]) -> None:
        self._text = reading.document.text
        self._reading = reading
        self._cast = cast
        self._phrases = phrases
        self._scene = Scene(self._text, reading.segments.sentences, reading.segments.quotations)
        self._by_role: dict[str, list[Figure]] = {}
        self._nouns: dict[str, Figure] = {}  # parties that are described, by their words
        self._heads: dict[str, Figure] = {}  # the last of them with a head noun
        self._figure_of = {name.span: figure for name, figure in zip(cast.names, cast.of, strict=True)}
        for figure in dict.fromkeys(cast.of):
            for role in figure.roles:
                self._by_role.setdefault(role, []).append(figure)

    def read(self) -> tuple[Resolved, ...]:
        figures: list[Figure | None] = [None] * len(self._phrases)
        quotations = iter(self._reading.segments.quotations)
        quotation = next(quotations, None)
        for event in self._events():
            while quotation is not None and quotation.span.end <= event.position:
                quotation = next(quotations, None)
            quoted = quotation is not None and quotation.span.start <= event.position
            if event.source >= 0:
                figures[event.source] = self._source(self._phrases[event.source], quoted)
            elif event.name >= 0:
                possessive = self._cast.names[event.name].possessive
                self._mention(self._cast.of[event.name], event.position, False, possessive, quoted)
            elif event.noun is not None:
                self._mention(self._party(event.noun), event.position, False, False, quoted)
            elif not quoted:
                self._pronoun(event)
        return tuple(Resolved(phrase, figure) for phrase, figure in zip(self._phrases, figures, strict=True))

    def _events(self) -> list[_Event]:
        taken = {phrase.span.start for phrase in self._phrases if phrase.form is Form.PRONOUN}
        events = [_Event(start, name=index) for index, start in enumerate(self._cast.starts)]
        events += [_Event(p.span.start, source=index) for index, p in enumerate(self._phrases) if p.form is not Form.NONE]
        events += [
            _Event(match.start(), pronoun=match.group().lower())
            for match in _PRONOUN.finditer(self._text)
            if match.start() not in taken
        ]
        events += [_Event(span.start, noun=span) for span in party_nouns(self._text, self._reading.segments.tokens)]
        return sorted(events, key=lambda event: (event.position, event.source >= 0))

    def _mention(self, figure: Figure, position: int, source: bool, possessive: bool, quoted: bool) -> None:
        self._scene.mention(figure, position, source=source, possessive=possessive, quoted=quoted)

    def _pronoun(self, event: _Event) -> None:
        figure = self._scene.best(event.position, fits_he_or_she(_GENDER[event.pronoun]))
        if figure is not None:
            if figure.gender is Gender.UNKNOWN:
                figure.gender = _GENDER[event.pronoun]
            self._mention(figure, event.position, False, event.pronoun in ("his", "her", "him"), False)

    def _source(self, phrase: Phrase, quoted: bool) -> Figure | None:
        """The figure of a source; None for "I" and for a pronoun that nothing fits."""
        if phrase.form is Form.PRONOUN:
            figure = self._pronoun_source(phrase)
        elif phrase.name is not None:
            figure = self._figure_of[phrase.name.span]
            title = phrase.name.words[-1].lower()
            if figure.sort is Sort.OTHER and title in names().titles:
                figure = self._described(phrase, title)
        else:
            figure = self._described(phrase, phrase.head)
        if figure is not None:
            self._mention(figure, phrase.span.start, True, False, quoted)
        return figure

    def _pronoun_source(self, phrase: Phrase) -> Figure | None:
        position = phrase.span.start
        if phrase.head in _RELATIVE:
            return self._antecedent(position)
        if phrase.head in _GENDER:
            fits = fits_he_or_she(_GENDER[phrase.head])
            figure = self._scene.best(position, fits) or self._ahead(position, _GENDER[phrase.head])
            if figure is not None and figure.gender is Gender.UNKNOWN:
                figure.gender = _GENDER[phrase.head]
            return figure
        if phrase.head in ("they", "their", "them", "theirs", "themselves"):
            return self._scene.best(position, fits_they)
        return self._scene.best(position, fits_it) if phrase.head in ("it", "its", "itself") else None

    def _ahead(self, position: int, gender: Gender) -> Figure | None:
        """Somebody named later in the sentence: "When he took office, Mr. Obama said"."""
        index = bisect_left(self._cast.starts, position)
        if index < len(self._cast.names):
            figure = self._cast.of[index]
            near = self._scene.sentence(self._cast.starts[index]) == self._scene.sentence(position)
            if near and fits_he_or_she(gender)(figure) > 0:
                return figure
        return None

    def _antecedent(self, position: int) -> Figure | None:
        """What "who" belongs to: the name or noun phrase right before it."""
        index = bisect_left(self._cast.starts, position) - 1
        for each in range(index, max(-1, index - 4), -1):
            figure, between = self._cast.of[each], self._text[self._cast.names[each].span.end : position]
            if each == index and not between.strip(" ,—–-()\xa0") and figure.sort in (Sort.PERSON, Sort.OTHER):
                return figure
            if figure.sort is Sort.PERSON and _DESCRIBED.fullmatch(between):
                return figure  # "Heather Samuelson, a lawyer who"
        start = max(0, position - _BETWEEN)
        end = start + len(self._text[start:position].rstrip(" ,—–-(\xa0"))
        span = Span(phrase_start(self._text, end), end)
        return self._new(_phrase(self._text, (span,), (), ())) if span.start < span.end else None

    def _described(self, phrase: Phrase, head: str) -> Figure:
        """The figure of a source without a name: somebody known by a role or a noun, or a new one."""
        if phrase.definite or phrase.form is Form.NAME:
            known = self._by_description(phrase, head)
            if known is not None:
                return known
        return self._new(phrase)

    def _by_description(self, phrase: Phrase, head: str) -> Figure | None:
        """Somebody whose role or name holds the head ("the senator", "the commission"), or the last party called so."""
        position, modifiers = phrase.span.start, set(phrase.before[1:])
        if any(name.sort in (Sort.PERSON, Sort.BODY) for name in phrase.inside if name != phrase.name):
            return None  # "the Clinton campaign" says itself whose it is
        fitting = [each for each in self._by_role.get(head, ()) if each.sort is Sort.PERSON or modifiers <= each.roles]
        allowed = set(map(id, fitting))
        figure = self._scene.best(position, lambda each: float(id(each) in allowed)) or next(
            (each for each in fitting if each.span.start < position), None
        )
        return figure or self._last_called(phrase, head)

    def _last_called(self, phrase: Phrase, head: str) -> Figure | None:
        """The last party with this head or a word for the same ("study", "survey"), or a body of the kind that it tells."""
        same = [self._heads[word] for word in (head, *sources().synonyms.get(head, ())) if word in self._heads]
        if same:
            return max(same, key=lambda each: each.span.start) if head not in self._heads else self._heads[head]
        if phrase.plural or phrase.group is None:
            return None
        kind, kinds = phrase.group.id, names().kinds_of_body
        return self._scene.best(
            phrase.span.start, lambda each: float(each.sort is Sort.BODY and any(kinds.get(word) == kind for word in each.words))
        )

    def _party(self, token: Span) -> Figure:
        """The figure of a noun in the narrator's text, with the words of its description."""
        phrase = read_phrase(self._text, (party_span(self._text, token),), ())
        known = self._by_description(phrase, phrase.head) if phrase.definite else None
        return known or self._new(phrase)

    def _new(self, phrase: Phrase) -> Figure:
        words = (*phrase.before, phrase.head)
        if words and words[0] in ("the", "these", "those", "this", "that"):
            words = words[1:]
        single = bool(phrase.before) and phrase.before[0] in ("a", "an", "one", "another")
        key = " ".join(words)
        figure = None if single else self._nouns.get(key)
        if figure is None:
            figure = self._nouns[key] = Figure(phrase.span, words, Sort.NOUN, plural=phrase.plural)
            figure.phrase = phrase
            figure.personal = not phrase.plural and phrase.group is not None and phrase.group.id in PERSONAL
            figure.gender = names().gendered.get(phrase.head, Gender.UNKNOWN)
        self._heads[phrase.head] = figure
        return figure
