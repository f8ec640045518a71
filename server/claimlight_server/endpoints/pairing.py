"""The two addresses that pairing needs (docs/pairing.md): a code for a token, and the server's proof."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from claimlight_server.endpoints.body import read_body
from claimlight_server.endpoints.responses import json_response
from claimlight_server.endpoints.service import service
from claimlight_server.trust.checks import is_extension
from claimlight_server.trust.code import redeem
from claimlight_server.wire.answer import to_json
from claimlight_server.wire.fields import as_object, as_text
from claimlight_server.wire.problem import Problem, Type
from claimlight_server.wire.request import check_version, parse_json

MAX_BODY = 4_096  # bytes
NONCE = re.compile(r"[A-Za-z0-9_-]{22,64}")


async def pair(request: Request) -> Response:
    """Exchange a one-time code for a token."""
    fields = await _fields(request)
    code, name = as_text(fields.get("code"), "code", 100), as_text(fields.get("name", ""), "name", 100)
    setup, origin = service(request).setup, request.headers.get("origin", "")
    if not is_extension(origin, setup.site):
        raise Problem(Type.NOT_ALLOWED, "only the browser extension is paired by a code")
    try:
        if not redeem(setup.state.code, code):
            raise Problem(Type.BAD_CODE, "it was wrong, used or too old; `claimlight pair` makes a new one")
        pairing, token = setup.state.pairings.add(name, origin)
    except OSError as error:
        raise Problem(Type.NOT_KEPT, f"can't write in {setup.state.folder}: {error.strerror}", retry_after=5) from None
    return json_response(to_json({"id": pairing.id, "token": token, "server": setup.state.pairings.server}))


async def proof(request: Request) -> Response:
    """Prove to a paired caller that this is the server that it was paired with."""
    fields = await _fields(request)
    nonce = as_text(fields.get("nonce"), "nonce", 64)
    if not NONCE.fullmatch(nonce):
        raise Problem(Type.WRONG_VALUE, "must be 22 to 64 characters of base64url", "nonce")
    setup = service(request).setup
    made = setup.state.pairings.proof(as_text(fields.get("id"), "id", 100), nonce, setup.site.port)
    if made is None:
        raise Problem(Type.NOT_PAIRED, "there is no pairing of this id; `claimlight pair` makes one")
    return json_response(to_json({"proof": made}))


async def _fields(request: Request) -> dict[str, Any]:
    fields = as_object(parse_json(await read_body(request, MAX_BODY)), "body")
    check_version(fields)
    return fields
