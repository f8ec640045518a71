"""The scores of attribution, kind, status and terms on the dev sets, held to floors that only rise."""

from pathlib import Path

import pytest

from . import gate


@pytest.mark.parametrize("name", gate.SETS)
def test_scores_stay_above_their_floors(shared: Path, name: str) -> None:
    found = gate.figures(gate.scorer(shared), gate.annotated(shared, name))
    under = {key: (round(found[key], 1), floor) for key, floor in gate.floors()[name].items() if found[key] < floor}
    assert under == {}
