"""Answers that are not a page: JSON as bytes, problems as RFC 9457 documents."""

from __future__ import annotations

from starlette.responses import Response

from claimlight_server.wire import problem
from claimlight_server.wire.problem import Problem


def json_response(body: bytes, status: int = 200) -> Response:
    """JSON that is already written out."""
    return Response(body, status, media_type="application/json")


def problem_response(refused: Problem) -> Response:
    """The problem document of a refused request."""
    return Response(refused.body(), refused.status, media_type=problem.MEDIA_TYPE)
