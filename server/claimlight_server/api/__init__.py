"""The description of the API in OpenAPI 3.1, by hand: what the server promises, not what its code happens to do."""

from __future__ import annotations

from importlib import resources

DESCRIPTION = (resources.files(__name__) / "openapi.json").read_bytes()
