"""A text as words, and phrases found among them.

Words are compared in small letters, with plain apostrophes, without the possessive; a blank in a phrase stands for any
white space, one line break included, or for a hyphen, and a hyphen for a blank. So curly quotation marks, non-breaking
spaces, soft hyphens and line breaks do no harm. Web addresses, @names and #tags hold no words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+|(&|[^\W_]+(?:'[^\W_]+)*)")
_INVISIBLE = "\u00ad\u200b\u2060"  # soft hyphen, zero width space, word joiner: inside words on web pages
_SOFT_WORD = re.compile(_WORD.pattern.replace(r"[^\W_]", rf"(?:[^\W_]|[{_INVISIBLE}](?=\w))"))
_NO_INVISIBLE = str.maketrans(dict.fromkeys(_INVISIBLE))
_HYPHENS = frozenset("-‐‑‒–")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…\n])[\s\"'“”‘’«»„(\[]*$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to look for in a row. `joints` are what the text has between them, `capitals` their spelling where case counts."""

    words: tuple[str, ...]
    joints: tuple[str, ...]
    capitals: tuple[str, ...] | None
    prefix: bool  # the last word may go on


class Words:
    """The words of a text, by number."""

    def __init__(self, text: str) -> None:
        self.text = text = text.replace("’", "'").replace("ʼ", "'")  # no offset moves
        soft = any(character in text for character in _INVISIBLE)
        spans = [found.span(1) for found in (_SOFT_WORD if soft else _WORD).finditer(text) if found.start(1) >= 0]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.lower = [text[start:end].lower() for start, end in spans]
        if soft:
            self.lower = [word.translate(_NO_INVISIBLE) for word in self.lower]
        self.plain = [word[:-2] if word.endswith("'s") else word for word in self.lower]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """Where each word stands, by its plain spelling."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.plain):
            found.setdefault(word, []).append(number)
        return found

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(self.positions)

    def beginning_with(self, prefix: str) -> list[int]:
        """Numbers of the words that begin so."""
        first = bisect_left(self._vocabulary, prefix)
        found: list[int] = []
        for word in self._vocabulary[first:]:
            if not word.startswith(prefix):
                break
            found += self.positions[word]
        return sorted(found)

    def spelled(self, number: int) -> str:
        """The word as it stands in the text, but for its apostrophe and soft hyphens."""
        return self.text[self.starts[number] : self.ends[number]].translate(_NO_INVISIBLE)

    def end_of(self, number: int, word: str) -> int:
        """Where the word ends in the text, without a possessive that `word` lacks."""
        possessive = self.lower[number] != self.plain[number] and not word.endswith("'s")
        return self.ends[number] - 2 if possessive else self.ends[number]


def phrase(text: str, *, exact: bool | None = None) -> Phrase:
    """Make a phrase to look for. Case counts if `exact`, and if that is None, where the phrase holds a capital."""
    stem = text.removesuffix("*")
    words = Words(stem)
    joints = tuple(stem[end:start] for end, start in zip(words.ends, words.starts[1:], strict=False))
    capitals = tuple(words.spelled(number) for number in range(len(words)))
    counts = stem != stem.lower() if exact is None else exact
    return Phrase(tuple(words.lower), joints, capitals if counts else None, stem != text)


def stands_at(sought: Phrase, words: Words, first: int) -> bool:
    """Does the phrase begin at this word?"""
    last = first + len(sought.words) - 1
    if last >= len(words) or words.lower[first:last] != list(sought.words[:-1]):
        return False
    end = sought.words[-1]
    if not (end in (words.plain[last], words.lower[last]) or (sought.prefix and words.lower[last].startswith(end))):
        return False
    joined = all(_joined(words, first + number, joint) for number, joint in enumerate(sought.joints))
    return joined and (sought.capitals is None or _capitals_stand(sought.capitals, words, first))


def _joined(words: Words, number: int, joint: str) -> bool:
    between = words.text[words.ends[number] : words.starts[number + 1]].strip("".join(_INVISIBLE))
    if between == joint:
        return True
    if joint == " " or joint in _HYPHENS:
        return between in _HYPHENS or (between.isspace() and between.count("\n") <= 1)
    return " ".join(between.split()) == " ".join(joint.split())


def _capitals_stand(capitals: tuple[str, ...], words: Words, first: int) -> bool:
    for number, wanted in enumerate(capitals, first):
        seen = words.spelled(number)[: len(wanted)]
        if seen == wanted:
            if len(wanted) > 1 and wanted.isupper() and _shouted(words, number):
                return False  # "IS" in a heading all in capitals is the verb
        elif seen != wanted.upper() or (wanted.isupper() and len(wanted) > 1):
            opens = number == first and seen == wanted[:1].upper() + wanted[1:]
            if not (opens and _SENTENCE_START.search(words.text, max(0, words.starts[number] - 12), words.starts[number])):
                return False
    return True


def _shouted(words: Words, number: int) -> bool:
    start, end = words.starts[number], words.ends[number]
    around = words.text[max(0, start - 40) : start] + words.text[end : end + 40]
    return around.isupper()
