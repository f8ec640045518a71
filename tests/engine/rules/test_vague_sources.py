"""Sources of the kind of page that the product is for, marked by hand: vague, unnamed and named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked_reading import read_marked

from claimlight_engine.attribution.speakers import speakers
from claimlight_engine.records import SourceKind


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("analysts and military experts", SourceKind.VAGUE),
        ("certain factions", SourceKind.VAGUE),
        ("proponents of this view", SourceKind.VAGUE),
        ("critics", SourceKind.VAGUE),
        ("many", SourceKind.VAGUE),
        ("some experts", SourceKind.VAGUE),
        ("observers", SourceKind.VAGUE),
        ("studies", SourceKind.VAGUE),
        ("local residents in the Kharkiv region", SourceKind.UNNAMED),
        ("a senior official", SourceKind.UNNAMED),
        ("two people briefed on the matter", SourceKind.UNNAMED),
        ("a neighbour", SourceKind.UNNAMED),
        ("police sources", SourceKind.UNNAMED),
        ("Pentagon officials", SourceKind.UNNAMED),
        ("the president’s aides", SourceKind.UNNAMED),
        ("a spokesman for the Defence Ministry", SourceKind.NAMED),
        ("the Defence Ministry", SourceKind.NAMED),
        ("a Pew survey", SourceKind.NAMED),
        ("one recent poll", SourceKind.UNNAMED),
        ("a 2014 study", SourceKind.UNNAMED),
        ("a study from 2012", SourceKind.UNNAMED),
        ("a new poll", SourceKind.NAMED),
        ("a 2014 study by the hospital", SourceKind.NAMED),
        ("the 2014 study", SourceKind.NAMED),
        ("the indictment", SourceKind.NAMED),
        ("Moscow", SourceKind.NAMED),
        ("Valery Gerasimov, Chief of the General Staff", SourceKind.NAMED),
    ],
)
def test_kind(phrase: str, kind: SourceKind) -> None:
    reading = speakers(read_marked(f"In the town, [source1|{phrase}] [cue1|said] [content1|it was over].")[0])
    assert reading.attributions[0].kind is kind


def says(phrase: str) -> str:
    return f"[source1|{phrase}] [cue1|said] [content1|it was over]."


NAMED, UNNAMED, VAGUE = SourceKind.NAMED, SourceKind.UNNAMED, SourceKind.VAGUE


# What the tagger takes a source for, how sure it is, and what it is in the end.
@pytest.mark.parametrize(
    ("marked", "tagged", "score", "kind"),
    [
        # Nobody is vague however sure the tagger is of a name.
        (says("Critics"), NAMED, 0.9, VAGUE),
        ("[content1|It was over], [cue1|it is said].", NAMED, 0.9, VAGUE),
        (says("Critics of the plan"), NAMED, 0.9, VAGUE),
        (says("A 2014 study"), NAMED, 0.99, UNNAMED),
        (says("Critics of Ann Poe"), NAMED, 0.9, NAMED),
        (says("The critics"), NAMED, 0.9, NAMED),
        # People whom no word points to are named if it is very sure.
        (says("A federal judge"), NAMED, 0.9, UNNAMED),
        (says("A federal judge"), NAMED, 0.97, NAMED),  # whom the article may name
        (says("Diplomats at the Danish Embassy"), NAMED, 0.9, UNNAMED),
        (says("Ann Poe’s aides"), NAMED, 0.9, NAMED),
        (says("Both ministers"), NAMED, 0.9, NAMED),
        (says("The woman"), NAMED, 0.9, NAMED),
        (says("Aides such as Ann Poe"), NAMED, 0.9, NAMED),
        # Whoever speaks for somebody is named however sure it is of nobody.
        (says("His lawyer"), UNNAMED, 0.9, NAMED),
        (says("Ann Poe’s spokeswoman"), UNNAMED, 0.9, NAMED),
        (says("A lawyer for the firm"), UNNAMED, 0.9, NAMED),
        (says("Police in Harwich"), UNNAMED, 0.9, NAMED),
        (says("His friend"), UNNAMED, 0.9, UNNAMED),
        (says("A lawyer"), UNNAMED, 0.9, UNNAMED),
        (says("Police officials"), UNNAMED, 0.9, UNNAMED),
        # What "the" points at is named, be it a document or a body; many are vague; "I" has a name.
        (says("The social media posts"), VAGUE, 0.9, NAMED),
        (says("The polls of the north"), VAGUE, 0.9, NAMED),
        (says("The charity"), UNNAMED, 0.9, NAMED),
        (says("A charity in the north"), UNNAMED, 0.9, UNNAMED),
        (says("The officials"), UNNAMED, 0.9, UNNAMED),
        (says("Michigan health authorities"), UNNAMED, 0.9, NAMED),
        (says("Authorities"), NAMED, 0.9, UNNAMED),
        (says("Trade experts in the north"), UNNAMED, 0.9, VAGUE),
        (says("Experts at the Danish Institute"), UNNAMED, 0.9, UNNAMED),
        (says("A report by the Danish Institute"), UNNAMED, 0.9, NAMED),
        (says("A report on the north"), UNNAMED, 0.9, UNNAMED),
        (says("Many lawmakers"), UNNAMED, 0.9, VAGUE),
        (says("Some lawmakers"), UNNAMED, 0.9, UNNAMED),
        (says("I"), VAGUE, 0.9, NAMED),
    ],
)
def test_kind_of_the_tagger_and_of_the_rules(marked: str, tagged: SourceKind, score: float, kind: SourceKind) -> None:
    reading, _ = read_marked(marked)
    (item,) = reading.attributions
    sure = replace(reading, attributions=(replace(item, kind=tagged, kind_score=score),))
    assert speakers(sure).attributions[0].kind is kind


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[source1|The Harbour Times] [cue1|has learned] [content1|that it sank].", SourceKind.VAGUE),
        ("[source1|This newspaper] [cue1|understands] [content1|that it sank].", SourceKind.VAGUE),
        ("[source1|The Harbour Times] [cue1|reported] [content1|that it sank].", SourceKind.NAMED),
        ("[source1|Ann Poe] [cue1|has learned] [content1|that it sank].", SourceKind.NAMED),
    ],
)
def test_what_an_outlet_has_learnt_has_no_source(marked: str, kind: SourceKind) -> None:
    assert speakers(read_marked(marked)[0]).attributions[0].kind is kind
