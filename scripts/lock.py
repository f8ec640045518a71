"""Write requirements-dev.txt anew: what pyproject.toml asks for in development, pinned, with hashes. `make lock` runs it.

Run with `uv` on the path. The project is copied aside, since uv's own lock file names registries and is not kept.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements-dev.txt"
NEEDED = ("pyproject.toml", "README.md", "LICENSE", "engine/claimlight_engine/__init__.py")  # to read the project's version
HEAD = "# Written by `make lock` from pyproject.toml; don't edit. For all platforms and Python 3.11 or later.\n"
EXPORT = ("--frozen", "--group", "dev", "--no-emit-project", "--no-annotate", "--no-header", "--output-file", "lock.txt")


def main() -> None:
    """Resolve and write."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in NEEDED:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
        subprocess.run(["uv", "lock", "--quiet"], cwd=copy, check=True)
        subprocess.run(["uv", "export", "--quiet", *EXPORT], cwd=copy, check=True)
        LOCK.write_text(HEAD + (copy / "lock.txt").read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
