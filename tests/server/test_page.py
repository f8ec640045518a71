"""HTML pages in and out: the text is kept, marks are put where they belong, and nothing of the page runs any more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Page as BrowserPage

from claimlight_engine import Annotations, Block, Document, Span, Term, annotate
from claimlight_engine.records import BlockKind, Voice
from claimlight_engine.terms.lexicon import shipped
from claimlight_server import pages
from claimlight_server.markup.page import Page, put_marks, read_page, writable
from claimlight_server.markup.standalone import page_of, write_standalone
from claimlight_server.wire.answer import build_answer

SHARED = Path(__file__).parents[3] / "shared" / "pages"


def everything(page: Page) -> Annotations:
    """One mark over the whole text: the hardest case for the tree."""
    text = page.document.text
    return Annotations(text, terms=(Term("t1", Span(0, len(text)), "ua-liberation", "liberation", Voice.OWN),) if text else ())


def standalone(data: bytes) -> str:
    page = read_page(data)
    found = annotate(page.document)
    put_marks(page, found)
    return write_standalone(
        page, build_answer(page.document, found, shipped()), pages.FILES["marks.css"], pages.FILES["marks.js"]
    )


BLOCKS = [
    ("<p>one</p><p>two</p>", ["one", "two"]),
    ("<p>one <b>and <i>a</i></b> half</p>", ["one and a half"]),
    ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
    ("<p>one<br>two</p>", ["one", "two"]),
    ("<p>one<!-- not this -->two</p>", ["onetwo"]),
    ("<p>one<script>not this</script>two</p>", ["onetwo"]),
    ("<nav>not this</nav><p>one</p><footer>nor this</footer>", ["one"]),
    ("<p>not this</p><article><p>one</p></article>", ["one"]),
    ("<p>one</p><p hidden>not this</p>two", ["one", "two"]),
    ("<div hidden><p>not this</p></div><p>one</p>", ["one"]),
    ("<p> \n </p>", []),
    ("", []),
    ("<!-- nothing -->", []),
    ("<p>caf\u00e9 &amp; \U0001f600</p>", ["café & 😀"]),
    ("<table><tr><td>one</td><td>two</td></tr></table>", ["one", "two"]),
]


@pytest.mark.parametrize(("body", "texts"), BLOCKS)
def test_blocks_are_what_a_reader_sees_as_blocks(body: str, texts: list[str]) -> None:
    page = read_page(body.encode())
    assert ["".join(block.runs).strip() for block in page.document.blocks] == texts


def test_kinds_links_and_what_the_page_says_of_itself() -> None:
    page = read_page(
        b"""<html lang="en-GB"><head><title> A title </title><link rel="canonical" href="https://news.example/a/b">
        <meta property="article:published_time" content="2025-11-21T08:00:00Z"></head><body><h1>Head</h1><ul><li>Item</ul>
        <blockquote><p>Quote</p></blockquote><p>See <a href="../c">this <b>page</b></a> or <a
        href="javascript:x">that</a>.</p></body>"""
    )
    kinds = [block.kind for block in page.document.blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.PARAGRAPH]
    links = [(page.document.blocks[3].runs[link.run], link.url) for link in page.document.blocks[3].links]
    assert links == [("this ", "https://news.example/c"), ("page", "https://news.example/c")]
    origin = page.document.origin
    assert (origin.title, origin.lang, str(origin.published)) == ("A title", "en-GB", "2025-11-21")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "iso-8859-1"])
def test_the_encoding_is_found(encoding: str) -> None:
    page = read_page(f'<html><head><meta charset="{encoding.removesuffix("-sig")}"></head><p>café</p>'.encode(encoding))
    assert page.document.text.strip() == "café"


# One a word; "~" stands for a blank inside.
TAGS = """
<p> </p> <b> </b> <a~href="x"> </a> <br> <div> </div> <ul> <li> </ul> <table> <tr> <td> </table> <script> </script> <style>
</style> <svg> </svg> <template> </template> <!-- --> <![CDATA[ ]]> <?php ?> <textarea> </textarea>
<title> </title> <body> </body> </html>
<p~hidden> &amp; &#0; &#x1F600; &#55296; <mark~class="claimlight"> < > & <frameset> <head> <article> </article> said text
"""
PIECES = st.sampled_from([*(tag.replace("~", " ") for tag in TAGS.split()), "\0", "\r", "\n", " ", "\ufeff", "\x1b"])


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=25).map("".join))
@settings(max_examples=300, deadline=None)
def test_marks_keep_the_text_of_any_page_at_all(source: str) -> None:
    data = source.encode("utf-8", "surrogatepass")
    page, untouched = read_page(data), read_page(data)
    put_marks(page, everything(page))
    assert "".join(page.tree.itertext()) == "".join(untouched.tree.itertext())
    for mark in page.tree.iter("mark"):
        if mark.get("data-claimlight"):
            assert len(mark) == 0, "marks are flat"
    write_standalone(page, {"annotations": [], "sources": []}, "", "")


@given(st.lists(st.lists(st.text(st.characters(codec=None), max_size=8), max_size=3), max_size=5))
@settings(deadline=None)
def test_a_text_without_a_page_gets_one_that_says_the_same(texts: list[list[str]]) -> None:
    document = Document.from_blocks(tuple(Block(i, tuple(runs)) for i, runs in enumerate(texts)))
    page = page_of(document)
    put_marks(page, everything(page))
    shown = "".join("".join(paragraph.itertext()) for paragraph in page.tree.iter("p"))
    assert shown == writable("".join("".join(runs) for runs in texts))


HOSTILE = [
    "<script>hit()</script>",
    "<scr<script>ipt>hit()</script>",
    "<img src=x onerror=hit()>",
    "<svg onload=hit()><script>hit()</script></svg>",
    "<svg><a xlink:href='javascript:hit()'><text>x</text></a></svg>",
    "<math><maction xlink:href='javascript:hit()'>x</maction></math>",
    "<a href='javascript:hit()'>x</a>",
    "<a href=' JaVa\tScRiPt:hit()'>x</a>",
    "<a href='&#1;javascript:hit()'>x</a>",
    "<a href='data:text/html,<script>hit()</script>'>x</a>",
    "<a href='vbscript:hit()'>x</a>",
    "<iframe srcdoc='<script>hit()</script>'></iframe>",
    "<iframe src='javascript:hit()'></iframe>",
    "<object data='javascript:hit()'></object>",
    "<embed src='javascript:hit()'>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>",
    "<form action='javascript:hit()'><button formaction='javascript:hit()'>x</button></form>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<link rel=import href='https://evil.example/x.html'>",
    "<body onload=hit()>",
    "<input autofocus onfocus=hit()>",
    "<details open ontoggle=hit()>x</details>",
    "<template><script>hit()</script></template>",
    "<noscript><p title='</noscript><script>hit()</script>'></noscript>",
    "<p>Ann Roe said that </script><script>hit()</script> it is over.</p>",
    "<p>Ann Roe said that &lt;/script&gt;&lt;script&gt;hit()&lt;/script&gt; it is over.</p>",
    "<title></title><script>hit()</script>",
    "<style>@import 'https://evil.example/x.css'; p { background: url(https://evil.example/x.png) }</style>",
    "<img src='https://evil.example/x.png' srcset='https://evil.example/y.png 2x'>",
    "<video poster='https://evil.example/x.png' src='https://evil.example/x.mp4'></video>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_that_runs_is_left(hostile: str) -> None:
    page = html.document_fromstring(standalone(f"<p>Ann Roe said that it is over.</p>{hostile}".encode()))
    scripts = [script for script in page.iter("script") if script.get("type") != "application/json"]
    assert [script.text_content().count("hit()") for script in scripts] == [0]
    for element in page.iter():
        assert element.tag not in {"iframe", "object", "embed", "base", "link", "template", "noscript"}
        for name, value in element.attrib.items():
            assert not str(name).lower().startswith("on")
            assert "script:" not in "".join(str(value).split()).lower() or name == "content"
            assert name == "content" or not str(value).startswith("data:text")
    [policy] = [meta.get("content", "") for meta in page.iter("meta") if meta.get("http-equiv")]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")


@pytest.mark.browser
def test_a_hostile_page_runs_nothing_and_asks_nobody(chromium_page: BrowserPage, tmp_path: Path) -> None:
    hostile = "".join(HOSTILE)
    file = tmp_path / "hostile.html"
    file.write_text(standalone(f"<p>Ann Roe said that the liberation of Kyiv is over.</p>{hostile}".encode()), encoding="utf-8")
    asked: list[str] = []
    errors: list[str] = []
    chromium_page.add_init_script("window.hits = 0; window.hit = () => { window.hits++; }")
    chromium_page.route("**/*", lambda route: (asked.append(route.request.url), route.continue_()))
    chromium_page.on("pageerror", lambda error: errors.append(str(error)))
    chromium_page.goto(file.as_uri())
    for link in chromium_page.locator("a").all():
        link.dispatch_event("click")
    chromium_page.wait_for_timeout(200)
    assert chromium_page.evaluate("window.hits") == 0
    assert asked == [file.as_uri()]
    assert errors == []
    chromium_page.locator("mark").first.click()
    assert "Ann Roe" in chromium_page.locator("#claimlight-card").inner_text()


@pytest.mark.browser
def test_a_card_says_once_what_several_claims_of_one_cue_have_to_say(chromium_page: BrowserPage, tmp_path: Path) -> None:
    file = tmp_path / "alone.html"
    told = "Nobody told us that the bridge was closed to lorries"
    quoted = (
        f"<p>“We came at six in the morning. {told},” said Ann Roe, who drives timber to the harbour.</p>"
        f"<p>“My brother waited for two days and went home in the end.”</p><p>“{told}.”</p>"
    )
    file.write_text(standalone(quoted.encode()), encoding="utf-8")
    chromium_page.goto(file.as_uri())
    cue = chromium_page.locator("mark", has_text="said")
    assert len((cue.get_attribute("data-claimlight") or "").split()) >= 2
    cue.click()
    assert chromium_page.locator("#claimlight-card section").count() == 1
    assert chromium_page.locator("#claimlight-card").inner_text().count("Ann Roe") == 1


@pytest.mark.browser
@pytest.mark.parametrize(
    ("sentence", "source", "once"),
    [
        ("Both Roscosmos and NASA said that the station was safe.", "Both Roscosmos", "roscosmos and nasa"),
        ("The charity said that the bridge was closed to lorries.", "The charity", "the charity"),
    ],
)
def test_a_card_names_its_source_once(chromium_page: BrowserPage, tmp_path: Path, sentence: str, source: str, once: str) -> None:
    file = tmp_path / "once.html"
    file.write_text(standalone(f"<p>{sentence}</p>".encode()), encoding="utf-8")
    chromium_page.goto(file.as_uri())
    chromium_page.locator("mark", has_text=source).click()
    assert chromium_page.locator("#claimlight-card").inner_text().lower().count(once) == 1


def test_the_cards_data_cannot_end_its_element() -> None:
    page = html.document_fromstring(standalone(b"<p>Ann Roe said that </script><b>it</b> &lt;/script&gt;&lt;!-- is over.</p>"))
    [data] = [script.text_content() for script in page.iter("script") if script.get("type") == "application/json"]
    assert json.loads(data)["annotations"][0]["source"] == "Ann Roe"


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the real pages in ../shared/pages")
def test_real_pages_keep_their_text() -> None:
    for file in sorted(SHARED.glob("*.html")):
        data = file.read_bytes()
        page, untouched = read_page(data), read_page(data)
        found = annotate(page.document)
        put_marks(page, found)
        assert "".join(page.tree.itertext()) == "".join(untouched.tree.itertext()), file.name
        assert len(page.document.text) > 500, file.name
