"""The rule: ids, the first of a section, words of two sides, a lexicon of the caller's."""

from pathlib import Path

from claimlight_engine.annotate import annotate
from claimlight_engine.document import Document
from claimlight_engine.reading import Options
from claimlight_engine.records import Block, BlockKind
from claimlight_engine.terms.lexicon import load

RULES = load([Path(__file__).parent / "matching.toml"])


def terms(*blocks: str):
    """Annotate blocks; one that begins with # is a heading."""
    made = tuple(
        Block(number, (text.removeprefix("# "),), BlockKind.HEADING if text.startswith("# ") else BlockKind.PARAGRAPH)
        for number, text in enumerate(blocks)
    )
    return annotate(Document.from_blocks(made), Options(lexicon=RULES)).terms


def test_ids_go_up_with_the_text():
    assert [term.id for term in terms("Kiev, a coup.", "A coup.")] == ["t1", "t2", "t3"]


def test_first_of_each_section():
    found = terms("A coup, a coup.", "# After the coup", "A coup.", "An act of terror and proxies.", "# Later", "A coup.")
    assert [(term.form, term.first) for term in found] == [
        ("coup", True),
        ("coup", False),
        ("coup", True),  # a heading opens its section
        ("coup", False),
        ("act of terror", False),
        ("proxy", False),
        ("coup", True),
    ]


def test_the_narrators_first_is_a_first_after_a_quotation_too():
    found = terms("“A coup,” Ann Roe said. “No coup.” It was a coup, a coup.")
    assert [(term.voice, term.first) for term in found] == [
        ("attributed", True),
        ("attributed", False),
        ("own", True),
        ("own", False),
    ]


def test_words_of_two_sides_know_each_other():
    kiev, kyiv, again, coup = terms("Kiev, or Kyiv.", "Kiev again, and a coup.")
    assert (kiev.side, kyiv.side) == ("one", "other")
    assert kiev.counterparts == again.counterparts == (kyiv.id,)
    assert kyiv.counterparts == (kiev.id,)
    assert coup.counterparts == ()
    assert [term.first for term in (kiev, kyiv, again)] == [True, True, False]  # the other side's word is a first of its own


def test_shipped_packs_are_used_unless_others_are_given():
    text = "In Donbass, a sonic attack."
    assert {term.entry for term in annotate(text, Options(lexicon=RULES)).terms} == {"possessives", "blanks"}
    assert "tn-donbas" in {term.entry for term in annotate(text).terms}
