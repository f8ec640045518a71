"""Sources -> figures: the article is read once from start to end, and every source finds who it stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import regex

from claimlight_engine.attribution.cast import Cast, Figure, gather
from claimlight_engine.attribution.descriptions import Descriptions
from claimlight_engine.attribution.initials import initials
from claimlight_engine.attribution.name_lexicon import Gender, names
from claimlight_engine.attribution.names import Name, Sort, find_names
from claimlight_engine.attribution.parties import party_nouns, phrase_start
from claimlight_engine.attribution.phrases import Form, Phrase, read_phrase
from claimlight_engine.attribution.scene import Scene, fits_he_or_she, fits_it, fits_they
from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.attribution.together import together
from claimlight_engine.attribution.traits import fits_trait
from claimlight_engine.reading import Reading
from claimlight_engine.records import Span

_PRONOUN = regex.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him|hers)\b")
_GENDER = {
    **dict.fromkeys(("he", "his", "him", "himself"), Gender.MALE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.FEMALE),
}
_POSSESSIVE = (("his",), ("her",))
_RELATIVE = frozenset(("who", "whose", "whom", "which", "that"))
_DESCRIBED = regex.compile(r", (?:an? |the |one of )?[^,.;:\n]{2,90},? ?|, \d\d?, of [^;:\n]{2,40},? ?")
_NAME, _PARTY, _PRONOUN_KIND, _SOURCE = range(4)  # kinds of events; a source is read after what stands at the same place
LEAD = 1.5  # times the salience of the next that somebody called by a mere trait must have
_FAR = 1500  # characters, some ten sentences: salience has faded by then
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


def resolve(reading: Reading) -> Resolution:
    """Read the source of every attribution of a reading. Takes time linear in the text."""
    text = reading.document.text
    found = find_names(text)
    starts = [name.span.start for name in found]
    phrases = [_phrase(text, item.source, found, starts) for item in reading.attributions]
    cast = gather(text, found, {phrase.name.span for phrase in phrases if phrase.name is not None})
    read = _Reader(reading, cast, phrases).read()
    labels = initials(text, reading.attributions, cast)
    return Resolution(cast, tuple(replace(each, figure=labels.get(index, each.figure)) for index, each in enumerate(read)))


def _phrase(text: str, spans: Sequence[Span], found: Sequence[Name], starts: Sequence[int]) -> Phrase:
    if not spans:
        return read_phrase(text, spans, ())
    inside = found[bisect_left(starts, spans[0].start) : bisect_left(starts, spans[0].end)]
    return read_phrase(text, spans, inside)


class _LookBack:
    """Where an article has to be read for the sources that point back: `_FAR` characters before each of them."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        synonyms = sources().synonyms
        backward = [phrase for phrase in phrases if _looks_back(phrase)]
        self._ends = sorted(phrase.span.start for phrase in backward)
        self.persons = any(phrase.head in _GENDER or phrase.before[:1] in _POSSESSIVE for phrase in backward)
        heads = [phrase.head for phrase in backward if phrase.form is not Form.PRONOUN]
        self.heads = {word for head in heads for word in (head, *synonyms.get(head, ()))}

    def reaches(self, position: int) -> bool:
        """Does a position lie close enough before one of these sources?"""
        index = bisect_left(self._ends, position)
        return index < len(self._ends) and self._ends[index] - position <= _FAR


def _looks_back(phrase: Phrase) -> bool:
    """Can a source only be told from what stands before it?"""
    title = phrase.name is not None and len(phrase.name.words) == 1  # perhaps "the President"
    return phrase.form is Form.PRONOUN or phrase.definite or phrase.before[:1] in _POSSESSIVE or title


def _is_kin(phrase: Phrase) -> bool:
    """ "The younger Bolsonaro": another than whoever the name alone means."""
    named = phrase.name is not None and phrase.head == phrase.name.words[-1].lower()
    return named and phrase.before[-1:] in (("younger",), ("elder",), ("older",))


def _may_be_who(figure: Figure, name: Name) -> bool:
    return figure.sort is Sort.PERSON or (figure.sort is Sort.OTHER and len(name.words) > 1)


