"""Typed reading of TOML tables that collects every problem instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TypeVar

from claimlight_engine.terms.entry import Problem

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """One TOML table. Each method takes one field out; `done` reports what nobody took.

    A field that is missing or of the wrong type adds a `Problem` and gives an empty value, so that reading goes on.
    """

    def __init__(self, table: dict[str, object], problems: list[Problem], file: str, entry: str = "", path: str = "") -> None:
        self._left = dict(table)
        self._problems = problems
        self.file, self.entry, self.path = file, entry, path

    def problem(self, field: str, message: str) -> None:
        """Report something about a field of this table."""
        self._problems.append(Problem(self.file, self.entry, f"{self.path}{field}", message))

    def text(self, field: str, *, needed: bool = True) -> str:
        """Take a string; a needed one may not be blank."""
        value = self._left.pop(field, "")
        if not isinstance(value, str):
            self.problem(field, f"must be text in quotation marks, not {value!r}")
            return ""
        if needed and not value.strip():
            self.problem(field, "is missing or empty")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """Take an array of strings; a missing one is empty."""
        value = self._left.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.problem(field, "must be an array of texts, none of them empty")
            return ()
        return tuple(value)

    def flag(self, field: str) -> bool:
        """Take true or false; a missing one is false."""
        value = self._left.pop(field, False)
        if not isinstance(value, bool):
            self.problem(field, f"must be true or false, not {value!r}")
            return False
        return value

    def day(self, field: str) -> date | None:
        """Take a date such as 2024-05-01, without quotation marks."""
        value = self._left.pop(field, None)
        if value is not None and type(value) is not date:  # a datetime is a date too, but not one that editors should write
            self.problem(field, f"must be a date such as 2024-05-01 without quotation marks, not {value!r}")
            return None
        return value

    def choice(self, field: str, kind: type[Choice], default: Choice) -> Choice:
        """Take one of the values of an enumeration."""
        value = self._left.pop(field, default.value)
        try:
            return kind(value)  # type: ignore[arg-type]  # any value may be asked for
        except ValueError:
            self.problem(field, f"must be one of {', '.join(repr(item.value) for item in kind)}, not {value!r}")
            return default

    def window(self, field: str) -> int | None:
        """Take a number of words, or "article" for anywhere in the text (None)."""
        value = self._left.pop(field, "article")
        if value == "article":
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1000:
            self.problem(field, f'must be a number of words from 1 to 1000, or "article", not {value!r}')
            return None
        return value

    def number(self, field: str) -> object:
        """Take a value as it is, for a check by the caller."""
        return self._left.pop(field, None)

    def tables(self, field: str, name: str = "") -> Iterator[Fields]:
        """Take an array of tables; each knows its place, such as `form 2: `."""
        value = self._left.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.problem(field, f"must be written as [[{name or field}]]")
            return
        for number, item in enumerate(value, 1):
            yield Fields(item, self._problems, self.file, self.entry, f"{self.path}{field} {number}: ")

    def done(self) -> None:
        """Report fields that the format does not have."""
        for field in self._left:
            self.problem(field, "is not a field of the format here")
