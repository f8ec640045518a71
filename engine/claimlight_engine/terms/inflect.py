"""The endings that a form takes by rule: plural for nouns, -s -ed -ing for verbs.

Irregular words are written as forms of their own.
"""

from __future__ import annotations

import re

from claimlight_engine.terms.entry import Inflect

# In "act of terror" the first word before one of these takes the plural, else the last word.
_PREPOSITION = re.compile(r" (?:of|in|on|for|against|to|with|from|by|at) ")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$", re.IGNORECASE)
_CONSONANT_Y = re.compile(r"(?<=[^aeiou])y$", re.IGNORECASE)
_ONE_SYLLABLE = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtv]", re.IGNORECASE)


def variants(text: str, inflect: Inflect) -> tuple[str, ...]:
    """All spellings that a form stands for, the written one first. Possessives need none: `words.py` sees through them."""
    if inflect is Inflect.NONE:
        return (text,)
    if inflect is Inflect.NOUN:
        found = _PREPOSITION.search(text)
        cut = found.start() if found else len(text)
        return text, _with_s(text[:cut]) + text[cut:]
    verb, blank, rest = text.partition(" ")
    return tuple(dict.fromkeys(each + blank + rest for each in (verb, _with_s(verb), *_past(verb), *_present(verb))))


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return _CONSONANT_Y.sub("ies", word)
    return word + ("es" if _SIBILANT.search(word) else "s")


def _past(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return (verb + "d",)
    if _CONSONANT_Y.search(verb):
        return (_CONSONANT_Y.sub("ied", verb),)
    return tuple(stem + "ed" for stem in _stems(verb))


def _present(verb: str) -> tuple[str, ...]:
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return (verb[:-1] + "ing",)
    return tuple(stem + "ing" for stem in _stems(verb))


def _stems(verb: str) -> tuple[str, ...]:
    if _ONE_SYLLABLE.fullmatch(verb):
        return (verb + verb[-1],)
    if verb.endswith("l"):  # "labeled" in American, "labelled" in British spelling
        return verb, verb + "l"
    return (verb,)
