"""WARC, the format of web archives: the HTML pages among its records, each reduced to its article."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from claimlight_engine.records import Origin
from claimlight_server.extras import need
from claimlight_server.formats.html import article
from claimlight_server.formats.item import Bad, Item

HTML_TYPES = ("text/html", "application/xhtml+xml")


def read(stream: BinaryIO, place: str) -> Iterator[Item | Bad]:
    """Read all pages of an archive. What follows a damaged record is lost; `claimlight batch` takes it up again."""
    need("corpus", "reading WARC")
    try:
        for _, item in read_from(stream, place):
            yield item
    except DamagedError as error:
        yield error.bad


class DamagedError(Exception):
    """A record can't be read: `at` is its offset in the file, `bad` what is told about it."""

    def __init__(self, place: str, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at
        self.bad = Bad(f"{place}#{at}", f"the record is damaged: {why}")


def read_from(stream: BinaryIO, place: str) -> Iterator[tuple[int, Item | Bad]]:
    """Read records from where the stream stands, each with its offset in the file. Raises DamagedError.

    Requests, metadata, pictures, redirects and errors are no documents and are passed over.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - an extra

    records = ArchiveIterator(stream)
    try:
        for record in records:
            at = records.offset
            if _is_page(record):
                yield at, _page(record, f"{place}#{at}")
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
        raise DamagedError(place, records.offset, " ".join(str(error).split())) from None


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("content-type") or "").lower()
    return record.http_headers.get_statuscode() == "200" and kind.partition(";")[0].strip() in HTML_TYPES


def _page(record: Any, where: str) -> Item | Bad:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    data = record.content_stream().read()
    _, _, charset = (record.http_headers.get_header("content-type") or "").lower().partition("charset=")
    with suppress(LookupError, UnicodeDecodeError):  # where the header is wrong the page itself tells, or its bytes do
        data = data.decode(charset.strip("\"' ;")).encode("utf-8") if charset else data
    return article(data, where, Origin(url=url.strip("<>")))
