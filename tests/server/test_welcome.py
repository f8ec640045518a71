"""The welcome page in a real browser: by pointer, by keyboard, in light and dark, under its own strict policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.server.conftest import Running

pytestmark = pytest.mark.browser

CATEGORIES = ("attributed-claim", "unverified-assertion", "contested-term")


@pytest.fixture
def page(chromium_page: Page, server: Running) -> Iterator[Page]:
    """The page, loaded and annotated. No test may leave a word in the console."""
    said: list[str] = []
    chromium_page.on("console", lambda message: said.append(message.text))
    chromium_page.on("pageerror", lambda error: said.append(str(error)))
    before = _open(chromium_page, server)
    assert chromium_page.locator("#article").inner_text() == before
    yield chromium_page
    assert said == []


def _open(page: Page, server: Running) -> str:
    """Load the page; give what the article said before it was annotated."""
    asked: list[str] = []
    page.route("**/v1/annotate", lambda route: (asked.append(page.locator("#article").inner_text()), route.continue_()))
    page.goto(server.site.url)
    expect(page.locator("#state")).to_contain_text("sentences")
    return asked[0]


def look(page: Page, selector: str) -> str:
    """What shows that a passage is marked."""
    script = """e => { const s = getComputedStyle(e);
      return [s.borderBottom, s.textDecorationStyle, s.backgroundImage, s.textDecorationLine].join() }"""
    found: str = page.locator(selector).first.evaluate(script)
    return found


def test_each_switch_hides_its_own_category(page: Page) -> None:
    marks = {category: f'mark[data-claimlight-category="{category}"]' for category in CATEGORIES}
    marks = {category: mark for category, mark in marks.items() if page.locator(mark).count()}
    assert len(marks) >= 2
    for category, mark in marks.items():
        lit = {each: look(page, each) for each in marks.values()}
        assert len(set(lit.values())) == len(lit), "categories look alike"
        switch = page.locator(f'button[data-category="{category}"]')
        expect(switch).to_have_role("switch")
        expect(switch).to_have_attribute("aria-checked", "true")
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "false")
        assert {each for each in marks.values() if look(page, each) != lit[each]} == {mark}
        page.locator(mark).first.hover()
        page.wait_for_timeout(100)
        expect(page.locator("#claimlight-card")).to_be_hidden()
        switch.press("Space")
        assert {each: look(page, each) for each in marks.values()} == lit


def test_a_card_shows_on_hover_stays_under_the_pointer_and_goes(page: Page) -> None:
    card = page.locator("#claimlight-card")
    page.locator('mark[data-claimlight-category~="contested-term"]').first.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("What the sides say")
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_a_click_pins_the_card_and_escape_closes_it(page: Page) -> None:
    card = page.locator("#claimlight-card")
    page.locator('mark[data-claimlight-category="attributed-claim"]').first.click()
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    expect(card).to_contain_text("Marta Quill")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_card_never_lies_over_its_mark(page: Page) -> None:
    for mark in page.locator("mark[tabindex='0']").all():
        mark.focus()
        overlap = page.evaluate(
            """() => { const c = document.getElementById("claimlight-card").getBoundingClientRect();
              const m = document.activeElement.getClientRects()[0];
              return c.top < m.bottom && c.bottom > m.top && c.left < m.right && c.right > m.left }"""
        )
        assert not overlap, mark.inner_text()


def test_the_keyboard_reaches_every_annotation(page: Page) -> None:
    page.locator("#claimlight-bar button").last.focus()
    page.keyboard.press("Tab")
    focused = page.locator("mark:focus")
    expect(focused).to_have_count(1)
    expect(page.locator("#claimlight-card")).to_be_visible()
    expect(focused).to_have_attribute("aria-describedby", "claimlight-card")
    assert focused.get_attribute("aria-description")
    reached = page.evaluate(
        '() => [...document.querySelectorAll("mark[tabindex=\'0\']")].flatMap(m => m.dataset.claimlight.split(" "))'
    )
    every = page.evaluate('() => [...document.querySelectorAll("mark")].flatMap(m => m.dataset.claimlight.split(" "))')
    assert set(reached) == set(every)


def test_a_text_of_the_readers_own(page: Page) -> None:
    expect(page.get_by_text("are invented")).to_be_visible()
    page.fill("#own-text", "Ann Roe said that <b>it</b> & 😀 is over.\n\nThe liberation of Kupyansk in Ukraine went on.\n")
    page.get_by_role("button", name="Show who says so").click()
    article = page.locator("#article")
    expect(article.locator("mark").first).to_have_text("Ann Roe")
    assert article.locator("p").all_inner_texts()[0] == "Ann Roe said that <b>it</b> & 😀 is over."
    assert article.locator("b").count() == 0
    expect(page.get_by_text("are invented")).to_have_count(0)
    expect(page.locator('button[data-category="contested-term"]')).to_contain_text("(1)")


def test_terms_in_somebody_elses_words_have_a_switch_of_their_own(page: Page) -> None:
    page.fill(
        "#own-text",
        "The liberation of Kupyansk in Ukraine went on.\n\nAnn Roe said the liberation of Kupyansk in Ukraine is over.\n",
    )
    page.get_by_role("button", name="Show who says so").click()
    own, quoted = (page.locator("#article mark", has_text="liberation").nth(n) for n in (0, 1))
    expect(quoted).to_have_attribute("data-claimlight-uses", "quoted")
    lit, faint = (mark.evaluate("e => getComputedStyle(e).backgroundImage") for mark in (own, quoted))
    assert "none" not in (lit, faint)
    switch = page.locator('button[data-category="quoted-term"]')
    expect(switch).to_have_text("Terms where somebody else is quoted (1)")
    switch.click()
    assert own.evaluate("e => getComputedStyle(e).backgroundImage") == lit
    assert quoted.evaluate("e => getComputedStyle(e).backgroundImage") == "none"
    assert "term" not in (quoted.get_attribute("aria-description") or "")
    switch.press("Space")
    assert quoted.evaluate("e => getComputedStyle(e).backgroundImage") == faint
    page.fill("#own-text", "Ann Roe left.")
    page.get_by_role("button", name="Show who says so").click()
    expect(page.locator("#claimlight-bar button")).to_have_count(3)


def test_without_the_extension_the_page_says_how_to_get_it_and_with_it_that_it_is_connected(page: Page) -> None:
    expect(page.locator("#get-extension")).to_be_visible(timeout=4_000)
    page.evaluate("() => { location.hash = 'code=x'; document.documentElement.dataset.claimlightExtension = 'connected' }")
    expect(page.locator("#connection")).to_contain_text("connected")
    expect(page.locator("#get-extension")).to_be_hidden()
    assert "code" not in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_steps_have_pictures_of_the_readers_scheme(chromium: Browser, server: Running, scheme: str) -> None:
    page = chromium.new_page(color_scheme="dark" if scheme == "dark" else "light")
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())) if answer.url.endswith(".webp") else None)
    _open(page, server)
    expect(page.locator("#get-extension")).to_be_visible(timeout=4_000)
    steps = page.locator("#steps > li")
    expect(steps).to_have_count(4)
    for step in steps.all():
        picture = step.locator("img")
        picture.scroll_into_view_if_needed()
        page.wait_for_function("picture => picture.complete", arg=picture.element_handle())
        size, source = picture.evaluate("i => [[i.naturalWidth, i.naturalHeight], i.currentSrc]")
        assert size == [720, 720]
        assert source.endswith(f"-{scheme}.webp")
        assert len(picture.get_attribute("alt") or "") > 40
    assert len(sizes) == 4
    assert sum(sizes) < 200_000
    page.close()


def test_a_picture_is_served_as_one(server: Running) -> None:
    answer = server.client.get("/pages/step-card-dark.webp")
    assert answer.headers["content-type"] == "image/webp"
    assert (answer.content[:4], answer.content[8:12]) == (b"RIFF", b"WEBP")


CONTRAST = """() => {
  const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const ground = e => {
    const layers = [];
    for (; e; e = e.parentElement) layers.unshift(parse(getComputedStyle(e).backgroundColor));
    return layers.reduce((below, [r, g, b, a = 1]) => [r, g, b].map((v, i) => v * a + below[i] * (1 - a)),
      matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255]) };
  return [...document.querySelectorAll("p, h1, h2, mark, button, label, summary, li, #claimlight-card *")]
    .filter(e => e.checkVisibility() && e.textContent.trim())
    .map(e => { const [a, b] = [light(parse(getComputedStyle(e).color).slice(0, 3)), light(ground(e))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.tagName + ": " + e.textContent.slice(0, 40)] })
    .sort((x, y) => x[0] - y[0])[0] }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_for_everybody(chromium: Browser, server: Running, scheme: str) -> None:
    page = chromium.new_page(color_scheme="dark" if scheme == "dark" else "light")
    _open(page, server)
    page.locator('mark[data-claimlight-category~="contested-term"]').first.click()
    least, where = page.evaluate(CONTRAST)
    page.close()
    assert least >= 4.5, where
