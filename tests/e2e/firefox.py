"""A reader in a real Firefox with the extension from its package, driven by Marionette, which every Firefox speaks by itself."""

from __future__ import annotations

import itertools
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
ADDON = "claimlight@example.org"
PATIENCE = 60  # seconds
PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}
# Runs a function in a page of the extension that is no tab, and gives back what it returns.
INSIDE = """
const [selector, body, done] = arguments;
const documents = [document, document.getElementById("sidebar").contentDocument];
const browser = documents.flatMap(one => [...one.querySelectorAll(selector)]).at(-1);
if (!browser) return done(null);
const name = "claimlight-test:" + Math.random();
const listener = {receiveMessage(message) { browser.messageManager.removeMessageListener(name, listener); done(message.data); }};
browser.messageManager.addMessageListener(name, listener);
const code = `sendAsyncMessage(${JSON.stringify(name)}, (document => { ${body} })(content.document) ?? null)`;
browser.messageManager.loadFrameScript("data:," + encodeURIComponent(code), false);
"""
POPUP = "browser.webextension-popup-browser"
SIDEBAR = "#webext-panels-browser"


class Firefox:
    """What a reader does and sees."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._stream = connection.makefile("rb")
        self._ids = itertools.count(1)
        self._receive()  # it says what it is
        self.send("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})

    def _receive(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            assert byte, "Firefox is gone"
            length += byte
        return json.loads(self._stream.read(int(length)))

    def send(self, command: str, **parameters: Any) -> Any:
        """One command of Marionette, and what it returns."""
        number = next(self._ids)
        message = json.dumps([0, number, command, parameters]).encode()
        self._connection.sendall(b"%d:%s" % (len(message), message))
        _, answered, error, result = self._receive()
        assert answered == number
        assert error is None, f"{command}: {error}"
        return result

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of a script in the page."""
        return self.send("WebDriver:ExecuteScript", script=script, args=list(arguments))["value"]

    def run_in_browser(self, script: str, *arguments: Any) -> Any:
        """The value of a script in the browser's own window; its last argument takes what it gives back."""
        self.send("Marionette:SetContext", value="chrome")
        try:
            return self.send("WebDriver:ExecuteAsyncScript", script=script, args=list(arguments))["value"]
        finally:
            self.send("Marionette:SetContext", value="content")

    def click_on_page(self, selector: str) -> None:
        """Click an element of the page with the mouse."""
        found = self.send("WebDriver:FindElement", using="css selector", value=selector)["value"]
        self.send("WebDriver:ElementClick", id=next(iter(found.values())))

    def install(self, folder: Path, addon: str = ADDON) -> None:
        """Install an extension until Firefox is closed, as about:debugging does."""
        assert self.send("Addon:Install", path=str(folder), temporary=True)["value"] == addon

    def address_of(self, page: str, addon: str = ADDON) -> str:
        """Where a page of an extension is: each Firefox draws the name by chance."""
        found = self.run_in_browser("arguments[2](WebExtensionPolicy.getByID(arguments[0]).getURL(arguments[1]))", addon, page)
        return str(found)

    def connect(self, address: str) -> None:
        """Install the extension as it is packed for its store, and pair it with the server that printed `address`."""
        subprocess.run([sys.executable, ROOT / "scripts/package.py"], check=True, capture_output=True)
        self.install(ROOT / "dist" / "firefox")
        self.visit(address)
        told = self.wait_for("the extension", lambda: self.run("return document.documentElement.dataset.claimlightExtension"))
        assert told == "connected"

    def visit(self, url: str) -> None:
        """Open a page."""
        self.send("WebDriver:Navigate", url=url)

    def open_popup(self) -> None:
        """Click the toolbar button, unless its popup is open: in headless windows it stays so."""
        if self.inside(POPUP, "return true"):
            return
        script = """const {extension} = WebExtensionPolicy.getByID(arguments[0]);
            extension.apiManager.global.browserActionFor(extension).triggerAction(window);
            arguments[1]()"""
        self.run_in_browser(script, ADDON)

    def close_popup(self) -> None:
        """Close the popup, as a click beside it does."""
        script = "document.querySelector(arguments[0])?.closest('panel').hidePopup(); arguments[1]()"
        self.run_in_browser(script, POPUP)
        self.wait_for("a closed popup", lambda: not self.inside(POPUP, "return true"))

    def open_sidebar(self) -> None:
        """Open the sidebar from the browser's menu."""
        script = 'SidebarController.show(arguments[0].replace(/[@.]/g, "_") + "-sidebar-action").then(() => arguments[1]())'
        self.run_in_browser(script, ADDON)

    def inside(self, selector: str, body: str) -> Any:
        """What a function body returns that runs in popup or sidebar; `document` is theirs."""
        return self.run_in_browser(INSIDE, selector, body)

    def click(self, selector: str, element: str) -> None:
        """Click in popup or sidebar."""
        self.inside(selector, f"document.querySelector({json.dumps(element)}).click()")

    def wait_for(self, what: str, ask: Callable[[], Any]) -> Any:
        """Ask until there is an answer that counts."""
        until = time.monotonic() + PATIENCE
        while not (answer := ask()):
            assert time.monotonic() < until, f"{what} did not come"
            time.sleep(0.1)
        return answer


@contextmanager
def reading() -> Iterator[Firefox]:
    """A Firefox with a profile of its own."""
    assert FIREFOX
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            port = free.getsockname()[1]
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in (PREFERENCES | {"marionette.port": port}).items()
        ]
        (Path(profile) / "user.js").write_text("\n".join(lines))
        command = [FIREFOX, "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                with connected(port) as connection:
                    yield Firefox(connection)
            finally:
                process.terminate()
                process.wait(PATIENCE)


def connected(port: int) -> socket.socket:
    """Wait until Firefox listens."""
    until = time.monotonic() + PATIENCE
    while True:
        with suppress(ConnectionRefusedError):
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        assert time.monotonic() < until, "Firefox did not start"
        time.sleep(0.1)
