"""What `claimlight annotate` reads and writes: one file a format, listed in two tables."""

from __future__ import annotations

from claimlight_server.formats import html, json, jsonl, text
from claimlight_server.formats.item import Reader, Writer

READERS: dict[str, Reader] = {
    "html": html.read,
    "text": text.read,
    "json": json.read,
    "jsonl": jsonl.read,
}
WRITERS: dict[str, Writer] = {
    "html": html.write,
    "text": text.write,
    "json": json.write,
    "jsonl": jsonl.write,
}
# What a file's name says about its format, and the ending that a written file gets.
SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
ENDINGS = {"html": ".html", "text": ".txt", "json": ".json", "jsonl": ".jsonl"}
