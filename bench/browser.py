"""What marks cost in a real Chromium: collecting an article, putting marks in, a toggle, a page that never rests.

    python bench/browser.py [--seconds N | --ten-minutes]

Answers come from a server that marks given words, so that only the extension is measured. Times are milliseconds, the median and
the worst of nine; goals are those of the median:

- collect: the page's main thread, by the clock
- insert: time on the processor that the main thread takes from the answer until the page is still again, style, layout and paint
  included: what other programs do at the time does not count
- toggle: by the clock, from the reader's new settings until the page is laid out anew
- longest task: while the page is annotated for the first time, by the clock and on the processor. By the clock it is what the
  reader feels, but counts what other programs do too: believe it on a machine at rest
- layout shift: as the browser scores it
- ticker: per cent of a core that the page's main thread works more than without marks, while a text beside them changes ten times
  a second; `--ten-minutes` watches for that long, twice
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.e2e.articles import PARAGRAPHS, article
from tests.e2e.fixed_server import CLAIM, SOURCE, TERM, UNSOURCED, FixedServer, marking, serving
from tests.e2e.reader import Reader, reading
from tests.e2e.site import Site, hosting

WORDS = {
    "harbour": SOURCE,
    "Monday": TERM,
    "Marta Quill": SOURCE,
    "promised help": CLAIM,
    "liberation": TERM,
    "turning point": UNSOURCED,
    "weak for years": CLAIM,
    "nobody had warned": UNSOURCED,
    "Thursday": CLAIM,
}
TIMES = 9
#: Copies of the article, what they are, and the goals in milliseconds.
SIZES: list[tuple[int, str, dict[str, int]]] = [
    (43, "5,000 words, 400 marks", {"collect": 30, "insert": 50, "longest task": 50}),
    (110, "14,000 words, 1,000 marks", {"toggle": 16}),
    (220, "30,000 words, 2,000 marks", {"insert": 300, "longest task": 50}),
]
# Takes what the session has collected and been answered, and does it again step by step.
STEPS = """(async () => {
    const {answer} = claimlight.page, settings = claimlight.settings;
    const clock = async run => {
        await new Promise(requestAnimationFrame);
        const start = performance.now();
        await run();
        return performance.now() - start;
    };
    let blocks;
    globalThis.bench = {
        off: () => claimlight.turnOff(),
        collect: () => clock(() => { blocks = bench.page.collect(); }),
        prepare: async () => {
            bench.page = new Page(await findArticle(document), () => {});
            claimlight.become({state: 'reading', counts: {}});
        },
        insert: async () => {
            await claimlight.show(bench.page, blocks, answer);
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        },
        marks: () => bench.page.lives.size,
        toggle: hidden => clock(() => { claimlight.apply({...settings, hidden}); return document.body.offsetHeight; }),
    };
})()"""
OBSERVE = """window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => { shift += one.value })).observe({type: 'layout-shift'});"""
TICKER = """<script>let n = 0; setInterval(() => {
    document.getElementById('ticker').textContent = `Breaking for the ${n++}th time: boats, trains and cars are all late today`;
}, 100)</script>"""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "--seconds", type=int, default=20, help="how long to watch a page with a ticker, without marks and with them"
    )
    parser.add_argument("--ten-minutes", action="store_const", dest="seconds", const=600, help="watch it for ten minutes each")
    seconds = parser.parse_args().seconds
    with sync_playwright() as playwright, serving() as server, hosting() as site, reading(playwright) as reader:
        server.answer = marking(WORDS)
        reader.set(pairing=server.pairing)
        measure(reader, site, 2)  # the first page of a browser pays for its start
        for parts, name, goals in SIZES:
            print(name)
            for what, value in measure(reader, site, parts).items():
                print(f"  {what:24}{value:30}", f"goal {goals[what]} ms" if what in goals else "")
        print(f"ticker, {seconds} s{'':12}{ticker(reader, server, site, seconds):.2f} % of a core", "goal 1 %", sep="  ")


def measure(reader: Reader, site: Site, parts: int) -> dict[str, str]:
    """What an article costs, in words."""
    texts = [f"{text} Part {nth}." for nth in range(parts) for text in PARAGRAPHS]
    page = reader.visit(site.put(f"/{parts}", article(*texts)))
    page.evaluate(OBSERVE)
    page.wait_for_timeout(500)
    clock, processor = longest_task(reader, page)
    world = World(reader, page)
    world.run(STEPS)
    world.run("bench.off()")
    times: dict[str, list[float]] = {"collect": [], "insert": [], "toggle": []}
    for _ in range(TIMES):
        world.run("bench.prepare()")
        times["collect"].append(world.run("bench.collect()"))
        times["insert"].append(world.processor("bench.insert()"))
        marks = world.run("bench.marks()")
        times["toggle"] += [world.run(f"bench.toggle({hidden})") for hidden in ("['contested-term']", "[]")]
        world.run("bench.off()")
    words = sum(len(text.split()) for text in texts)
    found = {"words, marks": f"{words:,}, {marks:,}"}
    found |= {what: f"{statistics.median(some):.1f}, worst {max(some):.1f} ms" for what, some in times.items()}
    found["longest task"] = f"{clock:.0f} ms, {processor:.0f} of them worked"
    found["layout shift"] = str(page.evaluate("shift"))
    return found


class World:
    """The extension's content scripts in a page."""

    def __init__(self, reader: Reader, page: Page) -> None:
        self.cdp = reader.context.new_cdp_session(page)
        self.cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        worlds: list[dict[str, Any]] = []
        self.cdp.on("Runtime.executionContextCreated", lambda event: worlds.append(event["context"]))
        self.cdp.send("Runtime.enable")
        self.id = next(world["id"] for world in worlds if world["name"] == "Claimlight")

    def run(self, expression: str) -> Any:
        """The value of an expression."""
        evaluation = {"expression": expression, "contextId": self.id, "awaitPromise": True, "returnByValue": True}
        reply = self.cdp.send("Runtime.evaluate", evaluation)
        assert "exceptionDetails" not in reply, reply["exceptionDetails"]
        return reply["result"].get("value")

    def processor(self, expression: str) -> float:
        """Milliseconds on the processor that an expression takes, and all that comes of it."""
        start = busy(self.cdp)
        self.run(expression)
        return 1000 * (busy(self.cdp) - start)


