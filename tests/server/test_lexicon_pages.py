"""The pages of the lexicon: what they hold, that no text becomes markup, and how they are used in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect
from tests.server.conftest import Running
from tests.server.test_welcome import CONTRAST

from claimlight_engine.terms.entry import Entry, EntryKind, Form, Pack, Problem, Reference, ReferenceStance, Side, Why, Wording
from claimlight_engine.terms.lexicon import shipped
from claimlight_server.lexicon.entry import entry_page, missing_page
from claimlight_server.lexicon.index import index_page
from claimlight_server.lexicon.search import Query, find_entries

EVIL = "</style></title><script>evil()</script><img src=x onerror=evil()>\"'&\x00\x1b\ud800"
EVERY = [(pack, entry) for pack in shipped().packs for entry in pack.entries]


def ids(words: str = "", **more: str) -> list[str]:
    return [entry.id for _, entries in find_entries(shipped(), Query(words, **more)) for entry in entries]


def links(page: str) -> list[str]:
    return [str(address) for address in html.fromstring(page).xpath("//a/@href")]


def test_the_list_links_to_every_entry() -> None:
    found = {address for address in links(index_page(shipped(), Query())) if address.startswith("/lexicon/")}
    assert found == {f"/lexicon/{entry.id}" for _, entry in EVERY}


def test_search_by_words_kind_and_region() -> None:
    assert "tn-kyiv" in ids("KIEV")
    assert ids("Women’s") == ids("women's") != []
    assert ids("kiev donbass") != ids("kiev")  # every word must be there
    assert ids("no such word anywhere") == []
    assert set(ids(kind="place name")) < set(ids())
    assert ids("", region="Spain") == ids("", dispute="catalonia")
    page = index_page(shipped(), Query("no such word anywhere"))
    assert "No entries found." in html.fromstring(page).text_content()


@pytest.mark.parametrize(("pack", "entry"), EVERY[::12], ids=[entry.id for _, entry in EVERY[::12]])
def test_a_page_holds_all_that_the_pack_says(pack: Pack, entry: Entry) -> None:
    page = entry_page(pack, entry, shipped())
    text = html.fromstring(page).text_content()
    said = [pack.title, pack.summary, entry.note, *(form.text for form in entry.forms), *(why.reason for why in entry.why)]
    said += [wording.text for wording in entry.wordings] + [reference.title for reference in entry.references]
    assert [part for part in said if part not in text] == []
    assert entry.reviewed is not None
    assert entry.reviewed.isoformat() in text
    outside = [address for address in links(page) if not address.startswith("/")]
    assert outside == [reference.url for reference in entry.references if reference.url]


def evil() -> tuple[Pack, Entry]:
    references = (
        Reference(EVIL, EVIL, "2024", "javascript:evil()", ReferenceStance.THIRD_PARTY),
        Reference(EVIL, EVIL, "2024", "http://plain.example/", ReferenceStance.PARTY, "a"),
    )
    entry = Entry(
        "evil",
        EntryKind.POLICY,
        EVIL,
        (Form(EVIL, "a"), Form(EVIL)),
        wordings=(Wording(EVIL, EVIL),),
        why=(Why("a", (EVIL,), EVIL),),
        references=references,
    )
    return Pack("evil", EVIL, EVIL, EVIL, (Side("a", EVIL),), (entry, replace(entry, id="evil-too"))), entry


def test_no_text_becomes_markup() -> None:
    pack, entry = evil()
    lexicon = replace(shipped(), packs=(pack, *shipped().packs), problems=(Problem("a.toml", "", "", EVIL),))
    lists = (index_page(lexicon, Query()), index_page(lexicon, Query(EVIL)))
    for page in (entry_page(pack, entry, lexicon), missing_page(EVIL), *lists):
        page.encode()  # half a character would not go
        assert "evil()" in page
        assert html.fromstring(page).xpath("//script | //img | //@onerror | //style") == []
        assert [a for a in links(page) if not a.startswith(("/", "https://", "#"))] == []


def test_the_server_answers_with_pages_that_run_and_load_nothing(server: Running) -> None:
    for path in ("/lexicon", "/lexicon?q=kyiv&kind=place+name", "/lexicon/tn-kyiv", "/lexicon/x"):
        answer = server.client.get(path)
        assert answer.status_code == (404 if path.endswith("/x") else 200)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        tree = html.fromstring(answer.text)
        assert tree.xpath("//script | //@style") == []
        assert {str(each).split("/")[1] for each in tree.xpath("//link/@href | //@src")} == {"pages"}
    assert server.client.get("/lexicon", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.browser
class TestInABrowser:
    @pytest.fixture
    def page(self, chromium_page: Page, server: Running) -> Iterator[Page]:
        """The list. Nothing may be asked elsewhere, and no word be left in the console."""
        said: list[str] = []
        chromium_page.on("console", lambda message: said.append(message.text))
        chromium_page.on("request", lambda request: said.append(request.url) if elsewhere(request.url, server) else None)
        chromium_page.goto(f"{server.site.url}lexicon")
        yield chromium_page
        assert said == []

    def test_search_by_keyboard_and_on_to_an_entry(self, page: Page) -> None:
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to the list")
        page.get_by_label("Words").fill("donbass")
        page.get_by_label("Kind").select_option("place name")
        page.get_by_label("Words").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("found")
        expect(page.get_by_label("Words")).to_have_value("donbass")
        page.get_by_role("link", name="Donbas / Donbass").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Donbas / Donbass")
        page.get_by_role("navigation").get_by_role("link", name="Place names in Ukraine").press("Enter")
        expect(page.locator("h3:target")).to_contain_text("Place names in Ukraine")

    def test_a_card_of_the_welcome_page_leads_to_its_entry(self, page: Page, server: Running) -> None:
        page.goto(server.site.url)
        page.locator('mark[data-claimlight-category~="contested-term"]').first.click()
        address = page.get_by_role("link", name="All about this entry").get_attribute("href")
        assert address is not None
        page.goto(f"{server.site.url.rstrip('/')}{address}")
        expect(page.get_by_role("heading", name="What each side says")).to_be_visible()

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("path", ["lexicon", "lexicon?q=donbass", "lexicon/tn-donbas", "lexicon/nothing"])
    def test_contrast_and_width(self, chromium: Browser, server: Running, scheme: str, path: str) -> None:
        page = chromium.new_page(color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 320, "height": 800})
        page.goto(server.site.url + path)
        least, where = page.evaluate(CONTRAST)
        width = page.evaluate("document.documentElement.scrollWidth")
        page.close()
        assert least >= 4.5, where
        assert width <= 320


def elsewhere(address: str, server: Running) -> bool:
    return urlsplit(address).netloc != f"127.0.0.1:{server.site.port}"
