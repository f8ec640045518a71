"""A bounded run of the coverage-guided fuzzer, the same in every run; more by hand, see target.py."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

TARGET = Path(__file__).parent / "target.py"
SEEDS = (
    "The mayor, Jane Roe, said on Monday that “the \x1fliberation\x1f of Kupyansk” would cost 80% more.\x1eCritics denied it.",
    "“We won,” she said. “It ‘was’ a long day\x1e“and a longer night.”\r\n\r\n— Mr. Roe's 3.5-year-old U.S. plan …",
    "<b>&amp;</b> 1. ‚One‘ «two» ``three'' \u202e\u2028\ufeff\U0001f469\u200d\U0001f469 a\u0301\x1f\x1f\x1e\0",
)


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is to be had for Linux on x86-64 alone")
def test_nothing_breaks_segmentation_and_markup(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, text in enumerate(SEEDS):
        (corpus / str(number)).write_bytes(bytes(range(0, 32, 2)) + text.encode())
    command = [
        sys.executable,
        str(TARGET),
        str(corpus),
        "-runs=20000",
        "-seed=1",
        "-max_len=2000",
        "-timeout=120",
        "-rss_limit_mb=4096",
    ]
    done = subprocess.run(
        [*command, f"-artifact_prefix={tmp_path}/"], capture_output=True, text=True, timeout=500, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr[-5000:]
    assert "Done 20000 runs" in done.stderr
