"""Where text can stand: shadow roots, frames, links, right to left; and what stays clean: copies, print, the page's style."""

from __future__ import annotations

import pytest

from .articles import PARAGRAPHS, article
from .fixed_server import CLAIM, SOURCE, TERM, UNSOURCED, FixedServer, marking
from .reader import Reader, shown
from .site import Site

PLAIN = [text for text in PARAGRAPHS if "<" not in text]


@pytest.mark.parametrize("mode", ["open", "closed"])
def test_shadow_roots(reader: Reader, site: Site, fixed_server: FixedServer, mode: str) -> None:
    fixed_server.answer = marking({"quay": TERM})
    story = "<article>" + "".join(f"<p>{text}</p>" for text in PLAIN * 2) + "</article>"
    script = f"""<news-story></news-story><script>
    customElements.define('news-story', class extends HTMLElement {{ constructor() {{ super();
        window.root = this.attachShadow({{mode: '{mode}'}});
        root.innerHTML = {story!r};
    }} }});</script>"""
    page = reader.annotate(
        site.put(f"/shadow-{mode}", f"<!doctype html><html lang=en><title>Harbour reopens</title>{script}</html>")
    )
    painted = "[...root.querySelectorAll('mark')].filter(m => getComputedStyle(m).textDecorationLine === 'underline').length"
    assert page.evaluate(painted) == 4
    rect = page.evaluate("root.querySelector('mark').getBoundingClientRect().toJSON()")
    page.mouse.move(rect["x"] + 5, rect["y"] + 5)
    page.wait_for_selector("claimlight-card:popover-open")
    reader.turn_off()
    assert page.evaluate("root.querySelectorAll('mark').length") == 0


def test_frames_of_the_same_origin(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"quay": TERM})
    site.put("/frame", article())
    page = reader.annotate(
        site.put("/frames", "<!doctype html><title>x</title><iframe src=/frame width=900 height=700></iframe>")
    )
    frame = page.frame_locator("iframe")
    mark = frame.locator("mark.claimlight").first
    assert mark.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline"
    mark.hover()
    page.wait_for_selector("claimlight-card:popover-open")
    box, card = mark.bounding_box(), page.locator("claimlight-card").bounding_box()
    assert box is not None
    assert card is not None
    assert card["y"] >= box["y"] + box["height"] or card["y"] + card["height"] <= box["y"]
    reader.turn_off()
    assert frame.locator("mark").count() == 0


def test_right_to_left_pages(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    """English in a page that runs from right to left: marks change nothing of its order, and the arrow keys follow it."""
    fixed_server.answer = marking({"quay": TERM, "market": TERM})
    url = site.put("/rtl", article(*PARAGRAPHS, head="<style>html { direction: rtl }</style>"))
    plain = reader.visit(url)
    places = "[...document.querySelectorAll('p')].map(p => JSON.stringify(p.getBoundingClientRect()))"
    before = plain.evaluate(places)
    page = reader.annotate(url)
    assert page.evaluate(places) == before
    page.locator("mark[tabindex='0']").focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("[...document.querySelectorAll('mark')].indexOf(document.activeElement)") == 1


def test_arabic_is_told_and_not_marked(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    arabic = (
        "أعيد فتح ميناء المدينة يوم الاثنين بعد تسعة أيام من الإصلاحات، وغادرت العبارة الأولى عند الظهر وعلى متنها أربعون سيارة. "
        * 4
    )
    reader.visit(site.put("/arabic", article(arabic, arabic, lang="ar")))
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'language'")
    assert "Arabic" in popup.text("#status")
    assert fixed_server.requests == []


def test_copies_come_out_clean(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"quay": TERM, "Marta Quill": SOURCE})
    page = reader.annotate(site.put("/plain", article()))
    script = """new Promise(done => {
        const kinds = ['text/plain', 'text/html'];
        addEventListener('copy', event => done(kinds.map(kind => event.clipboardData.getData(kind))), {once: true});
        getSelection().selectAllChildren(document.querySelector('article')); document.execCommand('copy'); })"""
    text, html = page.evaluate(script)
    assert "Marta Quill" in text
    assert "<b>Marta Quill</b>" in html
    assert "mark" not in html.replace("market", "")


def test_print_shows_the_page_as_it_was_published(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"quay": TERM})
    page = reader.annotate(site.put("/plain", article()))
    page.emulate_media(media="print")
    assert shown(page, "contested-term") == []
    page.emulate_media(media="screen")
    assert shown(page, "contested-term") == ["quay", "quay"]


def test_the_pages_own_style_for_marks_is_not_used(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"quay": TERM})
    style = (
        "<style>article p mark { background: red !important; padding: 9px !important; font-size: 40px; display: block }</style>"
    )
    url = site.put("/styled", article(head=style))
    height = reader.visit(url).evaluate("document.querySelector('article').offsetHeight")
    page = reader.annotate(url)
    assert page.evaluate("document.querySelector('article').offsetHeight") == height
    assert "255, 0, 0" not in page.evaluate("getComputedStyle(document.querySelector('mark')).backgroundColor")


def test_links_still_work(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"port authority": SOURCE})
    site.put("/next", "<title>next</title><p>next")
    page = reader.annotate(
        site.put("/links", article(*[text.replace("https://example.org/report", "/next") for text in PARAGRAPHS]))
    )
    page.locator("a", has_text="port authority").focus()
    page.wait_for_selector("claimlight-card:popover-open")
    page.locator("mark", has_text="port authority").click()
    page.wait_for_url("**/next")


PAGES = {
    "light": "body { color: #222; background: #fff }",
    "light grey text": "body { color: #777; background: #fff }",
    "dark": "body { color: #ddd; background: #121212 }",
    "dark grey text": "body { color: #808080; background: #121212 }",
    "blue links": "body { color: #1a73e8; background: #fff }",
    "sepia": "body { color: #5b4636; background: #f4ecd8 }",
    "dark by scheme": ":root { color-scheme: dark }",
}
CONTRAST = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    const paint = colours => { canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
    const linear = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const light = rgb => { const [r, g, b] = rgb.map(v => linear(v / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    return [...document.querySelectorAll('mark[data-claimlight-paint]')].map(mark => {
        const behind = [];
        for (let at = mark; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
        const scheme = getComputedStyle(document.documentElement).colorScheme;
        const ground = paint([scheme === 'dark' ? '#121212' : '#fff', ...behind]);
        const text = paint([`rgb(${ground})`, getComputedStyle(mark).color]);
        const [low, high] = [light(ground), light(text)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    });
}"""


@pytest.mark.parametrize("name", PAGES)
def test_text_contrast_is_aa(reader: Reader, site: Site, fixed_server: FixedServer, name: str) -> None:
    fixed_server.answer = marking(
        {"quay": TERM, "Marta Quill": SOURCE, "“We lost a week of trade,”": CLAIM, "Residents said": UNSOURCED}
    )
    if "scheme" in name:
        reader.page.emulate_media(color_scheme="dark")
    page = reader.annotate(site.put("/contrast", article(head=f"<style>{PAGES[name]}</style>")))
    ratios = page.evaluate(CONTRAST)
    reader.page.emulate_media(color_scheme=None)
    assert len(ratios) == 5
    assert min(ratios) >= 4.5
