"""The reader's own terms over HTTP: who may, what is answered, what is refused, and that the next page is read with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.server.conftest import Running, running

from claimlight_engine.terms.entry import Entry, Pack
from claimlight_engine.terms.lexicon import shipped
from claimlight_server.wire.lexicon import entry_json, read_entry

PATHS = ["", "/add", "/change", "/copy", "/remove", "/switch"]
ENTRY: dict[str, Any] = {
    "id": "latte-mob",
    "kind": "identity",
    "note": "A word of my own.",
    "form": [{"text": "latte mob", "inflect": "noun", "from": "2020-01-01"}],
    "wording": [{"text": "coffee drinkers", "by": "most papers"}],
}
PACK = """format = 1
dispute = "teams"
title = "T"
region = "World"
summary = "S"

[[entry]]
id = "blue-team"
kind = "identity"
note = "N"
  [[entry.form]]
  text = "blue team"
"""
PAGE = {"blocks": [{"id": 0, "runs": ["Latte mobs came to Donbass with the blue team."]}]}


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("state")) as started:
        yield started


@pytest.fixture
def terms(own_server: Running) -> Iterator[Path]:
    folder = own_server.state.folder / "data" / "terms"
    yield folder
    for file in folder.glob("*"):
        file.unlink()


@pytest.fixture
def ask(own_server: Running, terms: Path) -> Any:
    def ask(path: str = "", **fields: Any) -> httpx.Response:
        return own_server.post(json.dumps(fields).encode(), f"/v1/lexicon/own{path}")

    return ask


def marked(server: Running) -> tuple[list[str], str]:
    """Entries that are marked on the page, and the version of the words."""
    answer = server.annotate(PAGE).json()
    return [card["entry"] for card in answer["annotations"] if "entry" in card], answer["engine"]["lexicon"]


def pack_in(answer: Any, name: str) -> Any:
    return next(each for each in answer["packs"] if each["id"] == name)


@pytest.mark.parametrize("path", PATHS)
def test_nobody_gets_in_without_a_token(own_server: Running, path: str) -> None:
    for headers in ({"authorization": ""}, {"authorization": "Bearer x"}, {"origin": "https://evil.example"}):
        assert own_server.post(b"{}", f"/v1/lexicon/own{path}", **headers).status_code in {401, 403}
    assert own_server.client.get(f"/v1/lexicon/own{path}").status_code == 405


def test_the_list_has_every_pack_and_entry(ask: Any) -> None:
    answer = ask().json()
    assert answer["version"] == 1
    assert [each["id"] for each in answer["packs"]] == [each.dispute for each in shipped().packs]
    kashmir = pack_in(answer, "kashmir")
    assert (kashmir["own"], kashmir["on"], kashmir["region"]) == (False, True, "Asia")
    assert kashmir["entries"][0]["words"][0] == "Pakistan-occupied Kashmir"
    assert answer["problems"] == answer["files"] == []


def test_an_added_term_is_marked_at_once_and_the_version_of_the_words_says_so(own_server: Running, ask: Any) -> None:
    versions = [marked(own_server)]
    answer = ask("/add", entry=ENTRY)
    assert answer.status_code == 200, answer.text
    [entry] = pack_in(answer.json(), "my-terms")["entries"]
    assert entry["entry"]["form"] == ENTRY["form"]
    versions.append(marked(own_server))
    assert versions[1][1] == answer.json()["lexicon"]
    assert ask("/switch", item="ukrainian-place-names", on=False).status_code == 200
    versions.append(marked(own_server))
    assert [entries for entries, _ in versions] == [["tn-donbas"], ["latte-mob", "tn-donbas"], ["latte-mob"]]
    assert len({version for _, version in versions}) == 3
    ask("/switch", item="ukrainian-place-names", on=True)
    ask("/remove", entry="latte-mob")
    assert marked(own_server)[0] == ["tn-donbas"]


def test_an_entry_without_an_id_gets_one_and_is_changed_by_it(own_server: Running, ask: Any) -> None:
    added = ask("/add", entry={name: value for name, value in ENTRY.items() if name != "id"}).json()
    assert pack_in(added, "my-terms")["entries"][0]["id"] == "my-latte-mob"
    changed = ask("/change", entry=ENTRY | {"id": "my-latte-mob", "form": [{"text": "blue team"}]})
    assert pack_in(changed.json(), "my-terms")["entries"][0]["words"] == ["blue team"]
    assert marked(own_server)[0] == ["tn-donbas", "my-latte-mob"]


def test_a_shipped_entry_is_changed_in_a_copy(own_server: Running, ask: Any) -> None:
    answer = ask("/copy", entry="tn-donbas", **{"as": "my-donbas"}).json()
    [copy] = pack_in(answer, "my-donbas")["entries"]
    assert copy["entry"]["note"] == shipped().entry("tn-donbas")[1].note
    assert not next(each for each in pack_in(answer, "ukrainian-place-names")["entries"] if each["id"] == "tn-donbas")["on"]
    assert marked(own_server)[0] == ["my-donbas"]
    assert ask("/change", entry=copy["entry"] | {"note": "Mine."}).status_code == 200
    card = own_server.annotate(PAGE).json()["annotations"]
    assert [each["note"] for each in card if "note" in each] == ["Mine."]


def test_whole_packs_are_added_changed_and_removed(own_server: Running, ask: Any) -> None:
    answer = ask("/add", pack="teams", toml=PACK).json()
    assert answer["files"] == [{"pack": "teams", "toml": PACK}]
    assert marked(own_server)[0] == ["tn-donbas", "blue-team"]
    assert "already" in ask("/add", pack="teams", toml=PACK).json()["detail"]
    assert ask("/change", pack="teams", toml=PACK.replace("blue team", "green team")).status_code == 200
    assert "no pack of your own 'kashmir'" in ask("/change", pack="kashmir", toml=PACK).json()["detail"]
    assert marked(own_server)[0] == ["tn-donbas"]
    assert ask("/remove", pack="teams").json()["files"] == []


def test_what_is_wrong_is_named_by_entry_and_field_and_nothing_is_changed(ask: Any, terms: Path) -> None:
    refused = ask("/add", entry=ENTRY | {"note": "", "kind": "colour", "extra": 1, "form": [{"text": "a", "from": "soon"}]})
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    places = [(each["file"], each["entry"], each["field"]) for each in refused.json()["problems"]]
    assert places == [("my-terms.toml", "latte-mob", field) for field in ("kind", "note", "form 1: from", "extra")]
    assert "my-terms.toml: latte-mob: form 1: from: must be a date" in refused.json()["detail"]
    assert not list(terms.glob("*"))


@pytest.mark.parametrize(
    ("path", "fields", "detail"),
    [
        ("/add", {}, "must be an object"),
        ("/add", {"entry": ENTRY | {"id": "tn-donbas"}}, "tn-donbas: id: is already the id of an entry in ukrainian-place-names"),
        ("/add", {"entry": ENTRY, "pack": "../escape"}, "must be the file's name"),
        ("/add", {"pack": "../escape", "toml": PACK}, "must be the file's name"),
        ("/add", {"pack": "a", "toml": "\ud800"}, "half of a character"),
        ("/add", {"pack": "a", "toml": "a ="}, "a.toml: is not TOML"),
        ("/add", {"entry": ENTRY | {"form": [{"text": "a", "side": "nobody"}]}}, "is not the id of a [[side]]"),
        ("/change", {"entry": ENTRY | {"id": "tn-donbas"}}, "there is no entry of your own 'tn-donbas'"),
        ("/copy", {"entry": "nothing"}, "there is no entry 'nothing'"),
        ("/remove", {"entry": "tn-donbas"}, "there is no entry of your own 'tn-donbas'"),
        ("/remove", {"pack": "kashmir"}, "there is no pack of your own 'kashmir'"),
        ("/switch", {"item": "nothing", "on": False}, "there is no pack and no entry 'nothing'"),
        ("/switch", {"item": "kashmir", "on": "no"}, "must be true or false"),
        ("", {"version": 2}, "this server speaks version 1"),
    ],
)
def test_what_makes_no_sense_is_refused(ask: Any, terms: Path, path: str, fields: dict[str, Any], detail: str) -> None:
    refused = ask(path, **fields)
    assert refused.status_code == 422
    assert detail in refused.json()["detail"]
    assert not list(terms.parent.rglob("*.toml"))


def test_a_broken_pack_is_reported_with_its_text_and_the_others_work(own_server: Running, ask: Any, terms: Path) -> None:
    ask("/add", entry=ENTRY)
    (terms / "broken.toml").write_text("format = 1\n[[entry]\n", encoding="utf-8")
    answer = ask().json()
    assert [(each["file"], each["entry"]) for each in answer["problems"]] == [("broken.toml", "")]
    assert {"pack": "broken", "toml": "format = 1\n[[entry]\n"} in answer["files"]
    assert marked(own_server)[0] == ["latte-mob", "tn-donbas"]
    repaired = ask("/change", pack="broken", toml=PACK.replace("teams", "broken")).json()
    assert repaired["problems"] == []


def test_a_file_that_is_no_text_stops_nothing(own_server: Running, ask: Any, terms: Path) -> None:
    ask("/add", entry=ENTRY)
    (terms / "latin.toml").write_bytes(b"# caf\xe9")
    (terms / "off.txt").write_bytes(b"\xff")
    assert {each["file"] for each in ask().json()["problems"]} == {"latin.toml", "off.txt"}
    assert marked(own_server)[0] == ["latte-mob", "tn-donbas"]
    assert ask("/switch", item="kashmir", on=False).status_code == 422


def test_changes_at_the_same_moment_lose_nothing(ask: Any) -> None:
    entries = [ENTRY | {"id": f"term-{number}"} for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda entry: ask("/add", entry=entry).status_code, entries))
    assert answers == [200] * 8
    assert len(pack_in(ask().json(), "my-terms")["entries"]) == 8


def test_a_disk_that_refuses_is_said(ask: Any, terms: Path) -> None:
    terms.mkdir(exist_ok=True)
    terms.rmdir()
    terms.write_text("in the way")
    try:
        refused = ask("/add", entry=ENTRY)
    finally:
        terms.unlink()
    assert refused.status_code == 503
    assert refused.json()["type"] == "/problems#not-kept"


EVERY = [(pack, entry) for pack in shipped().packs for entry in pack.entries]


@pytest.mark.parametrize(("pack", "entry"), EVERY[::40], ids=[entry.id for _, entry in EVERY[::40]])
def test_an_entry_survives_the_way_to_json_and_back(pack: Pack, entry: Entry) -> None:
    sent = json.loads(json.dumps(entry_json(entry)))
    assert read_entry(sent, pack) == (entry, ())


NAMES = st.sampled_from([*ENTRY, "text", "from", "words"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(st.fixed_dictionaries({name: st.just(value) | JSON for name, value in ENTRY.items()}))
def test_no_json_raises(table: dict[str, Any]) -> None:
    entry, problems = read_entry(table, shipped().packs[0])
    assert isinstance(entry, Entry) != bool(problems)
