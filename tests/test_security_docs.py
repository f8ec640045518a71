"""docs/security.md is true: every threat has a test, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith(("| Tried", "| ---"))]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
THREATS = [
    "DNS rebinding",
    "CSRF by a form",
    "`text/plain`",
    "`no-cors`",
    "Origins that begin",
    "Origin `null`",
    "another loopback port",
    "No token, a wrong one",
    "code replayed",
    "Port squatter",
    "Another local user",
    "Oversize bodies",
    "slowloris",
    "Slow bodies",
    "Deep JSON",
    "Zip bomb",
    "Header bomb",
    "Path traversal",
]


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_names_a_test(row: str) -> None:
    tried, stopped, tests = row.strip("| ").split(" | ")
    assert tried
    assert stopped
    assert re.search(r"`tests/[\w/]+\.py::test_\w+`", tests)


@pytest.mark.parametrize("threat", THREATS)
def test_no_threat_is_forgotten(threat: str) -> None:
    assert any(threat in row.split(" | ")[0] for row in ROWS)
