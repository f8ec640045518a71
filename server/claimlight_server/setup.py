"""How one server is set up: what `claimlight serve` was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimlight_server.store.place import Place
from claimlight_server.trust.site import Site
from claimlight_server.trust.state import State
from claimlight_server.work.limits import Limits


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything that the app and the web server around it need to know."""

    site: Site
    state: State
    place: Place
    limits: Limits = field(default_factory=Limits)
    log_level: str = "warning"
    log_pages: bool = False  # let addresses of pages and messages of exceptions into the log
    metrics: bool = False  # answer at /metrics
