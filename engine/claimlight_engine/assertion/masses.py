"""How likely each status of a sentence is, after all that the text shows."""

from __future__ import annotations

from dataclasses import dataclass

from claimlight_engine.records import Attribution, Span, Status

UNVERIFIED = (Status.VAGUE, Status.UNSOURCED, Status.INTERPRETATION)


@dataclass(frozen=True, slots=True)
class Masses:
    """Probabilities of the statuses; they sum to 1."""

    none: float
    attributed: float
    vague: float
    unsourced: float
    interpretation: float

    def best(self) -> Status:
        """The likeliest; of two alike the one that says less."""
        pairs = (
            (self.none, Status.NONE),
            (self.attributed, Status.ATTRIBUTED),
            (self.vague, Status.VAGUE),
            (self.interpretation, Status.INTERPRETATION),
            (self.unsourced, Status.UNSOURCED),
        )
        return max(pairs, key=lambda pair: pair[0])[1]


NOTHING = Masses(1.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, what it is taken for, and the attribution that vouches for it or is too weak to."""

    span: Span
    masses: Masses
    by: Attribution | None
    covered: bool  # is any of it content of an attribution?
