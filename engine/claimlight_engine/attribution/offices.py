"""Offices in front of a name: "Secretary of State", "Minister of Foreign Affairs and Trade", "Mayor of London"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from claimlight_engine.attribution.name_lexicon import NameLexicon

_OF = regex.compile(r"(?r)(?<![\p{L}’'-])([\p{L}-]++) (?:of|for)(?: the)? $")
_REACH = 40  # characters in front of a name in which the word of its office stands
_LONGEST = 3  # words of a name behind an office


def office_of(text: str, start: int, words: Sequence[str], lexicon: NameLexicon) -> tuple[str, int]:
    """The title in front of capitalised words that start at `start`, and how many of them say what it is the office of.

    `words` are in lower case. ("", 0) where they are no office's, or hold no name behind it.
    """
    before = _OF.search(text, max(0, start - _REACH), start)
    title = before[1].lower() if before else ""
    if title not in lexicon.titles:
        return "", 0
    count = _end(words, lexicon)
    name = words[count:]
    if not count or not 0 < len(name) <= _LONGEST or any(_is_of_a_body(word, lexicon) for word in name):
        return "", 0
    if len(name) == 1 and not _is_topic(words[count - 1], lexicon):
        return "", 0  # "the governor of Texas Instruments"
    return title, count


def is_office(words: Sequence[str], lexicon: NameLexicon) -> bool:
    """Do words behind "Minister of" say what it is the office of, all of them?"""
    told = [word.lower().rstrip(",") for word in words if word not in ("the", "and", "&")]
    return bool(told) and _end(told, lexicon) == len(told)


def _end(words: Sequence[str], lexicon: NameLexicon) -> int:
    """How many words at the start are those of an office: topics, bodies and places."""
    end = 0
    while end < len(words):
        if _is_topic(words[end], lexicon):
            end += 1
            continue
        size = next((size for size in (3, 2, 1) if " ".join(words[end : end + size]) in lexicon.places), 0)
        if not size:
            break
        end += min(size, len(words) - end)
    return end


def _is_topic(word: str, lexicon: NameLexicon) -> bool:
    return word in lexicon.topics or word in lexicon.offices or word in lexicon.bodies


def _is_of_a_body(word: str, lexicon: NameLexicon) -> bool:
    return word in lexicon.bodies and word not in lexicon.surnames
