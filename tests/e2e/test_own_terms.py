"""The reader's own contested terms on the options page, with a real server: what is changed there counts on the next page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .articles import PARAGRAPHS, article
from .fixed_server import FixedServer
from .reader import Reader, shown
from .site import Site
from .test_accessible import AXE, RUN

STORY = article(
    *PARAGRAPHS, "Quay barons met on Friday. The museum’s old chart still reads Kiev, and the lender in Moscow asked for that."
)


@pytest.fixture
def options(paired: Reader) -> Iterator[Page]:
    page = paired.open_options()
    page.wait_for_selector("#terms:not([hidden])")
    yield page
    page.close()


def terms(reader: Reader, site: Site) -> list[str]:
    """Contested terms on a page that is opened now."""
    return shown(reader.annotate(site.put("/terms", STORY)), "contested-term")


def test_add_change_switch_and_remove_a_term(paired: Reader, options: Page, site: Site) -> None:
    options.fill("[name=words]", "quay baron, harbour baron")
    options.select_option("[name=inflect]", "noun")
    options.fill("[name=note]", "A word of one side of the town.")
    options.fill("[name=wording]", "owners of the quay")
    options.fill("[name=by]", "most papers")
    options.click("#term-form [type=submit]")
    item = options.locator("#own-terms li.note")
    expect(item).to_contain_text("quay baron, harbour baron")
    assert options.input_value("[name=words]") == ""
    assert "Quay barons" in terms(paired, site)

    item.get_by_role("switch").click()
    expect(item.get_by_role("switch")).not_to_be_checked()
    assert "Quay barons" not in terms(paired, site)
    item.get_by_role("switch").click()

    item.get_by_role("button", name="Change").click()
    assert options.input_value("[name=words]") == "quay baron, harbour baron"
    assert options.input_value("[name=by]") == "most papers"
    options.fill("[name=words]", "harbour baron")
    options.click("#term-form [type=submit]")
    expect(item.locator("q")).to_have_text("harbour baron")
    assert "Quay barons" not in terms(paired, site)

    item.get_by_role("button", name="Remove").click()
    expect(item).to_have_count(0)


def test_shipped_terms_are_searched_switched_and_copied(paired: Reader, options: Page, site: Site) -> None:
    options.fill("#terms-search", "kiev")
    options.locator("#packs summary", has_text="Place names in Ukraine").click()
    row = options.locator("#packs ul li", has=options.locator("#term-tn-kyiv"))
    row.get_by_role("switch").click()
    expect(row.get_by_role("switch")).not_to_be_checked()
    assert "Kiev" not in terms(paired, site)
    row.get_by_role("switch").click()
    expect(row.get_by_role("switch")).to_be_checked()

    row.get_by_role("button", name="Change a copy").click()
    expect(options.locator("#term-form-title")).to_have_text("Change the term")
    options.fill("[name=note]", "My own words on this.")
    options.click("#term-form [type=submit]")
    copy = options.locator("#own-terms li.note", has_text="My own words on this.")
    expect(copy).to_have_count(1)
    expect(row.get_by_role("switch")).not_to_be_checked()  # the copy takes its place
    assert "Kiev" in terms(paired, site)
    copy.get_by_role("button", name="Remove").click()
    expect(copy).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(options: Page, scheme: str) -> None:
    options.emulate_media(color_scheme="light" if scheme == "light" else "dark", reduced_motion="reduce")
    options.fill("#terms-search", "kiev")
    options.locator("#packs summary").first.click()
    options.wait_for_selector("#packs ul li")
    options.evaluate(AXE.read_text())
    assert options.evaluate(RUN) == []


def test_what_is_wrong_is_told_and_changes_nothing(options: Page, tmp_path: Path) -> None:
    pack = tmp_path / "broken.toml"
    pack.write_text("format = 1\ndispute = 'other'\n")
    options.set_input_files("#terms-file", pack)
    expect(options.locator("#terms-status")).to_contain_text("broken.toml")
    expect(options.locator("#own-terms details", has_text="broken")).to_have_count(0)


def test_without_the_program_it_says_how_to_start_it(reader: Reader, fixed_server: FixedServer) -> None:
    reader.set(pairing=fixed_server.pairing | {"port": 9})
    options = reader.open_options()
    expect(options.locator("#terms-status code")).to_have_text("claimlight serve")
    assert options.locator("#terms").is_hidden()
    options.close()
