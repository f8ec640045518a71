"""The JSON Schema that editors get says the same as the loader."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from claimlight_engine.terms import lexicon
from claimlight_engine.terms.pack import read_pack

SCHEMA = json.loads((Path(lexicon.__file__).parent / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
BROKEN = Path(__file__).parent / "broken"
# What a JSON Schema cannot tell: it does not know the file's name, and what is no TOML has no schema.
BEYOND = {"wrong-name", "not-toml"}


def errors(path: Path) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(tomllib.loads(path.read_text(encoding="utf-8")))]


def test_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", lexicon.shipped_files(), ids=lambda path: path.stem)
def test_shipped_packs_fit(path):
    assert errors(path) == []


@pytest.mark.parametrize("path", sorted(path for path in BROKEN.glob("*.toml") if path.stem not in BEYOND), ids=lambda p: p.stem)
def test_broken_packs_do_not(path):
    assert errors(path)


def test_a_pack_with_every_field_fits_both(tmp_path):
    """Every field that the schema knows, the loader knows too."""

    def filled(schema: dict) -> object:
        if "properties" in schema:
            return {name: filled(each) for name, each in schema["properties"].items() if each is not False}
        return [filled(schema["items"])] if "items" in schema else leaf(schema)

    def leaf(schema: dict) -> object:
        choices = schema.get("enum", [schema["const"]] if "const" in schema else [])
        values = {"^https://": "https://example.org", SCHEMA["$defs"]["side"]["pattern"]: "one"}
        kinds = {"boolean": True, "string": values.get(schema.get("pattern"), "2024"), None: date(2024, 5, 1)}
        return [*choices, *(["one"] if "$ref" in schema else []), *([5] if "oneOf" in schema else []), kinds[schema.get("type")]][
            0
        ]

    def toml(value: object) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{name} = {toml(each)}" for name, each in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(toml, value)) + "]"
        return value.isoformat() if isinstance(value, date) else json.dumps(value)

    fields = filled(SCHEMA)
    path = tmp_path / "one.toml"
    path.write_text("\n".join(f"{name} = {toml(value)}" for name, value in fields.items()), encoding="utf-8")
    assert errors(path) == []
    pack, problems = read_pack(path)
    assert problems == []
    assert pack is not None
