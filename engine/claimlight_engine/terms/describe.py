"""An entry in plain words: when a form is shown, in which context, who says so. For docs/lexicon, the server and its commands."""

from __future__ import annotations

from collections.abc import Iterator

from claimlight_engine.terms.entry import Block, Entry, Form, Pack, Reference, ReferenceStance, Require, Wording

_STANCE = {ReferenceStance.THIRD_PARTY: "third party", ReferenceStance.HOUSE_STYLE: "house style"}
SEVERAL = "several sides"


def side_names(pack: Pack) -> dict[str, str]:
    """Names of the pack's sides by their ids."""
    return {side.id: side.name for side in pack.sides}


def used_by(form: Form, pack: Pack) -> str:
    """Who uses a form."""
    return side_names(pack).get(form.side or "", SEVERAL)


def in_use_by(wording: Wording, pack: Pack) -> str:
    """Who uses another wording."""
    return "; ".join(filter(None, (side_names(pack).get(wording.side or ""), wording.by)))


def shown(form: Form) -> str:
    """In which articles a form is shown."""
    parts = []
    if form.since:
        parts.append(f"from {form.since.isoformat()}")
    if form.until:
        parts.append(f"until {form.until.isoformat()}")
    if form.quiet:
        parts.append("only beside another side's form")
    return ", ".join(parts) or "always"


def contexts(entry: Entry) -> Iterator[str]:
    """The context that must and must not be there, a line each."""
    yield from map(_required, entry.require)
    yield from map(_blocked, entry.block)


def who_speaks(reference: Reference, pack: Pack) -> str:
    """Is it a party to the dispute that speaks in a reference, or somebody else?"""
    return _STANCE.get(reference.stance) or f"party: {side_names(pack)[reference.side or '']}"


def _required(require: Require) -> str:
    return f"Only {_where(require.within)} one of: {', '.join(require.words)}"


def _blocked(block: Block) -> str:
    parts = []
    if block.phrases:
        parts.append(f"in: {', '.join(block.phrases)}")
    if block.near:
        parts.append(f"{_where(block.within)} one of: {', '.join(block.near)}")
    return f"Not {'; nor '.join(parts)}"


def _where(within: int | None) -> str:
    return "in an article with" if within is None else f"within {within} words of"
