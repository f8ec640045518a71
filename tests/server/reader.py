"""A reader whose pages and own records the server keeps."""

from __future__ import annotations

import json
from typing import Any

from tests.server.conftest import Running

SECRET = "xylophone"
PAGE: dict[str, Any] = {
    "url": f"https://{SECRET}.example/",
    "blocks": [{"id": 0, "runs": [f"Ann Roe said that the {SECRET} will grow."]}],
}


def keep(server: Running, item: str, value: object, kind: str = "note") -> int:
    return server.post(json.dumps({"kind": kind, "id": item, "value": value}).encode(), "/v1/own/keep").status_code


def listed(server: Running, kind: str = "note") -> dict[str, Any]:
    items = server.post(json.dumps({"kind": kind}).encode(), "/v1/own/list").json()["items"]
    return {item["id"]: item["value"] for item in items}
