"""Run under xvfb-run by test_switches.py: press keys in a browser with a window, and print what is shown after each."""

from __future__ import annotations

import json
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

from .reader import reading, shown


def main(url: str, pairing: str) -> None:
    """Print a JSON list of (keys, claims shown, terms shown)."""
    with sync_playwright() as playwright, reading(playwright, headless=False) as reader:
        reader.set(pairing=json.loads(pairing))
        page = reader.visit(url)
        page.mouse.click(5, 5)
        seen = []
        for keys in ("alt+l", "alt+x", "alt+x", "alt+c", "alt+c", "alt+c", "alt+c"):
            subprocess.run(["xdotool", "key", keys], check=True)
            if keys == "alt+l":
                page.wait_for_selector("mark.claimlight")
                subprocess.run(["xdotool", "key", "Escape"], check=True)  # closes the popup
            time.sleep(0.6)
            seen.append([keys, len(shown(page, "attributed-claim")), len(shown(page, "contested-term"))])
        print(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
