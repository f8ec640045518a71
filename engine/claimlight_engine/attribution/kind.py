"""Can a reader check who the source is? Named, described but not named, or no one in particular; and what type of source it is.

What counts is what a source stands for: a pronoun or short form takes the kind of its figure. The nouns stand in
`lexicons/sources.toml`; the definitions are those of the labelling guidelines (`docs/categories.md`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise

import regex

from claimlight_engine.attribution.cast import Figure
from claimlight_engine.attribution.name_lexicon import names
from claimlight_engine.attribution.names import Sort
from claimlight_engine.attribution.phrases import NUMBERS, POSSESSIVES, Form, Phrase, is_possessive
from claimlight_engine.attribution.resolve import Resolved
from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.records import SourceKind, SourceType

_NAMED = (Sort.PERSON, Sort.BODY)
_EXAMPLES = frozenset(("including", "like", "such"))
_BODIES = frozenset(("company", "media", "group", "agency", "findings"))
_POINTED_AT = _BODIES | {"document"}  # groups of nouns that "the" makes named
_PARTIES = frozenset(("democrats", "republicans", "conservatives", "liberals", "tories", "scientists"))
_SINGLE = frozenset(("a", "an", "one", "another"))
_PEOPLE = (SourceType.PERSON, SourceType.OFFICIAL)
_POINTING = POSSESSIVES | {"the", "this", "that", "these", "those", "both"}
_YEAR = regex.compile(r"(?:19|20)\d\d")
_CLOSE = frozenset(("familiar", "briefed", "close", "involved", "present", "spoken", "knowledge", "know"))


def kind_of(source: Resolved, cue: Collection[str]) -> SourceKind:
    """The kind of a source; `cue` are the words of its cue in lower case."""
    figure, phrase = source.figure, source.phrase
    if _is_outlet(figure, phrase) and sources().learning & set(cue) and {"has", "have", "is", "was", "understands"} & set(cue):
        return SourceKind.VAGUE  # "Fox News has learned"
    if phrase.form is Form.NONE:
        return SourceKind.VAGUE
    if figure is None:
        people = phrase.head in ("we", "you", "us", "our", "your")
        return SourceKind.VAGUE if people else SourceKind.NAMED
    if figure.sort is Sort.NOUN and figure.phrase is not None and not are_named(figure):
        return kind_of_phrase(phrase if phrase.form is Form.NOUN else figure.phrase)
    return SourceKind.NAMED


def are_named(figure: Figure) -> bool:
    """Are several people or bodies the figure, each by name: "Mr. Grassley and Mr. Leahy"?"""
    return figure.plural and figure.phrase is not None and figure.phrase.form is Form.NAME


def _is_outlet(figure: Figure | None, phrase: Phrase) -> bool:
    """Is a source a newspaper, a broadcaster, a site?"""
    words = figure.words if figure is not None and figure.sort is Sort.BODY else ()
    return (phrase.group is not None and phrase.group.id == "media") or "media" in kinds_of_body(words)


def kinds_of_body(words: Iterable[str]) -> set[str]:
    """The kinds of body that some words of a name tell, in lower case: "daily" a medium, "ministry" an agency."""
    known = names().kinds_of_body
    return {known[word] for word in words if word in known}


def kind_of_phrase(phrase: Phrase) -> SourceKind:
    """The kind of a noun phrase that names nobody itself."""
    group, lexicon = phrase.group, sources()
    first = phrase.before[0] if phrase.before else phrase.head
    if any(name.sort in _NAMED for name in phrase.inside) and _EXAMPLES & set(phrase.after):
        return SourceKind.NAMED  # "Several conservatives, including Glenn Beck"
    if group is None:
        return SourceKind.UNNAMED if phrase.plural else SourceKind.NAMED
    if group.speaks_for or (phrase.head in lexicon.counsel and (phrase.inside or first not in _SINGLE)) or _is_counsel(phrase):
        return SourceKind.NAMED
    if phrase.plural:
        return _kind_of_many(phrase, group.plural, first)
    if group.id == "officials" and first not in _SINGLE and first not in lexicon.vague:
        return SourceKind.NAMED  # an office that one person holds: "the governor"
    return SourceKind.UNNAMED if _is_anybodys_study(phrase) else group.kind


def _is_counsel(phrase: Phrase) -> bool:
    """Does it say whom somebody speaks for: "his lawyer", "Ada Fenn's publicist", "a representative for the firm"?"""
    group = phrase.group
    speaks = phrase.head in sources().counsel or (group is not None and group.speaks_for)
    whose = any(word in POSSESSIVES or is_possessive(word) for word in phrase.before)
    return phrase.form is Form.NOUN and speaks and (whose or phrase.after[:1] == ("for",))


def is_certain(phrase: Phrase) -> bool:
    """Do the words of a phrase tell its kind, however sure the tagger is of another?

    Those of a source that is left out, of one noun of the lexicon ("critics"), the police, "his lawyer", "anyone" and "local
    authorities" do. So do, in the news files, "many lawmakers" (14 of 15 vague), experts with no name there (48 of 52 vague),
    "the report" and "the company" (223 of 228 named), one document with a name in it (93 of 93 named), and "one poll" or "a 2014
    study" (five of six not named).
    """
    lexicon, group = sources(), phrase.group
    if phrase.form is Form.NONE or phrase.head in lexicon.surely_named | lexicon.surely_vague or _is_counsel(phrase):
        return True
    if phrase.form is not Form.NOUN or group is None:
        return False
    if _is_anybodys_study(phrase):
        return True
    alone = not (phrase.before or phrase.after or phrase.inside)
    many = phrase.plural and bool(phrase.before) and phrase.before[0] in lexicon.many
    named = any(name.span.start > phrase.span.start or name.sort is not Sort.OTHER for name in phrase.inside)
    experts = group.id == "experts" and phrase.plural and not (named or phrase.definite)
    document = group.type is SourceType.DOCUMENT and not phrase.plural and named
    pointed_at = phrase.definite and group.id in _POINTED_AT
    return alone or many or experts or document or pointed_at or _are_whose_authorities(phrase)


def names_nobody(phrase: Phrase) -> bool:
    """Is it one of some people, or some people, whom no word points back to: "a federal judge", "diplomats at the embassy"?

    "The woman" and "her doctor" may have been named before, "both candidates" are known.
    """
    group = phrase.group
    if phrase.form is not Form.NOUN or group is None or _EXAMPLES & set(phrase.after):
        return False
    if _is_set(phrase):
        return True
    if group.type not in _PEOPLE:
        return False
    if phrase.plural:
        return not any(word in _POINTING or is_possessive(word) for word in phrase.before)
    return bool(phrase.before) and phrase.before[0] in _SINGLE


def _is_anybodys_study(phrase: Phrase) -> bool:
    """ "One recent poll", "a 2014 study": nothing says whose it is. "A new poll" often is told of further down."""
    told = (*phrase.before, *phrase.after)
    if phrase.group is None or phrase.group.id != "findings" or phrase.plural or phrase.definite or phrase.inside or "by" in told:
        return False
    return told[:1] == ("one",) or any(_YEAR.fullmatch(word) for word in told)


def _are_whose_authorities(phrase: Phrase) -> bool:
    """ "Michigan health authorities": of what they are the authorities is told."""
    return phrase.head == "authorities" and bool(phrase.before)


def _is_set(phrase: Phrase) -> bool:
    """ "A group of parents": some that are known to whoever writes of them."""
    words = phrase.before
    return phrase.plural and bool(words) and words[0] in _SINGLE and ("group", "of") in pairwise(words)


def _kind_of_many(phrase: Phrase, kind: SourceKind, first: str) -> SourceKind:
    lexicon = sources()
    if _is_set(phrase) or (phrase.head in ("people", "persons") and (first in NUMBERS or _CLOSE & set(phrase.after))):
        return SourceKind.UNNAMED  # "two people briefed on the talks"
    if "percent" in phrase.before or any(word.endswith("%") for word in phrase.before):
        return SourceKind.NAMED  # "55 percent of all voters": the poll can be found
    if first in lexicon.vague:
        return SourceKind.VAGUE if kind is SourceKind.NAMED or first in lexicon.many else kind
    if phrase.head in lexicon.collective or _are_whose_authorities(phrase):
        return SourceKind.NAMED
    if phrase.definite and phrase.group is not None and (phrase.group.id in _BODIES or phrase.head in _PARTIES):
        return SourceKind.NAMED  # "the groups", "the Democrats": those that the article has named
    return kind


def type_of(source: Resolved) -> SourceType:
    """The type of a source."""
    figure = source.figure
    if figure is None:
        group = source.phrase.group
        return group.type if group else SourceType.UNKNOWN
    if figure.sort is Sort.PERSON:
        return SourceType.PERSON
    if figure.sort is Sort.PLACE:
        return SourceType.OFFICIAL  # "Moscow said": its government
    if figure.sort is Sort.BODY:
        bodies = names().bodies
        return next((bodies[word] for word in reversed(figure.words) if word in bodies), SourceType.ORGANISATION)
    phrase = figure.phrase or source.phrase
    if phrase.form is Form.NAME and phrase.name is not None:  # of two together
        return {Sort.PERSON: SourceType.PERSON, Sort.BODY: SourceType.ORGANISATION}.get(phrase.name.sort, SourceType.UNKNOWN)
    return phrase.group.type if phrase.group else SourceType.UNKNOWN
