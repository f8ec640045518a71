"""Who a pronoun means: the figure that stands out most where it is used.

After Lappin and Leass, "An Algorithm for Pronominal Anaphora Resolution" (Computational Linguistics 20, 1994): every mention adds
to the salience of its figure, more as a subject or as a source, less as a possessive or inside a quotation, and salience halves
with every sentence. There is no parser here, so that a subject is the first name of its sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from claimlight_engine.attribution.cast import Figure
from claimlight_engine.attribution.name_lexicon import Gender
from claimlight_engine.attribution.names import Sort
from claimlight_engine.reading import Quotation
from claimlight_engine.records import Span

DECAY = 0.5  # of salience, a sentence
MENTION, SUBJECT, SOURCE = 1.0, 1.0, 1.5  # what a mention adds, and a mention in these places adds besides
FAR = 6  # sentences after which a figure is out of reach
_FADING = [DECAY**age for age in range(FAR + 1)]
POSSESSIVE, QUOTED, OPENER = 0.4, 0.15, 0.5  # factors; the last for what opens a sentence and is no subject
_OPENER_LENGTH = 120
_OPENER = regex.compile(
    r"\W*(?:\p{L}+ing|At|By|In|On|For|From|With|After|Before|During|Since|Under|Unlike|Like|Despite|Against)\b[^,]{0,80}"
)
UNSURE, UNNAMED = 0.6, 0.35  # factors for a figure of unknown gender, and for somebody described and not named
CROWD = 32  # figures kept in mind; the one mentioned longest ago is forgotten first, so that time stays linear


@dataclass(slots=True)
class _Salience:
    value: float
    clock: int


class Scene:
    """Salience of the figures, as the article is read from start to end."""

    def __init__(self, text: str, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> None:
        self._text = text
        self._starts = [span.start for span in sentences]
        self._told = list(accumulate(_told(sentences, quotations)))
        self._salience: dict[Figure, _Salience] = {}
        self._subject_of = -1
        self._opener = (-1, -1)  # a sentence, and where its opener ends

    def sentence(self, position: int) -> int:
        """Index of the sentence that a position lies in."""
        return max(0, bisect_right(self._starts, position) - 1)

    def _clock(self, position: int) -> int:
        """Sentences of the narrator's up to a position: what stands inside a quotation lets nobody be forgotten."""
        return self._told[self.sentence(position)] if self._told else 0

    def mention(
        self, figure: Figure, position: int, *, source: bool = False, possessive: bool = False, quoted: bool = False
    ) -> None:
        """Somebody is mentioned at a position; call in text order."""
        sentence, clock = self.sentence(position), self._clock(position)
        weight = MENTION + SOURCE * source
        if possessive:
            weight *= POSSESSIVE
        elif quoted:
            weight *= QUOTED
        elif self._opens(sentence, position):
            weight *= OPENER
        elif self._subject_of != sentence and (figure.sort is Sort.PERSON or figure.plural):
            weight += SUBJECT
            self._subject_of = sentence
        old = self._salience.pop(figure, None)
        value = weight + (old.value * _FADING[age] if old and (age := clock - old.clock) <= FAR else 0.0)
        self._salience[figure] = _Salience(value, clock)  # last in the order
        if len(self._salience) > CROWD:
            del self._salience[next(iter(self._salience))]

    def _opens(self, sentence: int, position: int) -> bool:
        """Does a position lie in an opener such as "Campaigning against Mitt Romney in 2012, he"?"""
        if not self._starts:
            return False
        if self._opener[0] != sentence:
            start = self._starts[sentence]
            opener = _OPENER.match(self._text, start, start + _OPENER_LENGTH)
            self._opener = (sentence, opener.end() if opener else -1)
        return self._opener[1] > position

    def best(self, position: int, factor: Callable[[Figure], float], lead: float = 1.0) -> Figure | None:
        """The figure of the highest salience times `factor`, which is 0 for those that do not fit; the later one of two equal.

        None where it does not have `lead` times the salience of the next.
        """
        clock = self._clock(position)
        best, top, second = None, 0.0, 0.0
        for figure, salience in self._salience.items():
            age = clock - salience.clock
            if age <= FAR:
                value = salience.value * _FADING[age] * factor(figure)
                if value >= top and value > 0:
                    best, top, second = figure, value, top
                else:
                    second = max(second, value)
        return best if top >= lead * second else None


def _told(sentences: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[int]:
    """1 for every sentence that starts outside a quotation or with one, 0 for those within."""
    index = 0
    for span in sentences:
        while index < len(quotations) and quotations[index].span.end <= span.start:
            index += 1
        yield int(index == len(quotations) or quotations[index].span.start >= span.start)


def fits_he_or_she(gender: Gender) -> Callable[[Figure], float]:
    """Factor for a pronoun of one person."""

    def factor(figure: Figure) -> float:
        if not (figure.sort is Sort.PERSON or figure.personal) or figure.plural:
            return 0.0
        sure = 1.0 if figure.gender is gender else UNSURE if figure.gender is Gender.UNKNOWN else 0.0
        return sure * (UNNAMED if figure.personal else 1.0)

    return factor


def fits_person(figure: Figure) -> float:
    """Factor for one person of any gender, by name."""
    return float(figure.sort is Sort.PERSON and not figure.plural)


def fits_it(figure: Figure) -> float:
    """Factor for "it" and "its": bodies before places, no people."""
    if figure.plural or figure.personal or figure.sort is Sort.PERSON:
        return 0.0
    return {Sort.BODY: 1.0, Sort.NOUN: 1.0, Sort.PLACE: 0.6}.get(figure.sort, 0.1)


def fits_they(figure: Figure) -> float:
    """Factor for "they" and "their": many people before a body."""
    return 1.0 if figure.plural else 0.3 if figure.sort is Sort.BODY else 0.0
