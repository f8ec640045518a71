"""Vega-Lite charts to SVG, with colours that follow the reader's light or dark theme."""

from __future__ import annotations

import json
from typing import Any

import vl_convert

Spec = dict[str, Any]

# Colours are custom properties of the page's style sheet: SVG holds "var(--named)", and each theme says which blue that is.
_CONFIG: Spec = {
    "background": None,
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",  # of one width, so that what is measured here fits there
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--ink)",
        "titleColor": "var(--soft)",
        "gridColor": "var(--line)",
        "domainColor": "var(--line)",
        "tickColor": "var(--line)",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 240,
    },
    "legend": {
        "labelColor": "var(--ink)",
        "titleColor": "var(--soft)",
        "labelFontSize": 12,
        "titleFontWeight": "normal",
        "orient": "top",
    },
    "bar": {"cornerRadiusEnd": 2},
    "line": {"strokeWidth": 2, "point": True},
    "header": {"labelColor": "var(--ink)", "titleColor": "var(--soft)"},
    "text": {"color": "var(--ink)"},
}


def draw(spec: Spec) -> str:
    """A chart as an SVG element that can stand in a page. Nothing is loaded: data stands in the specification."""
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": _CONFIG, **spec}
    return str(vl_convert.vegalite_to_svg(json.dumps(whole, default=str)))
