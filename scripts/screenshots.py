"""Pictures of Claimlight at work in a real browser, light and dark: page, cards, popup, side panel, options, welcome page.

    python scripts/screenshots.py [FOLDER] [--readme]

The article is the sample of the welcome page, put into a plain news page and annotated by a real server through the extension.
`--readme` renews the pictures of the README, in docs/images; without it all go to the folder, which is `dist/pictures` at first.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.reader import EXTENSION, Reader, reading  # noqa: E402
from tests.e2e.real_server import RealServer, running  # noqa: E402
from tests.e2e.site import Site, hosting  # noqa: E402
from tests.e2e.target import Target, find_target  # noqa: E402

#: Pictures of the README.
README = ["article-light", "term-light", "panel-light", "popup-light"]
SCHEMES = ["light", "dark"]
STYLE = """
:root { color-scheme: light dark; color: light-dark(#1a1a1a, #dcdde1); background: light-dark(#fff, #16181d) }
body { max-width: 40rem; margin: 0 auto; padding: 1.2rem 2rem 3rem; font: 18px/1.65 "Liberation Serif", "Times New Roman", serif }
header { padding-bottom: .6rem; border-bottom: 1px solid light-dark(#bbb, #444); font-size: 1.15rem; font-weight: bold }
h2 { margin: 1.2rem 0 .4rem; font-size: 1.9rem; line-height: 1.2 }
.byline { margin: 0 0 1.2rem; color: light-dark(#555, #aaa); font-size: .95rem }
"""


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist" / "pictures")
    parser.add_argument("--readme", action="store_true", help="renew the pictures of the README too")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    with paired() as (reader, server, site):
        url = site.put("/harbour-museum", news_page())
        reader.annotate(url)
        for scheme in SCHEMES:
            take_page(reader, folder, scheme)
            take_popup(reader, folder, scheme)
            take_panel(reader, folder, scheme)
            take_options(reader, folder, scheme)
            take_welcome(reader, folder, scheme, server.port)
    if arguments.readme:
        for name in README:
            shutil.copyfile(folder / f"{name}.png", ROOT / "docs" / "images" / f"{name.removesuffix('-light')}.png")


@contextmanager
def paired(*switches: str, headless: bool = True, scale: float = 2) -> Iterator[tuple[Reader, RealServer, Site]]:
    """A browser with the extension, connected to a server of its own."""
    with (
        sync_playwright() as playwright,
        TemporaryDirectory() as state,
        running(Path(state)) as server,
        hosting() as site,
        reading(playwright, EXTENSION, *switches, headless=headless, scale=scale) as reader,
    ):
        if reader.pair(server.address) != "connected":
            sys.exit("the extension could not be paired with the server")
        yield reader, server, site


def news_page() -> str:
    """The sample article as a news site would show it."""
    welcome = (ROOT / "server/claimlight_server/pages/welcome.html").read_text("utf-8")
    found = re.search(r'<article id="article" lang="en">(.*?)</article>', welcome, re.DOTALL)
    assert found
    heading, paragraphs = found[1].split("</h2>")
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{heading.split("<h2>")[1]}</title>
<style>{STYLE}</style></head><body><header>The Ellery Courier</header>
<main><article>{heading}</h2><p class="byline">By Ada Fenn</p>{paragraphs}</article></main></body></html>"""


def take_page(reader: Reader, folder: Path, scheme: str) -> None:
    """The annotated page, and a card of each category on it."""
    page = reader.page
    page.bring_to_front()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.wait_for_timeout(500)  # for the marks to take the colours of the new ground
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(1, 1)
    page.set_viewport_size({"width": 760, "height": 780})
    page.screenshot(path=folder / f"article-{scheme}.png")
    page.set_viewport_size({"width": 1000, "height": 800})
    for name, role in {"claim": "content", "unverified": "assertion", "term": "term"}.items():
        selector = f"mark.claimlight[data-claimlight-paint='{role} {scheme}']"
        take_card(page, selector, folder / f"{name}-{scheme}.png")


def take_card(page: Page, selector: str, path: Path) -> None:
    """The card of the first mark of a kind."""
    page.locator(selector).first.evaluate("mark => scrollBy(0, mark.getBoundingClientRect().top - 160)")
    page.locator(selector).first.click()
    page.wait_for_selector("claimlight-card:popover-open")
    page.mouse.move(1, 1)
    page.screenshot(path=path, clip={"x": 150, "y": 80, "width": 850, "height": 440})
    page.keyboard.press("Escape")


def take_popup(reader: Reader, folder: Path, scheme: str) -> None:
    """The popup over the annotated page."""
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    dress(popup, scheme)
    take(popup, folder / f"popup-{scheme}.png")
    popup.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    take(popup, folder / f"popup-open-{scheme}.png")
    popup.close()


def take_panel(reader: Reader, folder: Path, scheme: str) -> None:
    """Each list of the side panel."""
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    popup.click("#panel")
    panel = find_target(reader.context, reader.page, "/panel.html")
    panel.wait_for("document.querySelector('.item') !== null")
    panel.send("Emulation.setDeviceMetricsOverride", width=360, height=800, deviceScaleFactor=2, mobile=False)
    dress(panel, scheme)
    reader.page.wait_for_timeout(500)  # for the first picture of the new size
    for tab, name in {"sources": "panel", "unverified": "panel-unverified", "terms": "panel-terms"}.items():
        panel.click(f"#tab-{tab}")
        panel.evaluate("document.activeElement.blur()")
        take(panel, folder / f"{name}-{scheme}.png")
    panel.close()


def take_options(reader: Reader, folder: Path, scheme: str) -> None:
    """The options page, whole."""
    page = reader.open_options()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.wait_for_timeout(300)
    page.screenshot(path=folder / f"options-{scheme}.png", full_page=True)
    page.close()


def take_welcome(reader: Reader, folder: Path, scheme: str, port: int) -> None:
    """The server's welcome page."""
    page = reader.context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"http://127.0.0.1:{port}/")
    page.wait_for_selector("mark.claimlight")
    page.screenshot(path=folder / f"welcome-{scheme}.png")
    page.close()


def dress(target: Target, scheme: str) -> None:
    """Light or dark."""
    still = {"name": "prefers-reduced-motion", "value": "reduce"}
    target.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}, still])


def take(target: Target, path: Path) -> None:
    """A picture of popup or panel."""
    path.write_bytes(target.screenshot())


if __name__ == "__main__":
    main()
