"""One unit from input to finished part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from claimlight_engine import Annotations, EngineError, Options, annotate
from claimlight_server.corpus.plan import Unit
from claimlight_server.corpus.read import read_unit
from claimlight_server.corpus.rows import reject, rows_of
from claimlight_server.corpus.store import Store, scratch
from claimlight_server.corpus.terms import kept_terms
from claimlight_server.corpus.versions import versions
from claimlight_server.corpus.write import PartWriter
from claimlight_server.formats.item import Bad, Item
from claimlight_server.formats.record import Columns

LONGEST = 2_000_000  # code points: some 350,000 words, more than any article; keeps memory within bounds


@dataclass(frozen=True, slots=True)
class Settings:
    """What, beside the input, decides about every byte that is written."""

    threshold: float = Options().threshold
    text: bool = True  # keep the documents' texts
    columns: Columns = Columns()  # noqa: RUF009 - frozen
    terms: str = ""  # mark of the lexicon in use, empty for the shipped packs alone; see terms.py
    day: str = ""  # when articles without a date count as published, as an ISO date; empty for the day on which the job is begun

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Settings:
        """From the dictionary that `asdict` makes of them."""
        return cls(**{**stored, "columns": Columns(**stored["columns"])})


def write_part(
    unit: Unit, settings: Settings, store: Store, fatal: Mapping[int, str], begin: Callable[[int, float, int], None]
) -> dict[str, Any]:
    """Read, annotate and write a unit; give what its mark says.

    `fatal` holds the documents, by their number within the unit, that have ended a worker before, with what is known of it: they
    are rejected without being looked at. `begin` is told each document's number before it is annotated, the share of the unit
    that is read (0 to 1), and the words that are done so far. Raises EngineError, and OSError where the output can't be written.
    """
    words = 0
    lexicon = kept_terms(store, settings.terms)
    day = date.fromisoformat(settings.day) if settings.day else None
    # One thread a worker: there is a worker a core, and more threads than cores would only get in each other's way.
    options = Options(threshold=settings.threshold, lexicon=lexicon, day=day, threads=1)
    with scratch(store) as folder, PartWriter(folder, versions(settings.terms)) as part:
        for number, (share, item) in enumerate(read_unit(unit, settings.columns)):
            begin(number, share, words)
            found = Bad(item.place, fatal[number], "fatal") if number in fatal else _annotate(item, options)
            if isinstance(item, Bad) or isinstance(found, Bad):
                bad = item if isinstance(item, Bad) else found
                assert isinstance(bad, Bad)
                part.add({"rejects": [reject(bad, None if isinstance(item, Bad) else item.id)]})
            else:
                part.add(rows_of(f"{unit.number:07d}-{number:06d}", item, found, lexicon, with_text=settings.text))
                words += len(found.text.split())
        return part.commit(store, unit.number, words)


def _annotate(item: Item | Bad, options: Options) -> Annotations | Bad:
    if isinstance(item, Bad):
        return item
    text, lang = item.document.text, item.document.origin.lang.lower()
    if not text.strip():
        return Bad(item.place, "there is no text", "no-text")
    if len(text) > LONGEST:
        return Bad(item.place, f"the text has {len(text):,} characters; at most {LONGEST:,} are taken", "too-long")
    if lang and not lang.startswith("en"):
        return Bad(item.place, f"the language is given as {lang}; the engine reads English", "language")
    try:
        return annotate(item.document, options)
    except EngineError:
        raise
    except Exception as error:  # a bug must cost one document, not the corpus
        return Bad(item.place, f"{type(error).__name__}: {error}", "failed")
