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
        ("the indictment", SourceKind.NAMED),
        ("Moscow", SourceKind.NAMED),
        ("Valery Gerasimov, Chief of the General Staff", SourceKind.NAMED),
    ],
)
def test_kind(phrase: str, kind: SourceKind) -> None:
    reading = speakers(read_marked(f"In the town, [source1|{phrase}] [cue1|said] [content1|it was over].")[0])
    assert reading.attributions[0].kind is kind


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[source1|Critics] [cue1|said] [content1|it was over].", SourceKind.VAGUE),
        ("[content1|It was over], [cue1|it is said].", SourceKind.VAGUE),
        ("[source1|Critics of the plan] [cue1|said] [content1|it was over].", SourceKind.NAMED),
        ("[source1|The critics] [cue1|said] [content1|it was over].", SourceKind.NAMED),
    ],
)
def test_who_is_nobody_is_vague_however_sure_the_tagger_is_of_a_name(marked: str, kind: SourceKind) -> None:
    reading, _ = read_marked(marked)
    (item,) = reading.attributions
    sure = replace(reading, attributions=(replace(item, kind=SourceKind.NAMED, kind_score=0.9),))
    assert speakers(sure).attributions[0].kind is kind


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("His lawyer", SourceKind.NAMED),
        ("Ann Poe’s spokeswoman", SourceKind.NAMED),
        ("A lawyer for the firm", SourceKind.NAMED),
        ("Police in Harwich", SourceKind.NAMED),
        ("His friend", SourceKind.UNNAMED),
        ("A lawyer", SourceKind.UNNAMED),
        ("Police officials", SourceKind.UNNAMED),
    ],
)
def test_who_speaks_for_somebody_is_named_however_sure_the_tagger_is_of_nobody(phrase: str, kind: SourceKind) -> None:
    reading, _ = read_marked(f"[source1|{phrase}] [cue1|said] [content1|it was over].")
    (item,) = reading.attributions
    sure = replace(reading, attributions=(replace(item, kind=SourceKind.UNNAMED, kind_score=0.9),))
    assert speakers(sure).attributions[0].kind is kind


@pytest.mark.parametrize(
    ("phrase", "score", "kind"),
    [
        ("A federal judge", 0.9, SourceKind.UNNAMED),
        ("A federal judge", 0.97, SourceKind.NAMED),  # whom the article may name
        ("Diplomats at the Danish Embassy", 0.9, SourceKind.UNNAMED),
        ("Ann Poe’s aides", 0.9, SourceKind.NAMED),
        ("Both ministers", 0.9, SourceKind.NAMED),
        ("The woman", 0.9, SourceKind.NAMED),
        ("Aides such as Ann Poe", 0.9, SourceKind.NAMED),
    ],
)
def test_people_who_are_pointed_to_by_no_word_are_named_if_the_tagger_is_very_sure(
    phrase: str, score: float, kind: SourceKind
) -> None:
    reading, _ = read_marked(f"[source1|{phrase}] [cue1|said] [content1|it was over].")
    (item,) = reading.attributions
    sure = replace(reading, attributions=(replace(item, kind=SourceKind.NAMED, kind_score=score),))
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
