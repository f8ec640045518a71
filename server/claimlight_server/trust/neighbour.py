"""Is the program that listens on a port this user's own server? It has to prove it, as to the extension."""

from __future__ import annotations

import hmac
import http.client
import json
import secrets
from ipaddress import ip_address
from typing import Any

from claimlight_server.trust.pairings import SELF, Pairings
from claimlight_server.trust.private import read_private, write_private
from claimlight_server.trust.site import LOOPBACK, Site
from claimlight_server.trust.state import State

PATIENCE = 3.0  # seconds; a proof takes a millisecond


def is_own_server(pairings: Pairings, port: int, host: str = LOOPBACK) -> bool:
    """Ask for a proof that only a server with this user's state folder can give."""
    nonce = secrets.token_urlsafe(24)
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        body = json.dumps({"version": 1, "id": SELF, "nonce": nonce})
        connection.request("POST", "/v1/proof", body, {"Content-Type": "application/json"})
        answer: Any = json.loads(connection.getresponse().read(10_000))
        given = str(answer["proof"])
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return False
    finally:
        connection.close()
    return hmac.compare_digest(given.encode(), (pairings.proof(SELF, nonce, port) or "").encode())


def running_server(state: State) -> Site | None:
    """Where this user's server runs, if one does: where the last one was started, or else where servers usually are."""
    for site in (_last(state), Site()):
        if site and is_own_server(state.pairings, site.port, site.host):
            return site
    return None


def note_running(state: State, site: Site) -> None:
    """Let `claimlight pair` find the server that starts. Raises OSError."""
    write_private(state.running, {"port": site.port, "host": site.host})


def _last(state: State) -> Site | None:
    value = read_private(state.running)
    try:
        return Site(int(value["port"]), str(ip_address(value["host"])))
    except (KeyError, TypeError, ValueError):  # there was none, or the file is damaged
        return None
