"""Run under xvfb-run by test_switches.py: press keys in a browser with a window, and print what is shown after each."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

from playwright.sync_api import Page, sync_playwright

from .reader import reading, shown


def main(url: str, pairing: str) -> None:
    """Print a JSON list of (keys, claims shown, terms shown)."""
    with sync_playwright() as playwright, reading(playwright, headless=False) as reader:
        reader.set(pairing=json.loads(pairing))
        page = reader.visit(url)
        page.mouse.click(5, 5)
        seen: list[list[Any]] = []
        for keys in ("alt+l", "alt+x", "alt+x", "alt+c", "alt+c", "alt+c", "alt+c"):
            subprocess.run(["xdotool", "key", keys], check=True)
            if keys == "alt+l":
                page.wait_for_selector("mark.claimlight")
                subprocess.run(["xdotool", "key", "Escape"], check=True)  # closes the popup
            seen.append([keys, *changed(page, seen[-1][1:] if seen else [0, 0])])
        print(json.dumps(seen))


def changed(page: Page, before: list[int]) -> list[int]:
    """How many claims and terms are shown, once that is another number than before; every key changes it."""
    until = time.monotonic() + 10
    last = before
    while True:
        now = [len(shown(page, "attributed-claim")), len(shown(page, "contested-term"))]
        if now == last != before or time.monotonic() > until:  # twice the same: it may change between the two
            return now
        last = now
        page.wait_for_timeout(50)


if __name__ == "__main__":
    main(*sys.argv[1:])
