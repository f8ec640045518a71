"""Who vouches for each sentence: A, V, U, I or N of the labelling guidelines, with a score.

The scores of the model say how likely each status is; what the text shows overrides them: who a sentence is credited to, and
what kind of source that is, that it stands inside a quotation, that it is a heading or a question, that it is hearsay.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

import regex

from claimlight_engine.assertion.carried import carried
from claimlight_engine.assertion.coverage import Coverage, cover, voucher
from claimlight_engine.assertion.masses import NOTHING, UNVERIFIED, Judged, Masses
from claimlight_engine.assertion.narrator import has_learned, is_narrators
from claimlight_engine.assertion.signs import Words, find_hearsay, find_signs
from claimlight_engine.attribution.layout import lines_of
from claimlight_engine.attribution.stance import withholds
from claimlight_engine.reading import SILENT, Reading, StatusScores
from claimlight_engine.records import Attribution, BlockKind, Sentence, SourceKind, Span, Status

LEAST = 0.1  # share from which a named source outdoes the others in its sentence
WORDS = 0.1  # share from which a sentence that no model has scored counts as somebody's words
LONGEST_TITLE = 20  # words of a line that may be a title
WHOLE = 0.95  # share from which a sentence counts as somebody's words altogether

_CLOSED = regex.compile(r"""[.?!:;,…”"’'»)\]]$""")


def status(reading: Reading) -> Reading:
    """Make a `Sentence` of every sentence of the segments; ids n1, n2, … in order."""
    covers = cover(reading)
    scores = reading.status_scores or tuple(_by_share(each) for each in covers)
    words = Words.of(reading.document.text, reading.segments.tokens)
    hearsay = find_hearsay(words)
    kinds = _block_kinds(reading)
    titles = _titles(reading)
    judged = []
    for number, (span, score, cover_) in enumerate(zip(reading.segments.sentences, scores, covers, strict=True)):
        by = voucher(cover_, reading.attributions, LEAST)
        silent = kinds[number] in SILENT or (_is_question(reading.document.text, span) and cover_.total < WHOLE)
        said = bisect_left(hearsay, span.start) < bisect_left(hearsay, span.end) and not _is_court_report(words, span)
        if by is not None and not cover_.quoted and _is_narrators_alone(reading, cover_):
            by, masses = None, _weigh(replace(score, attributed=0.0, vague=0.0), Coverage(), None, said)
        else:
            masses = _weigh(score, cover_, by, said)
        masses = NOTHING if silent else masses
        if span in titles:
            masses = replace(
                masses, none=masses.none + masses.unsourced + masses.interpretation, unsourced=0.0, interpretation=0.0
            )
        if by and withholds(by, reading.document.text):
            masses = replace(masses, none=masses.none + masses.vague, vague=0.0)
        judged.append(Judged(span, masses, by, cover_.total > 0))
    found = enumerate(carried(reading, judged), 1)
    return replace(reading, sentences=tuple(_sentence(f"n{number}", each, reading.options.threshold) for number, each in found))


def _by_share(cover_: Coverage) -> StatusScores:
    """Scores where no model has given any: somebody's words, or more likely nothing than a claim of the narrator's."""
    if cover_.quoted or cover_.total >= WORDS:
        return StatusScores(1.0, 0.0, 0.0, 0.0, 0.0)
    return StatusScores(0.0, 0.0, 0.4, 0.0, 0.6)


def _sentence(name: str, judged: Judged, threshold: float) -> Sentence:
    masses, by = judged.masses, judged.by
    found = masses.best()
    score = masses.vague + masses.unsourced + masses.interpretation
    credited = by.id if by and found in (Status.ATTRIBUTED, Status.VAGUE) else None
    shown = found in UNVERIFIED and score >= threshold
    return Sentence(name, judged.span, found, round(score, 4), attribution=credited, shown=shown)


def _is_narrators_alone(reading: Reading, cover_: Coverage) -> bool:
    """Is all that is credited in a sentence the narrator's own: "we are convinced that", "I always hoped"?

    Of 16 such sentences of the news files, 14 are not labelled as credited to anybody.
    """
    items = (reading.attributions[index] for index, _ in cover_.shares)
    text = reading.document.text
    return all(is_narrators(item, text) and not has_learned(item, text) for item in items)


def _weigh(score: StatusScores, cover_: Coverage, by: Attribution | None, hearsay: bool) -> Masses:
    """The model's probabilities, corrected by what the text shows.

    Blending in the share of a sentence that is content, which alone tells attributed sentences from others with an F1 of 92 on
    gold attributions, only made the model's own scores worse (macro F1 on news-dev 64.2 against 68.2).
    """
    credited = by is not None or hearsay or cover_.quoted  # without which nothing is vague: so it is with 5 of 563 in gold
    spoken = score.attributed + (score.vague if credited else 0.0)
    whole = cover_.quoted or cover_.total >= WHOLE
    own = score.unsourced + score.interpretation + score.none
    factor = (1 - spoken) / own if own > 0 else 0.0
    unsourced, interpretation, none = score.unsourced * factor, score.interpretation * factor, score.none * factor
    if whole:  # somebody's words are never the narrator's assertion
        spoken, unsourced, interpretation = spoken + unsourced + interpretation, 0.0, 0.0
    if by is not None:
        vague = spoken if by.kind is not SourceKind.NAMED else 0.0
    else:
        vague = spoken * score.vague / (score.attributed + score.vague) if credited and score.vague > 0 else 0.0
    masses = Masses(none, spoken - vague, vague, unsourced, interpretation)
    return _hearsay(masses) if hearsay and not whole and masses.best() is not Status.ATTRIBUTED else masses


def _hearsay(masses: Masses) -> Masses:
    """ "Reportedly" makes an own-voice claim one that nobody in particular vouches for."""
    own = masses.unsourced + masses.interpretation + masses.none / 2
    return Masses(masses.none / 2, masses.attributed, masses.vague + own, 0.0, 0.0)


def _is_court_report(words: Words, span: Span) -> bool:
    return any(sign.group == "court" for sign in find_signs(words, span))


def _is_question(text: str, span: Span) -> bool:
    return text[span.start : span.end].rstrip("\"”’')» ").endswith("?")


def _titles(reading: Reading) -> set[Span]:
    """Lines of a few words that no mark closes, as headings, links to other articles and bylines have none.

    Of 347 such lines of the news files that are credited to nobody, six claim anything.
    """
    text = reading.document.text
    spans = (line.span for line in lines_of(reading))
    return {span for span in spans if not _CLOSED.search(text, span.start, span.end) and _is_short(text[span.start : span.end])}


def _is_short(line: str) -> bool:
    return len(line.split(None, LONGEST_TITLE)) <= LONGEST_TITLE


def _block_kinds(reading: Reading) -> list[BlockKind]:
    """The kind of the block that each sentence lies in."""
    kinds = []
    block = 0
    spans = reading.document.spans
    for sentence in reading.segments.sentences:
        while block + 1 < len(spans) and spans[block + 1].start <= sentence.start:
            block += 1
        kinds.append(reading.document.blocks[block].kind if reading.document.blocks else BlockKind.PARAGRAPH)
    return kinds
