"""The page `/lexicon`: all disputes by region, with a search."""

from __future__ import annotations

from collections.abc import Iterator

from claimlight_engine.terms.entry import Entry, EntryKind, Pack, Problem
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_server.lexicon.search import Query, find_entries
from claimlight_server.markup.build import Node, link, page, tag

MOST_WORDS = 3  # forms that stand for an entry in a list
Found = list[tuple[Pack, tuple[Entry, ...]]]


def index_page(lexicon: Lexicon, query: Query) -> str:
    """The whole list, or what a search leaves of it."""
    found = list(find_entries(lexicon, query))
    return page(
        "Contested terms",
        link("Skip to the list", "#list", class_="skip"),
        tag("header", tag("p", link("Claimlight", "/"), class_="small"), tag("h1", "Contested terms"), _about(lexicon)),
        tag("main", _form(lexicon, query), *_result(found, query), *_problems(lexicon.problems), *_list(found, lexicon)),
    )


def words_of(entry: Entry) -> str:
    """An entry by its words: the first of each side."""
    first: dict[str | None, str] = {}
    for form in entry.forms:
        first.setdefault(form.side, form.text)
    return " / ".join(list(first.values())[:MOST_WORDS])


def _about(lexicon: Lexicon) -> Node:
    entries = sum(len(pack.entries) for pack in lexicon.packs)
    return tag(
        "p",
        f"{entries} entries in {len(lexicon.packs)} disputes. An entry says what a choice of words says, who uses which word and "
        "why, and where that is documented. It never says which word is right.",
    )


def _form(lexicon: Lexicon, query: Query) -> Node:
    regions = sorted({pack.region for pack in lexicon.packs})
    return tag(
        "form",
        _field("q", "Words", tag("input", id="q", name="q", type="search", value=query.words, maxlength="200")),
        _field("region", "Region or country", _choice("region", "all", regions, query.region)),
        _field("kind", "Kind", _choice("kind", "all", [kind.value for kind in EntryKind], query.kind)),
        tag("button", "Search", type="submit"),
        role="search",
        action="/lexicon",
        method="get",
        class_="search",
    )


def _field(name: str, label: str, control: Node) -> Node:
    return tag("div", tag("label", label, for_=name), control)


def _choice(name: str, every: str, values: list[str], chosen: str) -> Node:
    options = [tag("option", every, value="")]
    for value in values:
        selected = {"selected": "selected"} if value == chosen else {}
        options.append(tag("option", value, value=value, **selected))
    return tag("select", *options, id=name, name=name)


def _result(found: Found, query: Query) -> Iterator[Node]:
    if query != Query():
        entries = sum(len(entries) for _, entries in found)
        what = "1 entry" if entries == 1 else f"{entries or 'No'} entries"
        yield tag("p", f"{what} found. ", link("Show all", "/lexicon"), id="found", role="status")


def _problems(problems: tuple[Problem, ...]) -> Iterator[Node]:
    if problems:
        lines = (tag("li", str(problem)) for problem in problems)
        yield tag(
            "section",
            tag("h2", "What could not be used of your own terms", id="problems"),
            tag("ul", *lines),
            aria_labelledby="problems",
            class_="problems",
        )


def _list(found: Found, lexicon: Lexicon) -> Iterator[Node]:
    regions = sorted({pack.region for pack, _ in found})
    jumps = (tag("li", link(region, f"#region-{_slug(region)}")) for region in regions)
    yield tag("nav", tag("ul", *jumps), id="list", aria_label="Regions and countries", class_="jumps small")
    for region in regions:
        packs = [(pack, entries) for pack, entries in found if pack.region == region]
        yield tag("h2", region, id=f"region-{_slug(region)}")
        for pack, entries in packs:
            yield tag("h3", pack.title, id=f"dispute-{pack.dispute}")
            yield tag("p", pack.summary, class_="small")
            yield tag("ul", *(_line(pack, entry, lexicon) for entry in entries), class_="entries")


def _slug(region: str) -> str:
    return "-".join(region.lower().split())


def _line(pack: Pack, entry: Entry, lexicon: Lexicon) -> Node:
    off = "" if lexicon.is_on(pack, entry) else ", switched off"
    return tag("li", link(words_of(entry), f"/lexicon/{entry.id}"), tag("span", f" {entry.kind}{off}", class_="small"))
