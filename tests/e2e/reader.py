"""A reader in a real Chromium with the extension installed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, Worker

from .target import Target, find_target

EXTENSION = Path(__file__).parents[2] / "extension"
EXTENSION_ID = "pffmhpbjjapbpdbglfkhafnnjohbaidc"  # by the manifest's key
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


class Reader:
    """What a reader does and sees. One browser for all tests of a module; `forget` sets it back."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page: Page = context.pages[0] if context.pages else context.new_page()

    @property
    def worker(self) -> Worker:
        workers = self.context.service_workers
        return workers[0] if workers else self.context.wait_for_event("serviceworker")

    def set(self, **values: Any) -> None:
        """Keep values as the extension does: `pairing`, `settings` …"""
        self.worker.evaluate("values => chrome.storage.local.set(values)", values)

    def kept(self, key: str) -> Any:
        """What the extension keeps under a key."""
        return self.worker.evaluate("key => chrome.storage.local.get(key).then(found => found[key])", key)

    def pair(self, address: str) -> str:
        """Open the address that `claimlight serve` prints; what the extension tells that page."""
        self.visit("about:blank")
        page = self.visit(address)
        page.wait_for_selector("html[data-claimlight-extension]")
        return str(page.get_attribute("html", "data-claimlight-extension"))

    def forget(self) -> None:
        """As if the extension had just been installed, with one empty tab."""
        for page in self.context.pages[1:]:
            page.close()
        self.page = self.context.pages[0]
        self.page.goto("about:blank")
        self.worker.evaluate("Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()])")

    def visit(self, url: str) -> Page:
        """Open a page in the first tab."""
        self.page.goto(url)
        self.page.bring_to_front()
        return self.page

    def open_popup(self) -> Target:
        """Click the toolbar button, or near enough: the popup opens over the page that is in front."""
        for tries in range(10):  # while another popup is closing there is no active window for a moment
            self.page.bring_to_front()
            try:
                self.worker.evaluate("chrome.action.openPopup()")
                break
            except Error:
                if tries == 9:
                    raise
                self.page.wait_for_timeout(100)
        return find_target(self.context, self.page, "/popup.html")

    def open_options(self) -> Page:
        """Open the options page in a tab of its own."""
        page = self.context.new_page()
        page.goto(f"chrome-extension://{EXTENSION_ID}/options.html")
        page.wait_for_selector("body[data-state=shown]")
        return page

    def annotate(self, url: str) -> Page:
        """Open a page, click the toolbar button, wait until the marks are there, close the popup."""
        page = self.visit(url)
        popup = self.open_popup()
        popup.wait_for("document.body.dataset.state === 'on'", timeout=60)
        popup.close()
        return page

    def in_content_script(self, page: Page, expression: str) -> Any:
        """The value of an expression in the world of the extension's content scripts."""
        cdp = self.context.new_cdp_session(page)
        worlds: list[dict[str, Any]] = []
        cdp.on("Runtime.executionContextCreated", lambda event: worlds.append(event["context"]))
        cdp.send("Runtime.enable")
        world = next(world["id"] for world in worlds if world["name"] == "Claimlight")
        evaluation = {"expression": expression, "contextId": world, "awaitPromise": True, "returnByValue": True}
        reply = cdp.send("Runtime.evaluate", evaluation)
        cdp.detach()
        assert "exceptionDetails" not in reply, reply["exceptionDetails"]
        return reply["result"].get("value")

    def turn_off(self) -> None:
        """Turn Claimlight off for this page."""
        popup = self.open_popup()
        popup.wait_for("document.body.dataset.state === 'on'")
        popup.click("#power")
        popup.wait_for("document.body.dataset.state === 'off'")
        popup.close()


@contextmanager
def reading(
    playwright: Playwright, extension: Path = EXTENSION, *switches: str, headless: bool = True, scale: float = 1
) -> Iterator[Reader]:
    """A browser with the extension, in a profile of its own; `scale` is device pixels for each CSS pixel."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            headless=headless,
            viewport={"width": 1000, "height": 800},
            device_scale_factor=scale,
            args=[*SWITCHES, f"--disable-extensions-except={extension}", f"--load-extension={extension}", *switches],
        )
        context.set_default_timeout(15_000)
        context.route(lambda url: url.startswith("http") and "//127.0.0.1:" not in url, lambda route: route.abort())
        try:
            yield Reader(context)
        finally:
            context.close()


def shown(page: Page, category: str) -> list[str]:
    """Texts of the marks of a category that a reader can see, by what the browser paints."""
    script = """category => [...document.querySelectorAll(`mark.claimlight[data-claimlight-category~="${category}"]`)]
        .filter(mark => getComputedStyle(mark).textDecorationLine === 'underline').map(mark => mark.textContent)"""
    return list(page.evaluate(script, category))


def quoted(text: str) -> str:
    """A string for JavaScript source."""
    return json.dumps(text)
