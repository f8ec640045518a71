"""Taking values out of parsed JSON: each either has the right type or raises a problem that names the field."""

from __future__ import annotations

from typing import Any, TypeGuard

from claimlight_server.wire.problem import Problem, Type

JSON_NAMES = {dict: "an object", list: "an array", str: "a string", bool: "true or false", int: "a number", float: "a number"}
MAX_INTEGER = 2**53 - 1  # the largest that JavaScript keeps exactly


def as_object(value: Any, pointer: str) -> dict[str, Any]:
    """A JSON object."""
    if not isinstance(value, dict):
        raise _wrong_type(value, pointer, "an object")
    return value


def as_array(value: Any, pointer: str, limit: int) -> list[Any]:
    """A JSON array of at most `limit` items."""
    if not isinstance(value, list):
        raise _wrong_type(value, pointer, "an array")
    if len(value) > limit:
        raise Problem(Type.TOO_MUCH, f"at most {limit:,} items are taken; this has {len(value):,}", pointer)
    return value


def as_text(value: Any, pointer: str, limit: int | None = None) -> str:
    """A string of at most `limit` code points."""
    if not isinstance(value, str):
        raise _wrong_type(value, pointer, "a string")
    if limit is not None and len(value) > limit:
        raise Problem(Type.TOO_MUCH, f"at most {limit:,} characters are taken; this has {len(value):,}", pointer)
    return value


def as_integer(value: Any, pointer: str) -> int:
    """A whole number from 0 to 2^53 - 1."""
    if not _is_integer(value):
        raise _wrong_type(value, pointer, "a whole number")
    if not 0 <= value <= MAX_INTEGER:
        raise Problem(Type.WRONG_VALUE, f"must lie between 0 and {MAX_INTEGER}", pointer)
    return value


def as_fraction(value: Any, pointer: str) -> float:
    """A number from 0 to 1."""
    if not (_is_integer(value) or isinstance(value, float)):
        raise _wrong_type(value, pointer, "a number")
    if not 0 <= value <= 1:
        raise Problem(Type.WRONG_VALUE, "must lie between 0 and 1", pointer)
    return float(value)


def as_flag(value: Any, pointer: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise _wrong_type(value, pointer, "true or false")
    return value


def _is_integer(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _wrong_type(value: Any, pointer: str, wanted: str) -> Problem:
    found = "null" if value is None else JSON_NAMES.get(type(value), "something else")
    return Problem(Type.WRONG_TYPE, f"must be {wanted}, not {found}", pointer)
