"""Reading a request's body within a limit of size and of time."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from claimlight_server.wire.problem import Problem, Type

BODY_SECONDS = 20.0  # 8 MB over loopback take a fraction of a second; who sends for longer is holding the line


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body. Raises Problem where it is larger than `limit` bytes, or not all there after `BODY_SECONDS`."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared[:20]) > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _collect(request, limit)
    except TimeoutError:
        raise Problem(Type.TOO_SLOW, f"the body was not complete after {BODY_SECONDS:.0f} seconds") from None
    except ClientDisconnect:
        raise Problem(Type.TOO_SLOW, "the caller went away while it was sending") from None


async def _collect(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _too_large(limit: int) -> Problem:
    return Problem(Type.BODY_TOO_LARGE, f"at most {limit:,} bytes are taken")
