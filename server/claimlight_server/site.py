"""Where the server runs, and what it knows of itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

DEFAULT_PORT = 8377
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Site:
    """The address that the server listens on, and the secret of its own pages, new with each start.

    A page of another origin may send requests here, but cannot read the pages that hold `page_token`.
    """

    port: int = DEFAULT_PORT
    host: str = LOOPBACK
    page_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def hosts(self) -> frozenset[str]:
        """The values of the Host header that mean this server; any other is somebody's DNS pointing here."""
        return frozenset(f"{name}:{self.port}" for name in {self.host, LOOPBACK, "localhost"})

    @property
    def origins(self) -> frozenset[str]:
        """The origins of the server's own pages."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @property
    def url(self) -> str:
        """Where the welcome page is."""
        return f"http://{self.host}:{self.port}/"
