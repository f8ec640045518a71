"""Popup and side panel: Playwright sees neither, since they are no tabs. The DevTools protocol does."""

from __future__ import annotations

import base64
import itertools
import json
import time
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page


class Target:
    """A page of the extension that is no tab. `page` is any tab: waiting on it lets messages come in."""

    def __init__(self, cdp: CDPSession, page: Page, target: str) -> None:
        self._cdp, self._page, self._target = cdp, page, target
        self._ids = itertools.count(1)
        self._replies: dict[int, Any] = {}
        cdp.on("Target.receivedMessageFromTarget", self._take)
        self._session = cdp.send("Target.attachToTarget", {"targetId": target, "flatten": False})["sessionId"]

    def _take(self, event: dict[str, Any]) -> None:
        if event["sessionId"] == self._session:
            message = json.loads(event["message"])
            if "id" in message:
                self._replies[message["id"]] = message

    def send(self, method: str, **params: Any) -> Any:
        """One command of the DevTools protocol, and what it returns."""
        number = next(self._ids)
        message = json.dumps({"id": number, "method": method, "params": params})
        self._cdp.send("Target.sendMessageToTarget", {"sessionId": self._session, "message": message})
        until = time.monotonic() + 10
        while number not in self._replies:
            assert time.monotonic() < until, f"no reply to {method}"
            self._page.wait_for_timeout(5)
        reply = self._replies.pop(number)
        assert "error" not in reply, reply["error"]
        return reply["result"]

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression; promises are waited for."""
        reply = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in reply, reply["exceptionDetails"]
        return reply["result"].get("value")

    def text(self, selector: str = "body") -> str:
        """What a reader sees of an element."""
        return str(self.evaluate(f"document.querySelector({json.dumps(selector)}).innerText"))

    def wait_for(self, expression: str, timeout: float = 10) -> Any:
        """Wait until an expression is true."""
        until = time.monotonic() + timeout
        while not (value := self.evaluate(expression)):
            assert time.monotonic() < until, f"still false: {expression}; the page says: {self.text()}"
            self._page.wait_for_timeout(20)
        return value

    def click(self, selector: str) -> None:
        """A click of the mouse in the middle of an element."""
        self.wait_for(f"document.querySelector({json.dumps(selector)}) !== null")
        self.evaluate(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'nearest'}})")
        rect = self.evaluate(f"document.querySelector({json.dumps(selector)}).getBoundingClientRect().toJSON()")
        at = {"x": rect["x"] + rect["width"] / 2, "y": rect["y"] + rect["height"] / 2, "button": "left", "clickCount": 1}
        self.send("Input.dispatchMouseEvent", type="mousePressed", **at)
        self.send("Input.dispatchMouseEvent", type="mouseReleased", **at)

    def screenshot(self) -> bytes:
        """A PNG picture."""
        return base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])

    def close(self) -> None:
        """Close it, as a click beside it does."""
        self._cdp.send("Target.closeTarget", {"targetId": self._target})


def find_target(context: BrowserContext, page: Page, ending: str, timeout: float = 10) -> Target:
    """Wait for a page of the extension whose address ends so."""
    cdp = context.new_cdp_session(page)
    until = time.monotonic() + timeout
    while time.monotonic() < until:
        for info in cdp.send("Target.getTargets")["targetInfos"]:
            if info["type"] == "page" and info["url"].endswith(ending) and not info["attached"]:
                target = Target(cdp, page, info["targetId"])
                target.wait_for("document.readyState === 'complete'")
                return target
        page.wait_for_timeout(20)
    raise AssertionError(f"no target {ending}")
