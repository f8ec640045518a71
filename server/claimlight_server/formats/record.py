"""A line of JSONL or a row of Parquet to a document: which field holds what, and what is read from an id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from claimlight_engine.document import Document
from claimlight_engine.records import Origin
from claimlight_server.formats.item import Bad, Item
from claimlight_server.wire.fields import as_text
from claimlight_server.wire.problem import Problem, Type


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the fields that are read. `pattern` is a regular expression over the id with the groups outlet, published.

    Only `text`, or `html` where there is no text, must be there. Fields with other names are ignored.
    """

    text: str = "text"
    html: str = "html"
    id: str = "id"
    url: str = "url"
    title: str = "title"
    lang: str = "lang"
    published: str = "published"
    outlet: str = "outlet"
    pattern: str = ""


def item_of(fields: Mapping[str, Any], where: str, columns: Columns) -> Item | Bad:
    """Make a document of a row. Raises Problem, which names the field that is wrong."""
    id_ = fields.get(columns.id)
    if id_ is not None and (isinstance(id_, bool) or not isinstance(id_, str | int)):
        raise Problem(Type.WRONG_TYPE, "must be a string or a whole number", columns.id)
    origin, outlet = _origin(fields, "" if id_ is None else str(id_), columns)
    if fields.get(columns.text) is None and fields.get(columns.html) is not None:
        return _from_html(fields[columns.html], where, id_, origin, outlet)
    text = as_text(fields.get(columns.text), columns.text)
    return Item(where, Document.from_text(text, origin), id_, outlet=outlet or host_of(origin.url))


def _from_html(value: Any, where: str, id_: str | int | None, origin: Origin, outlet: str) -> Item | Bad:
    from claimlight_server.formats.html import article  # noqa: PLC0415 - HTML formats read records as well

    data = value if isinstance(value, bytes) else as_text(value, "html").encode("utf-8", "replace")
    found = article(data, where, origin)
    return found if isinstance(found, Bad) else replace(found, id=id_, outlet=outlet or found.outlet)


def _origin(fields: Mapping[str, Any], id_: str, columns: Columns) -> tuple[Origin, str]:
    """What is known of the article, and its outlet. What is of another type counts as not known."""
    match = re.search(columns.pattern, id_) if columns.pattern else None
    named = match.groupdict() if match else {}
    origin = Origin(
        url=_label(fields.get(columns.url)),
        title=_label(fields.get(columns.title)),
        lang=_label(fields.get(columns.lang)),
        published=day_of(fields.get(columns.published)) or day_of(named.get("published")),
    )
    return origin, _label(fields.get(columns.outlet)) or named.get("outlet") or ""


def _label(value: Any) -> str:
    return value if isinstance(value, str) else ""


def day_of(value: Any) -> date | None:
    """The day of a date, a time, or a string that starts with an ISO date; None for all else."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def host_of(url: str) -> str:
    """The host of an address without "www.": the name of an outlet that gives no other."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
