"""Pages that change while they are read: single-page sites, live blogs, frameworks that render again, pages that fight back."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from .articles import FIGHT, PARAGRAPHS, article
from .fixed_server import CLAIM, TERM, FixedServer, marking
from .reader import Reader, shown
from .site import Site

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"
PLAIN = [text.replace("<b>", "").replace("</b>", "") for text in PARAGRAPHS if "<a" not in text]


def wait_for_terms(reader: Reader, count: int) -> None:
    reader.page.wait_for_function(
        f"document.querySelectorAll('mark[data-claimlight-category~=contested-term][data-claimlight-paint]').length === {count}",
        timeout=20_000,
    )


def test_a_single_page_site_moves_on(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"quay": TERM, "mayor": TERM})
    page = reader.annotate(site.put("/spa/one", article()))
    wait_for_terms(reader, 2)
    second = [text.replace("quay", "mayor") for text in PLAIN]
    page.evaluate(
        """([title, texts]) => {
            history.pushState(null, '', '/spa/two');
            document.title = title;
            const paragraphs = texts.map(text => Object.assign(document.createElement('p'), {textContent: text}));
            const h1 = Object.assign(document.createElement('h1'), {textContent: title});
            setTimeout(() => document.querySelector('article').replaceChildren(h1, ...paragraphs), 100);
        }""",
        ["The mayor speaks about the harbour", second],
    )
    wait_for_terms(reader, 3)  # with the headline
    assert set(shown(page, "contested-term")) == {"mayor"}
    assert [request["url"].rsplit("/", 1)[1] for request in fixed_server.requests] == ["one", "two"]
    page.evaluate("location.hash = 'part'")
    page.wait_for_timeout(1000)
    assert len(fixed_server.requests) == 2  # a fragment is no other page


def test_new_paragraphs_are_annotated_once(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"quay": TERM})
    page = reader.annotate(site.put("/live", article()))
    wait_for_terms(reader, 2)
    for nth in range(3):
        page.evaluate(
            """nth => document.querySelector('article').append(Object.assign(document.createElement('p'),
                {textContent: `Update ${nth}: the crane on the quay was moved again before noon, the harbour office said.`}))""",
            nth,
        )
        page.wait_for_timeout(100)
    wait_for_terms(reader, 5)
    page.wait_for_timeout(1500)
    assert len(fixed_server.requests) == 2  # three updates, one question
    page.evaluate("document.querySelector('article').append('x')")
    page.wait_for_timeout(1500)
    assert len(fixed_server.requests) == 2  # nothing new to annotate


def test_a_ticker_is_left_alone(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"quay": TERM})
    ticker = """<script>let n = 0; setInterval(() => {
        document.getElementById('clock').textContent = `${n++} seconds`;
        document.getElementById('ticker').textContent = `Breaking for the ${n}th time: boats, trains and cars are all late today`;
    }, 50)</script>"""
    extra = "<span id=clock>0</span> and the quay"
    page = reader.annotate(site.put("/ticker", article(*PLAIN, f"{extra} is open.", "<span id=ticker>x</span>", after=ticker)))
    wait_for_terms(reader, 3)
    page.wait_for_timeout(10_000)
    assert 1 <= len(fixed_server.requests) <= 3  # two hundred new texts
    wait_for_terms(reader, 3)


def test_marks_come_back_after_the_page_rendered_again(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"quay": TERM})
    page = reader.annotate(site.put("/plain", article()))
    wait_for_terms(reader, 2)
    text = page.inner_text("body")
    page.evaluate("""for (const p of document.querySelectorAll('p'))
        p.replaceWith(Object.assign(p.cloneNode(), {textContent: p.textContent}))""")
    wait_for_terms(reader, 2)
    assert page.inner_text("body") == text
    assert len(fixed_server.requests) == 1


def test_a_page_that_fights_back_gets_painted_ranges(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"quay": TERM, "ferry": CLAIM})
    page = reader.annotate(site.put("/fight", article(after=FIGHT)))
    page.wait_for_function("CSS.highlights.has('claimlight-term-light')", timeout=10_000)
    page.wait_for_timeout(1500)
    fights = page.evaluate("fights")
    assert fights <= 8
    page.wait_for_timeout(1500)
    assert page.evaluate("fights") == fights  # it has nothing left to fight
    assert page.evaluate("[...CSS.highlights.get('claimlight-term-light')].map(range => range.toString())") == ["quay", "quay"]
    # The card works all the same.
    rect = page.evaluate("[...CSS.highlights.get('claimlight-term-light')][0].getBoundingClientRect().toJSON()")
    page.mouse.move(rect["x"] + rect["width"] / 2, rect["y"] + rect["height"] / 2)
    page.wait_for_selector("claimlight-card:popover-open")
    reader.turn_off()
    assert page.evaluate("CSS.highlights.size") == 0


def test_too_many_marks_become_painted_ranges(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"the": TERM})
    url = site.put("/crowd", article(*[f"{nth}: {text}" for nth in range(260) for text in PLAIN]))
    outer = reader.visit(url).evaluate("document.documentElement.outerHTML")
    page = reader.annotate(url)
    assert page.evaluate("CSS.highlights.get('claimlight-term-light').size") > 2000
    assert page.evaluate("document.documentElement.outerHTML") == outer
    popup = reader.open_popup()
    popup.click("#contested-term")
    page.wait_for_function("CSS.highlights.get('claimlight-term-light').size === 0")
    popup.close()


VUE = """<div id=app></div><script src=/vue.js></script><script>
const {createApp, h, reactive} = Vue;
state = reactive({texts: TEXTS, n: 0});
const app = createApp({render: () => h('article', [h('h1', 'Harbour reopens'),
    ...state.texts.map((text, i) => h('p', {key: i}, [text, ' ', i === 1 ? h('em', `Read ${state.n} times.`) : null])),
    state.n > 1 ? h('p', 'The last word.') : null])});
