"""Draw the extension's icons from icons/icon.svg, in the sizes that browsers and stores ask for."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).parent.parent / "extension" / "icons"
SIZES = (16, 32, 48, 128)


def main() -> None:
    """Write one PNG a size."""
    drawing = (ICONS / "icon.svg").read_text()
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            style = f"html, body {{ margin: 0; background: none }} svg {{ display: block; width: {size}px; height: {size}px }}"
            page.set_content(f"<style>{style}</style>{drawing}")
            page.screenshot(path=ICONS / f"{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
