"""The page of one entry, `/lexicon/ENTRY`."""

from __future__ import annotations

from collections.abc import Iterator

from claimlight_engine.terms.describe import contexts, in_use_by, shown, side_names, used_by, who_speaks
from claimlight_engine.terms.entry import Entry, Pack, Reference
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_server.lexicon.index import words_of
from claimlight_server.markup.build import Node, link, page, tag


def entry_page(pack: Pack, entry: Entry, lexicon: Lexicon) -> str:
    """Everything that is known of an entry."""
    return page(
        words_of(entry),
        tag("header", _way(pack), tag("h1", words_of(entry)), tag("p", f"{entry.kind.capitalize()}. {entry.note}")),
        tag(
            "main",
            *_off(pack, entry, lexicon),
            tag("h2", "The dispute"),
            tag("p", pack.summary),
            *_sides(pack, entry),
            *_wordings(pack, entry),
            *_references(pack, entry),
            tag("h2", "What Claimlight marks"),
            _forms(pack, entry),
            *_contexts(entry),
            *_siblings(pack, entry),
        ),
        tag("footer", *_reviewed(entry), tag("p", f"Entry {entry.id} of the pack {pack.dispute}."), class_="small"),
    )


def missing_page(entry_id: str) -> str:
    """For an address whose entry is not there, or not any more."""
    return page(
        "No such entry",
        tag("header", tag("p", link("Contested terms", "/lexicon"), class_="small"), tag("h1", "There is no such entry")),
        tag(
            "main",
            tag("p", f"No pack in use has an entry “{entry_id}”. It may have had that name in another version of Claimlight."),
            tag("p", link("Search the contested terms", "/lexicon")),
        ),
    )


def _way(pack: Pack) -> Node:
    steps = (
        link("Claimlight", "/"),
        link("Contested terms", "/lexicon"),
        tag("span", pack.region),
        link(pack.title, f"/lexicon#dispute-{pack.dispute}"),
    )
    return tag("nav", tag("ol", *(tag("li", step) for step in steps)), aria_label="Where you are", class_="way small")


def _off(pack: Pack, entry: Entry, lexicon: Lexicon) -> Iterator[Node]:
    if not lexicon.is_on(pack, entry):
        item = pack.dispute if pack.dispute in lexicon.off else entry.id
        command = tag("code", f"claimlight lexicon on {item}")
        yield tag("p", "You have switched this off. To have it marked again: ", command, class_="notice", role="note")


def _sides(pack: Pack, entry: Entry) -> Iterator[Node]:
    if entry.why:
        names = side_names(pack)
        yield tag("h2", "What each side says")
        yield tag(
            "dl",
            *(
                part
                for why in entry.why
                for part in (
                    tag("dt", names[why.side]),
                    tag("dd", tag("p", _quoted(why.words), class_="words"), tag("p", why.reason)),
                )
            ),
            class_="sides",
        )


def _wordings(pack: Pack, entry: Entry) -> Iterator[Node]:
    if entry.wordings:
        yield tag("h2", "Other wordings in use")
        yield tag("ul", *(tag("li", _quoted((each.text,)), f": {in_use_by(each, pack)}") for each in entry.wordings))


def _references(pack: Pack, entry: Entry) -> Iterator[Node]:
    if entry.references:
        yield tag("h2", "Where this is documented")
        yield tag("ul", *(tag("li", *_reference(each, pack)) for each in entry.references))


def _reference(reference: Reference, pack: Pack) -> Iterator[Node | str]:
    safe = reference.url.startswith("https://")  # packs are held to it when they are read; a page must not rest on that
    yield link(reference.title, reference.url) if safe else reference.title
    more = ", ".join(filter(None, (reference.publisher, reference.date)))
    yield f"{', ' if more else ''}{more} ({who_speaks(reference, pack)})"


def _forms(pack: Pack, entry: Entry) -> Node:
    heads = tag("tr", *(tag("th", head, scope="col") for head in ("Words", "Used by", "Shown")))
    rows = (tag("tr", *(tag("td", cell) for cell in (form.text, used_by(form, pack), shown(form)))) for form in entry.forms)
    return tag("div", tag("table", tag("thead", heads), tag("tbody", *rows)), class_="wide", tabindex="0")


def _contexts(entry: Entry) -> Iterator[Node]:
    lines = [tag("li", line) for line in contexts(entry)]
    if lines:
        yield tag("details", tag("summary", "In which context"), tag("ul", *lines))


def _siblings(pack: Pack, entry: Entry) -> Iterator[Node]:
    others = [tag("li", link(words_of(each), f"/lexicon/{each.id}")) for each in pack.entries if each is not entry]
    if others:
        yield tag("h2", "In the same dispute")
        yield tag("ul", *others, class_="entries")


def _reviewed(entry: Entry) -> Iterator[Node]:
    if entry.reviewed:
        yield tag("p", "Last reviewed ", tag("time", entry.reviewed.isoformat(), datetime=entry.reviewed.isoformat()), ".")


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)
