"""Every shipped pack: its format, its examples, its references."""

import pytest

from claimlight_engine.terms.check import check
from claimlight_engine.terms.lexicon import shipped_files

FILES = shipped_files()


@pytest.fixture(scope="module")
def problems() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in check(FILES):
        found.setdefault(problem.file, []).append(str(problem))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_pack_can_ship(file, problems):
    assert problems.get(file.name, []) == []
