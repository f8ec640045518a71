"""docs/lexicon is what the packs say now."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "scripts" / "lexicon_docs.py"


def test_the_lexicon_reference_is_fresh():
    spec = importlib.util.spec_from_file_location("lexicon_docs", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    wanted = module.pages()
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "lexicon").glob("*.md")}
    stale = sorted(name for name in written | wanted if written.get(name) != wanted.get(name))
    assert stale == [], "run `make docs` and commit what it changes"
