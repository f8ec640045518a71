"""The lock file is complete, pinned and hashed, and names no registry; the audit reads what the tools write."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
AUDIT = runpy.run_path(str(ROOT / "scripts" / "audit.py"), run_name="audit")


def locked() -> list[str]:
    """One logical line a requirement."""
    lines = LOCK.replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def asked(extra: str = "") -> list[Requirement]:
    """What the project, or an extra of it, asks for, with what extras ask of extras."""
    names = PROJECT["project"]["optional-dependencies"][extra] if extra else PROJECT["project"]["dependencies"]
    return [Requirement(each) for each in names]


def development() -> list[Requirement]:
    """All that development asks for directly."""
    found = asked()
    for each in map(Requirement, PROJECT["dependency-groups"]["dev"]):
        found += [one for extra in each.extras for one in asked(extra)] if each.name == "claimlight" else [each]
    return found


@pytest.mark.parametrize("line", locked())
def test_each_line_is_pinned_and_hashed(line: str) -> None:
    requirement = Requirement(line.partition(" --hash")[0])
    assert requirement.url is None
    assert [each.operator for each in requirement.specifier] == ["=="]
    assert re.fullmatch(r"(\s*--hash=sha256:[0-9a-f]{64})+\s*", line[line.index(" --hash") :])


def test_no_registry_is_named() -> None:
    assert "://" not in LOCK
    assert "--index-url" not in LOCK
    assert "://" not in "".join(re.findall(r'"resolved": "([^"]*)"', (ROOT / "package-lock.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("requirement", development(), ids=lambda each: each.name)
def test_what_the_project_asks_for_is_locked(requirement: Requirement) -> None:
    """Where this fails: `make lock`."""
    name = canonicalize_name(requirement.name)
    pins = [Requirement(line.partition(" --hash")[0]) for line in locked()]
    versions = [next(iter(pin.specifier)).version for pin in pins if canonicalize_name(pin.name) == name]
    assert versions
    assert all(requirement.specifier.contains(version, prereleases=True) for version in versions)


WEAK = {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
SOUND = {"name": "b", "version": "1", "vulns": []}
SILENT = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "found", "skipped"),
    [
        ([WEAK, SOUND], ("a 1: PYSEC-1",), ""),
        ([WEAK, SILENT], ("a 1: PYSEC-1",), ""),
        ([SOUND], (), ""),
        ([SOUND, SILENT], (), "PyPI said nothing about 1 of 2 packages"),
        ([], (), "no answer"),
    ],
)
def test_what_pip_audit_says_is_understood(packages: list[Any], found: tuple[str, ...], skipped: str) -> None:
    outcome = AUDIT["read_pypi"](json.dumps({"dependencies": packages, "fixes": []}))
    assert (outcome.found, outcome.skipped) == (found, skipped)


@pytest.mark.parametrize(
    ("answer", "found", "skipped"),
    [
        ({"vulnerabilities": {}}, (), ""),
        ({"vulnerabilities": {"a": {"severity": "high"}, "b": {"severity": "low"}}}, ("a: high",), ""),
        ({"message": "405 Method Not Allowed - POST somewhere", "statusCode": 405}, (), "405 Method Not Allowed"),
        ({}, (), "no answer"),
    ],
)
def test_what_npm_says_is_understood(answer: dict[str, Any], found: tuple[str, ...], skipped: str) -> None:
    outcome = AUDIT["read_npm"](json.dumps(answer))
    assert (outcome.found, outcome.skipped) == (found, skipped)


@pytest.mark.parametrize("name", ["read_pypi", "read_npm"])
@pytest.mark.parametrize("text", ["", "no JSON", "[]", "null"])
def test_what_is_no_answer_skips_the_audit(name: str, text: str) -> None:
    outcome = AUDIT[name](text)
    assert not outcome.found
    assert outcome.skipped == "no answer"
