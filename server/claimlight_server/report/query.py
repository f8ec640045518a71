"""Queries over what `claimlight batch` has written, by DuckDB: streaming, and with all cores."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.dataset as ds
from pyarrow import fs

from claimlight_server.corpus.schema import TABLES, check_version
from claimlight_server.corpus.store import is_remote, open_store
from claimlight_server.corpus.write import DONE
from claimlight_server.formats.csv import safe_cell

Row = dict[str, Any]
# In the order of the report. `overview` is one row; the others are written as CSV as well.
QUERIES = ("overview", "sources", "kinds_by_outlet", "cues_by_stance", "unsourced_by_outlet", "terms_by_outlet", "by_month")
_FETCHED = 10_000  # rows that are in memory at a time while CSV is written


class NoCorpusError(Exception):
    """The folder holds nothing to report on; the message says why."""


@contextmanager
def corpus(out: str) -> Iterator[Any]:
    """A connection that knows the tables by name, with the parts that are complete.

    Raises NoCorpusError, SchemaError, OSError.
    """
    parts = sorted(name.removesuffix(".json") for name in open_store(out).names(DONE))
    if not parts:
        raise NoCorpusError(f"{out}: claimlight batch has finished no part there")
    system, root = fs.FileSystem.from_uri(out.rstrip("/")) if is_remote(out) else (fs.LocalFileSystem(), out)
    with duckdb.connect() as connection:
        for table in TABLES:
            files = [f"{root}/{table}/{part}.parquet" for part in parts]
            dataset = ds.dataset(files, filesystem=system, format="parquet")
            check_version(dataset.schema, f"{out}/{table}")
            connection.register(table, dataset)
        yield connection


def sql(name: str) -> str:
    """The text of a query."""
    return (resources.files(__package__) / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def rows(connection: Any, name: str, limit: int) -> tuple[list[Row], int]:
    """The first rows of a query, and how many there are in all."""
    result = connection.sql(sql(name))
    return [dict(zip(result.columns, row, strict=True)) for row in result.limit(limit).fetchall()], len(result)


def write_csv(connection: Any, name: str, path: Path) -> None:
    """All rows of a query as CSV."""
    result = connection.execute(sql(name))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([column[0] for column in result.description])
        while batch := result.fetchmany(_FETCHED):
            table.writerows([_cell(value) for value in row] for row in batch)


def _cell(value: object) -> object:
    return round(value, 6) if isinstance(value, float) else safe_cell(value)
