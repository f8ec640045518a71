"""Documents that are meant to break something: no crash, no hang over the limit, and the text is always kept."""

from __future__ import annotations

import json
import random
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.server.conftest import Running, running

from claimlight_engine.records import BlockKind
from claimlight_server.markup.runs import text_of
from claimlight_server.wire.request import MAX_BLOCKS
from claimlight_server.work.answer import answer
from claimlight_server.work.limits import Limits

NOWHERE = Path(__file__).parent / "no terms"
KINDS = [kind.value for kind in BlockKind]
SENTENCES = (
    "The mayor, Jane Roe, said on Monday that “the liberation of Kupyansk” in Ukraine would cost 80% more. ",
    "It is believed that he “had “never” seen” it, according to officials who asked not to be named. ",
    "Critics denied it; Mr. Roe's 3.5-year-old plan — “a turning point” — had failed because nobody cared.\n",
)
ODD = (
    "\0",
    "\ud800",
    "\udfff\ud83d",
    "\u202e",
    "\u2066\u2067\u2069",
    "\ufeff",
    "\u200d\u200b",
    "\r",
    "\r\n",
    "\u2028",
    "\x0b\x0c\x85",
    "\uffff",
    "\U0010ffff",
    "a" + "\u0301" * 200,
    "👩‍👩‍👧‍👦",
    "&lt;b&gt;",
    "<mark class='claimlight'>",
    "]]>",
    "“" * 30,
    "”’'\"»" * 10,
    "(" * 50,
    "." * 60,
    " " * 80,
    "\xa0\xad",
    "said " * 20,
    "according to " * 15,
    "“x” said y, " * 10,
    "Roe " * 25,
    "x" * 700,
    "9" * 400,
    "ﷺ" * 30,
    "İıſẞǅ",
)


def by_category() -> list[str]:
    """For each of Unicode's categories, all of its code points."""
    found: dict[str, list[str]] = {}
    for number in range(sys.maxunicode + 1):
        found.setdefault(unicodedata.category(chr(number)), []).append(chr(number))
    return ["".join(each) for _, each in sorted(found.items())]


CATEGORIES = by_category()


def text(chance: random.Random) -> str:
    """A stretch of text: prose, prose with odd things thrown in, or any characters of one or of all categories."""
    kind = chance.randrange(4)
    if kind == 0:
        return "".join(chance.choices(SENTENCES, k=chance.randrange(4)))
    if kind == 1:
        prose = "".join(chance.choices((*SENTENCES, *ODD), k=chance.randrange(8)))
        cut = chance.randrange(len(prose) + 1)
        return prose[:cut] + chance.choice(ODD) + prose[cut:]
    signs = chance.choice(CATEGORIES) if kind == 2 else "".join(chance.choice(each) for each in CATEGORIES)
    return "".join(chance.choice((" ", "", "")) + chance.choice(signs) for _ in range(chance.randrange(60)))


def document(seed: int) -> dict[str, Any]:
    """A request of a few blocks."""
    chance = random.Random(seed)
    return {
        "title": text(chance)[:200],
        "options": {"threshold": chance.random()},
        "blocks": [
            {"id": number, "kind": chance.choice(KINDS), "runs": [text(chance) for _ in range(chance.randrange(4))]}
            for number in range(chance.randrange(6))
        ],
    }


def keeps_its_text(request: dict[str, Any], answered: bytes) -> None:
    blocks = json.loads(answered)["blocks"]
    assert [each["id"] for each in blocks] == [each["id"] for each in request["blocks"]]
    for asked, given in zip(request["blocks"], blocks, strict=True):
        for run, markup in zip(asked["runs"], given["runs"], strict=True):
            assert markup is None or text_of(markup) == run


def check(seeds: range) -> None:
    for seed in seeds:
        request = document(seed)
        try:
            keeps_its_text(request, answer(json.dumps(request).encode(), NOWHERE))
        except Exception as error:
            error.add_note(f"document({seed})")
            raise


def test_every_category_is_tried() -> None:
    assert len(CATEGORIES) == 30
    assert sum(map(len, CATEGORIES)) == sys.maxunicode + 1


@pytest.mark.parametrize("part", range(4))
def test_any_document_keeps_its_text(part: int) -> None:
    check(range(part * 50, part * 50 + 50))


@pytest.mark.long
@pytest.mark.parametrize("part", range(100))
def test_ten_thousand_documents_keep_their_text(part: int) -> None:
    check(range(part * 100, part * 100 + 100))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("state"), Limits(workers=1)) as started:
        yield started


def blocks(number: int, run: str) -> list[dict[str, Any]]:
    return [{"id": each, "runs": [run]} for each in range(number)]


HEAVY = {
    "1 MB without a space": [{"id": 0, "runs": ["x" * 1_000_000]}],
    "1 MB of quotation marks": [{"id": 0, "runs": ["“”" * 500_000]}],
    "1 MB that opens and never closes": [{"id": 0, "runs": ["“((«" * 250_000]}],
    "1 MB of blanks": [{"id": 0, "runs": [" \n" * 500_000]}],
    "1 MB of full stops": [{"id": 0, "runs": [". " * 500_000]}],
    "1 MB of accents": [{"id": 0, "runs": ["a" + "\u0301" * 1_000_000]}],
    "1 MB of half surrogate pairs": [{"id": 0, "runs": ["\ud83d" * 1_000_000]}],
    "one sentence of 200,000 words": [{"id": 0, "runs": ["word " * 200_000]}],
    "one sentence of 40,000 cues": [{"id": 0, "runs": ["he said that " * 40_000]}],
    "20,000 names": [{"id": 0, "runs": [" ".join(f"Jane Roe{each}" for each in range(20_000))]}],
    "as many short blocks as are taken": blocks(MAX_BLOCKS, "Roe said no."),
}


@pytest.mark.long
@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_document_is_answered_or_given_up_at_the_limit(server: Running, name: str) -> None:
    request = {"blocks": HEAVY[name]}
    response = server.client.post(
        "/v1/annotate",
        content=json.dumps(request).encode(),
        headers={"content-type": "application/json", "authorization": f"Bearer {server.token}"},
        timeout=server.pool.limits.seconds * 4,
    )
    if response.status_code == 200:
        keeps_its_text(request, response.content)
    else:
        assert response.json()["type"] == "/problems#too-heavy"
    assert server.annotate({"blocks": blocks(1, SENTENCES[0])}).status_code == 200


def test_100_000_short_blocks_are_refused_with_a_reason(server: Running) -> None:
    response = server.annotate({"blocks": blocks(100_000, "Roe said no.")})
    assert response.status_code == 413
    assert response.json()["type"] == "/problems#too-much"
