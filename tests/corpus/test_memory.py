"""A corpus of any size needs the same memory."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.articles import article

# Peak memory, in kilobytes, of the largest of all processes below this one.
CODE = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "claimlight_server", "batch", "--quiet", "--processes", "1", *sys.argv[1:]], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak(folder: Path, count: int) -> int:
    source = folder / f"{count}.jsonl.gz"  # compressed JSONL is never cut: all of it becomes one part
    with gzip.open(source, "wt", encoding="utf-8") as stream:
        for number in range(count):
            stream.write(json.dumps(article(number % 50) | {"id": number}) + "\n")
    command = [sys.executable, "-c", CODE, str(source), str(folder / f"out-{count}")]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@pytest.mark.long
def test_memory_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    small, large = peak(tmp_path, 300), peak(tmp_path, 2400)
    assert large < 1.15 * small, (small, large)
