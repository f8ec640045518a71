"""What a cue says about the truth of its content: neutral, presuming it true, doubting, denying, and so on.

The words and the literature behind them stand in `lexicons/stances.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from claimlight_engine.lexicon import Inflection, Lexicon, PhraseTable, Section, load, plural
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Stance

# Clitics are words of their own, so that "didn't" holds a negation; a dash or colon may be a whole cue.
_WORD = regex.compile(r"n['’]t\b|['’](?:s|d|re|ve|ll|m)\b|\w+?(?=n['’]t\b)|\w+(?:-\w+)*|[:—–-]")

_TELLING = frozenset(
    {"speech", "presuming"}
)  # groups of which a negated verb ("did not say", "won't reveal") leaves a question open


@dataclass(frozen=True, slots=True)
class Group:
    """A group of cue words: `rank` tells which group decides where a cue holds words of several."""

    id: str
    rank: int
    stance: Stance
    negated: Stance
    against: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """What a cue was read as; `group` is empty where no word of it is known.

    `against`: the source denies, doubts or does not confirm the content.
    """

    stance: Stance = Stance.NEUTRAL
    against: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Stances:
    """The lexicon, ready for use. The phrase table gives a group, or None for a word that negates."""

    phrases: PhraseTable[Group | None]
    alone: dict[str, Group]
    auxiliaries: frozenset[str]  # "was" in "was accused of"
    participles: frozenset[str]
    harmless: PhraseTable[bool]  # "not only" negates nothing
    questions: frozenset[str]  # "whether" in "did not say whether"


def stance(reading: Reading) -> Reading:
    """Set the stance of every attribution."""
    return replace(reading, attributions=tuple(_with_stance(item, reading.document.text) for item in reading.attributions))


def _with_stance(item: Attribution, text: str) -> Attribution:
    return replace(item, stance=sense_of(item, text).stance)


def sense_of(item: Attribution, text: str) -> Sense:
    """Read the cue of one attribution of `text`."""
    return read_cue(cue_words(item, text), bool(item.source))


def withholds(item: Attribution, text: str) -> bool:
    """Does the source leave a question open ("has not said when"), so that the content is nobody's claim?"""
    words = cue_words(item, text)
    negated = any(group is None for _, _, group in stances().phrases.find(words))
    content = text[item.content[0].start : item.content[0].end].split(maxsplit=1) if item.content else []
    asks = bool(content) and content[0].lower() in stances().questions
    return negated and asks and sense_of(item, text).group in _TELLING


def cue_words(item: Attribution, text: str) -> list[str]:
    """The words of an attribution's cue, lower case, its spans joined."""
    return _WORD.findall(" ".join(text[span.start : span.end] for span in item.cue).lower())


def groups_in(words: Sequence[str]) -> set[str]:
    """Groups of all cue words among some lower-case words."""
    return {group.id for _, _, group in stances().phrases.find(words) if group is not None}


def read_cue(words: Sequence[str], has_source: bool) -> Sense:
    """Read a cue. The group of the highest rank decides; a negation before it turns it; see `stances.toml`."""
    lexicon = stances()
    negated = False
    best: tuple[Group, bool, int] | None = None
    harmless = {i for start, end, _ in lexicon.harmless.find(words) for i in range(start, end)}
    for start, _, group in lexicon.phrases.find(words):
        if group is None:
            negated = negated or start not in harmless
        elif best is None or group.rank < best[0].rank:
            best = group, negated, start
    if best is None:
        return _sense_alone(words, lexicon)
    group, negated, start = best
    if negated:
        return Sense(group.negated, group.negated is Stance.DENYING, group.id)
    if not has_source and words[start] in lexicon.participles and any(word in lexicon.auxiliaries for word in words[:start]):
        return Sense(Stance.HEARSAY, False, group.id)
    return Sense(group.stance, group.against, group.id)


def _sense_alone(words: Sequence[str], lexicon: Stances) -> Sense:
    """A cue with no word of a group: a bare preposition or dash, or "refused to budge", of which only the refusal is known."""
    if len(words) == 1 and words[0] in lexicon.alone:
        group = lexicon.alone[words[0]]
        return Sense(group.stance, group.against, group.id)
    if any(word.startswith(("refus", "declin")) for word in words):
        return Sense(Stance.DENYING, True, "denying")
    return Sense()


@cache
def stances() -> Stances:
    """The lexicon of stances, read once."""
    return build(load("stances.toml"))


def build(lexicon: Lexicon) -> Stances:
    """Check the lexicon and make its tables. Raises LexiconError, also where a form stands in two groups."""
    inflect = Inflection.of(lexicon)
    negation = lexicon.section("negation").only("words", "verbs", "phrases", "questions")
    passive = lexicon.section("passive").only("verbs", "auxiliaries")
    phrases: dict[str, Group | None] = dict.fromkeys(negation.words("words"))
    phrases |= dict.fromkeys(form for verb in negation.words("verbs") for form in inflect.verb(verb))
    nouns: dict[str, Group | None] = {}
    alone: dict[str, Group] = {}
    order = lexicon.top("order", "group")
    for section in lexicon.sections("group"):
        group = _group(section, order)
        forms = {form: verb for verb in section.words("verbs") for form in inflect.verb(verb)}
        for form in (*forms, *section.words("words")):
            if phrases.setdefault(form, group) not in (group, None):
                raise section.error("verbs" if form in forms else "words", f"holds {form!r}, which another group holds too")
        nouns |= {form: group for noun in section.words("nouns") for form in (noun, plural(noun))}
        alone |= dict.fromkeys(section.words("alone"), group)
    return Stances(
        PhraseTable(nouns | phrases),
        alone,
        frozenset(passive.words("auxiliaries")),
        frozenset(form for verb in passive.words("verbs") for form in inflect.verb(verb)[3:]),
        PhraseTable(dict.fromkeys(negation.words("phrases"), True)),
        frozenset(negation.words("questions")),
    )


def _group(section: Section, order: Sequence[str]) -> Group:
    section.only("id", "stance", "negated", "against", "note", "sources", "verbs", "nouns", "words", "alone")
    section.word("note")
    if not section.texts("sources"):
        raise section.error("sources", "needs at least one: where do these words come from?")
    name = section.word("id")
    stance_, negated = (Stance(section.word(field, list(Stance))) for field in ("stance", "negated"))
    return Group(name, order.index(name), stance_, negated, section.flag("against"))
