"""Runs of capitalised words that belong together: what may be a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from claimlight_engine.attribution.name_lexicon import NameLexicon, fold

ARTICLE = r"(?:a[ltdnrsz]|ash|el)-"  # Arabic, in lower case: "al-Ansari"
_WORD = regex.compile(
    r"(?<![\w@#/’'-])(?:(?:\p{Lu}\p{Ll}?\.)+(?!\w)"
    rf"|(?:{ARTICLE})?"
    r"\p{Lu}[\p{L}\p{M}\p{N}]*+(?:[-’'.&]\p{L}[\p{L}\p{M}\p{N}]*+)*+)"
)
_POSSESSIVE = regex.compile(r"['’]s$|(?<=s)['’]$")
_JOINED = frozenset(("of", "of the", "for", "on", "and", "&", "for the", "of The"))
_LISTED = frozenset(("and", "&", ",", ", and", ", &"))  # between topics of a body: "Food and Drug", "Culture, Media and Sport"
_WITHIN = frozenset(("of", "in", "on", "for", "to"))  # "Committee on Standards in Public Life"
_NICKNAME = regex.compile(r" [\"“'‘]\p{Lu}\w+[\"”'’] ")
_CAPITAL = regex.compile(r" (\p{Lu}[\p{L}\p{M}\p{N}]*+)")
_BEFORE_NEW = regex.compile(r"(?r)(?:\b[Tt]he|\b\p{Ll}[\p{L}\p{M}’'-]*) ")
_ALONE = frozenset(("THE", "AND", "FOR", "BUT", "WITH", "THIS", "THAT", "FROM"))  # end no name, be all in capitals
_BESIDE = 2  # characters between a title and its name: ". "
_GAP = 24  # longest stretch between two words of one name: particles or a nickname


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a run, with its place in the text."""

    start: int
    end: int
    text: str  # possessive stripped
    possessive: bool


def runs_in(text: str, lexicon: NameLexicon) -> Iterator[list[Word]]:
    """Capitalised words that belong together; small words end a run, as in "Railing Against Trump, Sanders Vows"."""
    for run in _runs(text, lexicon):
        while len(run) > 1 and run[-1].text in _ALONE:
            run.pop()
        yield run


def _runs(text: str, lexicon: NameLexicon) -> Iterator[list[Word]]:
    run: list[Word] = []
    whole = {match.start(): match.end() for match in lexicon.whole.finditer(text)}
    until = 0  # the end of the whole name that is being read
    for match in _WORD.finditer(text):
        if opens := match.start() in whole:
            until = whole[match.start()]
        inside = match.start() < until
        common = not inside and _is_common(match, run, lexicon)
        if run and (opens or common):
            yield run
            run = []
        if common:
            continue
        word = _word(match)
        if run and not (inside or _joined(text, run, word, lexicon)):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _word(match: regex.Match[str]) -> Word:
    whole = match.group()
    bare = _POSSESSIVE.sub("", whole) if whole[-1] in "s’'" else whole
    return Word(match.start(), match.start() + len(bare), bare, bare != whole)


def _joined(text: str, run: list[Word], word: Word, lexicon: NameLexicon) -> bool:
    last = run[-1]
    gap = text[last.end : word.start]
    if last.possessive or len(gap) > _GAP or "\n" in gap:
        return False
    if gap in (" ", "\xa0"):
        return True
    if gap in (". ", ".\xa0"):
        return last.text.lower() in lexicon.titles or len(last.text) == 1
    words = gap.strip()
    if not words or not gap.startswith((" ", "\xa0", ",")):
        return False
    return (
        _are_of_a_body(run, word, words, lexicon)
        or (words in ("and", "&") and _go_on_to_a_body(text, run, word, lexicon))
        or all(part in lexicon.particles for part in words.split())
        or _NICKNAME.fullmatch(gap) is not None
    )


def _are_of_a_body(run: list[Word], word: Word, between: str, lexicon: NameLexicon) -> bool:
    """Does a body's name go on over small words: "Ministry of Trade", "Food and Drug Administration"?"""
    last = run[-1].text.lower()
    if last in lexicon.bodies and between in _JOINED:
        return between not in ("and", "&") or word.text.lower() in lexicon.bodies
    if last not in lexicon.topics or word.text.lower() not in lexicon.topics:
        return False
    return between in _LISTED or (between in _WITHIN and any(each.text.lower() in lexicon.bodies for each in run))


def _go_on_to_a_body(text: str, run: list[Word], word: Word, lexicon: NameLexicon) -> bool:
    """ "The British Beer and Pub Association": behind "the"; neither "the Pentagon and Interior Ministry" nor of two people."""
    behind = _CAPITAL.match(text, word.end)
    if behind is None or lexicon.kinds_of_body.get(behind[1].lower()) not in ("group", "agency"):
        return False
    lower = [fold(each.text) for each in (*run, word)]
    known = lexicon.given.keys() | lexicon.titles.keys() | lexicon.bodies.keys() | lexicon.party
    last = {lower[-1], lower[-2]}
    apart = known.isdisjoint(lower) and last.isdisjoint(lexicon.adjectives | lexicon.places) and not run[-1].text.isupper()
    return apart and text[max(0, run[0].start - 4) : run[0].start].lower() == "the "


def _is_common(match: regex.Match[str], run: list[Word], lexicon: NameLexicon) -> bool:
    """Is a capitalised word no part of a name? `run` holds the words before it, if they may belong to one."""
    word = match.group()
    if _POSSESSIVE.sub("", word) == "May" and run and fold(run[-1].text) in (lexicon.given.keys() | lexicon.titles.keys()):
        return match.start() - run[-1].end > _BESIDE or _CAPITAL.match(match.string, match.end()) is not None
    if word in ("Jan", "Mar"):
        return _CAPITAL.match(match.string, match.end()) is None  # a month, unless a surname follows
    if word == "New":
        return not _opens_a_name(match, lexicon)
    return word.lower() in lexicon.common and not (word.isupper() and len(word) > 2)  # "the WHO"


def _opens_a_name(new: regex.Match[str], lexicon: NameLexicon) -> bool:
    """Is "New" part of a name: that of a place, or one that stands in running text ("the New Democratic Party")?"""
    text, start = new.string, new.start()
    following = _CAPITAL.match(text, new.end())
    if following is None or following[1].lower() in lexicon.common:
        return False
    return following[1].lower() in lexicon.after_new or _BEFORE_NEW.match(text, max(0, start - _GAP), start) is not None
