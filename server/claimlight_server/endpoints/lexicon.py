"""The pages of the lexicon: `/lexicon` with its search, and `/lexicon/ENTRY`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from claimlight_engine.terms.own import lexicon_with
from claimlight_server.endpoints.service import service
from claimlight_server.lexicon.entry import entry_page, missing_page
from claimlight_server.lexicon.index import index_page
from claimlight_server.lexicon.search import Query
from claimlight_server.trust.guard import PAGE_POLICY

LONGEST = 200  # characters of a search
# The search is a plain form that asks this server; there is no script on these pages.
POLICY = PAGE_POLICY.replace("form-action 'none'", "form-action 'self'").replace("script-src 'self'", "script-src 'none'")


# Plain functions run in a thread of their own, so that reading packs holds nobody up.
def index(request: Request) -> Response:
    """All disputes, or those with entries that a search finds."""
    asked = {name: request.query_params.get(name, "")[:LONGEST] for name in ("q", "kind", "dispute", "region")}
    query = Query(asked["q"], asked["kind"], asked["dispute"], asked["region"])
    return _respond(index_page(lexicon_with(service(request).setup.place.terms), query))


def entry(request: Request) -> Response:
    """One entry; a page that says so where there is none of that id."""
    lexicon = lexicon_with(service(request).setup.place.terms)
    name = request.path_params["entry"]
    try:
        pack, found = lexicon.entry(name)
    except KeyError:
        return _respond(missing_page(name[:LONGEST]), status=404)
    return _respond(entry_page(pack, found, lexicon))


def _respond(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, {"content-security-policy": POLICY})
