"""Echoes: what the article tells as fact here and credits to a source there, and claims that another source in it denies."""

from __future__ import annotations

from dataclasses import replace

from claimlight_engine.assertion.claims import claims_of
from claimlight_engine.assertion.coverage import cover
from claimlight_engine.assertion.disputes import disputes
from claimlight_engine.assertion.matters import Matters
from claimlight_engine.assertion.told import told_events, told_sentences
from claimlight_engine.reading import Reading
from claimlight_engine.records import Echo, EchoKind, Span


def echoes(reading: Reading) -> Reading:
    """Find the echoes of a reading; ids e1, e2, … in text order.

    A dispute is marked at the own-voice passage that repeats the claim, where there is one, else at the claim's content.
    """
    matters = Matters(reading)
    claims = claims_of(reading, matters)
    told = [*told_events(reading, matters, claims), *told_sentences(reading, matters, claims, cover(reading))]
    found: list[tuple[Span, EchoKind, str, str | None]] = [
        (each.span, EchoKind.TOLD_AS_FACT, each.claim.id, None) for each in told
    ]
    places = {each.claim.id: each.span for each in reversed(told)}
    for dispute in disputes(reading, matters, claims):
        span = places.get(dispute.claim.id, dispute.claim.content[0])
        found.append((span, EchoKind.DISPUTED, dispute.claim.id, dispute.against.id))
    found.sort(key=lambda each: (each[0], each[1], each[2]))
    numbered = (Echo(f"e{number}", kind, span, claim, other) for number, (span, kind, claim, other) in enumerate(found, 1))
    return replace(reading, echoes=tuple(numbered))
