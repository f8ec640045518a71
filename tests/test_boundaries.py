"""Imports point one way, server to engine, and the engine loads neither HTTP nor HTML."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENGINE, SERVER = ROOT / "engine" / "claimlight_engine", ROOT / "server" / "claimlight_server"
HEAVY = {"claimlight_server", "starlette", "uvicorn", "lxml", "httpx", "click"}
EXTRAS = {"pandas", "polars", "spacy", "pyarrow", "duckdb", "ray", "rich", "trafilatura", "warcio", "vl_convert"}


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a module stands"
            assert node.module is not None
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def in_package(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def files(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.py"))
    assert found
    return found


@pytest.mark.parametrize("path", files(ENGINE), ids=lambda path: str(path.relative_to(ROOT)))
def test_engine_knows_neither_server_nor_its_libraries(path: Path) -> None:
    assert not {name for name in imported(path) if name.partition(".")[0] in HEAVY}


@pytest.mark.parametrize("path", files(ENGINE), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_annotate_calls_the_tagger(path: Path) -> None:
    """So that another tagger can take its place."""
    if path.parent.name == "tagger" or path == ENGINE / "annotate.py":
        return
    assert not {name for name in imported(path) if in_package(name, "claimlight_engine.tagger")}


def test_annotate_knows_no_particular_tagger() -> None:
    names = {name for name in imported(ENGINE / "annotate.py") if in_package(name, "claimlight_engine.tagger")}
    assert names <= {"claimlight_engine.tagger", "claimlight_engine.tagger.Tagger", "claimlight_engine.tagger.default_tagger"}


def test_lxml_is_used_in_the_server_for_markup_only() -> None:
    users = {path.relative_to(SERVER).parts[0] for path in files(SERVER) if any(in_package(n, "lxml") for n in imported(path))}
    assert users <= {"markup"}


def test_importing_the_engine_loads_no_server_library() -> None:
    code = "import sys, claimlight_engine; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "claimlight_engine.annotate" in loaded
    assert not {name for name in loaded if name.partition(".")[0] in HEAVY | EXTRAS}


def test_the_command_starts_without_what_only_some_subcommands_need() -> None:
    code = "import sys, claimlight_server.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {name for name in loaded if name.partition(".")[0] in EXTRAS}
