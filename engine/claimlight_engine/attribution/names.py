"""Names in a text: runs of capitalised words, told apart into people, bodies and places by `lexicons/names.toml`.

This is no trained name finder: it serves to resolve who speaks, where most names are given in full once and are then
shortened, so that a title, a given name or the word of a body ("Ministry") is evidence enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from claimlight_engine.attribution.capitals import Word, runs_in
from claimlight_engine.attribution.name_lexicon import Gender, NameLexicon, fold, names
from claimlight_engine.attribution.offices import office_of
from claimlight_engine.records import Span

_LONG = 5  # words; longer runs are cut


class Sort(StrEnum):
    """What a name names."""

    PERSON = "person"
    BODY = "body"
    PLACE = "place"
    NOUN = "noun"  # described, not named: "residents", "a recent survey"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text. `span` is the name without titles and possessive; `titles` stand before it, in lower case."""

    span: Span
    words: tuple[str, ...]
    titles: tuple[str, ...]
    sort: Sort
    gender: Gender
    possessive: bool = False


def find_names(text: str) -> tuple[Name, ...]:
    """Every name of a text in order, none overlapping. Takes time linear in the text."""
    lexicon = names()
    found: list[Name] = []
    for run in runs_in(text, lexicon):
        title, count = office_of(text, run[0].start, _lower(run), lexicon)
        if title:
            if found and found[-1].words[-1].lower() == title:
                found.pop()  # "Secretary" in "Secretary of State John Kerry"
            found.append(_name(run[count:], text, lexicon, title))
            continue
        found += (_name(part, text, lexicon) for part in _cut(run, lexicon))
    return tuple(found)


def _lower(run: list[Word]) -> list[str]:
    """The words of a run as the lexicon has them: without capitals, accents and full stops."""
    return [fold(word.text).strip(".") for word in run]


def _cut(run: list[Word], lexicon: NameLexicon) -> Iterator[list[Word]]:
    """A long run is a headline in capitals: only a given name with the word behind it, and single words, are kept."""
    if len(run) < _LONG:
        yield run
        return
    lower = _lower(run)
    whole = len(run) - _title_end(lower, lexicon) < _LONG or _is_body(lower, run, lexicon)
    index = 0
    while index < len(run):
        size = len(run) if whole else 2 if lower[index] in lexicon.given else 1
        yield run[index : index + size]
        index += size


def _name(run: list[Word], text: str, lexicon: NameLexicon, office: str = "") -> Name:
    """Strip titles from a run, and tell what it names; `office` is the title of one that stands in front of it."""
    lower = _lower(run)
    body = not office and _is_body(lower, run, lexicon)
    cut = 0 if body else _title_end(lower, lexicon)
    titles = tuple(word for word in (office, *lower[:cut]) if word in lexicon.titles)
    titles = titles or _title_before(text, run[0].start, lexicon)
    kept, words = run[cut:], lower[cut:]
    sort = Sort.BODY if body else _sort(words, titles, lexicon)
    gender = _gender(words, titles, lexicon) if sort is Sort.PERSON else Gender.UNKNOWN
    return Name(Span(kept[0].start, kept[-1].end), tuple(word.text for word in kept), titles, sort, gender, kept[-1].possessive)


def _title_end(lower: list[str], lexicon: NameLexicon) -> int:
    """Index after the last title of a run; words before a title ("House Speaker") go with it, and an office alone is none."""
    last = len(lower) - 1
    if (
        last
        and lower[0] in lexicon.ranks | {"lord", "chief"}
        and lower[-1] in lexicon.alone
        and lexicon.titles.keys() >= set(lower[1:])
    ):
        return 0  # "the Attorney General", "the Lord Mayor"
    for index in range(last - 1, -1, -1):
        word = lower[index]
        if word in lexicon.titles and word not in lexicon.given:
            return index + 1
        if word in lexicon.party and lower[index + 1] in lexicon.given:
            return index + 1
    if len(lower) == 3 and lower[0] in ("democrat", "republican"):
        return 1  # "Democrat Zephyr Teachout"
    # "Wells Fargo John Stumpf": the given name opens the name.
    for index in range(1, last):
        if lower[index] in lexicon.given and not any(word in lexicon.given or len(word) == 1 for word in lower[:index]):
            return index
    return 0


def _title_before(text: str, start: int, lexicon: NameLexicon) -> tuple[str, ...]:
    """A title in lower case right before a name: "spokeswoman Katrina Pierson"."""
    before = text[max(0, start - 24) : start].rstrip()
    word = before.rpartition(" ")[2].rstrip(".")
    return (word,) if word in lexicon.titles and len(before) < start else ()


def _is_body(lower: list[str], run: list[Word], lexicon: NameLexicon) -> bool:
    if tuple(lower) in lexicon.whole_words or (len(lower) > 1 and lexicon.topics.issuperset(lower[-2:])):
        return True
    if len(lower) > 1 and lower[-1] in lexicon.surnames and lower[-2] in lexicon.given:
        return False
    if " ".join(lower) in lexicon.places and lower[-1] not in ("house", "court", "council"):
        return False
    if lower[-1] in lexicon.bodies or (
        len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 1 and lower[0] not in lexicon.titles
    ):
        return not (len(run) > 1 and lower[0] in lexicon.titles and lexicon.titles[lower[0]] is not Gender.UNKNOWN)
    if any(word in lexicon.titles for word in lower[:-1]):
        return False
    return any(word in lexicon.bodies and word not in lexicon.given for word in lower[:-1]) and lower[0] not in lexicon.given


def _sort(words: list[str], titles: tuple[str, ...], lexicon: NameLexicon) -> Sort:
    whole = " ".join(words)
    if words[-1] in lexicon.titles and not titles and (len(words) == 1 or words[0] not in lexicon.given):
        return Sort.OTHER  # a title alone: "the President", or somebody called King
    if titles and not (whole in lexicon.places and set(titles) <= {"first", "chief", "father", "mother"}):
        return Sort.PERSON
    if whole in lexicon.places:
        return Sort.PLACE
    if words[0] in lexicon.given:
        return Sort.PERSON
    if all(word in lexicon.adjectives for word in words):
        return Sort.OTHER
    return Sort.OTHER if len(words) == 1 or words[0] not in lexicon.places else Sort.PLACE


def _gender(words: list[str], titles: tuple[str, ...], lexicon: NameLexicon) -> Gender:
    for title in titles:
        if lexicon.titles[title] is not Gender.UNKNOWN:
            return lexicon.titles[title]
    return lexicon.given.get(words[0], Gender.UNKNOWN) if len(words) > 1 or not titles else Gender.UNKNOWN
