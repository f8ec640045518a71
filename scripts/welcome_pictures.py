"""The welcome page's pictures of its four steps, light and dark: server/claimlight_server/pages/step-*.webp.

    python scripts/welcome_pictures.py

Needs Xvfb, since only a browser with a window shows the button in its toolbar. The article is that of scripts/screenshots.py.
"""

from __future__ import annotations

import base64
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.screenshots import SCHEMES, dress, news_page, paired  # noqa: E402
from tests.e2e.reader import Reader  # noqa: E402
from tests.e2e.target import find_target  # noqa: E402

PAGES = ROOT / "server" / "claimlight_server" / "pages"
#: Every picture shows a square of so many CSS pixels in 1.5 times as many of its own; the page shows it smaller.
SIDE = 480
SCALE = 1.5
SWITCHES = [f"--force-device-scale-factor={SCALE}", "--window-position=0,0", "--hide-scrollbars", "--test-type"]
#: To WebP by the browser itself, which saves a library. 0.8 leaves letters sharp.
ENCODE = """async ([kind, data, side]) => {
    const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
    const canvas = Object.assign(document.createElement('canvas'), {width: side, height: side});
    const width = Math.sqrt(bytes.length / 4);
    const source = kind === 'rgba' ? new ImageData(new Uint8ClampedArray(bytes.buffer), width) : new Blob([bytes]);
    canvas.getContext('2d').drawImage(await createImageBitmap(source), 0, 0, side, side);
    return canvas.toDataURL('image/webp', 0.8).split(',')[1];
}"""


def main() -> None:
    """Take all pictures."""
    for scheme in SCHEMES:
        switches = ["--force-dark-mode"] if scheme == "dark" else []
        with screen() as frame, paired(*SWITCHES, *switches, headless=False, scale=SCALE) as (reader, _, site):
            reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            reader.annotate(site.put("/harbour-museum", news_page()))
            take_button(reader, frame, scheme)
            take_card(reader, scheme)
            take_panel(reader, scheme)
            take_loading(reader, scheme)


@contextmanager
def screen() -> Iterator[Path]:
    """A screen that nobody sees, and the file that holds what it shows."""
    with TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "2000x1600x24", "-fbdir", folder]
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        try:
            os.environ["DISPLAY"] = f":{os.read(reading, 16).decode().strip()}"
            yield Path(folder) / "Xvfb_screen0"
        finally:
            server.terminate()
            server.wait()
            os.close(reading)
            os.close(writing)


def take_button(reader: Reader, frame: Path, scheme: str) -> None:
    """The right end of the toolbar, with the popup open below the button."""
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    reader.page.wait_for_timeout(1000)  # for the window to have faded in
    right = round(reader.page.evaluate("outerWidth") * SCALE)
    side = round((SIDE + 16) * SCALE)  # for the popup to be in it as a whole
    write(reader.page, "button", scheme, "rgba", screen_part(frame.read_bytes(), right - side, side))
    popup.close()


def screen_part(dump: bytes, left: int, side: int) -> bytes:
    """A square at the top of the screen as RGBA, from an X window dump of 32 bits a pixel (XWDFile.h; big-endian header)."""
    header = struct.unpack(">25I", dump[:100])
    start, line = header[0] + 12 * header[19], header[12]
    lines = (dump[start + y * line + 4 * left :][: 4 * side] for y in range(side))
    pixels = bytearray(b"".join(lines))
    pixels[0::4], pixels[2::4] = pixels[2::4], pixels[0::4]
    pixels[3::4] = b"\xff" * (len(pixels) // 4)
    return bytes(pixels)


def take_card(reader: Reader, scheme: str) -> None:
    """An annotated article with the card of somebody's claim."""
    page = reader.page
    page.set_viewport_size({"width": SIDE, "height": SIDE})
    mark = page.locator(f"mark.claimlight[data-claimlight-paint='source {scheme}']").first
    mark.evaluate("mark => scrollBy(0, mark.getBoundingClientRect().top - 130)")
    mark.click()
    page.wait_for_selector("claimlight-card:popover-open")
    page.mouse.move(1, 1)
    write(page, "card", scheme, "png", page.screenshot())
    page.keyboard.press("Escape")


def take_panel(reader: Reader, scheme: str) -> None:
    """Who speaks, in the side panel."""
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    popup.click("#panel")
    panel = find_target(reader.context, reader.page, "/panel.html")
    panel.wait_for("document.querySelector('.item') !== null")
    panel.send("Emulation.setDeviceMetricsOverride", width=400, height=400, deviceScaleFactor=SIDE * SCALE / 400, mobile=False)
    dress(panel, scheme)
    panel.evaluate("document.activeElement.blur()")
    reader.page.wait_for_timeout(500)  # for the first picture of the new size
    write(reader.page, "panel", scheme, "png", panel.screenshot())
    panel.close()


def take_loading(reader: Reader, scheme: str) -> None:
    """The browser's page of extensions with developer mode on."""
    page = reader.page
    page.set_viewport_size({"width": SIDE + 40, "height": SIDE + 40})  # narrower it has to be scrolled
    page.goto("chrome://extensions")
    page.locator("#devMode").click()
    page.mouse.move(1, 1)
    page.wait_for_timeout(1000)  # for the row of buttons to slide in
    write(reader.context.new_page(), "load", scheme, "png", page.screenshot())


def write(page: Page, step: str, scheme: str, kind: str, picture: bytes) -> None:
    """Keep a picture as WebP."""
    encoded = page.evaluate(ENCODE, [kind, base64.b64encode(picture).decode(), round(SIDE * SCALE)])
    path = PAGES / f"step-{step}-{scheme}.webp"
    path.write_bytes(base64.b64decode(encoded))
    print(path.relative_to(ROOT), len(path.read_bytes()))


if __name__ == "__main__":
    main()
