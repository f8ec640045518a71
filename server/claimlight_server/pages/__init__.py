"""The server's own pages: read once, held in memory, served from there, so that no path leads to the disk."""

from __future__ import annotations

from importlib import resources

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "html": "text/html", "svg": "image/svg+xml", "webp": "image/webp"}
_HERE = sorted(
    (item for item in resources.files(__name__).iterdir() if item.name.rpartition(".")[2] in MEDIA_TYPES),
    key=lambda item: item.name,
)
FILES = {item.name: item.read_text(encoding="utf-8") for item in _HERE if not item.name.endswith(".webp")}
PICTURES = {item.name: item.read_bytes() for item in _HERE if item.name.endswith(".webp")}


def welcome(page_token: str) -> Response:
    """The welcome page, with the token by which it may ask this server."""
    return _respond("welcome.html", FILES["welcome.html"].replace("{{page_token}}", page_token))


async def problems(_: Request) -> Response:
    """What each problem type means."""
    return _respond("problems.html", FILES["problems.html"])


async def file(request: Request) -> Response:
    """A style sheet, script or picture of a page."""
    name = request.path_params["name"]
    content = PICTURES.get(name) or FILES.get(name)
    if content is None or name.endswith(".html"):
        raise HTTPException(404)
    return _respond(name, content)


def _respond(name: str, content: str | bytes) -> Response:
    return Response(content, media_type=MEDIA_TYPES[name.rpartition(".")[2]])
