"""The methods of `Annotations` for notebooks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    from claimlight_engine.records import Annotations

Table = Literal["sentences", "attributions", "terms", "sources", "echoes"]
Library = Literal["pandas", "polars"]


class Notebook:
    """Mixed into `Annotations`; holds nothing of its own."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain dictionaries, lists, strings and numbers, ready for `json.dumps`.

        Keys are the fields of the records; offsets are code points of "text", spans are {"start", "end"}, scores lie between
        0 and 1. The tables "sentences", "attributions", "terms", "sources" and "echoes" are lists in order of the text.
        """
        return cast("dict[str, Any]", _part("tables").to_dict(self._found()))

    def to_frame(self, table: Table = "attributions", library: Library = "pandas") -> Any:
        """One table as a data frame of pandas or polars, one row a record.

        Offsets are code points, scores lie between 0 and 1. Spans come as lists of (start, end), and beside them the words that
        they cover: `source_text`, `cue_text` and `content_text` of attributions, `exact` of the others. Columns are there even
        where the table has no row. Raises ValueError where there is no such table, and ImportError where the library is not
        installed (`pip install 'claimlight[notebook]'` brings pandas).
        """
        return _part("frame").to_frame(self._found(), table, library)

    def _repr_html_(self) -> str:
        """The text with its marks, as Jupyter shows it: attributed claims, unverified assertions, contested terms, a legend."""
        return cast("str", _part("display").to_html(self._found()))

    def _found(self) -> Annotations:
        return cast("Annotations", self)


def _part(name: str) -> Any:
    return import_module(f"claimlight_engine.notebook.{name}")
