"""Who may call: checked before anything of a request's body is read."""

from __future__ import annotations

import hmac

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimlight_server.responses import problem_response
from claimlight_server.site import Site
from claimlight_server.wire.problem import Problem, Type

PAGE_TOKEN = "claimlight-page"  # the header in which the server's own pages show that they are its own
EXTENSIONS = ("chrome-extension://", "moz-extension://")

# Nothing is loaded from elsewhere, framed, submitted or evaluated; text reaches the page through textContent alone.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
SECURITY_HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), usb=()",
    "cache-control": "no-store",
}


class Guard:
    """Answers requests that are not meant for this server with a problem, and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then refuse or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        problem = refusal(scope["method"], Headers(scope=scope), self.site)
        answer = self.app if problem is None else problem_response(problem)
        await answer(scope, receive, send_with_headers)


def refusal(method: str, headers: Headers, site: Site) -> Problem | None:
    """Why a request is refused, from its method and headers; None where it is let in."""
    hosts = headers.getlist("host")
    if len(hosts) != 1 or hosts[0].lower() not in site.hosts:
        return Problem(Type.WRONG_HOST, f"this server is called {site.host}:{site.port}")
    if method in {"GET", "HEAD"}:
        return None
    return _caller(headers, site) or _content(headers)


def _caller(headers: Headers, site: Site) -> Problem | None:
    mode = headers.get("sec-fetch-mode", "cors")
    if mode not in {"cors", "same-origin"}:
        return Problem(Type.NOT_ALLOWED, f"a page may not call by a request of mode {mode}")
    if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        return Problem(Type.NOT_ALLOWED, "pages of other sites may not call")
    origin = headers.get("origin")
    if origin is None or origin.startswith(EXTENSIONS):
        return None
    if origin not in site.origins:
        return Problem(Type.NOT_ALLOWED, "pages of other origins may not call")
    if not hmac.compare_digest(headers.get(PAGE_TOKEN, "").encode(), site.page_token.encode()):
        return Problem(Type.NOT_ALLOWED, "the page does not hold this server's token; load it again")
    return None


def _content(headers: Headers) -> Problem | None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        return Problem(Type.NOT_JSON_TYPE, f"not as {kind or 'an unknown type'}")
    return None
