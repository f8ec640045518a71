"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Playwright, sync_playwright

# The same examples in every run, and no deadline: a busy machine must not fail a build.
settings.register_profile("claimlight", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("claimlight")


@pytest.fixture(scope="session", autouse=True)
def _nothing_of_the_developers_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pairings and terms of whoever runs the tests must change no result."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CLAIMLIGHT_DATA_DIR", raising=False)
        patch.setenv("CLAIMLIGHT_STATE_DIR", str(tmp_path_factory.mktemp("nobody")))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold labels and saved pages beside the repository; what needs it is skipped where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("needs the gold labels and pages of ../shared, which are not part of the repository")
    return folder


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all browser tests: a process can run only one."""
    with sync_playwright() as running:
        yield running
