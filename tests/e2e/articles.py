"""Pages for the tests, written for this project."""

from __future__ import annotations

PARAGRAPHS = [
    "The harbour of Port Lister reopened on Monday after nine days of repairs, and the first ferry left at noon with forty cars.",
    "“We lost a week of trade,” <b>Marta Quill</b>, who runs the fish market, said. She added that the city had promised help.",
    "The repairs cost twice what was planned, and the liberation of the quay is a turning point for the whole coast.",
    'According to the <a href="https://example.org/report">port authority</a>, the wall had been weak for years &amp; years.',
    "Residents said that nobody had warned them. It is believed that the wall was never inspected after the storm of 2019.",
    "The council will meet on Thursday. Its agenda lists the quay first, the lighthouse second and the fish market third.",
]

#: A script that puts the article's paragraphs back whenever somebody else changes them, and counts how often.
FIGHT = """<script>
const all = new Map([...document.querySelectorAll('article p')].map(p => [p, p.innerHTML]));
fights = 0;
new MutationObserver(() => { for (const [p, html] of all) if (p.innerHTML !== html) { fights++; p.innerHTML = html; } })
    .observe(document.querySelector('article'), {subtree: true, childList: true});
</script>"""


def article(*paragraphs: str, head: str = "", after: str = "", lang: str = "en") -> str:
    """A plain news page."""
    body = "\n".join(f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS)
    return f"""<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Harbour reopens after nine days</title>{head}</head>
<body><nav><a href="/">Front page</a> <a href="/sport">Sport</a></nav>
<main><article><h1>Harbour reopens after nine days</h1>
{body}
</article></main><footer>All about liberation, at the foot of the page.</footer>{after}</body></html>"""
