"""The server's own pages: read once, held in memory, served from there, so that no path leads to the disk."""

from __future__ import annotations

from importlib import resources

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "html": "text/html", "svg": "image/svg+xml"}
FILES = {
    item.name: item.read_text(encoding="utf-8")
    for item in resources.files(__name__).iterdir()
    if item.name.rpartition(".")[2] in MEDIA_TYPES
}


def welcome(page_token: str) -> Response:
    """The welcome page, with the token by which it may ask this server."""
    return _respond("welcome.html", FILES["welcome.html"].replace("{{page_token}}", page_token))


async def problems(_: Request) -> Response:
    """What each problem type means."""
    return _respond("problems.html", FILES["problems.html"])


async def file(request: Request) -> Response:
    """A style sheet, script or picture of a page."""
    name = request.path_params["name"]
    if name not in FILES or name.endswith(".html"):
        raise HTTPException(404)
    return _respond(name, FILES[name])


def _respond(name: str, text: str) -> Response:
    return Response(text, media_type=MEDIA_TYPES[name.rpartition(".")[2]])
