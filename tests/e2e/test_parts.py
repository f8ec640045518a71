"""The extension's files: languages are complete, archives are the same bytes twice, and one manifest serves both browsers."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "extension"
LANGUAGES = sorted(path.name for path in (EXTENSION / "_locales").iterdir())


def messages(language: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads((EXTENSION / "_locales" / language / "messages.json").read_text("utf-8"))
    return found


def test_there_are_three_languages() -> None:
    assert {"de", "en", "es"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_everything(language: str) -> None:
    english, other = messages("en"), messages(language)
    assert other.keys() == english.keys()
    for key, message in other.items():
        assert message["message"]
        assert message.get("placeholders") == english[key].get("placeholders"), key
        names = {name.lower() for name in re.findall(r"\$(\w+)\$", str(message["message"]))}
        placeholders = message.get("placeholders", {})
        assert isinstance(placeholders, dict)
        assert names == set(placeholders), key
    assert len(str(other["description"]["message"])) <= 132  # what the Chrome Web Store takes


def used_keys() -> set[str]:
    """Keys of messages that stand in the sources as they are; those put together from a category or kind are not among them."""
    text = "\n".join(
        path.read_text() for path in [*EXTENSION.glob("*.html"), *EXTENSION.glob("js/**/*.js"), EXTENSION / "manifest.json"]
    )
    found = re.findall(r'data-say(?:-label)?="(\w+)"|__MSG_(\w+)__|\bsay\("(\w+)"', text)
    return {key for keys in found for key in keys if key}


def test_every_string_is_in_the_messages() -> None:
    assert used_keys() - set(messages("en")) == set()
    # Nothing in the pages that a reader sees stands there in one language.
    for page in EXTENSION.glob("*.html"):
        body = re.sub(r"<head>.*?</head>|<!--.*?-->|<[^>]*>", " ", page.read_text(), flags=re.DOTALL)
        assert not re.search(r"[A-Za-z]", body), page.name


def test_no_message_is_left_over() -> None:
    put_together = (
        r"(kind|inflect|stance|detail|state|failed|panel|status|save|palettes|tints|line|options|card|popup|command)_.*"
    )
    put_together += r"|.*(claim|assertion|term)s?"
    assert {key for key in messages("en") if key not in used_keys() and not re.fullmatch(put_together, key)} == set()


def test_files_are_short() -> None:
    for path in EXTENSION.rglob("*"):
        if path.suffix in {".js", ".css", ".html"} and "vendor" not in path.parts:
            assert len(path.read_text().splitlines()) <= 250, path


def test_readability_is_the_published_one() -> None:
    published = ROOT / "node_modules/@mozilla/readability/Readability.js"
    assert (EXTENSION / "vendor/Readability.js").read_bytes() == published.read_bytes()
    assert "Apache License" in (EXTENSION / "vendor/Readability.LICENSE.md").read_text()


def test_archives_are_the_same_bytes_twice() -> None:
    def build() -> dict[str, str]:
        subprocess.run([sys.executable, ROOT / "scripts/package.py"], check=True, capture_output=True)
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "dist").glob("*.zip")}

    first = build()
    for path in EXTENSION.rglob("*.js"):
        path.touch()
    assert build() == first
    assert len(first) >= 2


@pytest.mark.parametrize(
    ("store", "absent"), [("chromium", {"sidebar_action", "browser_specific_settings"}), ("firefox", {"side_panel"})]
)
def test_each_store_gets_what_its_browser_reads(store: str, absent: set[str]) -> None:
    subprocess.run([sys.executable, ROOT / "scripts/package.py"], check=True, capture_output=True)
    (archive,) = (ROOT / "dist").glob(f"claimlight-{store}-*.zip")
    with zipfile.ZipFile(archive) as file:
        manifest = json.loads(file.read("manifest.json"))
        names = set(file.namelist())
    assert not (absent | {"key"}) & manifest.keys()
    assert {"popup.html", "js/worker.js", "icons/128.png", "_locales/es/messages.json", "vendor/Readability.LICENSE.md"} <= names
    assert not any(name.endswith(".ts") for name in names)


def test_only_ext_touches_the_browser() -> None:
    for path in EXTENSION.glob("js/**/*.js"):
        if path.parent.name == "ext" or path.name == "ext.js":
            continue
        assert not re.search(r"\b(chrome|browser)\.\w", path.read_text()), path


def test_highlights_are_styled_on_the_root_alone() -> None:
    """A rule for every element would make browsers work out its style for every element (docs/decisions/045)."""
    selectors = re.findall(r"[^\s,{}]*::highlight\([^)]*\)", (EXTENSION / "css" / "marks.css").read_text("utf-8"))
    assert len(selectors) >= 18
    assert all(selector.startswith(":root::") for selector in selectors)
