"""The lexicon of source nouns, `lexicons/sources.toml`: what kind and type of source a noun is, and the small words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from claimlight_engine.lexicon import Lexicon, Section, load, plural
from claimlight_engine.records import SourceKind, SourceType


@dataclass(frozen=True, slots=True)
class NounGroup:
    """What a phrase with a noun of this group is as a source: in the singular, in the plural, and of what type."""

    id: str
    kind: SourceKind
    plural: SourceKind
    type: SourceType
    speaks_for: bool


@dataclass(frozen=True, slots=True)
class SourceLexicon:
    """`lexicons/sources.toml`, ready for use. `nouns` gives for each form its group and whether it is plural."""

    nouns: Mapping[str, tuple[NounGroup, bool]]
    singular: Mapping[str, str]
    pronouns: frozenset[str]
    first_person: frozenset[str]
    reader: frozenset[str]
    breaks: frozenset[str]
    determiners: frozenset[str]
    vague: frozenset[str]
    partitives: frozenset[str]
    counsel: frozenset[str]
    collective: frozenset[str]
    surely_named: frozenset[str]
    surely_vague: frozenset[str]
    many: frozenset[str]  # what makes a plural surely vague
    utterances: frozenset[str]
    learning: frozenset[str]
    stops: frozenset[str]  # words that no noun phrase runs across
    synonyms: Mapping[str, tuple[str, ...]]
    suffixes: tuple[str, ...]  # of nouns for people, which are many
    people: NounGroup


@cache
def sources() -> SourceLexicon:
    """The lexicon of source nouns, read once."""
    return build(load("sources.toml"))


def build(lexicon: Lexicon) -> SourceLexicon:
    """Check `sources.toml` and index it. Raises LexiconError."""
    irregular = lexicon.section("plurals")
    plurals: dict[str, str] = {irregular.word(form): form for form in irregular.fields()}
    nouns: dict[str, tuple[NounGroup, bool]] = {}
    singular: dict[str, str] = {}
    for section in lexicon.sections("group"):
        group = _group(section)
        for noun in section.words("nouns"):
            form = plurals.get(noun, plural(noun))
            for word, is_plural in ((noun, False), (form, True)):
                if nouns.setdefault(word, (group, is_plural))[0] != group:
                    raise section.error("nouns", f"holds {word!r}, which another group holds too")
            singular[form] = noun
    words = lexicon.section("words").only("pronouns", "first_person", "reader", "determiners", "vague", "breaks", "stops")
    synonyms = lexicon.section("synonyms")
    same = [synonyms.words(field) for field in synonyms.fields()]
    return SourceLexicon(
        nouns,
        singular,
        frozenset(words.words("pronouns")),
        frozenset(words.words("first_person")),
        frozenset(words.words("reader")),
        frozenset(words.words("breaks")),
        frozenset(words.words("determiners")),
        frozenset(words.words("vague")),
        frozenset(lexicon.section("partitives").words("words")),
        frozenset(lexicon.section("counsel").words("words")),
        frozenset(lexicon.section("collective").words("words")),
        frozenset(lexicon.section("collective").words("sure")),
        frozenset(lexicon.section("nobody").only("words", "many").words("words")),
        frozenset(lexicon.section("nobody").words("many")),
        frozenset(lexicon.section("utterances").words("words")),
        frozenset(lexicon.section("learning").words("words")),
        frozenset(words.words("stops")),
        {word: tuple(other for other in group if other != word) for group in same for word in group},
        lexicon.section("suffixes").words("words"),
        nouns["man"][0],
    )


def _group(section: Section) -> NounGroup:
    section.only("id", "kind", "plural", "type", "speaks_for", "nouns")
    kind = SourceKind(section.word("kind", list(SourceKind)))
    many = SourceKind(section.word("plural", list(SourceKind))) if "plural" in section.fields() else kind
    return NounGroup(
        section.word("id"), kind, many, SourceType(section.word("type", list(SourceType))), section.flag("speaks_for")
    )
