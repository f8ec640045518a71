"""Cost of contested terms: reading and compiling all packs, and matching, by length of text.

`python bench/terms.py [FILE.jsonl]` times the texts of a JSONL file with a "text" a line, or else text made of the packs' own
examples, which is far richer in terms than news and so a worst case. Goals: 300 ms to compile, 2 ms for 1,000 words, linear.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import TypeVar

from claimlight_engine.terms.check import bracketed
from claimlight_engine.terms.lexicon import Lexicon, load, shipped_files
from claimlight_engine.terms.match import find

REPEATS = 5
T = TypeVar("T")


def main(arguments: list[str]) -> None:
    """Print the figures, the best of a few runs each, in processor time."""
    lexicon, compiling = best(lambda: load(shipped_files()))
    entries = sum(len(pack.entries) for pack in lexicon.packs)
    print(f"compile  {len(lexicon.packs)} packs, {entries} entries: {1000 * compiling:.0f} ms")
    texts = given(Path(arguments[0])) if arguments else examples(lexicon)
    for times in (1, 4, 16):
        text = "\n\n".join(texts * times)
        words = len(text.split())
        found, matching = best(partial(find, text, lexicon.index))
        each, rate = 1e6 * matching / words, 1000 * len(found) / words
        print(f"match    {words:7d} words, {rate:5.1f} terms in 1,000 words: {each:.2f} ms for 1,000 words")


def best(work: Callable[[], T]) -> tuple[T, float]:
    """Run it a few times; give its answer and the least seconds that it took."""
    taken = []
    for _ in range(REPEATS):
        start = process_time()
        answer = work()
        taken.append(process_time() - start)
    return answer, min(taken)


def given(path: Path) -> list[str]:
    """Texts of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def examples(lexicon: Lexicon) -> list[str]:
    """All examples of all entries, in an order that is mixed but always the same."""
    texts = [bracketed(text)[0] for pack in lexicon.packs for entry in pack.entries for text in (*entry.hit, *entry.miss)]
    random.Random(5).shuffle(texts)
    return texts


if __name__ == "__main__":
    main(sys.argv[1:])
