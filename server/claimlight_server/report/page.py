"""The report as one HTML page: figures, the numbers behind each, and what they do and do not say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import Any

from claimlight_server.report import figures
from claimlight_server.report.draw import Spec, draw
from claimlight_server.report.query import Row, rows

SHOWN = 100  # rows of a table that the page holds
FETCHED = 2_000  # rows from which charts are drawn


@dataclass(frozen=True, slots=True)
class Section:
    """A figure with its table. `query` names both the query and the function of `figures` that draws it."""

    query: str
    title: str
    about: str
    chart: Callable[[list[Row]], Spec]


SECTIONS = (
    Section(
        "sources",
        "Whose words they are",
        "Sources by the words that are credited to them. Short forms and pronouns count for the source that they stand for, "
        "within an article; across articles, sources of the same name count as one.",
        figures.sources,
    ),
    Section(
        "kinds_by_outlet",
        "Can a reader check who it is?",
        "Attributions to sources that are named, that are described but not named, and to no one in particular, by outlet.",
        figures.kinds_by_outlet,
    ),
    Section(
        "cues_by_stance",
        "With which words",
        "The most frequent cues by what they say about the truth of what is credited. The choice of a cue is the author's.",
        figures.cues_by_stance,
    ),
    Section(
        "unsourced_by_outlet",
        "What goes without a source",
        "Sentences for which the page shows no source that a reader could check, for 1,000 words. That a sentence has no source "
        "does not tell whether it is so.",
        figures.unsourced_by_outlet,
    ),
    Section(
        "terms_by_outlet",
        "Contested terms",
        "Wordings that one side of a public dispute uses and another does not, by outlet. Quoted uses count as well; the table "
        "tells them from uses in the article's own voice.",
        figures.terms_by_outlet,
    ),
    Section("by_month", "Over time", "By the month of publication, where it is known.", figures.by_month),
)


def build_page(connection: Any, title: str) -> str:
    """The whole page."""
    [overview], _ = rows(connection, "overview", 1)
    style = (resources.files(__package__) / "report.css").read_text(encoding="utf-8")
    sections = "".join(_section(connection, section) for section in SECTIONS)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
<h1>{escape(title)}</h1>
<p class="soft">{_span_of_days(overview)}</p>
{_glance(overview)}
<p class="soft">Counted by Claimlight, a program that makes mistakes: small differences mean little. It tells what the texts show
and what they leave out, not what is true.</p>
{sections}
</body>
</html>
"""


def _span_of_days(overview: Row) -> str:
    if overview["first_day"] is None:
        return "None of the documents has a date."
    return f"Documents from {overview['first_day']} to {overview['last_day']}."


def _glance(overview: Row) -> str:
    names = {
        "documents": "documents",
        "outlets": "outlets",
        "words": "words",
        "attributions": "attributions",
        "sentences": "sentences",
        "terms": "contested terms",
        "rejects": "could not be annotated",
    }
    if not overview["outlets"]:
        del names["outlets"]  # the input named none
    items = "".join(f"<li><b>{overview[field]:,}</b>{name}</li>" for field, name in names.items())
    return f'<ul class="glance">{items}</ul>'


def _section(connection: Any, section: Section) -> str:
    found, total = rows(connection, section.query, FETCHED)
    if not found:
        body = '<p class="soft">Nothing of this kind is in the corpus.</p>'
    else:
        more = f" (the first {SHOWN} of {total:,} rows; all are in {section.query}.csv)" if total > SHOWN else ""
        table = _table(found[:SHOWN])
        body = (
            f"<figure>{draw(section.chart(found))}</figure>"
            f'<details><summary>The numbers{more}</summary><div class="rows">{table}</div></details>'
        )
    return f"<section><h2>{escape(section.title)}</h2><p>{escape(section.about)}</p>{body}</section>"


def _table(found: list[Row]) -> str:
    columns = [name for name in found[0] if name not in {"label", "rank_in_stance"}]
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(_cell(name, row[name]) for name in columns)}</tr>" for row in found)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(name: str, value: Any) -> str:
    if isinstance(value, float):
        return f'<td class="number">{f"{value:.1%}" if "share" in name else f"{value:.2f}"}</td>'
    if isinstance(value, int):
        return f'<td class="number">{value:,}</td>'
    return f"<td>{escape('' if value is None else str(value))}</td>"
