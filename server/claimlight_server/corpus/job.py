"""A job from plan to summary: what is done already stays, what is missing is done, and nothing is done twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from claimlight_server.corpus import schema
from claimlight_server.corpus.lock import locked
from claimlight_server.corpus.part import Settings
from claimlight_server.corpus.plan import Unit, plan
from claimlight_server.corpus.store import Input, Store, list_inputs, open_store, put_bytes
from claimlight_server.corpus.supervisor import StoppedError
from claimlight_server.corpus.terms import folder_of, keep_terms, mark_of_terms
from claimlight_server.corpus.versions import versions
from claimlight_server.corpus.write import DONE, mark_of, part_name

RUN, PLAN, SUMMARY = "run.json", "plan.jsonl", "summary.json"


class Crew(Protocol):
    """Whoever does the units: processes of this machine or a cluster."""

    def work(self, units: list[Unit], settings: Settings, out: str) -> Generator[dict[str, Any], None, None]:
        """Do the units in any order; give each one's mark as it is done. Raises StoppedError."""


class Watcher(Protocol):
    """Whoever shows how far a job is."""

    def start(self, sizes: dict[int, int], done: int) -> None:
        """Bytes of input of every part by its number, and how many bytes of all were done before."""

    def part(self, mark: dict[str, Any]) -> None:
        """A part is done."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be annotated, where to, and how it is cut.

    `terms` is a folder of term packs that are used beside the shipped ones.
    """

    inputs: tuple[str, ...]
    out: str
    settings: Settings = Settings()  # noqa: RUF009 - frozen
    format: str | None = None
    part_size: int | None = None
    terms: Path | None = None


class OtherJobError(Exception):
    """The output folder belongs to another job; the message says in what it differs."""


def run(job: Job, crew: Crew, watcher: Watcher) -> dict[str, Any]:
    """Do a job, or what is missing of it; give the summary.

    Raises InputError, PlanError, OSError where the input can't be used, OtherJobError, LockedError where somebody writes to the
    same folder, and StoppedError. After each of them, or a kill, the same call goes on where this one stopped.
    """
    inputs = list_inputs(job.inputs)
    units = plan(inputs, job.format, job.part_size)
    store = open_store(job.out)
    with locked(store):
        store.clean()
        settings = _claim(store, job, inputs, units)
        done = store.names(DONE)
        missing = [unit for unit in units if f"{part_name(unit.number)}.json" not in done]
        sizes = {unit.number: unit.size for unit in units}
        watcher.start(sizes, sum(sizes.values()) - sum(unit.size for unit in missing))
        if missing:
            with closing(crew.work(missing, settings, job.out)) as marks:
                for mark in marks:
                    watcher.part(mark)
        summary = _summary(store, units)
        put_bytes(store, _json(summary), SUMMARY)
        store.clean()
    return summary


def _claim(store: Store, job: Job, inputs: list[Input], units: list[Unit]) -> Settings:
    """Write down what job this folder belongs to, or make sure that it is this one; give the settings with nothing left open."""
    found = store.read(RUN)
    there = json.loads(found) if found else None
    day = job.settings.day or (there["settings"].get("day") if there else None) or date.today().isoformat()
    settings = replace(job.settings, day=day, terms=mark_of_terms(job.terms))
    lines = [*map(asdict, inputs), *map(asdict, units)]
    listed = "".join(json.dumps(line) + "\n" for line in lines).encode()
    wanted = {
        "schema": schema.VERSION,
        "made by": versions(settings.terms),
        "settings": asdict(settings),
        "inputs": len(inputs),
        "parts": len(units),
        "plan": hashlib.sha256(listed).hexdigest(),
    }
    if there is None:
        if store.names(DONE):
            raise OtherJobError(f"{job.out} holds parts of a job but no {RUN}: write to another folder")
        keep_terms(store, job.terms)
        put_bytes(store, listed, PLAN)
        put_bytes(store, _json(wanted), RUN)
    elif there != wanted:
        raise OtherJobError(
            f"{job.out} holds another job: {'; '.join(_differences(there, wanted, job.out))}. Write to another folder, or go on "
            "with the inputs, options and versions that it was begun with"
        )
    return settings


def _differences(there: dict[str, Any], wanted: dict[str, Any], out: str) -> list[str]:
    """What is different, for whoever has to choose the same options again."""
    was, now = _flat(there), _flat(wanted)
    if was["terms"] != now["terms"]:  # the lexicon's version, which holds the same mark, differs as well
        kept = f"--terms {out}/{folder_of(was['terms'])}" if was["terms"] else "--terms shipped"
        return [f"it was begun with other contested terms ({kept})"]
    if was["plan"] != now["plan"]:
        counts = f" ({was['inputs']} then, {now['inputs']} now)" if was["inputs"] != now["inputs"] else ""
        return [f"the input files{counts} or how they are cut into parts are not the same"]
    return [f"{name} was {was.get(name)!r} and is {now.get(name)!r}" for name in now if was.get(name) != now.get(name)]


def _flat(run: dict[str, Any]) -> dict[str, Any]:
    """All values by their own names, without the groups that they stand in."""
    pairs = [pair for name, value in run.items() for pair in (_flat(value) if isinstance(value, dict) else {name: value}).items()]
    return {"terms": ""} | dict(pairs)


def _summary(store: Store, units: Iterable[Unit]) -> dict[str, Any]:
    """Sums over all parts. Raises StoppedError where one is missing."""
    rows: dict[str, int] = dict.fromkeys(schema.TABLES, 0)
    words = parts = 0
    for unit in units:
        mark = mark_of(store, unit.number)
        if mark is None:
            raise StoppedError(f"part {unit.number} has not been written")
        parts, words = parts + 1, words + mark["words"]
        rows = {table: rows[table] + mark["rows"][table] for table in rows}
    return {"parts": parts, "words": words, "rows": rows}


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()
