"""Cost: wide limits that only a mistake in the method breaks. `make bench` has the figures themselves."""

from time import process_time

import pytest

from claimlight_engine.terms.check import bracketed
from claimlight_engine.terms.lexicon import load, shipped, shipped_files
from claimlight_engine.terms.match import find

EXAMPLES = [bracketed(each)[0] for pack in shipped().packs for entry in pack.entries for each in (*entry.hit, *entry.miss)]


def seconds(work, runs=2) -> float:
    taken = []
    for _ in range(runs):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return min(taken)


# The packs' own examples; a text that is one term; a text that is one context word; one word without end; no blank at all.
@pytest.mark.parametrize("text", ["\n\n".join(EXAMPLES[:500]), "regime " * 3000, "Syria " * 3000, "a" * 20000, "a-" * 10000])
def test_cost_grows_with_length_and_no_faster(text):
    index = shipped().index
    once, often = seconds(lambda: find(text, index)), seconds(lambda: find(text * 8, index))
    assert often < 3 * 8 * max(once, 0.002)


def test_compiling_is_quick():
    assert seconds(lambda: load(shipped_files()), runs=1) < 1.5
