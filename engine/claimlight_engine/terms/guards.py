"""Does the context of a match allow it? Required words near it, and no word or longer phrase that gives it another sense."""

from __future__ import annotations

from bisect import bisect_left

from claimlight_engine.terms.compile import Guards, Near
from claimlight_engine.terms.words import Phrase, Words, stands_at


class Context:
    """Where phrases stand in one text; each is looked up once, when first asked for."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._found: dict[Phrase, list[int]] = {}
        self._present: dict[Near, list[tuple[list[int], int]]] = {}

    def allows(self, guards: Guards, first: int, last: int) -> bool:
        """May words `first` to `last` be marked?"""
        return (
            all(self._holds(group, first, last, inside=True) for group in guards.require)
            and not any(self._covers(phrase, first, last) for phrase in guards.covers)
            and not any(self._holds(group, first, last, inside=False) for group in guards.near)
        )

    def _places(self, phrase: Phrase) -> list[int]:
        if phrase not in self._found:
            opening = phrase.words[0].removesuffix("'s")
            if phrase.prefix and len(phrase.words) == 1:
                numbers = self.words.beginning_with(opening)
            else:
                numbers = self.words.positions.get(opening, [])
            self._found[phrase] = [number for number in numbers if stands_at(phrase, self.words, number)]
        return self._found[phrase]

    def _standing(self, group: Near) -> list[tuple[list[int], int]]:
        """Where those phrases of a group stand that the text has, and how many words follow their first."""
        if group not in self._present:
            found = ((self._places(phrase), len(phrase.words) - 1) for phrase in group.phrases)
            self._present[group] = [(places, more) for places, more in found if places]
        return self._present[group]

    def _holds(self, group: Near, first: int, last: int, *, inside: bool) -> bool:
        """Does a phrase of the group stand near enough? One inside the match itself counts only if `inside`."""
        for places, more in self._standing(group):
            low = 0 if group.within is None else bisect_left(places, first - group.within - more)
            for place in map(places.__getitem__, range(low, len(places))):  # no copy: that would cost more the longer the text
                if group.within is not None and place > last + group.within:
                    break
                if inside or place < first or place + more > last:
                    return True
        return False

    def _covers(self, phrase: Phrase, first: int, last: int) -> bool:
        more = len(phrase.words) - 1
        return any(stands_at(phrase, self.words, place) for place in range(max(0, last - more), first + 1))
