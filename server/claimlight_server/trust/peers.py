"""Which user of this machine is at the other end of a connection (Linux). Loopback is open to all of them."""

from __future__ import annotations

import os
import sys
from ipaddress import ip_address
from pathlib import Path

ROOT = 0  # may read this user's files anyway
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


def is_foreign(client: tuple[str, int], server: tuple[str, int]) -> bool:
    """Does the connection belong to another user? False where the system does not say."""
    uid = _uid(client, server)
    return uid is not None and uid not in {ROOT, os.getuid()}


def _uid(client: tuple[str, int], server: tuple[str, int]) -> int | None:
    """The owner of the socket at `client` that is connected to `server`, from the kernel's tables."""
    if sys.platform != "linux":
        return None
    wanted = {
        (prefix + _hex(client), prefix + _hex(server)) for prefix in ("", "0000000000000000FFFF0000")
    }  # plain, and as an IPv6 socket sees an IPv4 address
    for table in TABLES:
        try:
            lines = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            if (fields[1], fields[2]) in wanted:
                return int(fields[7])
    return None


def _hex(address: tuple[str, int]) -> str:
    """An address as the tables write it: each 32 bits of it in the machine's order, the port in the network's."""
    packed = ip_address(address[0]).packed
    words = (int.from_bytes(packed[start : start + 4], sys.byteorder) for start in range(0, len(packed), 4))
    return f"{''.join(f'{word:08X}' for word in words)}:{address[1]:04X}"
