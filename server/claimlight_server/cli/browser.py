"""Opening a page in the reader's browser, where there is one."""

from __future__ import annotations

import threading
import webbrowser


def open_page(url: str) -> None:
    """Open `url` in a graphical browser; do nothing where there is none, for the address is printed as well."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    # Python also knows browsers for the terminal, which would take this terminal over.
    if type(browser) is not webbrowser.GenericBrowser:
        threading.Thread(target=browser.open, args=[url], daemon=True).start()
