"""A worker process: reads units from standard input, one JSON object a line, and writes what becomes of them to standard output.

It is started as `python -m claimlight_server.corpus.worker`. Its first line gives settings and store. While it works it tells the
number of each document before it is annotated, so that whoever started it knows which one ended it. When that one is gone, the
next line can't be written and the worker ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from typing import Any

from claimlight_engine import EngineError
from claimlight_server.corpus.part import Settings, write_part
from claimlight_server.corpus.plan import Unit
from claimlight_server.corpus.store import Store, open_store


def main() -> None:
    """Work until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent decides
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", buffering=1)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # so that nothing printed by mistake gets among the answers
    try:
        first = json.loads(sys.stdin.readline())
        settings = Settings.read(first["settings"])
        store = open_store(first["out"])
        for line in sys.stdin:
            answers.write(json.dumps(_do(json.loads(line), settings, store, answers)) + "\n")
    except BrokenPipeError:
        os._exit(1)  # nobody is there any more; a usual end would try to write once more


def _do(order: dict[str, Any], settings: Settings, store: Store, answers: Any) -> dict[str, Any]:
    unit = order["unit"]
    unit["paths"] = tuple(unit["paths"])

    def begin(number: int, share: float, words: int) -> None:
        answers.write(json.dumps({"at": number, "share": share, "words": words}) + "\n")

    try:
        fatal = {int(number): why for number, why in order["fatal"].items()}
        return {"done": write_part(Unit(**unit), settings, store, fatal, begin)}
    except BrokenPipeError:
        raise
    except (EngineError, OSError) as error:
        return {"stop": f"{type(error).__name__}: {error}"}
    except Exception:  # a bug outside of any one document: nothing that the next unit would be spared
        return {"stop": traceback.format_exc()}


if __name__ == "__main__":
    main()
