"""Where the server runs, and what it knows of itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from ipaddress import ip_address

DEFAULT_PORT = 8377
LOOPBACK = "127.0.0.1"
# Ids that the extension has in Chromium: the first 128 bits of the SHA-256 of its manifest's key, as letters from a to p.
EXTENSION_IDS = ("pffmhpbjjapbpdbglfkhafnnjohbaidc",)


@dataclass(frozen=True, slots=True)
class Site:
    """The address that the server listens on, and the secret of its own pages, new with each start.

    A page of another origin may send requests here, but cannot read the pages that hold `page_token`.
    """

    port: int = DEFAULT_PORT
    host: str = LOOPBACK
    extension_ids: tuple[str, ...] = EXTENSION_IDS
    page_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def hosts(self) -> frozenset[str]:
        """The values of the Host header that mean this server; any other is somebody's DNS pointing here."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        names = {host, "localhost"} if ip_address(self.host).is_loopback else {host, LOOPBACK, "localhost"}
        return frozenset(f"{name}:{self.port}" for name in names)

    @property
    def origins(self) -> frozenset[str]:
        """The origins of the server's own pages."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @property
    def extensions(self) -> frozenset[str]:
        """The origins of the extension in Chromium."""
        return frozenset(f"chrome-extension://{each}" for each in self.extension_ids)

    @property
    def url(self) -> str:
        """Where the welcome page is."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/"
