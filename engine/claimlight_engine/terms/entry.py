"""What a term pack holds, as records. `pack.py` reads them from TOML, and CONTRIBUTING.md explains every field to an editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EntryKind(StrEnum):
    """What sort of choice of words an entry is about."""

    PLACE_NAME = "place name"
    EVENT_NAME = "event name"
    ACTOR_LABEL = "actor label"
    STATUS = "status"
    EUPHEMISM = "euphemism"
    POLICY = "policy"
    IDENTITY = "identity"


class Inflect(StrEnum):
    """Which endings a form takes beside the one that is written."""

    NONE = "none"
    NOUN = "noun"
    VERB = "verb"


class ReferenceStance(StrEnum):
    """Who speaks in a reference: a party to the dispute, somebody else, or a news organisation about its own wording."""

    PARTY = "party"
    THIRD_PARTY = "third-party"
    HOUSE_STYLE = "house-style"


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a dispute. `id` is what forms and references name it by."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a contested term, words parted by single blanks.

    `side` uses it, or several do. `exact` asks for its capitals. Contested only in articles from `since` to `until`. A `quiet`
    form is too usual to be shown alone: it is shown only where the article also holds another side's form of the same entry.
    """

    text: str
    side: str | None = None
    exact: bool = False
    inflect: Inflect = Inflect.NONE
    since: date | None = None
    until: date | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """Another wording in use, and by whom: never "correct", never a replacement."""

    text: str
    by: str
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """What one side says, and its reason."""

    side: str
    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Require:
    """Context that must be there: any of `words` at most `within` words away, or anywhere in the article if None."""

    words: tuple[str, ...]
    within: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """Context in which the term is not contested: covered by one of `phrases`, or one of `near` at most `within` words away."""

    phrases: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the dispute is documented. `date` is ISO, a year, or empty where unknown; `url` is https or empty."""

    title: str
    publisher: str
    date: str
    url: str
    stance: ReferenceStance
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One contested term with all that its card shows. `hit` and `miss` are examples that run as tests."""

    id: str
    kind: EntryKind
    note: str
    forms: tuple[Form, ...]
    reviewed: date | None = None
    wordings: tuple[Wording, ...] = ()
    why: tuple[Why, ...] = ()
    require: tuple[Require, ...] = ()
    block: tuple[Block, ...] = ()
    references: tuple[Reference, ...] = ()
    hit: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A dispute and its entries: one file. `file` is the name that errors and the command line show."""

    dispute: str
    title: str
    region: str
    summary: str
    sides: tuple[Side, ...]
    entries: tuple[Entry, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a pack, and where. `entry` and `field` are empty where it concerns the whole file."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        """`file: entry: field: message`, without the empty parts."""
        return ": ".join(part for part in (self.file, self.entry, self.field, self.message) if part)
