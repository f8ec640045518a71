"""Numbers in digits that are figures: amounts, shares, counts; not dates, times of day, ages, versions and numbers in names."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from claimlight_engine.lexicon import Lexicon
from claimlight_engine.records import Span

_NEAR = 30  # characters before a number, and after it, that are looked at
_NAME = regex.compile(r"(?<=\w[,;:]?\s)\p{Lu}[\w’']*\.?\s$")  # a word with a capital that does not open a sentence


@dataclass(frozen=True, slots=True)
class Figures:
    """[figures] of `assertions.toml`, ready for use."""

    number: regex.Pattern[str]
    month: regex.Pattern[str]  # what may stand before the number of a day
    after: regex.Pattern[str]  # what follows on the number of a day, an hour or an age
    age: regex.Pattern[str]  # what may stand before somebody's age
    spelled: frozenset[str]  # numbers and shares in words: "a third of them"

    @classmethod
    def of(cls, lexicon: Lexicon) -> Figures:
        """Read the section. Raises LexiconError."""
        section = lexicon.section("figures").only("units", "attached", "dates", "hours", "ages", "spelled")

        def either(field: str) -> str:
            return "|".join(regex.escape(word) for word in sorted(section.words(field), key=len, reverse=True))

        return cls(
            number=regex.compile(
                rf"(?<![\w.,:/#])(?P<money>[$£€¥]\s?)?\d+(?P<grouped>,\d{{3}})*(?P<decimal>\.\d+)?(?P<unit>(?:{either('attached')})\b"
                rf"|\s?%|[\s-](?:{either('units')})\b)?(?![\w/:%]|[.,]\d)",
                regex.IGNORECASE,
            ),
            month=regex.compile(rf"\b(?:{either('dates')})\.?\s$", regex.IGNORECASE),
            after=regex.compile(rf"(?:-year-old|\s(?:{either('dates')}|{either('hours')}))\b", regex.IGNORECASE),
            age=regex.compile(rf"(?:\p{{Lu}}\w*|\b(?:{either('ages')})),?\s$"),
            spelled=frozenset(section.words("spelled")),
        )

    def find(self, text: str, span: Span) -> list[Span]:
        """The figures within a span, with their currency and unit."""
        found = []
        for match in self.number.finditer(text, span.start, span.end):
            amount = match["money"] or match["grouped"] or match["decimal"] or match["unit"]
            if amount or self._counts(text, span, match.start(), match.end()):
                found.append(Span(*match.span()))
        return found

    def _counts(self, text: str, span: Span, start: int, end: int) -> bool:
        """Does a plain number count something?"""
        before, after = text[max(span.start, start - _NEAR) : start], text[end : min(span.end, end + _NEAR)]
        if _is_year(text[start:end]) or self.month.search(before) or self.after.match(after):
            return False
        if after[:1] in (",", ")") and self.age.search(before):  # "Braun, 38, has"
            return False
        return not _NAME.search(before)  # "PlayStation 4"


def _is_year(word: str) -> bool:
    """1984; the 1980s and the 80s are no numbers to begin with, for the letter that ends them."""
    return len(word) == 4 and word[:2] in ("18", "19", "20")
