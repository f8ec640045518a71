"""The flat table of annotations as CSV (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io

from claimlight_engine import Annotations
from claimlight_server.formats.flat import FIELDS, flat_rows
from claimlight_server.formats.item import Item, Look

HEADER = ",".join(FIELDS) + "\r\n"
# Spreadsheets run a cell that begins so; the apostrophe makes it text (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(item: Item, found: Annotations, look: Look) -> str:
    """The rows of one document, without the header."""
    out = io.StringIO()
    table = csv.DictWriter(out, list(FIELDS))
    for row in flat_rows(item, found, look.lexicon):
        table.writerow({name: safe_cell(value) for name, value in row.items()})
    return out.getvalue()


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