class _Reader:
    """One reading of one article."""

    def __init__(self, reading: Reading, cast: Cast, phrases: Sequence[Phrase]) -> None:
        self._text = reading.document.text
        self._reading = reading
        self._cast = cast
        self._phrases = phrases
        self._scene = Scene(self._text, reading.segments.sentences, reading.segments.quotations)
        self._descriptions = Descriptions(self._text, cast, self._scene)
        self._figure_of = {name.span: figure for name, figure in zip(cast.names, cast.of, strict=True)}
        self._first = dict(zip(reversed(cast.of), reversed(cast.starts), strict=True))  # where each figure is first named

    def read(self) -> tuple[Resolved, ...]:
        figures: list[Figure | None] = [None] * len(self._phrases)
        quotations = iter(self._reading.segments.quotations)
        quotation = next(quotations, None)
        for position, kind, index in self._events():
            while quotation is not None and quotation.span.end <= position:
                quotation = next(quotations, None)
            quoted = quotation is not None and quotation.span.start <= position
            if kind == _SOURCE:
                figures[index] = self._source(self._phrases[index], self._reading.attributions[index].content, quoted)
            elif kind == _NAME:
                self._mention(self._cast.of[index], position, False, self._cast.names[index].possessive, quoted)
            elif kind == _PARTY:
                self._mention(self._descriptions.party(self._reading.segments.tokens[index]), position, False, False, quoted)
            elif not quoted:
                self._pronoun(position, self._text[position : position + index].lower())
        return tuple(Resolved(phrase, figure) for phrase, figure in zip(self._phrases, figures, strict=True))

    def _events(self) -> list[tuple[int, int, int]]:
        """What is to be read, in order: position, kind, and an index.

        Names, parties and pronouns count only before a source that looks back, so that the rest is passed over.
        """
        spoken = enumerate(self._phrases)
        events = [(phrase.span.start, _SOURCE, index) for index, phrase in spoken if phrase.form is not Form.NONE]
        back = _LookBack(self._phrases)
        events += [(start, _NAME, index) for index, start in enumerate(self._cast.starts) if back.reaches(start)]
        if back.persons:
            taken = {phrase.span.start for phrase in self._phrases if phrase.form is Form.PRONOUN}
            matches = (match.span() for match in _PRONOUN.finditer(self._text))
            events += [(a, _PRONOUN_KIND, b - a) for a, b in matches if a not in taken and back.reaches(a)]
        for index, noun in party_nouns(self._text, self._reading.segments.tokens):
            start = self._reading.segments.tokens[index].start
            if noun in back.heads or back.reaches(start):
                events.append((start, _PARTY, index))
        return sorted(events)

    def _mention(self, figure: Figure, position: int, source: bool, possessive: bool, quoted: bool) -> None:
        self._scene.mention(figure, position, source=source, possessive=possessive, quoted=quoted)

    def _pronoun(self, position: int, pronoun: str) -> None:
        figure = self._scene.best(position, fits_he_or_she(_GENDER[pronoun]))
        if figure is not None:
            if figure.gender is Gender.UNKNOWN:
                figure.gender = _GENDER[pronoun]
            self._mention(figure, position, False, pronoun in ("his", "her", "him"), False)

    def _source(self, phrase: Phrase, content: Sequence[Span], quoted: bool) -> Figure | None:
        """The figure of a source; None for "I" and for a pronoun that nothing fits."""
        if phrase.form is Form.PRONOUN:
            figure = self._pronoun_source(phrase, content)
        elif (fits := fits_trait(phrase)) is not None:
            figure = self._scene.best(phrase.span.start, fits, LEAD) or self._without_trait(phrase)
        elif (several := together(phrase, self._text)) is not None:
            figure = self._descriptions.new(several)
        elif phrase.name is not None and _is_kin(phrase):
            figure = self._descriptions.new(phrase)  # "the younger Bolsonaro" is another
        elif phrase.name is not None:
            figure = self._figure_of[phrase.name.span]
            title = phrase.name.words[-1].lower()
            if figure.sort is Sort.OTHER and title in names().titles:
                figure = self._descriptions.described(phrase, title)
        else:
            figure = self._owner(phrase) or self._descriptions.described(phrase, phrase.head)
        if figure is not None:
            figure = self._descriptions.in_full(figure)
            self._mention(figure, phrase.span.start, True, False, quoted)
        if phrase.group is not None and phrase.group.speaks_for:
            for name in phrase.inside:  # "a Boeing spokeswoman" is Boeing
                if name.sort is Sort.BODY:
                    self._mention(self._figure_of[name.span], phrase.span.start, True, False, quoted)
        return figure

    def _without_trait(self, phrase: Phrase) -> Figure:
        return self._descriptions.new(phrase) if phrase.name is None else self._figure_of[phrase.name.span]

    def _pronoun_source(self, phrase: Phrase, content: Sequence[Span]) -> Figure | None:
        position = phrase.span.start

        def known(fits: Callable[[Figure], float]) -> Callable[[Figure], float]:
            """Nobody speaks as "he" who is first named in his own quotation."""

            def factor(figure: Figure) -> float:
                first = self._first.get(figure, figure.span.start)
                own = any(span.start <= first < span.end for span in content) and self._is_quoted(first)
                return 0.0 if own else fits(figure)

            return factor

        if phrase.head in _RELATIVE:
            return self._antecedent(position)
        if phrase.head in _GENDER:
            fits = known(fits_he_or_she(_GENDER[phrase.head]))
            figure = self._scene.best(position, fits) or self._ahead(position, _GENDER[phrase.head])
            if figure is not None and figure.gender is Gender.UNKNOWN:
                figure.gender = _GENDER[phrase.head]
            return figure
        if phrase.head in ("they", "their", "them", "theirs", "themselves"):
            return self._scene.best(position, known(fits_they))
        return self._scene.best(position, known(fits_it)) if phrase.head in ("it", "its", "itself") else None

    def _is_quoted(self, position: int) -> bool:
        quotations = self._reading.segments.quotations
        index = bisect_right(quotations, position, key=lambda each: each.span.start) - 1
        return index >= 0 and position < quotations[index].span.end

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
            if each == index and not between.strip(" ,—–-()\xa0") and _may_be_who(figure, self._cast.names[each]):
                return figure
            if figure.sort is Sort.PERSON and _DESCRIBED.fullmatch(between):
                return figure  # "Heather Samuelson, a lawyer who"
        start = max(0, position - _BETWEEN)
        end = start + len(self._text[start:position].rstrip(" ,—–-(\xa0"))
        span = Span(phrase_start(self._text, end), end)
        return self._descriptions.new(_phrase(self._text, (span,), (), ())) if span.start < span.end else None

    def _owner(self, phrase: Phrase) -> Figure | None:
        """The person whose words a source is: "his update", "her tweet"."""
        if len(phrase.before) == 0 or phrase.before[0] not in ("his", "her") or phrase.head not in sources().utterances:
            return None
        return self._scene.best(phrase.span.start, fits_he_or_she(_GENDER[phrase.before[0]]))