app.config.errorHandler = error => window.broken = String(error);
app.mount('#app');
render = n => { state.n = n; if (n === 2) state.texts.splice(0, 1);
    if (n === 3) state.texts.push('A new quay is planned, too.'); };
</script>"""

SVELTE = """<svelte:options runes={true} />
<script>
  let { state: given } = $props();
  let texts = $state(given.texts);
  let n = $state(0);
  given.render = (to) => { n = to; if (to === 2) texts.splice(0, 1); if (to === 3) texts.push('A new quay is planned, too.'); };
</script>
<article><h1>Harbour reopens</h1>
{#each texts as text, i (text)}<p>{text} {#if i === 1}<em>Read {n} times.</em>{/if}</p>{/each}
{#if n > 1}<p>The last word.</p>{/if}
</article>"""


def goes_on_rendering(reader: Reader, fixed_server: FixedServer, url: str) -> None:
    """Render the page again and again without marks, then with them: it says the same, and nothing breaks."""
    fixed_server.answer = marking({"quay": TERM, "market": TERM, "Read": CLAIM})
    plain = reader.visit(url)
    plain.wait_for_selector("article p")
    expected = []
    for n in (1, 2, 3):
        plain.evaluate(f"render({n})")
        plain.wait_for_timeout(50)
        expected.append(plain.inner_text("body"))
    page = reader.annotate(url)
    assert len(shown(page, "contested-term")) >= 2
    for n, text in zip((1, 2, 3), expected, strict=True):
        page.evaluate(f"render({n})")
        page.wait_for_timeout(50)
        assert page.inner_text("body") == text
        assert page.evaluate("window.broken") is None
    reader.turn_off()
    assert page.locator("mark").count() == 0
    assert page.inner_text("body") == expected[-1]


def test_vue_goes_on_rendering(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    site.put("/vue.js", (MODULES / "vue/dist/vue.global.prod.js").read_bytes(), "text/javascript")
    page = f"<!doctype html><html lang=en><title>Harbour reopens</title>{VUE.replace('TEXTS', json.dumps(PLAIN))}</html>"
    goes_on_rendering(reader, fixed_server, site.put("/vue", page))


def test_svelte_goes_on_rendering(reader: Reader, site: Site, fixed_server: FixedServer, tmp_path: Path) -> None:
    script = """import {compile} from 'svelte/compiler'; import fs from 'node:fs';
    process.stdout.write(compile(fs.readFileSync(0, 'utf8'), {generate: 'client'}).js.code);"""
    command = ["node", "--input-type=module", "--eval", script]
    compiled = subprocess.run(command, input=SVELTE, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    # The browser's own module loader: every file of the runtime from node_modules, names of packages through an import map.
    for path in [
        *(MODULES / "svelte/src").rglob("*.js"),
        *(MODULES / "esm-env").glob("*.js"),
        *(MODULES / "clsx/dist").glob("*.mjs"),
    ]:
        site.put(f"/modules/{path.relative_to(MODULES)}", path.read_bytes(), "text/javascript")
    names = {
        "svelte": "svelte/src/index-client.js",
        "svelte/internal/client": "svelte/src/internal/client/index.js",
        "svelte/internal/disclose-version": "svelte/src/internal/disclose-version.js",
        "svelte/internal/flags/legacy": "svelte/src/internal/flags/legacy.js",
        "svelte/reactivity": "svelte/src/reactivity/index-client.js",
        "svelte/legacy": "svelte/src/legacy/legacy-client.js",
        "svelte/store": "svelte/src/store/index-client.js",
        "esm-env": "esm-env/index.js",
        "esm-env/browser": "esm-env/true.js",
        "esm-env/development": "esm-env/false.js",
        "esm-env/node": "esm-env/false.js",
        "clsx": "clsx/dist/clsx.mjs",
        "#client/constants": "svelte/src/internal/client/constants.js",
    }
    imports = {name: f"/modules/{path}" for name, path in names.items()}
    site.put("/app.js", compiled, "text/javascript")
    page = f"""<!doctype html><html lang=en><title>Harbour reopens</title><body>
    <script type=importmap>{json.dumps({"imports": imports})}</script>
    <script type=module>import App from '/app.js'; import {{mount}} from 'svelte';
    addEventListener('error', event => window.broken = event.message);
    const state = {{texts: {json.dumps(PLAIN)}}};
    mount(App, {{target: document.body, props: {{state}}}});
    window.render = n => state.render(n);</script></html>"""
    goes_on_rendering(reader, fixed_server, site.put("/svelte", page))
