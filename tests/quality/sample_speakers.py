"""Draw the sample of `speakers.jsonl`: sources that stand for a name given in full elsewhere in the article.

    python tests/quality/sample_speakers.py [GOLD_FOLDER]

Prints one JSON line a source: document id and offsets. The draw is fixed: 200 of all attributions of news-dev and
polnear-dev whose source is a pronoun, a surname or given name that the article also gives in full, or a definite short form
("the ministry"); a document and source count once. Each was then labelled by reading the article: `names` holds the offsets
of mentions that give the full name, or the fullest description where no name is given.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path

SEED = 20251126
SIZE = 200
FILES = ("news-dev.jsonl", "polnear-dev.jsonl")
PRONOUN = re.compile(r"(?:he|she|it|they|who|his|her|its|their|him|them)", re.I)
TITLE = r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Supt|Sgt|Judge|President|Senator|Governor|Pope|Prince|Sir|Secretary)\.?"
NAME = re.compile(rf"(?:{TITLE} )?([A-ZÀ-Þ][\w’'-]+)")
DEFINITE = re.compile(r"[Tt]he (?:[A-Za-z-]+ )?[a-z]+")


def stands_for_more(source: str, text: str) -> bool:
    """Is the source a pronoun, a definite short form, or part of a longer name in the text?"""
    if PRONOUN.fullmatch(source) or DEFINITE.fullmatch(source):
        return True
    name = NAME.fullmatch(source)
    return bool(name) and any(
        not re.fullmatch(TITLE, before) for before in re.findall(rf"([A-ZÀ-Þ][\w.’'-]*) {re.escape(name[1])}\b", text)
    )


def draw(folder: Path) -> list[tuple[str, int, int]]:
    """The sample, in the order of the files: document id and offsets of the source."""
    population: dict[tuple[str, int, int], None] = {}  # a document that stands in both files counts once
    for name in FILES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            spans = {tuple(item["source"][0]) for item in row["attributions"] if len(item["source"]) == 1}
            for start, end in sorted(spans):
                if stands_for_more(row["text"][start:end], row["text"]):
                    population[row["id"].removeprefix("pol-"), start, end] = None
    order = {item: number for number, item in enumerate(population)}
    return sorted(random.Random(SEED).sample(list(population), SIZE), key=order.__getitem__)


if __name__ == "__main__":
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("gold_folder", nargs="?", type=Path, default=Path(__file__).parents[3] / "shared" / "gold")
    for document, start, end in draw(command.parse_args().gold_folder):
        print(json.dumps({"id": document, "source": [start, end]}))
