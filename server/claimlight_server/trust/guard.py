"""The first to see a request: refuses what is not meant for this server, and puts the security headers on every answer."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimlight_server.endpoints.responses import problem_response
from claimlight_server.trust.checks import is_extension, refusal
from claimlight_server.trust.pairings import Pairings
from claimlight_server.trust.site import Site

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
CORS_HEADERS = {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "authorization, claimlight-tab, content-type",
    "access-control-expose-headers": "retry-after",
    "access-control-max-age": "600",
}


class Guard:
    """Checks every request before the app sees it."""

    def __init__(self, app: ASGIApp, site: Site, pairings: Pairings) -> None:
        self.app = app
        self.site = site
        self.pairings = pairings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then refuse or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        # An extension whose reader has withheld the permission for this host asks by CORS; no page ever may.
        cors = {"access-control-allow-origin": origin, "vary": "Origin"} | CORS_HEADERS if is_extension(origin, self.site) else {}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer_headers = MutableHeaders(raw=message["headers"])
                for name, value in (SECURITY_HEADERS | cors).items():
                    answer_headers.setdefault(name, value)
            await send(message)

        await self._answer(scope, headers, bool(cors))(scope, receive, send_with_headers)

    def _answer(self, scope: Scope, headers: Headers, cors: bool) -> ASGIApp:
        if scope["method"] == "OPTIONS" and cors and headers.get("host", "").lower() in self.site.hosts:
            return Response(status_code=204)
        problem = refusal(scope["method"], scope["path"], headers, self.site, self.pairings)
        return self.app if problem is None else problem_response(problem)
