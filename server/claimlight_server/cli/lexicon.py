"""`claimlight lexicon`: the contested terms that are looked for, and the reader's own."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from claimlight_engine.errors import LexiconError
from claimlight_engine.terms import edit, own
from claimlight_engine.terms.check import check as check_packs
from claimlight_engine.terms.entry import Entry, EntryKind, Form, Inflect, Problem, Require, Wording
from claimlight_engine.terms.lexicon import load, shipped, shipped_files
from claimlight_server.formats.text import STEERING
from claimlight_server.lexicon.plain import entry_text
from claimlight_server.lexicon.search import Query, find_entries
from claimlight_server.store.place import readers_place

FAILED = 1
KINDS = click.Choice([kind.value for kind in EntryKind])
ENDINGS = click.Choice([ending.value for ending in Inflect])


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Say in one line what can't be done, and exit with 1."""
    try:
        yield
    except LexiconError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or readers_place().terms}: {error.strerror}") from None


def _stop_at(problems: tuple[Problem, ...]) -> None:
    """Print what is wrong, and exit with 1 if anything is."""
    for problem in problems:
        click.echo(f"claimlight: {problem}", err=True)
    if problems:
        sys.exit(FAILED)


@click.group()
def lexicon() -> None:
    """Look at the contested terms, add your own, and switch off what you don't want marked.

    Your own terms lie in a folder of their own, which no update changes: `claimlight lexicon folder` names it. A server that runs
    uses a change at once.
    """


@lexicon.command("list")
@click.argument("words", nargs=-1)
@click.option("--dispute", default="", help="Only of this pack.")
@click.option("--region", default="", help="Only of this region or country.")
@click.option("--kind", type=KINDS, help="Only of this kind.")
@click.option("--own", "mine", is_flag=True, help="Only your own.")
@click.option("--off", is_flag=True, help="Only what is switched off.")
def list_entries(words: tuple[str, ...], dispute: str, region: str, kind: str | None, mine: bool, off: bool) -> None:  # noqa: PLR0913, PLR0917
    """One line an entry that holds all WORDS: id, kind, dispute, forms, and "off" where it is switched off, parted by tabs."""
    folder = readers_place().terms
    in_use = own.lexicon_with(folder)
    ours = {pack.dispute for pack in own.own_packs(folder)}
    for pack, entries in find_entries(in_use, Query(" ".join(words), kind or "", dispute, region)):
        for entry in entries:
            on = in_use.is_on(pack, entry)
            if not (mine and pack.dispute not in ours) and not (off and on):
                forms = ", ".join(form.text for form in entry.forms)
                click.echo(_safe("\t".join((entry.id, entry.kind, pack.dispute, forms, *([] if on else ["off"])))))


@lexicon.command()
@click.argument("entry")
def show(entry: str) -> None:
    """Show an entry: its dispute, what each side says and why, what is marked, where it is documented."""
    in_use = own.lexicon_with(readers_place().terms)
    try:
        pack, found = in_use.entry(entry)
    except KeyError:
        raise click.ClickException(f"there is no entry {entry!r}; `claimlight lexicon list` shows all") from None
    click.echo(_safe(entry_text(pack, found, in_use)), nl=False)


@lexicon.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--shipping", is_flag=True, help="Ask for all that a pack needs to ship with Claimlight; without FILE, of those.")
def check(files: tuple[Path, ...], shipping: bool) -> None:
    """Check pack FILES, or your own terms: a line for what is wrong, by file, entry and field. Exit code 1 if anything is."""
    folder = readers_place().terms
    if shipping:
        checked = list(files) or shipped_files()
        others = {path.name for path in checked}
        problems = check_packs(checked, load(path for path in shipped_files() if path.name not in others))
    else:
        checked = list(files) or own.pack_files(folder)
        problems = check_packs(checked, shipped(), shipping=False) + ([] if files else _switches(folder))
    for problem in problems:
        click.echo(_safe(str(problem)))
    entries = sum(len(pack.entries) for pack in load(checked).packs)
    click.echo(f"{len(checked)} files, {entries} entries, {len(problems)} problems")
    sys.exit(FAILED if problems else 0)


def _switches(folder: Path) -> list[Problem]:
    """What is wrong with the list of what is switched off."""
    in_use = own.lexicon_with(folder)
    known = {pack.dispute for pack in in_use.packs} | {entry.id for pack in in_use.packs for entry in pack.entries}
    gone = [Problem(own.OFF, "", "", f"{item!r} is no pack and no entry any more") for item in sorted(in_use.off - known)]
    return [problem for problem in in_use.problems if problem.file == own.OFF] + gone


