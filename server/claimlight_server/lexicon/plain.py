"""An entry as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from claimlight_engine.terms.describe import contexts, in_use_by, shown, side_names, used_by, who_speaks
from claimlight_engine.terms.entry import Entry, Pack
from claimlight_engine.terms.lexicon import Lexicon


def entry_text(pack: Pack, entry: Entry, lexicon: Lexicon) -> str:
    """Everything that is known of an entry, in sections."""
    return "\n".join(_lines(pack, entry, lexicon)) + "\n"


def _lines(pack: Pack, entry: Entry, lexicon: Lexicon) -> Iterator[str]:
    yield f"{entry.id} ({entry.kind})"
    yield f"{pack.title} ({pack.dispute}), {pack.region}"
    if not lexicon.is_on(pack, entry):
        yield f"Switched off. To look for it again: claimlight lexicon on {_switch(pack, lexicon) or entry.id}"
    yield from ("", entry.note, "", "The dispute", f"  {pack.summary}")
    if entry.why:
        names = side_names(pack)
        yield from ("", "What each side says")
        for why in entry.why:
            yield f"  {names[why.side]}: {', '.join(why.words)}"
            yield f"    {why.reason}"
    if entry.wordings:
        yield from ("", "Other wordings in use")
        yield from (f"  {wording.text} ({in_use_by(wording, pack)})" for wording in entry.wordings)
    yield from ("", "What is marked")
    yield from (f"  {form.text} ({used_by(form, pack)}): {shown(form)}" for form in entry.forms)
    yield from (f"  {context}" for context in contexts(entry))
    if entry.references:
        yield from ("", "Where this is documented")
        for reference in entry.references:
            where = ", ".join(filter(None, (reference.title, reference.publisher, reference.date)))
            yield f"  {where} ({who_speaks(reference, pack)})"
            if reference.url:
                yield f"    {reference.url}"
    if entry.reviewed:
        yield from ("", f"Reviewed {entry.reviewed.isoformat()}")


def _switch(pack: Pack, lexicon: Lexicon) -> str:
    return pack.dispute if pack.dispute in lexicon.off else ""
