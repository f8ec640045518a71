"""Words that show what an own-voice sentence does, from `lexicons/assertions.toml`, found in all sentences at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claimlight_engine.lexicon import Inflection, Lexicon, PhraseTable, load
from claimlight_engine.records import Span

_OLD = ["-", "year", "-", "old"]
GROUPS = ("figure", "cause", "generalisation", "mind", "forecast", "judgement")


@dataclass(frozen=True, slots=True)
class Sign:
    """Words of a group at a place in the text. `group` is one of GROUPS, or hearsay, court, reason."""

    group: str
    span: Span


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as tokens, with their lower-case forms."""

    tokens: Sequence[Span]
    lower: Sequence[str]
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str, tokens: Sequence[Span]) -> Words:
        """Read the tokens of a text; a contraction ("won’t") counts as its pieces."""
        return cls(tokens, [text[token.start : token.end].lower() for token in tokens], [token.start for token in tokens])

    def within(self, span: Span) -> range:
        """Indexes of the tokens that start within a span."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))


@dataclass(frozen=True, slots=True)
class Links:
    """Words for telling links that count; see [links] in the file."""

    filing: frozenset[str]
    social: frozenset[str]
    posts: frozenset[str]
    second_level: frozenset[str]


@dataclass(frozen=True, slots=True)
class Assertions:
    """`lexicons/assertions.toml`, ready for use. A phrase may belong to several groups."""

    phrases: PhraseTable[tuple[str, ...]]
    hearsay: PhraseTable[bool]
    captions: frozenset[str]
    links: Links


def find_signs(words: Words, span: Span) -> list[Sign]:
    """All signs within a span, in order; a number in digits is a sign of a figure."""
    within = words.within(span)
    lower = words.lower[within.start : within.stop]
    signs = []
    for first, after, groups in assertions().phrases.find(lower):
        start = within.start + first
        if first and lower[first - 1] == "-" and words.tokens[start - 1].end == words.tokens[start].start:
            continue  # a part of another word: "hair-trigger"
        place = Span(words.tokens[start].start, words.tokens[within.start + after - 1].end)
        signs += [Sign(group, place) for group in groups]
    for offset, word in enumerate(lower):
        if word[0].isdigit() and not _is_year(word) and lower[offset + 1 : offset + 5] != _OLD:
            signs.append(Sign("figure", words.tokens[within.start + offset]))
    return sorted(signs, key=lambda sign: sign.span.start)


def find_hearsay(words: Words) -> list[int]:
    """Where hearsay stands in a text, in order: code points."""
    phrases = assertions().hearsay
    return [words.starts[index] for index, word in enumerate(words.lower) if word in phrases and phrases.at(words.lower, index)]


def _is_year(word: str) -> bool:
    """1984, the 1980s, the 80s."""
    number = word.removesuffix("s")
    decade = number != word and number.endswith("0") and len(number) == 2
    return number.isdigit() and (decade or (len(number) == 4 and number[:2] in ("18", "19", "20")))


@cache
def assertions() -> Assertions:
    """The lexicon of signs, read once."""
    return build(load("assertions.toml"))


def build(lexicon: Lexicon) -> Assertions:
    """Check `assertions.toml` and index it. Raises LexiconError."""
    inflect = Inflection.of(lexicon)
    groups: dict[str, list[str]] = {}

    def add(phrase: str, group: str) -> None:
        # Tokens part at apostrophes and hyphens, and phrases must do so too.
        groups.setdefault(_spaced(phrase), []).append(group)

    for section in lexicon.sections("group"):
        section.only("id", "words", "verbs")
        name = section.word("id", GROUPS)
        forms = [form for verb in section.words("verbs") for form in inflect.verb(verb)]
        for phrase in dict.fromkeys((*section.words("words"), *forms)):
            add(phrase, name)
    hearsay = lexicon.section("hearsay").only("words", "courts")
    for phrase in hearsay.words("words"):
        add(phrase, "hearsay")
    for phrase in hearsay.words("courts"):
        add(phrase, "court")
    for phrase in lexicon.section("reasons").only("words").words("words"):
        add(phrase, "reason")
    for phrase in lexicon.section("silent").only("words").words("words"):
        groups.setdefault(_spaced(phrase), [])
    captions = frozenset(lexicon.section("captions").only("words").words("words"))
    fields = ("filing", "social", "posts", "second_level")
    links = lexicon.section("links").only(*fields)
    phrases = PhraseTable({phrase: tuple(names) for phrase, names in groups.items()})
    said = PhraseTable({_spaced(phrase): True for phrase in hearsay.words("words")})
    return Assertions(phrases, said, captions, Links(*(frozenset(links.words(field)) for field in fields)))


def _spaced(phrase: str) -> str:
    for mark in "-'’":
        phrase = phrase.replace(mark, f" {mark} ")
    return " ".join(phrase.split())
