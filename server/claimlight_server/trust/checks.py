"""Whether a request is let in, from its method, path and headers alone: nothing of its body has been read yet."""

from __future__ import annotations

import hmac
import re

from starlette.datastructures import Headers

from claimlight_server.trust.pairings import Pairings
from claimlight_server.trust.site import Site
from claimlight_server.wire.problem import Problem, Type

PAGE_TOKEN = "claimlight-page"  # the header in which the server's own pages show that they are its own
FIREFOX = re.compile(r"moz-extension://[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
UNPAIRED = frozenset({"/v1/pair", "/v1/proof"})  # what a caller needs in order to be paired


def refusal(method: str, path: str, headers: Headers, site: Site, pairings: Pairings) -> Problem | None:
    """Why a request is refused; None where it is let in."""
    hosts = headers.getlist("host")
    if len(hosts) != 1 or hosts[0].lower() not in site.hosts:
        return Problem(Type.WRONG_HOST, f"this server is called {site.host}:{site.port}")
    if method in {"GET", "HEAD"}:
        return None
    return _caller(path, headers, site, pairings) or _content(headers)


def is_extension(origin: str, site: Site) -> bool:
    """Is this the origin of our extension in Chromium, by its exact id, or of any in Firefox, where ids are drawn by chance?"""
    return origin in site.extensions or FIREFOX.fullmatch(origin) is not None


def _caller(path: str, headers: Headers, site: Site, pairings: Pairings) -> Problem | None:
    origins = headers.getlist("origin")
    origin = origins[0] if origins else ""
    extension = is_extension(origin, site)
    mode = headers.get("sec-fetch-mode", "cors")
    if mode not in {"cors", "same-origin"}:
        return Problem(Type.NOT_ALLOWED, f"a page may not call by a request of mode {mode}")
    if not extension and headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        return Problem(Type.NOT_ALLOWED, "pages of other sites may not call")
    if len(origins) > 1 or (origins and not extension and origin not in site.origins):
        return Problem(Type.NOT_ALLOWED, "pages of other origins may not call")
    if origin in site.origins:
        return _page(headers, site)
    return None if path in UNPAIRED else _token(headers, origin, pairings)


def _page(headers: Headers, site: Site) -> Problem | None:
    if hmac.compare_digest(headers.get(PAGE_TOKEN, "").encode(), site.page_token.encode()):
        return None
    return Problem(Type.NOT_ALLOWED, "the page does not hold this server's token: load it again")


def _token(headers: Headers, origin: str, pairings: Pairings) -> Problem | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    pairing = pairings.holder(token.strip()) if scheme.lower() == "bearer" else None
    if pairing is None:
        return Problem(Type.NOT_PAIRED, "open the address that `claimlight serve` prints, or run `claimlight pair`")
    if pairing.origin != origin:
        return Problem(Type.NOT_ALLOWED, "this token was given to another caller")
    return None


def _content(headers: Headers) -> Problem | None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        return Problem(Type.NOT_JSON_TYPE, f"not as {kind or 'an unknown type'}")
    if headers.get("content-encoding", "identity").lower() != "identity":
        return Problem(Type.NOT_JSON_TYPE, "and not compressed")
    return None
