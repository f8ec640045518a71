"""How much more two processes of `claimlight batch` do than one, and how much more this machine does with two at all.

`python bench/scaling.py [FILE.jsonl]` takes the texts of a JSONL file with a "text" a line, or else made-up articles. It runs the
whole command with one process and with two in turn, start and writing included, and beside it a control that reads and writes
nothing: the encoder alone on one fixed window, in one process and in two. Where the cores of a machine are shared with others, or
are two threads of one core, the control falls below 2 as well. Processor time says what the work costs on a machine that is busy:
with two processes it should be hardly more than with one. The median over the rounds counts. Goal: at least 1.8.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from throughput import made_up, texts

ROUNDS = 3
WORDS = 200_000  # of the runs of `claimlight batch`: enough for the start of processes to weigh little
PASSES = 150  # of the encoder in a process of the control: some seconds
WINDOW = "The minister said on Tuesday that the bridge would open in May. " * 25  # fills most of the encoder's window
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def main(arguments: list[str]) -> None:
    """Run all rounds and print a line each, then what counts; or, as `--encoder`, be a process of the control."""
    if arguments[:1] == ["--encoder"]:
        encoder()
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(arguments[0]) if arguments else made_up(Path(folder) / "made-up.jsonl")
        part, words = first_words(source, Path(folder) / "part.jsonl")
        print(f"texts    {source.name}: the first {words:,} words; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        ours, machine, rates, costs = [], [], [], []
        for number in range(1, ROUNDS + 1):
            bare = control(1), control(2)
            (one, alone), (two, both) = batch(part, Path(folder), 1), batch(part, Path(folder), 2)
            machine.append(2 * bare[0] / bare[1])
            ours.append(one / two)
            rates.append((words / one, words / two))
            costs.append((words / alone, words / both))
            print(
                f"round {number}  batch {words / one:7,.0f} and {words / two:7,.0f} words a second: {ours[-1]:.2f}; "
                f"encoder alone: {machine[-1]:.2f}"
            )
    print(f"batch    1 process    {max(rate for rate, _ in rates):9,.0f} words a second at best, start and writing included")
    print(f"batch    2 processes  {max(rate for _, rate in rates):9,.0f}")
    for count, rate in enumerate(zip(*costs, strict=True), 1):
        print(f"work     {median(rate):9,.0f} words for a second of processor time, of all its processes, with {count} at work")
    print(f"scaling  from 1 to 2 processes: {median(ours):.2f} (goal: 1.80); the encoder alone: {median(machine):.2f}")


def batch(source: Path, folder: Path, processes: int) -> tuple[float, float]:
    """Seconds by the clock of a whole `claimlight batch`, and seconds of processor time."""
    with tempfile.TemporaryDirectory(dir=folder) as out:
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        command = [sys.executable, "-m", "claimlight_server", "batch", "-q", "--processes", str(processes)]
        subprocess.run([*command, str(source), f"{out}/out"], check=True)
        seconds, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def control(processes: int) -> float:
    """Seconds by the clock that so many processes need, each for the same work, when all have loaded."""
    command, pipe = [sys.executable, __file__, "--encoder"], subprocess.PIPE
    started = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=os.environ | ONE_THREAD) for _ in range(processes)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    begun = time.monotonic()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        process.communicate()
    return time.monotonic() - begun


def encoder() -> None:
    """Load, say so, wait for a line, and read the window again and again."""
    from claimlight_engine.tagger.learned import LearnedTagger  # noqa: PLC0415 - slow to load, for the control alone
    from claimlight_engine.tagger.windows import windows  # noqa: PLC0415

    weights = LearnedTagger.load().weights
    pieces = weights.pieces(WINDOW, [(0, len(WINDOW))])
    window = windows(pieces.features.block)[0]
    weights.hidden(pieces, window)
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(PASSES):
        weights.hidden(pieces, window)


def first_words(source: Path, path: Path) -> tuple[Path, int]:
    """A file of as many of the first texts as hold WORDS, and how many words it holds."""
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts(source)):
            file.write(json.dumps({"id": number, "text": text}) + "\n")
            words += len(text.split())
            if words >= WORDS:
                break
    return path, words


if __name__ == "__main__":
    main(sys.argv[1:])
