"""Answers that are not a page: JSON as bytes, problems as RFC 9457 documents."""

from __future__ import annotations

from starlette.responses import Response

from claimlight_server.wire import problem
from claimlight_server.wire.problem import Problem
from claimlight_server.work.frame import Reply

OK = 200


def json_response(body: bytes, status: int = 200) -> Response:
    """JSON that is already written out."""
    return Response(body, status, media_type="application/json")


def problem_response(refused: Problem) -> Response:
    """The problem document of a refused request."""
    headers = None if refused.retry_after is None else {"Retry-After": str(refused.retry_after)}
    return Response(refused.body(), refused.status, headers, media_type=problem.MEDIA_TYPE)


def reply_response(reply: Reply) -> Response:
    """What a worker replied."""
    return Response(reply.body, reply.status, media_type="application/json" if reply.status == OK else problem.MEDIA_TYPE)
