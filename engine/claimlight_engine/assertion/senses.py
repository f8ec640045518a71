"""Does a word stand in the sense for which it is listed? By the words beside it, without a parser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from claimlight_engine.lexicon import Lexicon

FORMS = ("words", "verbs", "bare", "people")  # in which a group of `assertions.toml` lists its words
ANYWHERE = "anywhere"  # the form of phrases that mean the same wherever they stand, names among them: "the District Court"
_BEFORE = 3  # words before a verb among which its subject may stand


@dataclass(frozen=True, slots=True)
class Use:
    """A phrase as one of a group's: `form` is one of FORMS or ANYWHERE."""

    group: str
    form: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands: in the lower-case words of a sentence from `first` to before `after`, with a capital or not."""

    words: Sequence[str]
    first: int
    after: int
    capital: bool

    @property
    def before(self) -> str:
        """The word before it, empty at the start."""
        return self.words[self.first - 1] if self.first else ""

    @property
    def next(self) -> str:
        """The word after it, empty at the end."""
        return self.words[self.after] if self.after < len(self.words) else ""


@dataclass(frozen=True, slots=True)
class Senses:
    """[beside] of `assertions.toml`, ready for use."""

    determiners: frozenset[str]
    prepositions: frozenset[str]
    holders: frozenset[str]
    after_nouns: frozenset[str]
    be: frozenset[str]
    nobody: frozenset[str]
    openers: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Senses:
        """Read the section. Raises LexiconError."""
        names = tuple(field.name for field in fields(cls))
        section = lexicon.section("beside").only(*names)
        return cls(*(frozenset(section.words(name)) for name in names))

    def fits(self, use: Use, place: Place) -> bool:
        """Is the phrase a sign of its group here?"""
        if use.form == ANYWHERE:
            return True
        if use.form == "people":
            return not place.before[-1:].isalnum() or place.before in self.openers
        if place.capital and place.before[-1:].isalnum():
            return False  # a name: "the Great Depression"
        if use.form == "bare":
            return place.before not in self.determiners
        if use.form == "verbs" and place.after - place.first == 1 and not self._is_verb(place):
            return False
        return use.group != "mind" or use.form != "verbs" or self._has_holder(place)

    def _is_verb(self, place: Place) -> bool:
        """Is a form that may be a noun a verb here: "matters", "hope", "the thinking"?"""
        word = place.words[place.first]
        if place.before in self.determiners:
            return False
        if not word.endswith(("ing", "ed")) and place.before in self.prepositions:
            return False
        return place.before in self.holders or word.endswith(("ing", "ed")) or place.next not in self.after_nouns

    def _has_holder(self, place: Place) -> bool:
        """Does a verb of the mind tell what somebody in particular thinks? Not "is feared", nor "letting us feel"."""
        word = place.words[place.first]
        if place.before in self.be and not word.endswith("ing"):
            return False
        return self.nobody.isdisjoint(place.words[max(0, place.first - _BEFORE) : place.first])
