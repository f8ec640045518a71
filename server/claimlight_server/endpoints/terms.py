"""The reader's own terms, under `/v1/lexicon/own` (docs/own-terms.md). POST alone, so that the guard checks every call alike.

Each call answers with the lexicon as it then is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from claimlight_engine.errors import LexiconError
from claimlight_engine.terms import edit, own
from claimlight_engine.terms.entry import Pack
from claimlight_engine.terms.entry import Problem as Finding
from claimlight_server.endpoints.body import read_body
from claimlight_server.endpoints.responses import json_response
from claimlight_server.endpoints.service import service
from claimlight_server.wire.answer import to_json
from claimlight_server.wire.fields import as_flag, as_object, as_text
from claimlight_server.wire.lexicon import finding_json, lexicon_json, read_entry
from claimlight_server.wire.problem import Problem, Type
from claimlight_server.wire.request import check_version, parse_json

MAX_BODY = 1_000_000  # bytes; the largest shipped pack has 60,000
MAX_ID = 200  # characters

Fields = dict[str, Any]
Action = Callable[[Path, Fields], tuple[Finding, ...]]
Endpoint = Callable[[Request], Awaitable[Response]]
_one_at_a_time = Lock()  # what is read and written back must not be written by another request between


def _act(terms: Path, action: Action, fields: Fields) -> Any:
    with _one_at_a_time:
        try:
            findings = action(terms, fields)
        except LexiconError as error:
            raise Problem(Type.WRONG_VALUE, str(error)) from None
        except OSError as error:
            raise Problem(Type.NOT_KEPT, f"{error.filename or terms}: {error.strerror}") from None
        if findings:
            detail = "; ".join(map(str, findings))
            raise Problem(Type.WRONG_VALUE, detail, findings=[finding_json(each) for each in findings])
        return lexicon_json(own.lexicon_with(terms), own.own_packs(terms), dict(_texts(terms)))


def _texts(terms: Path) -> Iterator[tuple[str, str]]:
    """Names and texts of the reader's own pack files; one that is no text is among the lexicon's problems."""
    for path in own.pack_files(terms):
        with contextlib.suppress(LexiconError, OSError):
            yield path.stem, own.pack_text(path)


def _list(_: Path, __: Fields) -> tuple[Finding, ...]:
    """The lexicon as it is."""
    return ()


def _add(terms: Path, fields: Fields) -> tuple[Finding, ...]:
    """Add an entry, or a whole pack by its text."""
    if "toml" in fields:
        name = _id(fields, "pack")
        if (terms / f"{name}.toml") in own.pack_files(terms):
            raise LexiconError(f"there is a pack {name!r} already")
        return edit.save_pack(terms, name, as_text(fields["toml"], "toml"))
    name = _id(fields, "pack") if "pack" in fields else edit.MINE
    packs = {pack.dispute: pack for pack in own.own_packs(terms)}
    table = as_object(fields.get("entry"), "entry")
    if "id" not in table:
        table = {"id": own.free_id(terms, _first_form(table)), **table}
    entry, findings = read_entry(table, packs.get(name, Pack(name, "", "", "", (), (), f"{name}.toml")))
    return edit.add_entry(terms, entry, name) if entry else findings


def _change(terms: Path, fields: Fields) -> tuple[Finding, ...]:
    """Put an entry in the place of the own one of its id, or a text in the place of an own pack's."""
    if "toml" in fields:
        name = _id(fields, "pack")
        if (terms / f"{name}.toml") not in own.pack_files(terms):
            raise LexiconError(f"there is no pack of your own {name!r}")
        return edit.save_pack(terms, name, as_text(fields["toml"], "toml"))
    table = as_object(fields.get("entry"), "entry")
    entry, findings = read_entry(table, own.pack_of(terms, as_text(table.get("id"), "entry.id", MAX_ID)))
    return edit.change_entry(terms, entry) if entry else findings


def _copy(terms: Path, fields: Fields) -> tuple[Finding, ...]:
    """Copy a shipped entry to be changed, and switch the shipped one off."""
    entry = _id(fields, "entry")
    return edit.copy_entry(terms, entry, _id(fields, "as") if "as" in fields else own.free_id(terms, entry))


def _remove(terms: Path, fields: Fields) -> tuple[Finding, ...]:
    """Delete an entry or a pack of the reader's own."""
    if "pack" in fields:
        edit.remove_pack(terms, _id(fields, "pack"))
        return ()
    return edit.remove_entry(terms, _id(fields, "entry"))


def _switch(terms: Path, fields: Fields) -> tuple[Finding, ...]:
    """Switch an entry or a pack on or off."""
    edit.switch(terms, _id(fields, "item"), on=as_flag(fields.get("on"), "on"))
    return ()


def _endpoint(action: Action) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        fields = as_object(parse_json(await read_body(request, MAX_BODY)), "body")
        check_version(fields)
        terms = service(request).setup.place.terms
        return json_response(to_json(await run_in_threadpool(_act, terms, action, fields)))

    endpoint.__doc__ = action.__doc__
    return endpoint


listing, add, change, copy, remove, switch = map(_endpoint, (_list, _add, _change, _copy, _remove, _switch))


def _id(fields: Fields, name: str) -> str:
    return as_text(fields.get(name), name, MAX_ID)


def _first_form(table: Fields) -> str:
    forms = table.get("form")
    first = forms[0] if isinstance(forms, list) and forms else None
    text = first.get("text") if isinstance(first, dict) else None
    return text if isinstance(text, str) else ""
