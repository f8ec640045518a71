"""Lexicon files: read from `lexicons/`, checked when loaded, and turned into word forms and phrase tables.

A mistake in a file raises `LexiconError` with the file, the entry and the field, so that its editor needs no debugger.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Generic, TypeVar

from claimlight_engine.errors import LexiconError

T = TypeVar("T")
FORMAT = 1
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a lexicon file, with its place for messages: `stances.toml, group 3 (denying)`."""

    place: str
    _table: Mapping[str, object]

    def word(self, field: str, choices: Iterable[str] = ()) -> str:
        """The field as one string, one of `choices` where there are any."""
        value = self._table.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.error(field, "must be a string that is not empty")
        allowed = tuple(choices)
        if allowed and value not in allowed:
            raise self.error(field, f"is {value!r}, and must be one of {', '.join(allowed)}")
        return value

    def flag(self, field: str) -> bool:
        """The field as true or false; false where it is left out."""
        value = self._table.get(field, False)
        if not isinstance(value, bool):
            raise self.error(field, "must be true or false")
        return value

    def words(self, field: str) -> tuple[str, ...]:
        """The field as a list of words or phrases, lower case, single spaces, none twice; empty where it is left out."""
        value = self._table.get(field, [])
        if not isinstance(value, list):
            raise self.error(field, "must be a list of strings")
        seen: set[str] = set()
        for item in value:
            if not isinstance(item, str) or not item or item != " ".join(item.split()):
                raise self.error(field, f"holds {item!r}: write words parted by single spaces")
            if item != item.lower():
                raise self.error(field, f"holds {item!r}: write it in lower case")
            if item in seen:
                raise self.error(field, f"holds {item!r} twice")
            seen.add(item)
        return tuple(str(item) for item in value)

    def texts(self, field: str) -> tuple[str, ...]:
        """The field as a list of free texts; empty where it is left out."""
        value = self._table.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(field, "must be a list of strings that are not empty")
        return tuple(value)

    def fields(self) -> tuple[str, ...]:
        """Names of all fields."""
        return tuple(self._table)

    def only(self, *fields: str) -> Section:
        """Check that no other field is there, so that a misspelt one is not passed over in silence."""
        for field in self._table:
            if field not in fields:
                raise self.error(field, f"is not known here; known are {', '.join(fields)}")
        return self

    def error(self, field: str, problem: str) -> LexiconError:
        """The error to raise about a field of this section."""
        return LexiconError(f"{self.place}, field {field!r}: {problem}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A lexicon file. `sections(name)` are its `[[name]]` tables, `section(name)` its one `[name]` table."""

    file: str
    _data: Mapping[str, object]

    def sections(self, name: str, label: str = "id") -> Iterator[Section]:
        """Every `[[name]]` table in order; `label` is the field that names it in messages."""
        tables = self._data.get(name)
        if not isinstance(tables, list) or not tables:
            raise LexiconError(f"{self.file}: needs at least one [[{name}]]")
        for number, table in enumerate(tables, 1):
            title = table.get(label, "") if isinstance(table, dict) else ""
            place = f"{self.file}, {name} {number}" + (f" ({title})" if title else "")
            if not isinstance(table, dict):
                raise LexiconError(f"{place}: must be a table")
            yield Section(place, table)

    def top(self, field: str, sections: str) -> tuple[str, ...]:
        """The list `field` at the top of the file, which names the ids of all `[[sections]]`, each once."""
        value = Section(self.file, self._data).texts(field)
        ids = [section.word("id") for section in self.sections(sections)]
        if sorted(value) != sorted(ids):
            raise LexiconError(f"{self.file}, field {field!r}: must name every {sections} once: {', '.join(ids)}")
        return value

    def section(self, name: str) -> Section:
        """The `[name]` table."""
        table = self._data.get(name)
        if not isinstance(table, dict):
            raise LexiconError(f"{self.file}: needs a [{name}] table")
        return Section(f"{self.file}, {name}", table)


def parse(text: str, file: str) -> Lexicon:
    """Read the TOML of a lexicon; `file` is its name for messages. Raises LexiconError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{file}: {error}") from error
    if data.get("format") != FORMAT:
        raise LexiconError(f"{file}, field 'format': must be {FORMAT}")
    return Lexicon(file, data)


def load(file: str) -> Lexicon:
    """Read `lexicons/<file>` of this package. Raises LexiconError."""
    path = resources.files("claimlight_engine").joinpath("lexicons", file)
    try:
        return parse(path.read_text(encoding="utf-8"), file)
    except FileNotFoundError as error:
        raise LexiconError(f"{file}: is missing from lexicons/") from error


class PhraseTable(Generic[T]):
    """Phrases of one word or more with a value each, looked up at a place in a sequence of lower-case words, longest first."""

    def __init__(self, phrases: Mapping[str, T]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases.items():
            words = tuple(phrase.split(" "))
            self._by_first.setdefault(words[0], []).append((words, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def __contains__(self, first: str) -> bool:
        """Does any phrase start with this word?"""
        return first in self._by_first

    def at(self, words: Sequence[str], index: int) -> tuple[int, T] | None:
        """Length in words and value of the longest phrase that starts at `index`, or None."""
        for phrase, value in self._by_first.get(words[index], ()):
            if len(phrase) == 1 or tuple(words[index : index + len(phrase)]) == phrase:
                return len(phrase), value
        return None

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, T]]:
        """Every phrase in `words`, as first index, index after the last, value; none overlaps another."""
        index = 0
        while index < len(words):
            hit = self.at(words, index)
            if hit is None:
                index += 1
            else:
                yield index, index + hit[0], hit[1]
                index += hit[0]


@dataclass(frozen=True, slots=True)
class Inflection:
    """How verbs inflect: `irregular` holds past forms that no rule makes, `doubled` verbs that double their last letter."""

    irregular: Mapping[str, tuple[str, ...]]
    doubled: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Inflection:
        """Read the [irregular] and [doubled] tables of a lexicon."""
        irregular = lexicon.section("irregular")
        doubled = lexicon.section("doubled").only("verbs").words("verbs")
        return cls({verb: irregular.words(verb) for verb in irregular.fields()}, frozenset(doubled))

    def verb(self, verb: str) -> tuple[str, ...]:
        """All forms of a verb phrase ("point out"): its first word inflected, the rest kept."""
        head, _, rest = verb.partition(" ")
        stem = head + head[-1] if head in self.doubled else head
        if head.endswith("ie"):
            past, gerund = head + "d", head[:-2] + "ying"
        elif head.endswith("e"):
            past, gerund = head + "d", (head if head.endswith(("ee", "ye", "oe")) or head == "be" else head[:-1]) + "ing"
        elif head.endswith("y") and head[-2:-1] not in _VOWELS:
            past, gerund = head[:-1] + "ied", head + "ing"
        else:
            past, gerund = stem + "ed", stem + "ing"
        forms = (head, plural(head), gerund, *self.irregular.get(head, (past,)))
        return tuple(f"{form} {rest}" if rest else form for form in forms)


def plural(word: str) -> str:
    """Regular plural of a noun, which is also the third person of a verb."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
