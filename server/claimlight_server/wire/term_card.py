"""What the card of a contested term says: the dispute, what each side says and why, other wordings, references."""

from __future__ import annotations

from typing import Any

from claimlight_engine import Term
from claimlight_engine.terms.entry import Pack, Reference, Wording
from claimlight_engine.terms.lexicon import Lexicon

Json = dict[str, Any]


def term_card(term: Term, lexicon: Lexicon) -> Json:
    """The fields of one term, from the pack that its entry stands in."""
    pack, entry = lexicon.entry(term.entry)
    names = {side.id: side.name for side in pack.sides}
    return {
        "kind": entry.kind,
        "entry": entry.id,
        "dispute": pack.title,
        "form": term.form,
        "side": names.get(term.side or ""),
        "voice": term.voice,
        "first": term.first,
        "note": entry.note,
        "sides": [{"name": names[why.side], "wordings": why.words, "why": why.reason} for why in entry.why],
        "wordings": [{"text": wording.text, "by": _by(wording, pack)} for wording in entry.wordings],
        "references": [_reference(reference) for reference in entry.references],
        "counterparts": term.counterparts,
    }


def _by(wording: Wording, pack: Pack) -> str:
    return wording.by or next(side.name for side in pack.sides if side.id == wording.side)


def _reference(reference: Reference) -> Json:
    return {"title": reference.title, "publisher": reference.publisher, "date": reference.date, "url": reference.url or None}
