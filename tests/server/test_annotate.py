"""The wire contract through a real server: what it answers, what it refuses and how, and that it goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.server.conftest import Running

from claimlight_server.wire import request as limits
from claimlight_server.wire.problem import Problem, Type
from claimlight_server.work.answer import answer as answer_to

NOWHERE = Path("no-terms-of-ones-own")
GOOD: dict[str, Any] = {
    "version": 1,
    "url": "https://news.example/a",
    "title": "Kyiv",
    "lang": "en",
    "published": "2025-11-21T08:00:00Z",
    "unknown": {"from": "a newer extension"},
    "blocks": [
        {"id": 7, "kind": "heading", "runs": ["News"]},
        {"id": 3, "runs": ["Mayor Jane Roe ", "said", " that the town of 😀 will grow. "], "links": [[1, "https://a.example/"]]},
        {"id": 9, "runs": []},
    ],
}


def test_health(server: Running) -> None:
    answer = server.client.get("/v1/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["name"] == "claimlight"


def test_an_answer_has_what_the_contract_says(server: Running) -> None:
    response = server.annotate(GOOD)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    answer = response.json()
    assert answer["version"] == 1
    assert set(answer["engine"]) == {"version", "model", "lexicon"}
    assert [(block["id"], len(block["runs"])) for block in answer["blocks"]] == [(7, 1), (3, 3), (9, 0)]
    assert answer["blocks"][0]["runs"] == [None]
    [claim] = [a for a in answer["annotations"] if a["category"] == "attributed-claim"]
    assert (claim["source"], claim["cue"], claim["block"]) == ("Mayor Jane Roe", "said", 3)
    assert {role for *_, role in claim["parts"]} == {"source", "cue", "content"}
    assert set(answer["summary"]) >= {"sentences", "attributed", "vague", "unsourced", "interpretation", "none", "terms"}


def test_the_same_request_gets_the_same_answer(server: Running) -> None:
    assert server.annotate(GOOD).content == server.annotate(GOOD).content


def bad(**changes: Any) -> dict[str, Any]:
    return GOOD | changes


def block(**changes: Any) -> dict[str, Any]:
    return bad(blocks=[{"id": 0, "runs": ["a"]}, {"id": 1, "runs": ["a", "b"]} | changes])


BAD_FIELDS = [
    ([], 422, "body"),
    ("text", 422, "body"),
    (None, 422, "body"),
    ({}, 422, "blocks"),
    (bad(version=2), 422, "version"),
    (bad(version=True), 422, "version"),
    (bad(version="1"), 422, "version"),
    (bad(url=7), 422, "url"),
    (bad(url=0), 422, "url"),
    (bad(title=["x"]), 422, "title"),
    (bad(title="x" * 20_001), 413, "title"),
    (bad(lang=False), 422, "lang"),
    (bad(published="yesterday"), 422, "published"),
    (bad(published="2025-02-30"), 422, "published"),
    (bad(options=[]), 422, "options"),
    (bad(options={"threshold": "0.5"}), 422, "options.threshold"),
    (bad(options={"threshold": True}), 422, "options.threshold"),
    (bad(options={"threshold": 1.5}), 422, "options.threshold"),
    (bad(blocks={"0": {}}), 422, "blocks"),
    (bad(blocks=["text"]), 422, "blocks[0]"),
    (bad(blocks=[{"runs": []}]), 422, "blocks[0].id"),
    (block(id="1"), 422, "blocks[1].id"),
    (block(id=True), 422, "blocks[1].id"),
    (block(id=1.5), 422, "blocks[1].id"),
    (block(id=-1), 422, "blocks[1].id"),
    (block(id=2**53), 422, "blocks[1].id"),
    (block(id=0), 422, "blocks[1].id"),
    (block(kind="paragraf"), 422, "blocks[1].kind"),
    (block(kind=None), 422, "blocks[1].kind"),
    (block(runs="a"), 422, "blocks[1].runs"),
    (block(runs=["a", 7]), 422, "blocks[1].runs[1]"),
    (block(runs=["a", None]), 422, "blocks[1].runs[1]"),
    (block(links=[["x", "https://a.example"]]), 422, "blocks[1].links[0][0]"),
    (block(links=[[2, "https://a.example"]]), 422, "blocks[1].links[0][0]"),
    (block(links=[[0, 7]]), 422, "blocks[1].links[0][1]"),
    (block(links=[[0]]), 422, "blocks[1].links[0]"),
    (bad(blocks=[{"id": i, "runs": []} for i in range(limits.MAX_BLOCKS + 1)]), 413, "blocks"),
    (block(runs=[""] * limits.MAX_RUNS), 413, "blocks[1].runs"),
    (block(links=[[0, ""]] * (limits.MAX_LINKS + 1)), 413, "blocks[1].links"),
]


@pytest.mark.parametrize(("request_", "status", "pointer"), BAD_FIELDS, ids=range(len(BAD_FIELDS)))
def test_a_bad_field_is_named_and_the_server_goes_on(server: Running, request_: Any, status: int, pointer: str) -> None:
    response = server.annotate(request_)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["pointer"] == pointer
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert server.annotate(GOOD).status_code == 200


BAD_BODIES = [
    (b"", 400, "not-json"),
    (b"{", 400, "not-json"),
    (b'{"blocks": NaN}', 400, "not-json"),
    (b'{"blocks": Infinity}', 400, "not-json"),
    (b'{"blocks": ' + b"9" * 5000 + b"}", 400, "not-json"),
    (b'{"blocks": "\xff"}', 400, "not-utf8"),
    (b'{"blocks": "\xed\xa0\x80"}', 400, "not-utf8"),  # a surrogate in UTF-8
    ('{"blocks": []}'.encode("utf-16"), 400, "not-utf8"),
    (b"[" * 100_000, 400, "too-deep"),
    (b'{"blocks":' * 50_000, 400, "too-deep"),
    (b'{"blocks": ["' + b"a" * limits.MAX_BODY + b'"]}', 413, "body-too-large"),
]


@pytest.mark.parametrize(("body", "status", "slug"), BAD_BODIES, ids=range(len(BAD_BODIES)))
def test_a_body_that_is_no_request_gets_a_problem(server: Running, body: bytes, status: int, slug: str) -> None:
    response = server.post(body)
    assert response.status_code == status
    assert response.json()["type"] == f"/problems#{slug}"
    assert server.annotate(GOOD).status_code == 200


def test_a_body_over_the_limit_is_refused_without_a_declared_length(server: Running) -> None:
    chunks = (b" " * 1_000_000 for _ in range(9))
    response = server.post(chunks)
    assert response.status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken(server: Running, kind: str) -> None:
    response = server.post(json.dumps(GOOD).encode(), **{"content-type": kind})
    assert response.status_code == 415


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/v1/annotate", 405), ("GET", "/nothing", 404), ("GET", "/pages/../app.py", 404)]
)
def test_a_wrong_address_or_method_gets_a_problem(server: Running, method: str, path: str, status: int) -> None:
    response = server.client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_a_lone_surrogate_is_kept_and_its_run_left_unmarked(server: Running) -> None:
    body = b'{"blocks": [{"id": 0, "runs": ["Ann Roe said that \\ud800 the ", "town will grow."]}]}'
    response = server.post(body)
    assert response.status_code == 200
    runs = response.json()["blocks"][0]["runs"]
    assert runs[0] is None
    assert runs[1].endswith("</mark>.") or runs[1].endswith(".</mark>")


def test_every_problem_is_explained_on_the_page_that_its_type_points_to(server: Running) -> None:
    page = server.client.get("/problems").text
    assert all(f'<dt id="{kind.value.slug}">{kind.value.title} ({kind.value.status})</dt>' in page for kind in Type)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["version", "url", "published", "blocks", "id", "kind", "runs", "links", "options"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=200)
def test_any_json_at_all_is_answered_or_refused_with_a_problem(value: Any) -> None:
    body = json.dumps(value).encode()
    try:
        answered = json.loads(answer_to(body, NOWHERE))["version"] == 1
    except Problem as problem:
        answered = problem.status in range(400, 500) and bool(json.loads(problem.body())["detail"])
    assert answered


RUNS = st.lists(st.lists(st.text(st.characters(codec=None), max_size=60), max_size=3), max_size=3)


@given(RUNS)
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_comes_back_with_its_marks_taken_away(texts: list[list[str]]) -> None:
    request = {"blocks": [{"id": i, "runs": runs} for i, runs in enumerate(texts)]}
    answer = json.loads(answer_to(json.dumps(request).encode(), NOWHERE))
    assert [len(block["runs"]) for block in answer["blocks"]] == [len(runs) for runs in texts]