def longest_task(reader: Reader, page: Page) -> tuple[float, float]:
    """Annotate the page; the longest task of its main thread in milliseconds, by the clock, and the longest on the processor."""
    cdp = reader.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    over: list[Any] = []

    def end(event: Any) -> None:
        over.append(event)

    cdp.on("Tracing.dataCollected", lambda event: events.extend(event["value"]))
    cdp.on("Tracing.tracingComplete", end)
    categories = {"includedCategories": ["toplevel", "devtools.timeline"]}
    cdp.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": categories})
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'", timeout=60)
    popup.close()
    page.wait_for_timeout(1000)
    page.evaluate("console.timeStamp('here')")  # tells which thread is the page's
    cdp.send("Tracing.end")
    while not over:
        page.wait_for_timeout(20)
    cdp.detach()
    here = next((one["pid"], one["tid"]) for one in events if one["name"] == "TimeStamp")
    tasks = [one for one in events if one["name"].endswith("RunTask") and "dur" in one and (one["pid"], one["tid"]) == here]
    return max(one["dur"] for one in tasks) / 1000, max(one.get("tdur", 0) for one in tasks) / 1000


def ticker(reader: Reader, server: FixedServer, site: Site, seconds: int) -> float:
    """Per cent of a core that the page's main thread works more for a ticker that marks stand beside."""
    url = site.put("/ticker", article(*PARAGRAPHS, "<span id=ticker>x</span>", after=TICKER))
    page = reader.visit(url)
    cdp = reader.context.new_cdp_session(page)
    cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.wait_for_timeout(5000)
    before = work(page, cdp, seconds)
    reader.annotate(url)
    page.wait_for_timeout(15_000)  # for it to be known as a ticker
    asked = len(server.requests)
    after = work(page, cdp, seconds)
    assert len(server.requests) == asked, "the server is asked again and again"
    return 100 * (after - before) / seconds


def work(page: Page, cdp: CDPSession, seconds: int) -> float:
    """For how many seconds of so many the page's main thread works."""
    start = busy(cdp)
    page.wait_for_timeout(1000 * seconds)
    return busy(cdp) - start


def busy(cdp: CDPSession) -> float:
    """Seconds on the processor that the page's main thread has worked so far."""
    metrics = cdp.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


if __name__ == "__main__":
    main()
