"""A tagger by rules: cue words, and what stands before and after them in the sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

import regex

from claimlight_engine.document import Document
from claimlight_engine.reading import Quotation, Segments, StatusScores
from claimlight_engine.records import Attribution, Span
from claimlight_engine.tagger import Tags
from claimlight_engine.tagger.cues import Cues, load_cues

_CLAUSE_START = regex.compile(r"[;:—–]\s*|,\s+(?:and|but|while|because|although|though|so)\s+|\b(?:that|but)\s+|[,.?!][”\"’»]\s+")
_SOURCE_AFTER = regex.compile(
    r"\s*((?:(?!,\s|\s(?:that|who|on|in|after|when|as|and)\s)[^;:“\"]){2,120}?)(?=,|;|:|\.?$|\s(?:that|who|on|in|after|when|as|and)\s)"
)
_OPENS_CONTENT = regex.compile(r"\s*[,:]?\s*(?:(?:[^,.;“\"]{0,50}\s)?(?=that\s)|(?=[“\"‘«]|how\s|whether\s|why\s))")
_CONTENT_ENDS = regex.compile(
    r",\s+(?:\w+\s+)?(?=(?:insisting|saying|adding|arguing|claiming|warning|noting|according)\b)|,\s+(?:his|her|their)\s+words\b"
)
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class RuleTagger:
    """Finds direct, indirect and mixed attributions by a list of cues."""

    cues: Cues
    version: str = "rules"

    @classmethod
    def load(cls) -> RuleTagger:
        """Read the cue list."""
        return cls(load_cues())

    def tag(self, document: Document, segments: Segments) -> Tags:
        """Tag sentence by sentence; a quotation is credited whole, however many sentences it spans."""
        found: list[Attribution] = []
        starts = [quotation.span.start for quotation in segments.quotations]
        for sentence in segments.sentences:
            quotations = segments.quotations[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            before = segments.quotations[bisect_left(starts, sentence.start) - 1] if bisect_left(starts, sentence.start) else None
            if before and before.span.end > sentence.end:
                continue
            new = _Sentence(document.text, sentence, quotations, self.cues).attributions()
            if not new and found and quotations and quotations[0].span.start == sentence.start:
                found[-1] = _carried_on(found[-1], quotations[0], document.text)
            found += new
        found.sort(key=_first)
        numbered = tuple(replace(attribution, id=f"a{i}") for i, attribution in enumerate(found, 1))
        return Tags(numbered, self._statuses(document, segments, numbered))

    def _statuses(self, document: Document, segments: Segments, found: tuple[Attribution, ...]) -> tuple[StatusScores, ...]:
        contents = sorted((span, attribution.source) for attribution in found for span in attribution.content)
        starts = [span.start for span, _ in contents]
        scores = []
        for sentence in segments.sentences:
            near = contents[max(0, bisect_left(starts, sentence.start) - 1) : bisect_right(starts, sentence.end)]
            covered = [(min(s.end, sentence.end) - max(s.start, sentence.start), source) for s, source in near]
            most, source = max(covered, default=(0, ()))
            text = document.text[sentence.start : sentence.end]
            words = " ".join(document.text[span.start : span.end] for span in source)
            if most * 3 > len(text):
                weak = not source or self.cues.weak_source.search(words)
                scores.append(StatusScores(0.1, 0.8, 0.04, 0.03, 0.03) if weak else StatusScores(0.85, 0.05, 0.04, 0.03, 0.03))
            elif self.cues.judgement.search(text) and text.endswith("."):
                scores.append(StatusScores(0.05, 0.05, 0.1, 0.7, 0.1))
            elif regex.search(r"\d\d|\bpercent|\bper cent|\bmost\b", text) and text.endswith("."):
                scores.append(StatusScores(0.05, 0.05, 0.45, 0.1, 0.35))
            else:
                scores.append(StatusScores(0.05, 0.05, 0.15, 0.15, 0.6))
        return tuple(scores)


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    span: Span
    quotations: tuple[Quotation, ...]
    cues: Cues

    def attributions(self) -> list[Attribution]:
        found: list[Attribution] = []
        for match in self.cues.cue.finditer(self.text, self.span.start, self.span.end):
            cue = Span(*match.span())
            taken = (span for attribution in found for span in attribution.content + attribution.source)
            if any(q.span.start < cue.start < q.span.end for q in self.quotations) or any(
                s.start <= cue.start < s.end for s in taken
            ):
                continue
            kind = next(name for name, group in match.groupdict().items() if group)
            attribution = self._read(cue, kind, found[-1].source if found else ())
            if attribution:
                found.append(attribution)
        return found

    def _read(self, cue: Span, kind: str, last_source: tuple[Span, ...]) -> Attribution | None:
        if kind == "hearsay":
            content = self._spans(Span(self.span.start, cue.start), Span(cue.end, self.span.end))
            return _relation((), cue, content)
        if kind == "before_source":
            return self._before_source(cue)
        before = self._direct(cue) or (self._reported_before(cue) if kind in ("free", "clause") else None)
        return before or self._content_after(cue, kind, last_source)

    def _before_source(self, cue: Span) -> Attribution | None:
        source = self._source_after(cue.end)
        if not source:
            return None
        return _relation((source,), cue, self._spans(Span(self.span.start, cue.start), Span(source.end, self.span.end)))

    def _direct(self, cue: Span) -> Attribution | None:
        """“X,” she said. “X,” said the minister. “X,” she said, “Y.”"""
        quotation = next((q for q in reversed(self.quotations) if q.span.end <= cue.start), None)
        if not quotation:
            return None
        between = self._trim(Span(quotation.span.end, cue.start))
        inverted = between.start >= between.end
        source = self._source_after(cue.end) if inverted else between
        if not source or not self._may_be_source(source) or "," in self.text[source.start : source.end]:
            return None
        lead = Span(self.span.start, quotation.span.start)
        own = Span(lead.start if len(self.text[lead.start : lead.end].split()) >= _LEAST_WORDS else lead.end, quotation.span.end)
        end = max(source.end, cue.end)
        return _relation((source,), cue, self._spans(own) + tuple(q.span for q in self.quotations if q.span.start >= end))

    def _reported_before(self, cue: Span) -> Attribution | None:
        """X, said the minister. X, she said. X, she said, Y."""
        before = self.text[self.span.start : cue.start].rstrip()
        inverted = before.endswith(",")
        if inverted:
            source = self._source_after(cue.end)
            rest = Span(source.end, self.span.end) if source else cue
            content = Span(self.span.start, cue.start)
        else:
            comma = before.rfind(",")
            source = self._trim(Span(self.span.start + comma + 1, cue.start)) if comma > 0 else None
            rest, content = Span(cue.end, self.span.end), Span(self.span.start, self.span.start + comma)
        ends = regex.match(r"[\s.”\"]*$|\s(?:on|in|at|during)\s[^,]*$|(?P<goes_on>,\s)", self.text[rest.start : rest.end])
        if not source or not ends or not self._may_be_source(source) or (inverted and ends["goes_on"]):
            return None
        return _relation((source,), cue, self._spans(content, *([rest] if ends["goes_on"] else [])))

    def _content_after(self, cue: Span, kind: str, last_source: tuple[Span, ...]) -> Attribution | None:
        """She said that X. She said: “X”. She plans to X."""
        rest = self.text[cue.end : self.span.end]
        opens = _OPENS_CONTENT.match(rest)
        if not opens and (kind == "clause" or not regex.match(r"\s+\w", rest)):
            return None
        ends = _CONTENT_ENDS.search(rest)
        content = Span(cue.end + (opens.end() if opens else 0), cue.end + ends.start() if ends else self.span.end)
        participle = self.text[cue.start : cue.end].endswith("ing")
        source = last_source if participle and last_source else self._subject(cue.start)
        return _relation(source, cue, self._spans(content)) if source else None

    def _subject(self, end: int) -> tuple[Span, ...]:
        start = self.span.start
        for boundary in _CLAUSE_START.finditer(self.text, start, end):
            start = boundary.end()
        apposition = self.text[start:end].rstrip().endswith(",")
        pieces = (Span(start + match.start(), start + match.end()) for match in regex.finditer(r"[^,]+", self.text[start:end]))
        parts = [part for part in map(self._trim, pieces) if part.end > part.start]
        if not apposition:
            return tuple(part for part in parts[-1:] if self._may_be_source(part))
        head = next((part for part in parts if self._may_be_source(part)), None)
        return (Span(head.start, parts[-1].end),) if head else ()

    def _source_after(self, start: int) -> Span | None:
        match = _SOURCE_AFTER.match(self.text, start, self.span.end)
        span = self._trim(Span(*match.span(1))) if match else None
        return span if span and self._may_be_source(span) else None

    def _may_be_source(self, span: Span) -> bool:
        words = self.text[span.start : span.end].split()
        return 0 < len(words) <= 25 and words[0].lower() not in self.cues.no_source

    def _spans(self, *spans: Span) -> tuple[Span, ...]:
        trimmed = (self._trim(span) for span in spans)
        return tuple(span for span in trimmed if regex.search(r"\w", self.text[span.start : span.end]))

    def _trim(self, span: Span) -> Span:
        piece = self.text[span.start : span.end]
        left = len(piece) - len(piece.lstrip(" \n\t,;:—–"))
        return Span(span.start + left, max(span.start + left, span.start + len(piece.rstrip(" \n\t,;:—–."))))


def _relation(source: tuple[Span, ...], cue: Span, content: tuple[Span, ...]) -> Attribution | None:
    return Attribution("", source, (cue,), content, score=0.7) if content else None


def _carried_on(attribution: Attribution, quotation: Quotation, text: str) -> Attribution:
    """Credit a quotation that stands by itself right after an attributed one to the same source."""
    last = max(span.end for span in attribution.content + attribution.cue + attribution.source)
    direct = any(text[span.start] in '“"‘«' for span in attribution.content)
    if direct and (quotation.continues or not regex.search(r"\w|\n", text[last : quotation.span.start])):
        return replace(attribution, content=(*attribution.content, quotation.span))
    return attribution


def _first(attribution: Attribution) -> int:
    return min(span.start for span in attribution.source + attribution.cue + attribution.content)
