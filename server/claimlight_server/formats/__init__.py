"""What `claimlight annotate` reads and writes: one file a format, listed in tables."""

from __future__ import annotations

from claimlight_server.formats import csv, html, json, jsonl, jsonld, markdown, parquet, text, warc
from claimlight_server.formats.item import Reader, Writer

READERS: dict[str, Reader] = {
    "html": html.read,
    "text": text.read,
    "markdown": markdown.read,
    "json": json.read,
    "jsonl": jsonl.read,
    "warc": warc.read,
    "parquet": parquet.read,
}
# Formats of text. Parquet is written by `parquet.ParquetSink`; `sink.open_sink` opens either.
WRITERS: dict[str, Writer] = {
    "html": html.write,
    "text": text.write,
    "json": json.write,
    "jsonl": jsonl.write,
    "csv": csv.write,
    "jsonld": jsonld.write,
}
HEADERS = {"csv": csv.HEADER}  # what stands once before all documents
# What is written where the user names no format: for these inputs something else than the input's own format.
DEFAULT_TARGETS = {"markdown": "text", "warc": "jsonl"}
# What a file's name says about its format, and the ending that a written file gets.
SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl",
    ".ndjson.gz": "jsonl",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".parquet": "parquet",
}
ENDINGS = {
    "html": ".html",
    "text": ".txt",
    "json": ".json",
    "jsonl": ".jsonl",
    "csv": ".csv",
    "jsonld": ".jsonld",
    "parquet": ".parquet",
}


def format_of(path: str) -> str | None:
    """The format that a file's name tells; None where it tells none."""
    name = path.lower()
    endings = [ending for ending in SUFFIXES if name.endswith(ending)]
    return SUFFIXES[max(endings, key=len)] if endings else None
