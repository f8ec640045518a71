"""Who speaks: every source of an attribution gathered into one `Speaker` per person, body or party, with its kind and type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from claimlight_engine.attribution.cast import Figure
from claimlight_engine.attribution.describe import describe
from claimlight_engine.attribution.kind import are_named, is_certain, kind_of, names_nobody, type_of
from claimlight_engine.attribution.lead import named_below
from claimlight_engine.attribution.names import Name, Sort
from claimlight_engine.attribution.resolve import Resolved, resolve
from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.attribution.stance import cue_words
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, SourceKind, SourceType, Span, Speaker

_WORD = regex.compile(r"\w+(?:[-’'.]\w+)*")
_BLANK = regex.compile(r"\s+")
_MENTIONS = 12  # of a figure, from which its description is taken
SURE = 0.5  # from this score on the tagger's kind of a source stands, below it the rule's (docs/decisions/022)
SURER = 0.96  # the same where the tagger takes for named what by its words names nobody: "a federal judge"
LONGEST = 120  # characters of a name that is a description


@dataclass(slots=True)
class _Part:
    """What is gathered of one speaker while its attributions are read."""

    id: str
    kind: SourceKind
    type: SourceType
    words: int = 0
    claims: list[str] = field(default_factory=list)


def speakers(reading: Reading) -> Reading:
    """Set kind, type and speaker of every attribution, and list the speakers in the order in which they first speak."""
    resolution = resolve(reading)
    below = named_below(reading, resolution.sources)
    parts: dict[Figure, _Part] = {}
    attributions = []
    for number, (item, source) in enumerate(zip(reading.attributions, resolution.sources, strict=True)):
        type_ = type_of(source)
        phrase = source.phrase
        if phrase.head == "who" and source.figure is not None:
            phrase = source.figure.phrase or phrase
        least = SURER if item.kind is SourceKind.NAMED and names_nobody(phrase) else SURE
        sure = item.kind_score >= least and not _is_known_better(item, source)
        kind = item.kind if sure else kind_of(source, cue_words(item, reading.document.text))
        kind = SourceKind.NAMED if number in below else kind
        part = None
        if source.figure is not None:
            part = parts.setdefault(source.figure, _Part(f"s{len(parts) + 1}", kind, type_))
            part.words += _words(reading.document.text, item)
            part.claims.append(item.id)
        attributions.append(replace(item, kind=kind, type=type_, speaker=part.id if part else None))
    mentions: dict[Figure, list[Name]] = {figure: [] for figure in parts}
    for name, figure in zip(resolution.cast.names, resolution.cast.of, strict=True):
        if figure in mentions and len(mentions[figure]) < _MENTIONS:
            mentions[figure].append(name)
    text = reading.document.text
    found = tuple(_speaker(text, figure, part, mentions[figure]) for figure, part in parts.items())
    return replace(reading, attributions=tuple(attributions), speakers=found)


def _is_known_better(item: Attribution, source: Resolved) -> bool:
    """Do the rules know the kind of a source better than the tagger, however sure it is?

    Where its words tell; where "he" or "the senator" has been found to be somebody with a name (of 3,200 in the gold files 13 are
    not labelled as named), where it is several by name, or "they" are such; and where it is nothing but the name of a body or
    somebody's full name, which the tagger does not take for named: in general news, all of those are.
    """
    phrase, figure = source.phrase, source.figure
    found = figure is not None and figure.sort is Sort.PERSON
    called = phrase.name is None or (figure is not None and phrase.name.words[-1].lower() not in figure.words)
    if (found and called) or (figure is not None and are_named(figure)) or is_certain(phrase):
        return True
    if (name := phrase.name) is None:
        return False
    words = {"the", *name.titles, *(word.lower() for word in name.words)}
    full = name.sort is Sort.BODY or (name.sort is Sort.PERSON and len(name.words) > 1)
    alone = words.issuperset(phrase.before) and name.span.end >= phrase.span.end - 1
    return full and alone and item.kind is not SourceKind.NAMED


def _words(text: str, item: Attribution) -> int:
    return sum(len(_WORD.findall(text, span.start, span.end)) for span in item.content)


def _speaker(text: str, figure: Figure, part: _Part, mentions: Sequence[Name]) -> Speaker:
    full = sorted(mentions, key=lambda name: -len(name.words))
    description = describe(text, full) if figure.sort is not Sort.NOUN else ""
    name = _name(text, figure.span)
    name = _within_a_sentence(name) if figure.sort is Sort.NOUN else name
    return Speaker(part.id, name, _clean(description), part.kind, part.type, part.words, tuple(part.claims))


def _name(text: str, span: Span) -> str:
    name = _clean(text[span.start : span.end]).strip(" ,;:—–-")
    return name if len(name) <= LONGEST else name[:LONGEST].rpartition(" ")[0] + " …"


def _within_a_sentence(name: str) -> str:
    """A description as it stands within a sentence: "the author" for "The author", two names without "both"."""
    first, _, rest = name.partition(" ")
    if first.lower() == "both" and rest:
        return rest
    return f"{first.lower()} {rest}" if rest and first.lower() in sources().determiners else name


def _clean(text: str) -> str:
    return _BLANK.sub(" ", text).strip()
