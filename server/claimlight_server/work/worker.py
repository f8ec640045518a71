"""A worker process: reads requests from standard input, one at a time, and writes replies to standard output.

It is started as `python -m claimlight_server.work.worker MEMORY TERMS LOG-LEVEL [pages]`: the bytes that one page may add, and
the folder of the reader's own terms. It ends when its input ends, so that none outlives the server.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from claimlight_server import logs, versions
from claimlight_server.wire.problem import Problem, Type
from claimlight_server.work.answer import answer
from claimlight_server.work.frame import HEADER, OUT_OF_MEMORY, Reply, pack

log = logging.getLogger("claimlight")


def main(memory: int, terms: Path, level: str, *, pages: bool) -> None:
    """Load the engine, limit the memory, and work until the input ends."""
    logs.set_up(level, pages=pages)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the server decides when a worker ends
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # so that nothing printed by mistake gets among the replies
    answer(b'{"blocks": [{"id": 0, "runs": ["Ann Roe said that it is ready."]}]}', terms)
    limit_memory(memory)
    with contextlib.suppress(BrokenPipeError):
        _send(sink, Reply(0, versions.all_of_them().encode()))
        while header := source.read(HEADER.size):
            _, length = HEADER.unpack(header)
            try:
                _send(sink, reply_to(source.read(length), terms))
            except MemoryError:
                # There may be no memory left even to say so, and nobody knows what is left unfinished inside.
                os._exit(OUT_OF_MEMORY)


def reply_to(body: bytes, terms: Path) -> Reply:
    """Answer one request, whatever is in it. Raises MemoryError alone."""
    try:
        return Reply(200, answer(body, terms))
    except Problem as problem:
        return Reply(problem.status, problem.body())
    except Exception as error:  # a bug must cost one page, not the worker
        if _is_for_want_of_memory(error):
            raise MemoryError from None
        log.exception("a page could not be annotated")
        return Reply(500, Problem(Type.FAILED, "this is a bug in Claimlight; its log says more").body())


def _is_for_want_of_memory(error: Exception) -> bool:
    """Python says MemoryError; a thread that finds no room for its stack and onnxruntime have words of their own for it."""
    of_onnxruntime = type(error).__module__.startswith("onnxruntime") and "alloc" in str(error).lower()
    return isinstance(error, MemoryError) or of_onnxruntime or "can't start new thread" in str(error)


def _send(sink: BinaryIO, reply: Reply) -> None:
    sink.write(pack(reply.status, reply.body))
    sink.flush()


def limit_memory(more: int) -> None:
    """Let the process grow by `more` bytes of address space. Where the system has no such limit, none is set."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return
    limit = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], pages="pages" in sys.argv[4:])
