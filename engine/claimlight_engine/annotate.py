"""The one call: text or a page's document in, everything found out."""

from __future__ import annotations

from functools import reduce

from claimlight_engine.assertion.echoes import echoes
from claimlight_engine.assertion.evidence import evidence
from claimlight_engine.assertion.kinds import kinds
from claimlight_engine.assertion.status import status
from claimlight_engine.attribution.alone import alone
from claimlight_engine.attribution.beside import beside
from claimlight_engine.attribution.edges import edges
from claimlight_engine.attribution.going_on import going_on
from claimlight_engine.attribution.opening import opening
from claimlight_engine.attribution.reader import reader
from claimlight_engine.attribution.relayed import relayed
from claimlight_engine.attribution.speakers import speakers
from claimlight_engine.attribution.stance import stance
from claimlight_engine.document import Document
from claimlight_engine.flow import flow
from claimlight_engine.reading import Options, Reading, Rule
from claimlight_engine.records import Annotations
from claimlight_engine.segment import segment
from claimlight_engine.summary import summarise
from claimlight_engine.tagger import Tagger, default_tagger
from claimlight_engine.terms.mark import mark_terms

# What is done with the tagger's findings, in this order. Each is a plain function from reading to reading; a rule is added by
# adding a line. A rule may rest on what those above it have set.
RULES: tuple[Rule, ...] = (
    edges,
    relayed,
    reader,
    beside,
    alone,
    opening,
    going_on,
    stance,
    speakers,
    mark_terms,
    status,
    kinds,
    evidence,
    echoes,
)

DEFAULT = Options()


def annotate(text: str | Document, options: Options = DEFAULT) -> Annotations:
    """Find who says so: attributed claims, unverified assertions and contested terms.

    `text` is plain text, whose paragraphs are parted by blank lines, or a `Document` made of a page's blocks. Any
    string is accepted. Offsets in the answer are code points of `Annotations.text`, which is the text exactly as given. Raises
    `EngineError` where the engine's own data is damaged, and never because of the text.
    """
    document = Document.from_text(text) if isinstance(text, str) else text
    flowing = flow(document)
    reading = read(flowing.document if flowing else document, options, default_tagger())
    found = Annotations(
        text=reading.document.text,
        sentences=reading.sentences,
        attributions=reading.attributions,
        terms=reading.terms,
        speakers=reading.speakers,
        echoes=reading.echoes,
        summary=summarise(reading),
    )
    return flowing.put_back(found, document.text) if flowing else found


def read(document: Document, options: Options, tagger: Tagger) -> Reading:
    """Segment, tag, and apply the rules in order."""
    segments = segment(document)
    tags = tagger.tag(document, segments, options.threads)
    reading = Reading(document, segments, options, tags.statuses, tags.weights, tags.attributions)
    return reduce(lambda reading, rule: rule(reading), RULES, reading)
