"""What is wrong with a request, as an RFC 9457 problem document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem; `slug` is its anchor on the page `/problems`, which explains it."""

    slug: str
    status: int
    title: str


class Type(Enum):
    """Every problem that the server answers with; `pages/problems.html` explains each."""

    NOT_UTF8 = ProblemType("not-utf8", 400, "The body is not UTF-8")
    NOT_JSON = ProblemType("not-json", 400, "The body is not JSON")
    TOO_DEEP = ProblemType("too-deep", 400, "The JSON is nested too deeply")
    NOT_PAIRED = ProblemType("not-paired", 401, "This caller is not paired with the server")
    BAD_CODE = ProblemType("bad-code", 403, "The code is not valid")
    NOT_ALLOWED = ProblemType("not-allowed", 403, "This caller is not let in")
    NOT_FOUND = ProblemType("not-found", 404, "There is nothing at this address")
    WRONG_METHOD = ProblemType("wrong-method", 405, "This address does not take that method")
    TOO_SLOW = ProblemType("too-slow", 408, "The body took too long to arrive")
    BODY_TOO_LARGE = ProblemType("body-too-large", 413, "The body is too large")
    TOO_MUCH = ProblemType("too-much", 413, "There is too much of something")
    TOO_HEAVY = ProblemType("too-heavy", 413, "The page takes too much time or memory")
    NOT_JSON_TYPE = ProblemType("not-json-type", 415, "The body must be sent as application/json")
    WRONG_HOST = ProblemType("wrong-host", 421, "The request was not meant for this server")
    WRONG_TYPE = ProblemType("wrong-type", 422, "A field is missing or of the wrong type")
    WRONG_VALUE = ProblemType("wrong-value", 422, "A field has a value that is not allowed")
    UNKNOWN_VERSION = ProblemType("unknown-version", 422, "The server does not speak this version")
    NOT_KEPT = ProblemType("not-kept", 503, "The server could not keep that")
    BUSY = ProblemType("busy", 503, "The server is busy")
    FAILED = ProblemType("failed", 500, "Claimlight made a mistake")


class Problem(Exception):  # noqa: N818 - RFC 9457's word
    """A request that is refused: `detail` is one sentence, `pointer` names the field ("blocks[3].runs[1]")."""

    def __init__(
        self,
        type_: Type,
        detail: str,
        pointer: str | None = None,
        *,
        retry_after: int | None = None,
        findings: Sequence[Mapping[str, str]] = (),
    ) -> None:
        """`retry_after`: seconds after which it may be tried again. `findings`: all that is wrong with a pack, by its fields."""
        super().__init__(type_, detail, pointer)
        self.retry_after = retry_after
        self.findings = findings
        self.type = type_
        self.detail = detail
        self.pointer = pointer

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.pointer}: {self.detail}" if self.pointer else self.detail

    @property
    def status(self) -> int:
        """The HTTP status to answer with."""
        return self.type.value.status

    def body(self) -> bytes:
        """The problem document."""
        kind = self.type.value
        fields: dict[str, Any] = {
            "type": f"/problems#{kind.slug}",
            "title": kind.title,
            "status": kind.status,
            "detail": self.detail,
        }
        if self.pointer:
            fields["pointer"] = self.pointer
        if self.findings:
            fields["problems"] = self.findings
        return json.dumps(fields).encode()


MEDIA_TYPE = "application/problem+json"
