"""A pack file (TOML, one dispute a file) read into records, with every breach of the format reported by file, entry and field."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from pathlib import Path

from claimlight_engine.terms.entry import (
    Block,
    Entry,
    EntryKind,
    Form,
    Inflect,
    Pack,
    Problem,
    Reference,
    ReferenceStance,
    Require,
    Side,
    Why,
    Wording,
)
from claimlight_engine.terms.fields import Fields

FORMAT = 1
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")


class _Case(StrEnum):
    ANY = "any"
    EXACT = "exact"


def read_pack(path: Path) -> tuple[Pack | None, list[Problem]]:
    """Read one pack file. The pack is None if it has any problem, so that a half-read entry never marks a text."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return None, [Problem(path.name, "", "", f"cannot be read: {error}")]
    return parse_pack(text, path.stem)


def parse_pack(text: str, stem: str) -> tuple[Pack | None, list[Problem]]:
    """Read a pack from the text of the file `stem`.toml."""
    problems: list[Problem] = []
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [Problem(f"{stem}.toml", "", "", f"is not TOML: {error}")]
    pack = _pack(Fields(table, problems, f"{stem}.toml"), stem)
    return (None if problems else pack), problems


def parse_entry(table: dict[str, object], pack: Pack) -> tuple[Entry | None, list[Problem]]:
    """Read one entry of a pack from its TOML table, such as somebody sends to be added."""
    problems: list[Problem] = []
    entry = _entry(Fields(table, problems, pack.file), {side.id for side in pack.sides})
    return (None if problems else entry), problems


def _pack(fields: Fields, stem: str) -> Pack:
    if fields.number("format") != FORMAT:
        fields.problem("format", f"must be {FORMAT}: this version of Claimlight reads no other")
    dispute = fields.text("dispute")
    if dispute != stem or not _SLUG.fullmatch(dispute):
        fields.problem(
            "dispute", f"must be the file's name without .toml, in small letters and hyphens: {stem!r}, not {dispute!r}"
        )
    title, region, summary = fields.text("title"), fields.text("region"), fields.text("summary")
    sides = tuple(_side(each) for each in fields.tables("side"))
    ids = {side.id for side in sides}
    if len(ids) < len(sides):
        fields.problem("side", "has an id twice")
    entries = tuple(_entry(each, ids) for each in fields.tables("entry"))
    if not entries:
        fields.problem("entry", "is missing: a pack holds at least one [[entry]]")
    fields.done()
    return Pack(dispute, title, region, summary, sides, entries, fields.file)


def _side(fields: Fields) -> Side:
    side = Side(_slug(fields, "id"), fields.text("name"))
    fields.done()
    return side


def _entry(fields: Fields, sides: set[str]) -> Entry:
    entry_id = _slug(fields, "id")
    if entry_id:
        fields.entry, fields.path = entry_id, ""
    entry = Entry(
        id=entry_id,
        kind=fields.choice("kind", EntryKind, EntryKind.STATUS),
        note=fields.text("note"),
        forms=tuple(_form(each, sides) for each in fields.tables("form", "entry.form")),
        reviewed=fields.day("reviewed"),
        wordings=tuple(_wording(each, sides) for each in fields.tables("wording", "entry.wording")),
        why=tuple(_why(each, sides) for each in fields.tables("why", "entry.why")),
        require=tuple(_require(each) for each in fields.tables("require", "entry.require")),
        block=tuple(_block(each) for each in fields.tables("block", "entry.block")),
        references=tuple(_reference(each, sides) for each in fields.tables("reference", "entry.reference")),
        hit=fields.texts("hit"),
        miss=fields.texts("miss"),
    )
    if not entry.forms:
        fields.problem("form", "is missing: an entry has at least one [[entry.form]]")
    fields.done()
    return entry


def _form(fields: Fields, sides: set[str]) -> Form:
    form = Form(
        text=_phrase(fields, fields.text("text"), "text"),
        side=_of(fields, sides),
        exact=fields.choice("case", _Case, _Case.ANY) is _Case.EXACT,
        inflect=fields.choice("inflect", Inflect, Inflect.NONE),
        since=fields.day("from"),
        until=fields.day("until"),
        quiet=fields.flag("quiet"),
    )
    if "*" in form.text:
        fields.problem("text", "a form is written out: * stands only in context words")
    fields.done()
    return form


def _wording(fields: Fields, sides: set[str]) -> Wording:
    wording = Wording(fields.text("text"), fields.text("by", needed=False), _of(fields, sides))
    if not wording.by and not wording.side:
        fields.problem("by", "is missing: say by whom it is used, or give a side")
    fields.done()
    return wording


def _why(fields: Fields, sides: set[str]) -> Why:
    why = Why(_of(fields, sides, needed=True) or "", fields.texts("words"), fields.text("reason"))
    fields.done()
    return why


def _require(fields: Fields) -> Require:
    words = tuple(_phrase(fields, word, "words") for word in fields.texts("words"))
    if not words:
        fields.problem("words", "is missing or empty")
    require = Require(words, fields.window("within"))
    fields.done()
    return require


def _block(fields: Fields) -> Block:
    phrases = tuple(_phrase(fields, phrase, "phrases") for phrase in fields.texts("phrases"))
    near = tuple(_phrase(fields, word, "near") for word in fields.texts("near"))
    if not phrases and not near:
        fields.problem("phrases", "is missing: a block holds phrases, or near and within")
    block = Block(phrases, near, fields.window("within"))
    fields.done()
    return block


def _reference(fields: Fields, sides: set[str]) -> Reference:
    reference = Reference(
        title=fields.text("title"),
        publisher=fields.text("publisher"),
        date=fields.text("date", needed=False),
        url=fields.text("url", needed=False),
        stance=fields.choice("stance", ReferenceStance, ReferenceStance.THIRD_PARTY),
        side=_of(fields, sides),
    )
    if not _DATE.fullmatch(reference.date):
        fields.problem("date", f'must be "2024-05-01", "2024-05", "2024" or "", not {reference.date!r}')
    if reference.url and not reference.url.startswith("https://"):
        fields.problem("url", "must begin with https://")
    if (reference.stance is ReferenceStance.PARTY) != (reference.side is not None):
        fields.problem("side", "is needed for a party's reference, and only there")
    fields.done()
    return reference


def _slug(fields: Fields, field: str) -> str:
    value = fields.text(field)
    if value and not _SLUG.fullmatch(value):
        fields.problem(field, f"must be small letters, digits and hyphens, not {value!r}")
    return value


def _of(fields: Fields, sides: set[str], *, needed: bool = False) -> str | None:
    side = fields.text("side", needed=needed)
    if side and side not in sides:
        fields.problem("side", f"{side!r} is not the id of a [[side]] of this pack")
    return side or None


def _phrase(fields: Fields, text: str, field: str) -> str:
    if text != " ".join(text.split()):
        fields.problem(field, f"words must be parted by single spaces: {text!r}")
    elif text and not re.search(r"\w", text):
        fields.problem(field, f"holds no word: {text!r}")
    return text
