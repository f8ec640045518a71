"""Ask PyPI and npm whether something that this project depends on has a known weakness. `make check` runs it.

Where a registry does not answer such questions (no network, a mirror), it says so and why, and fails nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120  # seconds for a registry
PYPI = ("pip_audit", "--disable-pip", "--require-hashes", "--requirement", "requirements-dev.txt")
PYPI_FORM = ("--format", "json", "--progress-spinner", "off", "--timeout", "10")
NPM = ("npm", "audit", "--json")
GRAVE = ("high", "critical")  # npm's; what is less is almost always out of reach in tools that are only run here


@dataclass(frozen=True, slots=True)
class Outcome:
    """Weaknesses that were found, or why nobody could say."""

    found: tuple[str, ...] = ()
    skipped: str = ""


def read_pypi(text: str) -> Outcome:
    """What pip-audit wrote. It calls a package that the registry says nothing about skipped, and itself content."""
    packages = _parsed(text).get("dependencies", [])
    silent = [each["name"] for each in packages if "skip_reason" in each]
    found = [f"{each['name']} {each['version']}: {weak['id']}" for each in packages for weak in each.get("vulns", [])]
    if found or (packages and not silent):
        return Outcome(found=tuple(found))
    return Outcome(skipped=f"PyPI said nothing about {len(silent)} of {len(packages)} packages" if packages else "no answer")


def read_npm(text: str) -> Outcome:
    """What `npm audit --json` wrote."""
    answer = _parsed(text)
    if "vulnerabilities" not in answer:
        return Outcome(skipped=str(answer.get("message") or "no answer").partition(" - ")[0])
    weak = answer["vulnerabilities"].items()
    return Outcome(found=tuple(f"{name}: {each['severity']}" for name, each in weak if each["severity"] in GRAVE))


def _parsed(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def main() -> int:
    """Ask both; the exit code is 1 where something was found."""
    outcomes = {
        "Python packages": read_pypi(_output(sys.executable, "-m", *PYPI, *PYPI_FORM)),
        "npm packages": read_npm(_output(*NPM)),
    }
    for name, outcome in outcomes.items():
        if outcome.skipped:
            print(f"audit of {name} skipped: {outcome.skipped}")
        for each in outcome.found:
            print(f"audit of {name}: {each}")
    return any(outcome.found for outcome in outcomes.values())


if __name__ == "__main__":
    sys.exit(main())
