"""Contested terms on gold texts and saved pages: floors that only rise, and ceilings that only fall.

Recall and marks for 1,000 words are counted against the gold labels; precision against `terms.jsonl`, in which every hit has been
judged by hand, since the gold labels leave out many (of the terms that one labeller marked, another marked 57%). Voice is told
where a hit and a gold term overlap, as by score.py; news-train has taught the tagger too, so that half is the easier one.
"""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from claimlight_engine import annotate

ROOT = Path(__file__).parents[2]
RECALL = 0.75
PRECISION = 0.90
VOICE = 0.95
MARKS_PER_1000_WORDS = 2.0


@pytest.fixture(scope="module")
def judge(shared):
    spec = importlib.util.spec_from_file_location("judge_terms", ROOT / "scripts" / "judge_terms.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)  # its dataclass looks its module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found(judge):
    return {name: judge.hits(name, text) for name, text in judge.texts()}


@pytest.fixture(scope="module")
def gold(judge, shared):
    files = {name: (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8") for name in judge.GOLD}
    rows = ((name, json.loads(line)) for name, text in files.items() for line in text.splitlines())
    return {f"{name}/{row['id']}": row for name, row in rows}


def test_recall(found, gold):
    wanted = [(name, term) for name, row in gold.items() for term in row["terms"] if not term.get("optional")]
    met = sum(any(hit.start < term["end"] and term["start"] < hit.end for hit in found[name]) for name, term in wanted)
    assert met / len(wanted) >= RECALL


def test_voice(found, gold):
    right = []
    for name, row in gold.items():
        if any(_met(hit.start, hit.end, row) for hit in found[name]):  # the others need no tagging
            for term in annotate(row["text"]).terms:
                met = _met(term.span.start, term.span.end, row)
                right += [any(other["voice"] == term.voice for other in met)] if met else []
    assert sum(right) / len(right) >= VOICE


def _met(start, end, row):
    return [term for term in row["terms"] if start < term["end"] and term["start"] < end]


def test_marks_are_few(found, gold):
    words = sum(len(row["text"].split()) for row in gold.values())
    assert 1000 * sum(len(found[name]) for name in gold) / words <= MARKS_PER_1000_WORDS


def test_precision_by_judgement(judge, found):
    answers = judge.judged()
    hits = [hit for each in found.values() for hit in each]
    unread = [hit for hit in hits if hit not in answers]
    assert unread == [], "new hits: judge them with `python scripts/judge_terms.py`"
    assert sum(answers[hit] for hit in hits) / len(hits) >= PRECISION
