"""Say in one plain sentence why something is marked: what was found, and what is missing. Never that anything is false."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.records import (
    Annotations,
    AssertionKind,
    Attribution,
    Detail,
    Echo,
    EchoKind,
    Sentence,
    SourceKind,
    Span,
    Speaker,
    Stance,
    Status,
    Term,
    Voice,
)
from claimlight_engine.spans import has_words
from claimlight_engine.terms.lexicon import Lexicon, shipped

_LONGEST = 90  # characters of the page that a sentence cites at most
_MOST_WORDINGS = 3

_STANCE = {
    Stance.NEUTRAL: "",
    Stance.ASSERTING: ", a {word} that stresses it",
    Stance.DOUBTING: ", a {word} that keeps its distance",
    Stance.PRESUMING: ", a {word} that takes it to be true",
    Stance.DENYING: ", a {word} of denial or dissent",
    Stance.CONCEDING: ", a {word} that takes it to be true and admitted",
    Stance.EXPECTING: ", a {word} of hope, plan or expectation",
    Stance.FEELING: ", a {word} of feeling",
    Stance.HEARSAY: ", a {word} of hearsay",
}
_DETAIL = {
    Detail.FIGURE: "a figure",
    Detail.CAUSE: "a cause",
    Detail.GENERALISATION: "a statement about a whole group",
}
_OWN_VOICE = {
    AssertionKind.IMPUTED_MIND: "This tells what somebody thinks or wants{sign}, and the page does not say how it is known.",
    AssertionKind.FORECAST: (
        "This says in the article's own voice what will or may be{sign}; no source on the page stands behind it."
    ),
    AssertionKind.JUDGEMENT: "This is a judgement in the article's own voice{sign}; no source on the page stands behind it.",
}


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    attributions: Mapping[str, Attribution]
    speakers: Mapping[str, Speaker]

    def words(self, spans: Sequence[Span]) -> str:
        """What some spans say, on one line, cut where it is long."""
        words = " ".join(" … ".join(self.text[span.start : span.end] for span in spans).split())
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"

    def who(self, attribution: Attribution) -> str:
        """The source: by name where it has one, else in the page's words between quotation marks; empty where there is none.

        A pronoun gives way to the words that it stands for.
        """
        speaker = self.speakers.get(attribution.speaker or "")
        if speaker and speaker.kind is SourceKind.NAMED and speaker.name:
            return speaker.name
        words = self.words(attribution.source)
        if speaker and speaker.name and words.lower() in sources().pronouns:
            words = speaker.name
        return f"“{words}”" if words else ""


def explain(found: Annotations, lexicon: Lexicon | None = None) -> dict[str, str]:
    """Give one sentence for every annotation, by its id.

    Of the sentences, those have one that are vague, unsourced or interpretation. `lexicon` holds the packs that the terms were
    found with; None stands for the shipped ones. Of a term whose pack is not among them, only its entry is named.
    """
    page = _Page(found.text, {a.id: a for a in found.attributions}, {s.id: s for s in found.speakers})
    packs = lexicon or shipped()
    reasons = {attribution.id: _why_attribution(attribution, page) for attribution in found.attributions}
    reasons |= {sentence.id: _why_sentence(sentence, page) for sentence in found.sentences if sentence.status in _UNVERIFIED}
    reasons |= {term.id: _why_term(term, page, packs) for term in found.terms}
    reasons |= {echo.id: _why_echo(echo, page) for echo in found.echoes}
    return reasons


_UNVERIFIED = (Status.VAGUE, Status.UNSOURCED, Status.INTERPRETATION)


def _why_attribution(attribution: Attribution, page: _Page) -> str:
    cue, who = page.words(attribution.cue) if has_words(page.text, attribution.cue) else "", page.who(attribution)
    stance = _STANCE[attribution.stance].format(word="wording" if " " in cue else "word")
    by = f" by “{cue}”{stance}" if cue else ""
    if not who:
        return f"Reported{by}; the page does not say who says so."
    if attribution.kind is SourceKind.NAMED:
        return f"Credited to {who}{',' if ',' in who else ''}{by}." if cue else f"Credited to {who}, whose name stands beside it."
    to = f"{by}{',' if stance else ''} to {who}"
    if attribution.kind is SourceKind.VAGUE:
        return f"Credited{to}: no one in particular, so nobody can ask them."
    return f"Credited{to}: described but not named, so nobody can check who it is."


def _why_sentence(sentence: Sentence, page: _Page) -> str:
    if sentence.evidence:
        hosts = _list(list(dict.fromkeys(evidence.host for evidence in sentence.evidence)), "and")
        return f"No source is named in the text; the page points to {hosts}."
    if sentence.status is Status.VAGUE:
        return _why_vague(sentence, page)
    sign = f" (“{page.words([sentence.sign])}”)" if sentence.sign else ""
    if sentence.kind in _OWN_VOICE:
        return _OWN_VOICE[sentence.kind].format(sign=sign)
    if sentence.status is Status.INTERPRETATION:
        return _OWN_VOICE[AssertionKind.JUDGEMENT].format(sign=sign)
    holds = [_DETAIL[detail] for detail in sentence.details if detail in _DETAIL]
    if holds:
        return f"No source is given on the page for this, which holds {_list(holds, 'and')}{sign}."
    return f"No source is given for this on the page{sign}."


def _why_vague(sentence: Sentence, page: _Page) -> str:
    attribution = page.attributions.get(sentence.attribution or "")
    who = page.who(attribution) if attribution else ""
    if sentence.kind is AssertionKind.UNNAMED_SOURCE and who:
        reason = "; the page gives a reason for that" if Detail.REASON_GIVEN in sentence.details else ""
        return f"Credited to {who}: described but not named{reason}."
    if sentence.kind is AssertionKind.VAGUE_SOURCE and who:
        return f"Credited to {who}: no one in particular, so nobody can ask them."
    spans = [sentence.sign] if sentence.sign else attribution.cue if attribution else ()
    sign = f" (“{page.words(spans)}”)" if spans else ""
    return f"The text tells that somebody says so{sign}; the page does not say who."


def _why_term(term: Term, page: _Page, packs: Lexicon) -> str:
    word = page.words([term.span])
    try:
        pack, entry = packs.entry(term.entry)
    except KeyError:  # found with packs that are not at hand
        return f"“{word}” stands in a term pack as the entry {term.entry}."
    side = next((side.name for side in pack.sides if side.id == term.side), "")
    wordings = dict.fromkeys(wording.text for wording in entry.wordings if wording.text.lower() != word.lower())
    others = [f"“{wording}”" for wording in list(wordings)[:_MOST_WORDINGS]]
    whose = f"“{word}” is the wording of one side ({side})" if side else f"“{word}” is a disputed wording ({pack.title})"
    instead = f"; {_list(others, 'and')} {'are' if len(others) > 1 else 'is'} also in use" if others else ""
    voice = (
        "the article uses it in its own voice" if term.voice is Voice.OWN else "it belongs to somebody who is quoted or reported"
    )
    return f"{whose}{instead}; here {voice}."


def _why_echo(echo: Echo, page: _Page) -> str:
    claim, against = page.attributions.get(echo.claim), page.attributions.get(echo.against or "")
    who = (page.who(claim) if claim else "") or "a source that it does not name"
    if echo.kind is EchoKind.TOLD_AS_FACT:
        return f"The article tells this in its own voice, and elsewhere credits it to {who}."
    other = (page.who(against) if against else "") or "another source"
    return f"In this article {who} says so, and {other} denies, doubts or does not confirm it."


def _list(items: Sequence[str], last: str) -> str:
    return f" {last} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
