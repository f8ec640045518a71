"""What sort of phrase a source is: a pronoun, a name, or a noun phrase with a head, a determiner and a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex

from claimlight_engine.attribution.name_lexicon import names
from claimlight_engine.attribution.names import Name, Sort
from claimlight_engine.attribution.source_lexicon import NounGroup, SourceLexicon, sources
from claimlight_engine.records import SourceType, Span

_TOKEN = regex.compile(r"\w+(?:[-’'.]\w+)*(?:['’](?!\w))?|[,;:(\[—–]")
_OBJECT = regex.compile(r" (?:for|of|to) [^,]*?(\p{Ll}[\p{Ll}-]*), $")
POSSESSIVES = frozenset(("his", "her", "its", "their", "my", "our", "your"))
NUMBERS = frozenset(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several"))
_STOPS = frozenset(",;:([—–")


class Form(StrEnum):
    """How a source is expressed."""

    NONE = "none"
    PRONOUN = "pronoun"
    NAME = "name"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase. `head` is its head noun or pronoun in lower case, `before` the words in front of it.

    `name` is the name that heads it, `group` what is known of its noun.
    """

    form: Form
    span: Span
    head: str = ""
    before: tuple[str, ...] = ()
    group: NounGroup | None = None
    plural: bool = False
    name: Name | None = None
    inside: tuple[Name, ...] = ()  # all names in the phrase
    after: tuple[str, ...] = ()  # words behind the head

    @property
    def definite(self) -> bool:
        """Does it point back to something known: "the ministry", "this company", "his lawyer"?"""
        return bool(self.before) and self.before[0] in ("the", "this", "that", "these", "those")


def read_phrase(text: str, spans: Sequence[Span], inside: Sequence[Name]) -> Phrase:
    """Read a source of `text`; `inside` are the names that lie in it, in order."""
    if not spans:
        return Phrase(Form.NONE, Span(0, 0))
    lexicon = sources()
    span = spans[0]
    tokens = [Span(span.start + m.start(), span.start + m.end()) for m in _TOKEN.finditer(text[span.start : span.end])]
    words = [text[token.start : token.end].lower() for token in tokens]
    if not words:
        return Phrase(Form.NOUN, span)
    if len(words) == 1 and (words[0] in lexicon.pronouns or words[0] in lexicon.first_person):
        return Phrase(Form.PRONOUN, span, words[0], plural=words[0] in ("they", "their", "them"))
    end = _head_end(words, lexicon)
    if end < len(words) - 1 and words[end] == "of" and words[end - 1] in lexicon.partitives:
        end = end + 1 + _head_end(words[end + 1 :], lexicon)  # "a group of senators"
    limit = tokens[end - 1].end
    name = next((each for each in reversed(inside) if each.span.start < limit <= each.span.end + 2), None)
    if name is None or is_people(name) or is_bare_title(name):
        behind = next((each for each in inside if _apposed(text, span, each)), None) or _at_end(text, span, inside)
        name = behind or (name if name is not None and is_bare_title(name) else None)
    if name is None and inside and _comes_first(text, span, inside[0]):
        name = inside[0]
    if name is not None:
        return Phrase(Form.NAME, span, words[end - 1], tuple(words[: end - 1]), name=name, inside=tuple(inside))
    head, before = words[end - 1], tuple(words[: end - 1])
    known = lexicon.nouns.get(" ".join(words[end - 2 : end])) if end > 1 else None
    group, is_plural = known or lexicon.nouns.get(head) or _by_suffix(head, lexicon)
    return Phrase(Form.NOUN, span, head, before, group, is_plural, inside=tuple(inside), after=tuple(words[end:]))


def is_possessive(word: str) -> bool:
    """Does a word say whose: "Ann's", "the ministers’"?"""
    return word.endswith(("’s", "'s", "s’", "s'"))


def _head_end(words: Sequence[str], lexicon: SourceLexicon) -> int:
    """Index after the head: before the first comma or word that opens a modifier, but never before the first noun."""
    for index, word in enumerate(words):
        if index and (word in _STOPS or word in lexicon.breaks) and words[index - 1] not in lexicon.determiners:
            return index
    return len(words)


def _at_end(text: str, span: Span, inside: Sequence[Name]) -> Name | None:
    """A person's name that closes the phrase and hangs on no preposition: "Nation of Islam leader Louis Farrakhan"."""
    if not inside or inside[-1].sort is not Sort.PERSON or span.end - inside[-1].span.end > 2:
        return None
    if _is_the_object(text, span, inside[-1]):
        return None
    before = text[span.start : inside[-1].span.start].split()
    while before and before[-1].lower().rstrip(".") in names().titles:
        before.pop()
    return None if before and before[-1].lower() in (*sources().breaks, "and", "or") else inside[-1]


def _comes_first(text: str, span: Span, name: Name) -> bool:
    """ "President Trump and his allies", but not "prosecutors in Texas and Ohio"."""
    before = text[span.start : name.span.start].lower().split()
    return len(before) < 3 and not sources().breaks.intersection(before) and text.startswith(" and ", name.span.end)


def _apposed(text: str, span: Span, name: Name) -> bool:
    """Does a person's name stand behind a comma, title or not: "his lawyer, Mr. William McGinley"?"""
    before = text[max(span.start, name.span.start - 40) : name.span.start]
    for title in reversed(name.titles):
        before = before.rstrip(". ")
        if before.lower().endswith(title):
            before = before[: -len(title)]
    if _is_the_object(text, span, name):
        return False
    full = [word for word in name.words if len(word.strip(".")) > 1]
    return (name.sort is Sort.PERSON or (name.sort is Sort.OTHER and len(full) == 2)) and before.endswith((", ", ",\xa0"))


def _is_the_object(text: str, span: Span, name: Name) -> bool:
    """ "A publicist for Thicke's son, Robin": the name is the son's."""
    of = _OBJECT.search(text, span.start, name.span.start)
    group, many = sources().nouns.get(of[1], (None, True)) if of else (None, True)
    return group is not None and not many and group.type in (SourceType.PERSON, SourceType.OFFICIAL) and group.id != "agency"


def is_people(name: Name) -> bool:
    """ "Democrats", "Hungarians": a capitalised word for many people, which names no one."""
    word = name.words[-1].lower()
    known = sources().nouns.get(word)
    if name.sort is Sort.PERSON:
        return False
    if known is None:
        return _is_demonym(word)
    if len(name.words) == 1:
        return known[1] or known[0].id == "citizens"
    return known[1] and known[0].type in (SourceType.CROWD, SourceType.OFFICIAL, SourceType.PERSON) and known[0].id != "agency"


def is_bare_title(name: Name) -> bool:
    """ "US President", "Attorney General": a title with a capital and no name behind it."""
    return name.sort is Sort.OTHER and not name.titles and name.words[-1].lower() in names().titles


def _is_demonym(word: str) -> bool:
    return word.endswith("s") and word[:-1] in names().adjectives


def _by_suffix(head: str, lexicon: SourceLexicon) -> tuple[NounGroup | None, bool]:
    """Group and number of a head that is not listed: "radiologists" are people by their suffix."""
    is_plural = head.endswith("s") and not head.endswith(("ss", "us", "is", "’s", "'s"))
    person = head.removesuffix("s") if is_plural else head
    return (lexicon.people if person.endswith(lexicon.suffixes) else None), is_plural
