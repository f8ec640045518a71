"""The server keeps what its OpenAPI description promises, whatever is sent to it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from tests.server.conftest import Running

from claimlight_server import api
from claimlight_server.app import ROUTES
from claimlight_server.endpoints import annotate, lexicon, own, pairing, terms
from claimlight_server.wire import fields, request

DESCRIPTION: dict[str, Any] = json.loads(api.DESCRIPTION)
SCHEMAS = DESCRIPTION["components"]["schemas"]
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
]
REFUSALS = ["400", "401", "403", "405", "408", "413", "415", "421", "422"]
CONFIG = schemathesis.Config.from_dict({"checks": {"negative_data_rejection": {"expected-statuses": REFUSALS}}})
schema = schemathesis.openapi.from_dict(DESCRIPTION, config=CONFIG)


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_the_server_keeps_its_promises(case: schemathesis.Case, server: Running) -> None:
    headers = {"Authorization": f"Bearer {server.token}"}
    case.call_and_validate(base_url=server.site.url.rstrip("/"), headers=headers, checks=CHECKS, timeout=60)


def test_every_address_is_described() -> None:
    described = set(DESCRIPTION["paths"]) | {"/pages/{name}", "/metrics"}
    assert {route.path for route in ROUTES} == described


def test_the_limits_are_those_of_the_code() -> None:
    block = SCHEMAS["Block"]["properties"]
    assert SCHEMAS["Request"]["properties"]["blocks"]["maxItems"] == request.MAX_BLOCKS
    assert block["runs"]["maxItems"] == request.MAX_RUNS
    assert block["links"]["maxItems"] == request.MAX_LINKS
    assert block["links"]["items"]["prefixItems"][1]["maxLength"] == request.MAX_LABEL
    assert block["id"]["maximum"] == fields.MAX_INTEGER
    assert SCHEMAS["Keep"]["properties"]["id"]["maxLength"] == own.LONGEST_ID
    assert SCHEMAS["CopyOwn"]["properties"]["entry"]["maxLength"] == terms.MAX_ID
    assert f"first {lexicon.LONGEST} characters" in DESCRIPTION["paths"]["/lexicon"]["get"]["parameters"][0]["description"]
    assert SCHEMAS["ProofRequest"]["properties"]["nonce"]["pattern"] == f"^{pairing.NONCE.pattern}$"
    [tab] = DESCRIPTION["paths"]["/v1/annotate"]["post"]["parameters"]
    assert tab["name"].lower() == annotate.TAB
    assert f"first {annotate.LONGEST_TAB} characters" in tab["description"]


ARTICLE = (
    "The liberation of Kupyansk in Ukraine marks a turning point. Igor Roe, a general, said on Monday that the town was taken. "
    "Officials denied that the town was taken. Critics say that it is lost. Costs rose by 80% because nobody cared."
)


def test_a_full_answer_is_as_described(server: Running) -> None:
    answer = server.annotate({"blocks": [{"id": 0, "runs": [ARTICLE]}], "options": {"threshold": 0}}).json()
    assert {each["category"] for each in answer["annotations"]} == {"attributed-claim", "unverified-assertion", "contested-term"}
    jsonschema.validate(answer, {"$ref": "#/components/schemas/Answer", "components": {"schemas": SCHEMAS}})


@pytest.mark.parametrize("name", ["Claim", "Assertion", "Term", "Source"])
def test_every_field_of_a_card_is_described(server: Running, name: str) -> None:
    answer = server.annotate({"blocks": [{"id": 0, "runs": [ARTICLE]}], "options": {"threshold": 0}}).json()
    category = SCHEMAS[name]["properties"].get("category", {}).get("const")
    found = answer["sources"] if category is None else [each for each in answer["annotations"] if each["category"] == category]
    assert found
    assert {key for each in found for key in each} <= set(SCHEMAS[name]["properties"])