@lexicon.command()
@click.argument("terms", nargs=-1, required=True)
@click.option("--note", prompt="What does the choice of this word say?", help="One sentence for the card.")
@click.option("--kind", type=KINDS, prompt="What sort of word is it?", help="What sort of word it is.")
@click.option("--id", "entry_id", help="Its id; else it is made from the first term.")
@click.option("--inflect", type=ENDINGS, default="none", help="Endings that it takes: plural, or a verb's.")
@click.option("--exact", is_flag=True, help="Only with these capitals.")
@click.option("--wording", "wordings", nargs=2, multiple=True, metavar="TEXT BY", help="Another wording, and who uses it.")
@click.option("--near", multiple=True, help="A word that must stand near; of several, any. * stands for any ending.")
@click.option("--within", type=click.IntRange(1, 1000), help="At most so many words away; else anywhere in the article.")
@click.option("--pack", default=edit.MINE, show_default=True, help="Which of your packs it goes to.")
def add(  # noqa: PLR0913, PLR0917 - one argument an option
    terms: tuple[str, ...],
    note: str,
    kind: str,
    entry_id: str | None,
    inflect: str,
    exact: bool,
    wordings: tuple[tuple[str, str], ...],
    near: tuple[str, ...],
    within: int | None,
    pack: str,
) -> None:
    """Add a term of your own; TERMS are its spellings."""
    folder = readers_place().terms
    entry = Entry(
        id=entry_id or own.free_id(folder, terms[0]),
        kind=EntryKind(kind),
        note=note,
        forms=tuple(Form(term, exact=exact, inflect=Inflect(inflect)) for term in terms),
        wordings=tuple(Wording(text, by) for text, by in wordings),
        require=(Require(near, within),) if near else (),
    )
    with _told():
        _stop_at(edit.add_entry(folder, entry, pack))
    click.echo(f"Added {entry.id} to {folder / pack}.toml.")


@lexicon.command("install")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def install(file: Path) -> None:
    """Add a pack FILE that somebody gave you to your own, or put it in the place of the one of its name."""
    with _told():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise LexiconError(f"{file}: is not UTF-8 text") from None
        _stop_at(edit.save_pack(readers_place().terms, file.stem, text))
    click.echo(f"Installed {file.stem}.")


@lexicon.command()
@click.argument("entry")
@click.option("--as", "new_id", metavar="ID", help="Id of your copy of a shipped entry; else it is made from the entry's.")
def change(entry: str, new_id: str | None) -> None:
    """Change ENTRY in your editor. Of a shipped one you get a copy, and the shipped one is switched off."""
    folder = readers_place().terms
    with _told():
        if not any(each.id == entry for pack in own.own_packs(folder) for each in pack.entries):
            copy = new_id or own.free_id(folder, entry)
            _stop_at(edit.copy_entry(folder, entry, copy))
            click.echo(f"Copied {entry} to {copy}.")
            entry = copy
        dispute = own.pack_of(folder, entry).dispute
        _edit(folder, dispute, own.pack_text(folder / f"{dispute}.toml"))


def _edit(folder: Path, dispute: str, text: str) -> None:
    edited = click.edit(text, extension=".toml")
    while edited is not None:
        problems = edit.save_pack(folder, dispute, edited)
        if not problems:
            click.echo(f"Saved {dispute}.")
            return
        for problem in problems:
            click.echo(f"claimlight: {problem}", err=True)
        if not click.confirm("Nothing is saved yet. Go on editing?", default=True):
            sys.exit(FAILED)
        edited = click.edit(edited, extension=".toml", require_save=False)
    click.echo("Nothing was changed.")


@lexicon.command()
@click.argument("items", nargs=-1, required=True, metavar="ENTRY|PACK...")
def remove(items: tuple[str, ...]) -> None:
    """Delete entries or packs of your own. Shipped ones can be switched off instead."""
    folder = readers_place().terms
    for item in items:
        with _told():
            if any(pack.dispute == item for pack in own.own_packs(folder)):
                edit.remove_pack(folder, item)
            else:
                _stop_at(edit.remove_entry(folder, item))
        click.echo(f"Removed {item}.")


@lexicon.command()
@click.argument("items", nargs=-1, required=True, metavar="ENTRY|PACK...")
def off(items: tuple[str, ...]) -> None:
    """No longer look for entries or whole packs."""
    _switch(items, on=False)


@lexicon.command()
@click.argument("items", nargs=-1, required=True, metavar="ENTRY|PACK...")
def on(items: tuple[str, ...]) -> None:
    """Look for entries or packs again."""
    _switch(items, on=True)


def _switch(items: tuple[str, ...], *, on: bool) -> None:
    for item in items:
        with _told():
            edit.switch(readers_place().terms, item, on=on)
        click.echo(f"{item} is {'on' if on else 'off'}.")


@lexicon.command()
def folder() -> None:
    """Print where your own terms lie."""
    click.echo(readers_place().terms)


def _safe(text: str) -> str:
    """A pack must not steer the terminal."""
    return STEERING.sub("\ufffd", text)
