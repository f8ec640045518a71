"""`claimlight report`: the numbers are those of the tables, the page needs nobody, and odd texts do it no harm."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimlight_server.cli import main
from corpus.articles import article
from corpus.conftest import batch, table

pytest.importorskip("duckdb", reason="needs pip install 'claimlight[report]'")
pytest.importorskip("vl_convert", reason="needs pip install 'claimlight[report]'")


def report(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def written(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    done = report(whole, "-o", folder / "news.html", "--title", "News & <more>")
    assert done.exit_code == 0, done.output
    return folder


def test_the_numbers_are_those_of_the_tables(whole: Path, written: Path) -> None:
    tables = written / "news-tables"
    outlets = {row["document"]: row["outlet"] for row in table(whole, "documents")}
    words = Counter(row["outlet"] for row in table(whole, "documents"))
    attributions = table(whole, "attributions")

    kinds = Counter((outlets[row["document"]], row["kind"]) for row in attributions)
    by_outlet = {row["outlet"]: row for row in rows(tables, "kinds_by_outlet")}
    assert set(by_outlet) == set(words)
    for outlet, row in by_outlet.items():
        assert {kind: int(row[kind]) for kind in ("named", "unnamed", "vague")} == {
            kind: kinds[outlet, kind] for kind in ("named", "unnamed", "vague")
        }

    credited: Counter[str] = Counter()
    for row in table(whole, "sources"):
        credited[row["name"].lower()] += row["words"]
    ours: Counter[str] = Counter()
    for source in rows(tables, "sources"):
        ours[source["source"].lower()] += int(source["words"])
    assert ours == Counter({name: count for name, count in credited.items() if name})
    assert sum(float(row["share_of_words"]) for row in rows(tables, "sources")) == pytest.approx(
        sum(count for name, count in credited.items() if name) / sum(credited.values())
    )

    cues = Counter((row["stance"], row["cue_text"].lower()) for row in attributions if row["cue_text"])
    assert {(row["stance"], row["cue"]): int(row["attributions"]) for row in rows(tables, "cues_by_stance")} == cues

    unsourced = Counter(
        outlets[row["document"]] for row in table(whole, "sentences") if row["shown"] and row["status"] == "unsourced"
    )
    assert {row["outlet"]: int(row["unsourced"]) for row in rows(tables, "unsourced_by_outlet")} == {
        outlet: unsourced[outlet] for outlet in words
    }

    assert sum(int(row["times"]) for row in rows(tables, "terms_by_outlet")) == len(table(whole, "terms"))
    months = Counter(row["published"].strftime("%Y-%m") for row in table(whole, "documents"))
    assert {row["month"]: int(row["articles"]) for row in rows(tables, "by_month")} == months


def test_the_page_asks_nobody_and_runs_nothing(written: Path) -> None:
    html = (written / "news.html").read_text(encoding="utf-8")
    assert "<title>News &amp; &lt;more&gt;</title>" in html
    assert html.count("<svg") == 6
    assert "default-src 'none'" in html
    assert not re.search(r"<(script|link|img|iframe|object)\b", html)
    addresses = set(re.findall(r"(?:\b(?:src|href)\s*=\s*[\"']?|url\([\"']?)([^\s\"'>)]+)", html))
    assert not {address for address in addresses if not address.startswith("#")}


def test_odd_names_and_missing_facts(tmp_path: Path) -> None:
    odd = [
        {"id": 1, "text": article(1)["text"]},
        {"id": 2, "text": '=HYPERLINK("x") said that it is so. <script>alert(1)</script> said that it is so.', "outlet": "<b>"},
        {"id": 3, "text": "Nothing is in here."},
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in odd), encoding="utf-8")
    batch(tmp_path / "in.jsonl", tmp_path / "out")
    done = report(tmp_path / "out", "-o", tmp_path / "r.html")
    assert done.exit_code == 0, done.output
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "<b>" not in re.sub(r'<ul class="glance">.*?</ul>', "", html)
    assert "Nothing of this kind is in the corpus" in html  # no dates
    for file in (tmp_path / "r-tables").glob("*.csv"):
        cells = [cell for row in csv.reader(file.read_text(encoding="utf-8").splitlines()) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_a_corpus_without_any_document(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("no json\n", encoding="utf-8")
    batch(tmp_path / "in.jsonl", tmp_path / "out")
    assert report(tmp_path / "out", "-o", tmp_path / "r.html").exit_code == 0


def test_nothing_to_report_on(tmp_path: Path) -> None:
    done = report(tmp_path, "-o", tmp_path / "r.html")
    assert done.exit_code == 1
    assert "has finished no part there" in done.output
