"""The body of `POST /v1/annotate` to a document; nothing of a bad body reaches the engine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from claimlight_engine.document import Document
from claimlight_engine.reading import Options
from claimlight_engine.records import Block, BlockKind, Link, Origin
from claimlight_server import wire
from claimlight_server.wire.fields import as_array, as_fraction, as_integer, as_object, as_text
from claimlight_server.wire.problem import Problem, Type

# The longest news pages known (liveblogs of a day) have about 60,000 words: 400 kB, 2,000 blocks, 10,000 runs. The limits leave
# room for twenty times as much, and keep the answer to one request within the memory of a small machine.
MAX_BODY = 8_000_000  # bytes
MAX_BLOCKS = 20_000
MAX_RUNS = 200_000  # in all blocks together
MAX_LINKS = 100_000  # in all blocks together
MAX_LABEL = 20_000  # code points of url, title, lang, published and each link


@dataclass(frozen=True, slots=True)
class Request:
    """What a caller asks for."""

    document: Document
    options: Options


def parse_request(body: bytes) -> Request:
    r"""Read and check a request. Raises Problem, which names the field that is wrong.

    Fields that are not known are ignored, so that an older server takes what a newer extension sends. Lone surrogates
    ("\ud800") are kept: JavaScript strings may hold them, and their run is left unmarked.
    """
    if len(body) > MAX_BODY:
        raise Problem(Type.BODY_TOO_LARGE, f"at most {MAX_BODY:,} bytes are taken")
    fields = as_object(parse_json(body), "body")
    check_version(fields)
    blocks = _Blocks().take(fields.get("blocks"))
    return Request(Document.from_blocks(blocks, _origin(fields)), _options(fields.get("options", {})))


def check_version(fields: dict[str, Any]) -> None:
    """Raise Problem where a request is written in a version that this server does not speak."""
    version = fields.get("version", wire.VERSION)
    if version != wire.VERSION or isinstance(version, bool):
        raise Problem(Type.UNKNOWN_VERSION, f"this server speaks version {wire.VERSION}", "version")


def parse_json(body: bytes) -> Any:
    """Read JSON by RFC 8259: UTF-8, and none of the extras (NaN, Infinity) that Python takes. Raises Problem."""
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise Problem(Type.NOT_UTF8, f"byte {error.start} does not belong in UTF-8") from None
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_constant=_no_constant)
    except RecursionError:
        raise Problem(Type.TOO_DEEP, "arrays and objects are nested too deeply") from None
    except json.JSONDecodeError as error:
        raise Problem(Type.NOT_JSON, f"{error.msg} at line {error.lineno}, column {error.colno}") from None
    except ValueError:  # a number of more digits than Python reads
        raise Problem(Type.NOT_JSON, "a number has too many digits") from None


def _no_constant(name: str) -> NoReturn:
    raise Problem(Type.NOT_JSON, f"{name} is not JSON")


class _Blocks:
    """Checks one block after the other, and what they add up to."""

    def __init__(self) -> None:
        self.runs = 0
        self.links = 0
        self.ids: set[int] = set()

    def take(self, value: Any) -> tuple[Block, ...]:
        items = as_array(value, "blocks", MAX_BLOCKS)
        return tuple(self._block(as_object(item, f"blocks[{i}]"), f"blocks[{i}]") for i, item in enumerate(items))

    def _block(self, item: dict[str, Any], at: str) -> Block:
        number = as_integer(item.get("id"), f"{at}.id")
        if number in self.ids:
            raise Problem(Type.WRONG_VALUE, f"another block has the id {number}", f"{at}.id")
        self.ids.add(number)
        values = as_array(item.get("runs"), f"{at}.runs", MAX_RUNS - self.runs)
        self.runs += len(values)
        runs = tuple(as_text(run, f"{at}.runs[{i}]") for i, run in enumerate(values))
        pairs = as_array(item.get("links", []), f"{at}.links", MAX_LINKS - self.links)
        self.links += len(pairs)
        links = tuple(_link(pair, len(runs), f"{at}.links[{i}]") for i, pair in enumerate(pairs))
        return Block(number, runs, _kind(item.get("kind", BlockKind.PARAGRAPH.value), f"{at}.kind"), links)


def _kind(value: Any, at: str) -> BlockKind:
    try:
        return BlockKind(as_text(value, at))
    except ValueError:
        raise Problem(Type.WRONG_VALUE, f"must be one of {', '.join(BlockKind)}", at) from None


def _link(value: Any, runs: int, at: str) -> Link:
    pair = as_array(value, at, 2)
    if len(pair) != 2:
        raise Problem(Type.WRONG_TYPE, "must be a run's index and an address", at)
    run = as_integer(pair[0], f"{at}[0]")
    if run >= runs:
        raise Problem(Type.WRONG_VALUE, f"the block has {runs} runs, counted from 0", f"{at}[0]")
    return Link(run, as_text(pair[1], f"{at}[1]", MAX_LABEL))


def _origin(fields: dict[str, Any]) -> Origin:
    url, title, lang, published = (_label(fields.get(name), name) for name in ("url", "title", "lang", "published"))
    return Origin(url, title, lang, _day(published))


def _label(value: Any, at: str) -> str:
    return "" if value is None else as_text(value, at, MAX_LABEL)


def _day(text: str) -> date | None:
    """The day of an ISO date or time; None where there is none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Problem(Type.WRONG_VALUE, "must be a date such as 2025-11-21", "published") from None


def _options(value: Any) -> Options:
    fields = as_object(value, "options")
    if "threshold" not in fields:
        return Options()
    return Options(threshold=as_fraction(fields["threshold"], "options.threshold"))
