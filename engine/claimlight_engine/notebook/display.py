"""The text with its marks as a piece of HTML that needs nothing else: no script, no style sheet, no picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from claimlight_engine.records import Annotations, Category, Span
from claimlight_engine.why import explain

# Underlines rather than backgrounds: they add up where categories overlap, and hold on light and dark notebooks alike.
_STYLES = {
    Category.ATTRIBUTED_CLAIM: ("#2b7bba", "solid", "attributed claim"),
    Category.UNVERIFIED_ASSERTION: ("#c98500", "dashed", "unverified assertion"),
    Category.CONTESTED_TERM: ("#a13d97", "double", "contested term"),
}
_Mark = tuple[Span, Category, str]  # where, which colour, and the sentence that says why


def to_html(found: Annotations) -> str:
    """See `Annotations._repr_html_`."""
    legend = " · ".join(
        f'<span style="{_style({category})}">{name}</span> {count}'
        for (category, (_, _, name)), count in zip(_STYLES.items(), _counts(found), strict=True)
    )
    body = "".join(_pieces(found.text, list(_marks(found))))
    return (
        '<div style="max-width:46em;line-height:1.9">'
        f'<div style="opacity:.8;font-size:.9em;margin-bottom:.8em">{legend}</div>'
        f'<div style="white-space:pre-wrap">{body}</div></div>'
    )


def _counts(found: Annotations) -> tuple[int, int, int]:
    unverified = sum(sentence.shown for sentence in found.sentences) + len(found.echoes)
    return len(found.attributions), unverified, len(found.terms)


def _marks(found: Annotations) -> Iterator[_Mark]:
    reasons = explain(found)
    for attribution in found.attributions:
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            yield span, Category.ATTRIBUTED_CLAIM, reasons[attribution.id]
    for sentence in found.sentences:
        if sentence.shown:
            yield sentence.span, Category.UNVERIFIED_ASSERTION, reasons[sentence.id]
    for echo in found.echoes:
        yield echo.span, Category.UNVERIFIED_ASSERTION, reasons[echo.id]
    for term in found.terms:
        yield term.span, Category.CONTESTED_TERM, reasons[term.id]


def _pieces(text: str, marks: list[_Mark]) -> Iterator[str]:
    """The text, cut at every edge of a mark; marks that overlap share a piece. Linear in text and marks but for the overlaps."""
    edges = sorted({0, len(text), *(edge for span, _, _ in marks for edge in (span.start, span.end))})
    waiting = sorted(marks, key=lambda mark: mark[0], reverse=True)
    active: list[_Mark] = []
    for start, end in pairwise(edges):
        while waiting and waiting[-1][0].start <= start:
            active.append(waiting.pop())
        active = [mark for mark in active if mark[0].end > start]
        piece = escape(text[start:end])
        if not active:
            yield piece
            continue
        why = escape("\n".join(dict.fromkeys(reason for _, _, reason in active)), quote=True)
        yield f'<span style="{_style(category for _, category, _ in active)}" title="{why}">{piece}</span>'


def _style(categories: Iterable[Category]) -> str:
    """One category gives one line; the rarest is drawn nearest to the text where there are several."""
    held = set(categories)
    lines = [(color, kind) for category, (color, kind, _) in _STYLES.items() if category in held]
    color, kind = lines[-1]
    under = f"text-decoration:underline {kind} {color};text-underline-offset:3px"
    return under if len(lines) == 1 else f"{under};padding-bottom:3px;border-bottom:1px {lines[0][1]} {lines[0][0]}"
