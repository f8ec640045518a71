"""The extensions and programs that may ask this server, and how the server proves itself to them (docs/pairing.md)."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claimlight_server.trust.private import read_private, was_open, write_private

log = logging.getLogger("claimlight")

VERSION = 1
SELF = "self"  # the id under which the server proves itself to `claimlight pair` and to a second `claimlight serve`


@dataclass(frozen=True, slots=True)
class Pairing:
    """One caller that is let in. `origin` is empty for a program; `key` is the SHA-256 of its token, in hexadecimal digits."""

    id: str
    name: str
    origin: str
    key: str
    created: str


def key_of(token: str) -> str:
    """What is kept of a token: enough to know it again and to prove oneself by, not enough to call with."""
    return hashlib.sha256(token.encode()).hexdigest()


def proof(key: str, nonce: str, port: int) -> str:
    """HMAC-SHA-256 over nonce and port: a proof that is relayed from another port does not fit."""
    message = f"claimlight proof 1\n{nonce}\n{port}".encode()
    return hmac.new(bytes.fromhex(key), message, hashlib.sha256).hexdigest()


class Pairings:
    """The file of pairings. It is read again when it has changed, so that a revocation counts at once."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where the file can neither be read nor made."""
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._pairings: tuple[Pairing, ...] = ()
        self._server = secrets.token_urlsafe(16)
        self._self_key = key_of(secrets.token_urlsafe(32))
        if was_open(path):
            log.warning(
                "%s was open to others: who has read it can pass for this server; revoke the pairings and pair anew", path
            )
        self._load()
        if self._seen is None:
            self._save(())

    @property
    def server(self) -> str:
        """What identifies this installation; it stays the same over restarts and ports."""
        self._load()
        return self._server

    def all(self) -> tuple[Pairing, ...]:
        """Every pairing, oldest first."""
        self._load()
        return self._pairings

    def add(self, name: str, origin: str) -> tuple[Pairing, str]:
        """Pair a caller. Gives the pairing and its token, which is kept nowhere here. Raises OSError."""
        token = secrets.token_urlsafe(32)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        pairing = Pairing(secrets.token_hex(3), name, origin, key_of(token), created)
        self._save((*self.all(), pairing))
        return pairing, token

    def revoke(self, pairing_id: str) -> bool:
        """Take a pairing back; False where there is none of that id. Raises OSError."""
        kept = tuple(pairing for pairing in self.all() if pairing.id != pairing_id)
        if len(kept) == len(self._pairings):
            return False
        self._save(kept)
        return True

    def holder(self, token: str) -> Pairing | None:
        """Whose token it is. Every key is compared in constant time, whether or not one has fitted already."""
        key = key_of(token)
        fitting = [pairing for pairing in self.all() if hmac.compare_digest(pairing.key, key)]
        return fitting[0] if fitting else None

    def proof(self, pairing_id: str, nonce: str, port: int) -> str | None:
        """The proof for one pairing; None where it does not exist."""
        keys = {pairing.id: pairing.key for pairing in self.all()} | {SELF: self._self_key}
        key = keys.get(pairing_id)
        return None if key is None else proof(key, nonce, port)

    def _load(self) -> None:
        try:
            state = self._path.stat()
        except FileNotFoundError:
            return
        stamp = (state.st_mtime_ns, state.st_ino)
        if stamp == self._seen:
            return
        try:
            value = read_private(self._path)
            pairings = tuple(Pairing(**each) for each in value["pairings"])
            self._server, self._self_key = value["server"], value["self"]
        except (KeyError, TypeError):  # damaged: nobody is let in by it, and it is put aside for its owner to look at
            pairings = ()
            self._path.replace(self._path.with_suffix(".damaged"))
            log.warning("%s is damaged and was put aside: extensions have to be paired again", self._path)
        self._pairings = pairings
        self._seen = stamp

    def _save(self, pairings: tuple[Pairing, ...]) -> None:
        value: dict[str, Any] = {"version": VERSION, "server": self._server, "self": self._self_key}
        write_private(self._path, value | {"pairings": [asdict(pairing) for pairing in pairings]})
        self._seen = None
        self._load()
