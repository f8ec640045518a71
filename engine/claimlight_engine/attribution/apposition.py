"""Noun phrases whose apposition a name is: "Peter Holm’s lawyer, Lena Ortiz", "the mayor of London, Sadiq Khan"."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from claimlight_engine.attribution.name_lexicon import names
from claimlight_engine.attribution.names import Name
from claimlight_engine.attribution.phrases import POSSESSIVES
from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.records import SourceType

_OPENS = r"(?:^|[.?!;:“\n—] ?|[,”\"] )"  # a sentence or clause
# Matched from the name backwards.
_WHOSE = regex.compile(
    rf"(?r){_OPENS}(?P<whose>His|Her|Their|Its|his|her|their|its|(?:\p{{Lu}}[\p{{L}}.’'-]* ){{0,2}}[\p{{L}}’'-]+['’]s) "
    r"(?P<noun>(?:[\p{Ll}-]+ ){0,4}[\p{Ll}-]+),? "
)
_OF = regex.compile(
    rf"(?r){_OPENS}(?P<whose>[Tt]he|[Aa]n?) (?P<noun>(?:[\p{{L}}-]+ ){{0,4}}?[\p{{Ll}}-]+)"
    r"(?P<of> (?:of|for|at) (?:the )?\p{Lu}[^,.;:“”\"’'()\n]{1,40}), "
)
_PLAIN = regex.compile(rf"(?r)(?:{_OPENS}|\bto )(?P<whose>[Tt]he) (?P<noun>(?:[\p{{L}}-]+ ){{0,3}}[\p{{L}}-]+), ")
_SHORTENED = frozenset(("there", "what", "here", "let", "where", "how"))  # before "’s"; pronouns are, too
_PEOPLE = (SourceType.PERSON, SourceType.OFFICIAL)
_REACH = 80  # characters before a name in which such a phrase stands


@dataclass(frozen=True, slots=True)
class Apposed:
    """The phrase in front of a name, as a description of whoever it is, and its head noun in lower case."""

    description: str
    head: str


def apposed(text: str, name: Name) -> Apposed | None:
    """The phrase whose apposition a name is, if its head is a noun for one person or body of the lexicon."""
    if not text.startswith((" ", "\xa0"), name.span.start - 1):
        return None
    start = max(0, name.span.start - _REACH)
    match = next((found for each in (_WHOSE, _OF, _PLAIN) if (found := each.match(text, start, name.span.start))), None)
    if match is None:
        return None
    head = match["noun"].split()[-1].lower()
    titled = head in names().titles
    group, many = sources().nouns.get(head, (None, not titled))
    if many or (match.re is _PLAIN and group is not None and group.type not in _PEOPLE and not titled):
        return None
    whose = match["whose"].split(" ")
    if whose[-1].lower()[:-2] in sources().pronouns | _SHORTENED:
        return None
    if whose[0].lower() in sources().stops:
        del whose[0]  # "But Clinton’s opponent"
    kept = [] if match["whose"].lower() in POSSESSIVES else whose
    return Apposed(" ".join([*kept, match["noun"]]) + match.groupdict().get("of", ""), head)
