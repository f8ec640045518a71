"""One job at a time writes to a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from claimlight_server.corpus.store import LocalStore, Store

try:
    import fcntl
except ImportError:  # Windows: nothing there frees a lock when its holder is killed, and a lock that stays is worse than none
    fcntl = None  # type: ignore[assignment]


class LockedError(Exception):
    """Another process writes to the same folder."""


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Hold the folder of a local store; the system lets go of it when the process ends, however it ends.

    Object stores have no locks. Two jobs that write there do no harm but to their own time: both write the same files.
    """
    if not isinstance(store, LocalStore) or fcntl is None:
        yield
        return
    store.root.mkdir(parents=True, exist_ok=True)
    with (store.root / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LockedError(f"another claimlight batch writes to {store.root}") from None
        yield
