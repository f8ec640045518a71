"""Rows of the queries to Vega-Lite charts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from claimlight_server.report.draw import Spec
from claimlight_server.report.query import Row

WIDTH = 560  # pixels of the plotting area
MOST = 20  # bars in a chart
_KINDS = ["named", "unnamed", "vague"]
_KIND_COLOURS = {"scale": {"domain": _KINDS, "range": [f"var(--{kind})" for kind in _KINDS]}, "title": "kind of source"}

_RATES = {"unsourced_per_1000_words": "unsourced sentences", "terms_per_1000_words": "contested terms"}
_RATE_COLOURS = ["var(--unsourced)", "var(--term)"]


def _values(rows: list[Row]) -> dict[str, list[Row]]:
    return {"values": rows}


def _name(field: str, title: str | None = None) -> Spec:
    """The vertical axis of bars, in the order of the rows."""
    return {"field": field, "type": "nominal", "sort": None, "title": title}


def _percent(field: str, title: str) -> Spec:
    return {"field": field, "type": "quantitative", "title": title, "axis": {"format": ".0%"}}


def sources(rows: list[Row]) -> Spec:
    """Bars of the share of all credited words, longest first."""
    names = Counter(row["source"] for row in rows[:MOST])
    labelled = [
        row | {"label": f"{_short(row['source'])} ({row['kind']})" if names[row["source"]] > 1 else _short(row["source"])}
        for row in rows[:MOST]
    ]
    return {
        "data": _values(labelled),
        "mark": "bar",
        "width": WIDTH,
        "encoding": {
            "y": _name("label"),
            "x": {**_percent("share_of_words", "share of all words that are credited to a source"), "axis": {"format": ".1%"}},
            "color": {"field": "kind", **_KIND_COLOURS},
        },
    }


def kinds_by_outlet(rows: list[Row]) -> Spec:
    """Bars of full length, parted by the kind of source."""
    parts = [
        {"outlet": _short(row["outlet"]), "kind": kind, "share": row[f"{kind}_share"]} for row in rows[:MOST] for kind in _KINDS
    ]
    return {
        "data": _values(parts),
        "mark": "bar",
        "width": WIDTH,
        "encoding": {
            "y": _name("outlet"),
            "x": _percent("share", "share of attributions"),
            "color": {"field": "kind", **_KIND_COLOURS},
            "order": {"field": "kind"},
        },
    }


def cues_by_stance(rows: list[Row]) -> Spec:
    """The most frequent cues of each stance, one small chart a stance."""
    stances = list(dict.fromkeys(row["stance"] for row in rows))
    top = [row for row in rows if row["rank_in_stance"] <= 6]
    charts = [
        {
            "data": _values([row for row in top if row["stance"] == stance]),
            "title": {"text": stance, "anchor": "start", "color": "var(--ink)", "fontWeight": "normal"},
            "mark": {"type": "bar", "color": "var(--named)"},
            "width": 190,
            "encoding": {
                "y": _name("cue"),
                "x": {
                    "field": "attributions",
                    "type": "quantitative",
                    "title": None,
                    "axis": {"tickCount": 3, "tickMinStep": 1, "format": ",d"},
                },
            },
        }
        for stance in stances
    ]
    return {"concat": charts, "columns": 2, "spacing": 24, "resolve": {"scale": {"x": "independent"}}}


def unsourced_by_outlet(rows: list[Row]) -> Spec:
    """Bars of sentences for 1,000 words."""
    parts = [
        {"outlet": _short(row["outlet"]), "what": what, "rate": row[f"{what}_per_1000_words"]}
        for row in rows[:MOST]
        for what in ("unsourced", "interpretation", "vague")
    ]
    return {
        "data": _values(parts),
        "mark": "bar",
        "width": WIDTH,
        "encoding": {
            "y": _name("outlet"),
            "x": {"field": "rate", "type": "quantitative", "title": "marked sentences for 1,000 words"},
            "color": {
                "field": "what",
                "title": "status",
                "scale": {
                    "domain": ["unsourced", "interpretation", "vague"],
                    "range": ["var(--unsourced)", "var(--interpretation)", "var(--vague)"],
                },
            },
        },
    }


def terms_by_outlet(rows: list[Row]) -> Spec:
    """A grid of wordings and outlets, darker where there are more."""
    wordings: dict[str, int] = {}
    for row in rows:
        row["label"] = f"{row['wording']} · {_short(row['side'])}"
        wordings[row["label"]] = wordings.get(row["label"], 0) + row["times"]
    wanted = set(sorted(wordings, key=lambda label: (-wordings[label], label))[:MOST])
    cells = [row | {"outlet": _short(row["outlet"], 18)} for row in rows if row["label"] in wanted]
    base: dict[str, Any] = {
        "x": {"field": "outlet", "type": "nominal", "title": None, "axis": {"labelAngle": -35}},
        "y": {
            "field": "label",
            "type": "nominal",
            "sort": {"op": "sum", "field": "times", "order": "descending"},
            "title": None,
            "axis": {"labelLimit": 360},
        },
    }
    shade = {"field": "times", "aggregate": "sum", "legend": None, "scale": {"type": "sqrt", "range": [0.12, 0.75]}}
    return {
        "data": _values(cells),
        "width": {"step": 64},
        "encoding": base,
        "layer": [
            {"mark": {"type": "rect", "color": "var(--term)"}, "encoding": {"opacity": {**shade, "type": "quantitative"}}},
            {"mark": {"type": "text"}, "encoding": {"text": {"field": "times", "aggregate": "sum", "type": "quantitative"}}},
        ],
    }


def by_month(rows: list[Row]) -> Spec:
    """Lines over time: kinds of source, then rates for 1,000 words."""
    months = [row | {"month": f"{row['month']}-01"} for row in rows]
    shares = [{"month": row["month"], "kind": kind, "share": row[f"{kind}_share"]} for row in months for kind in _KINDS]
    rates = [{"month": row["month"], "what": title, "rate": row[field]} for row in months for field, title in _RATES.items()]
    when = {"field": "month", "type": "temporal", "title": None, "axis": {"format": "%b %Y", "labelOverlap": True}}
    return {
        "vconcat": [
            {
                "data": _values(shares),
                "mark": "line",
                "width": WIDTH,
                "height": 160,
                "encoding": {
                    "x": when,
                    "y": _percent("share", "share of attributions"),
                    "color": {"field": "kind", **_KIND_COLOURS},
                },
            },
            {
                "data": _values(rates),
                "mark": "line",
                "width": WIDTH,
                "height": 160,
                "encoding": {
                    "x": when,
                    "y": {"field": "rate", "type": "quantitative", "title": "for 1,000 words"},
                    "color": {"field": "what", "title": None, "scale": {"domain": list(_RATES.values()), "range": _RATE_COLOURS}},
                },
            },
        ],
        "resolve": {"scale": {"color": "independent"}},
    }


def _short(text: str, most: int = 36) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
