"""What the reader keeps: hidden marks and notes, under `/v1/own`. POST alone, so that the guard checks every call alike."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from claimlight_server.endpoints.body import read_body
from claimlight_server.endpoints.responses import json_response
from claimlight_server.endpoints.service import service
from claimlight_server.store.own import Kind
from claimlight_server.wire.answer import to_json
from claimlight_server.wire.fields import as_object, as_text
from claimlight_server.wire.problem import Problem, Type
from claimlight_server.wire.request import check_version, parse_json

MAX_BODY = 20_000  # bytes of one record
LONGEST_ID = 500


async def keep(request: Request) -> Response:
    """Keep a record: `{"kind": "note", "id": "…", "value": {…}}`. It takes the place of an earlier one of that id."""
    fields = await _fields(request)
    kind, item, value = _kind(fields), _id(fields), as_object(fields.get("value"), "value")
    await service(request).keeper.own(lambda own: own.keep(kind, item, value))
    return json_response(to_json({"kept": True}))


async def remove(request: Request) -> Response:
    """Remove a record: `{"kind": "note", "id": "…"}`."""
    fields = await _fields(request)
    kind, item = _kind(fields), _id(fields)
    return json_response(to_json({"removed": await service(request).keeper.own(lambda own: own.remove(kind, item))}))


async def listing(request: Request) -> Response:
    """Every record of a kind: `{"kind": "note"}`."""
    kind = _kind(await _fields(request))
    return json_response(to_json({"items": await service(request).keeper.own(lambda own: own.all(kind))}))


async def _fields(request: Request) -> dict[str, Any]:
    fields = as_object(parse_json(await read_body(request, MAX_BODY)), "body")
    check_version(fields)
    return fields


def _kind(fields: dict[str, Any]) -> Kind:
    try:
        return Kind(as_text(fields.get("kind"), "kind"))
    except ValueError:
        raise Problem(Type.WRONG_VALUE, f"must be one of {', '.join(Kind)}", "kind") from None


def _id(fields: dict[str, Any]) -> str:
    item = as_text(fields.get("id"), "id", LONGEST_ID)
    if not item or any("\ud800" <= sign <= "\udfff" for sign in item):
        raise Problem(Type.WRONG_VALUE, "must hold something, and no half of a surrogate pair", "id")
    return item
