"""Words that show what an own-voice sentence does, from `lexicons/assertions.toml`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claimlight_engine.assertion.figures import Figures
from claimlight_engine.assertion.senses import ANYWHERE, FORMS, Place, Senses, Use
from claimlight_engine.lexicon import Inflection, Lexicon, PhraseTable, load
from claimlight_engine.records import Span

GROUPS = ("figure", "cause", "generalisation", "mind", "forecast", "possibility", "judgement")


@dataclass(frozen=True, slots=True)
class Sign:
    """Words of a group at a place in the text. `group` is one of GROUPS, or hearsay, court, reason."""

    group: str
    span: Span


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as tokens, with their lower-case forms."""

    text: str
    tokens: Sequence[Span]
    lower: Sequence[str]
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str, tokens: Sequence[Span]) -> Words:
        """Read the tokens of a text; a contraction ("won’t") counts as its pieces."""
        return cls(text, tokens, [text[token.start : token.end].lower() for token in tokens], [token.start for token in tokens])

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

    phrases: PhraseTable[tuple[Use, ...]]
    senses: Senses
    figures: Figures
    hearsay: PhraseTable[bool]
    empty: frozenset[str]
    captions: frozenset[str]
    links: Links


def find_signs(words: Words, span: Span) -> list[Sign]:
    """All signs within a span, in order."""
    within = words.within(span)
    lower = words.lower[within.start : within.stop]
    known = assertions()
    signs = [Sign("figure", figure) for figure in known.figures.find(words.text, span)]
    for first, after, uses in known.phrases.find(lower):
        start, last = within.start + first, within.start + after - 1
        if first and lower[first - 1] == "-" and words.tokens[start - 1].end == words.tokens[start].start:
            continue  # a part of another word: "hair-trigger"
        capital = words.text[words.tokens[start].start].isupper()
        place = Place(lower, first, after, capital)
        signs += [
            Sign(use.group, Span(words.tokens[start].start, words.tokens[last].end))
            for use in uses
            if known.senses.fits(use, place)
        ]
    return sorted(signs, key=lambda sign: sign.span.start)


def find_hearsay(words: Words) -> list[int]:
    """Where hearsay stands in a text, in order: code points."""
    phrases = assertions().hearsay
    return [words.starts[index] for index, word in enumerate(words.lower) if word in phrases and phrases.at(words.lower, index)]


@cache
def assertions() -> Assertions:
    """The lexicon of signs, read once."""
    return build(load("assertions.toml"))


def build(lexicon: Lexicon) -> Assertions:
    """Check `assertions.toml` and index it. Raises LexiconError."""
    inflect = Inflection.of(lexicon)
    uses: dict[str, dict[str, Use]] = {}

    def add(phrase: str, group: str, form: str) -> None:
        # Tokens part at apostrophes and hyphens, and phrases must do so too.
        uses.setdefault(_spaced(phrase), {}).setdefault(group, Use(group, form))

    for section in lexicon.sections("group"):
        section.only("id", *FORMS)
        name = section.word("id", GROUPS)
        for form in FORMS:
            for phrase in section.words(form):
                for each in inflect.verb(phrase) if form == "verbs" else (phrase,):
                    add(each, name, form)
    hearsay = lexicon.section("hearsay").only("words", "courts")
    for phrase in hearsay.words("words"):
        add(phrase, "hearsay", ANYWHERE)
    for phrase in hearsay.words("courts"):
        add(phrase, "court", ANYWHERE)
    for phrase in lexicon.section("reasons").only("words").words("words"):
        add(phrase, "reason", ANYWHERE)
    for phrase in lexicon.section("silent").only("words").words("words"):
        uses.setdefault(_spaced(phrase), {})
    captions = frozenset(lexicon.section("captions").only("words").words("words"))
    fields = ("filing", "social", "posts", "second_level")
    links = lexicon.section("links").only(*fields)
    return Assertions(
        phrases=PhraseTable({phrase: tuple(each.values()) for phrase, each in uses.items()}),
        senses=Senses.of(lexicon),
        figures=Figures.of(lexicon),
        hearsay=PhraseTable({_spaced(phrase): True for phrase in hearsay.words("words")}),
        empty=frozenset(lexicon.section("empty").only("words").words("words")),
        captions=captions,
        links=Links(*(frozenset(links.words(field)) for field in fields)),
    )


def _spaced(phrase: str) -> str:
    for mark in "-'’":
        phrase = phrase.replace(mark, f" {mark} ")
    return " ".join(phrase.split())
