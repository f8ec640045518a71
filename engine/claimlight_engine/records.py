"""The records that cross borders: what goes into the engine, and what comes out.

Every offset is a code point of `Document.text`, every span half-open. The words (source, cue, content) mean what the labelling
guidelines of PARC 3 (Pareti 2016) and PolNeAR (Newell et al., LREC 2018) mean by them; the kinds of source, the five statuses and
the voice of a term are this project's own and are described in `docs/categories.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from claimlight_engine.notebook.methods import Notebook


class Category(StrEnum):
    """What a reader switches on and off."""

    ATTRIBUTED_CLAIM = "attributed-claim"
    UNVERIFIED_ASSERTION = "unverified-assertion"
    CONTESTED_TERM = "contested-term"


class BlockKind(StrEnum):
    """What a piece of the page is; headings are never read as assertions."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CAPTION = "caption"


class SourceKind(StrEnum):
    """Can a reader check who the source is? Named, described but not named, or no one in particular."""

    NAMED = "named"
    UNNAMED = "unnamed"
    VAGUE = "vague"


class SourceType(StrEnum):
    """What sort of source it is; for the card only."""

    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    OFFICIAL = "official"
    CROWD = "crowd"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """What a cue says about the truth of its content, beyond that somebody said it."""

    NEUTRAL = "neutral"
    ASSERTING = "asserting"
    DOUBTING = "doubting"
    PRESUMING = "presuming"
    DENYING = "denying"
    CONCEDING = "conceding"
    EXPECTING = "expecting"
    FEELING = "feeling"
    HEARSAY = "hearsay"


class Status(StrEnum):
    """Who vouches for a sentence: A, V, U, I and N of the guidelines."""

    ATTRIBUTED = "attributed"
    VAGUE = "vague"
    UNSOURCED = "unsourced"
    INTERPRETATION = "interpretation"
    NONE = "none"


class AssertionKind(StrEnum):
    """Why a sentence is shown as unverified; the switches within the category."""

    SOURCELESS = "sourceless-attribution"
    VAGUE_SOURCE = "vague-source"
    UNNAMED_SOURCE = "unnamed-source"
    UNSOURCED_FACT = "unsourced-fact"
    IMPUTED_MIND = "imputed-mind"
    FORECAST = "forecast"
    JUDGEMENT = "judgement"


class Detail(StrEnum):
    """What an assertion's wording shows, for the sentence on its card."""

    FIGURE = "figure"
    CAUSE = "cause"
    GENERALISATION = "generalisation"
    REASON_GIVEN = "reason-given"  # the text says why an unnamed source is not named


class Voice(StrEnum):
    """Whose word a contested term is: the narrator's, or somebody's who is quoted or reported."""

    OWN = "own"
    ATTRIBUTED = "attributed"


class EchoKind(StrEnum):
    """How an own-voice passage stands to a claim that the same article credits to somebody."""

    TOLD_AS_FACT = "told-as-fact"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in a document's text: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink on a run of a block: `run` counts from 0 within the block, `url` is absolute."""

    run: int
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, quote or caption: the strings of its text nodes, in order."""

    id: int
    runs: tuple[str, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution relation. `source` is empty where the text names none ("reportedly"); `content` may be discontinuous."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float = 1.0  # 0 to 1, how sure the tagger is of the whole relation
    kind: SourceKind = SourceKind.NAMED
    kind_score: float = 0.0  # 0 to 1, how sure the tagger is of the kind; 0 where it said nothing of it
    type: SourceType = SourceType.UNKNOWN
    stance: Stance = Stance.NEUTRAL
    speaker: str | None = None  # id of a Speaker


@dataclass(frozen=True, slots=True)
class Evidence:
    """What on the page backs an own-voice sentence: a link to an outside document or a "source:" caption."""

    span: Span
    host: str  # "example.org", or the words of the caption where there is no link
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and who vouches for it.

    `score` is the calibrated probability (0 to 1) that its main claim lacks a checkable source.
    """

    id: str
    span: Span
    status: Status
    score: float
    kind: AssertionKind | None = None  # set where status is vague, unsourced or interpretation
    details: tuple[Detail, ...] = ()
    sign: Span | None = None  # the words that show it best, where a rule found some
    evidence: tuple[Evidence, ...] = ()
    attribution: str | None = None  # id of the Attribution that vouches for it or is too weak to
    shown: bool = False  # score reaches the threshold asked for, and nothing on the page backs it


@dataclass(frozen=True, slots=True)
class Term:
    """A contested term in the text. `entry` is an entry id of a pack, `form` the pack's spelling that matched."""

    id: str
    span: Span
    entry: str
    form: str
    voice: Voice
    side: str | None = None  # id of the side that uses this form, where one does
    first: bool = True  # the first of this entry, in this side's words and this voice, since the last heading
    counterparts: tuple[str, ...] = ()  # ids of terms in this document that are another side's word for the same thing


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source resolved within the article. `words` counts the words of what is credited to it; `claims` are Attribution ids."""

    id: str
    name: str
    description: str
    kind: SourceKind
    type: SourceType
    words: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Echo:
    """An own-voice passage that repeats what the article elsewhere credits to a source, or a claim that another source denies."""

    id: str
    kind: EchoKind
    span: Span
    claim: str  # id of the Attribution that says it
    against: str | None = None  # for DISPUTED: id of the Attribution that denies, doubts or does not confirm it


@dataclass(frozen=True, slots=True)
class Summary:
    """The article at a glance. Counts of sentences by status, of terms, and of speakers by kind."""

    sentences: int = 0
    attributed: int = 0
    vague: int = 0
    unsourced: int = 0
    interpretation: int = 0
    none: int = 0
    terms: int = 0
    named_sources: int = 0
    unnamed_sources: int = 0
    vague_sources: int = 0


@dataclass(frozen=True, slots=True)
class Annotations(Notebook):
    """All that the engine found in one document, each tuple in order of its first code point."""

    text: str
    sentences: tuple[Sentence, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    terms: tuple[Term, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    echoes: tuple[Echo, ...] = ()
    summary: Summary = field(default_factory=Summary)


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of the page: all optional, and none of it is kept."""

    url: str = ""
    title: str = ""
    lang: str = ""
    published: date | None = None
