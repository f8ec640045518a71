"""What the endpoints work with: one for each app."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from claimlight_server.metrics import Metrics
from claimlight_server.setup import Setup
from claimlight_server.store.keeper import Keeper
from claimlight_server.work.pool import Pool


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a running server."""

    setup: Setup
    pool: Pool
    keeper: Keeper
    metrics: Metrics

    @classmethod
    def of(cls, setup: Setup) -> Service:
        """Put the parts together; nothing is started yet."""
        arguments = [str(setup.limits.memory), str(setup.place.terms), setup.log_level, *(["pages"] if setup.log_pages else [])]
        return cls(setup, Pool(setup.limits, arguments), Keeper(setup.place.database), Metrics())

    async def start(self) -> None:
        """Open the store and start the first worker."""
        await self.keeper.open()
        self.pool.start()

    async def stop(self) -> None:
        """Finish what is in flight, then close."""
        await self.pool.stop()
        await self.keeper.close()


def service(request: Request) -> Service:
    """The service of the app that a request came to."""
    found: Service = request.app.state.service
    return found
