"""Write docs/lexicon from the shipped term packs: an index, and a page a dispute.

`make docs` runs it; a test fails if it is stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimlight_engine.terms.describe import contexts, in_use_by, shown, side_names, used_by, who_speaks
from claimlight_engine.terms.entry import Entry, Pack, Reference
from claimlight_engine.terms.lexicon import shipped

FOLDER = Path(__file__).parents[1] / "docs" / "lexicon"
HEAD = "<!-- Made from the term packs by scripts/lexicon_docs.py. Change the pack, then run `make docs`. -->\n"
_MARKDOWN = str.maketrans({character: "\\" + character for character in "\\`*_[]<>|"})


def pages() -> dict[str, str]:
    """Every page by its file name."""
    packs = shipped().packs
    return {"README.md": _index(packs)} | {f"{pack.dispute}.md": _page(pack) for pack in packs}


def _index(packs: tuple[Pack, ...]) -> str:
    entries = sum(len(pack.entries) for pack in packs)
    lines = [
        HEAD,
        "# Contested terms",
        "",
        f"{entries} entries in {len(packs)} disputes. An entry says what a choice of words says, who uses which word and",
        "why, and where that is documented. It never says which word is right. To add or change one, see",
        "[Add a contested term](../../CONTRIBUTING.md#add-a-contested-term).",
    ]
    for region in sorted({pack.region for pack in packs}):
        lines += ["", f"## {region}", ""]
        for pack in packs:
            if pack.region == region:
                terms = ", ".join(f"[{_plain(entry.forms[0].text)}]({pack.dispute}.md#{entry.id})" for entry in pack.entries)
                lines.append(f"- **[{_plain(pack.title)}]({pack.dispute}.md)**: {terms}")
    return "\n".join(lines) + "\n"


def _page(pack: Pack) -> str:
    lines = [HEAD, f"# {_plain(pack.title)}", "", f"*{_plain(pack.region)}.* {_plain(pack.summary)}"]
    if pack.sides:
        lines += ["", "Sides: " + "; ".join(_plain(side.name) for side in pack.sides) + "."]
    for entry in pack.entries:
        lines += ["", *_entry(pack, entry)]
    return "\n".join(lines) + "\n"


def _entry(pack: Pack, entry: Entry) -> Iterator[str]:
    names = side_names(pack)
    yield f"## {entry.id}"
    yield ""
    yield f"*{entry.kind.value.capitalize()}.* {_plain(entry.note)}"
    yield ""
    yield "| Form | Used by | Shown |"
    yield "| --- | --- | --- |"
    for form in entry.forms:
        yield f"| {_plain(form.text)} | {_plain(used_by(form, pack))} | {shown(form)} |"
    yield ""
    for why in entry.why:
        yield f"- **{_plain(names[why.side])}** ({_plain(', '.join(why.words))}): {_plain(why.reason)}"
    for wording in entry.wordings:
        yield f"- Also in use: {_plain(wording.text)} ({_plain(in_use_by(wording, pack))})"
    for context in contexts(entry):
        yield f"- {_plain(context)}"
    yield ""
    for reference in entry.references:
        yield f"- {_reference(reference, pack)}"
    if entry.reviewed:
        yield ""
        yield f"Reviewed {entry.reviewed.isoformat()}."


def _reference(reference: Reference, pack: Pack) -> str:
    title = f"[{_plain(reference.title)}]({reference.url})" if reference.url else _plain(reference.title)
    where = ", ".join(filter(None, (title, _plain(reference.publisher), reference.date)))
    return f"{where} ({_plain(who_speaks(reference, pack))})"


def _plain(text: str) -> str:
    """Keep Markdown from reading signs of the text as its own."""
    return text.translate(_MARKDOWN)


def main() -> None:
    """Write the pages, and delete those of packs that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in written:
            old.unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
