"""The engine's public names: adding or removing one is a change of contract, and needs a line in the changelog."""

import types

import claimlight_engine

PUBLIC = {
    "Annotations",
    "Attribution",
    "Block",
    "Category",
    "Document",
    "Echo",
    "EngineError",
    "Options",
    "Origin",
    "Sentence",
    "Span",
    "Speaker",
    "Term",
    "annotate",
}


def test_all_names_the_public_api() -> None:
    assert set(claimlight_engine.__all__) == PUBLIC
    assert claimlight_engine.__all__ == sorted(claimlight_engine.__all__)


def test_nothing_else_is_exported() -> None:
    names = {
        name
        for name, value in vars(claimlight_engine).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert names == PUBLIC


def test_every_public_name_is_explained() -> None:
    # A dataclass without a docstring gets its signature for one.
    docs = {name: getattr(claimlight_engine, name).__doc__ or "" for name in PUBLIC}
    assert [name for name, doc in docs.items() if not doc or doc.startswith(f"{name}(")] == []


def test_version() -> None:
    assert claimlight_engine.__version__.count(".") == 2
