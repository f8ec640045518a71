"""Who appears in an article: names gathered into people, bodies and places, the short forms with the full ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

import regex

from claimlight_engine.attribution.apposition import apposed
from claimlight_engine.attribution.capitals import ARTICLE
from claimlight_engine.attribution.name_lexicon import Gender, NameLexicon, names
from claimlight_engine.attribution.names import Name, Sort
from claimlight_engine.attribution.phrases import Phrase
from claimlight_engine.attribution.ranks import front, office_words, traits
from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.attribution.surnames import full_names
from claimlight_engine.records import Span

PERSONAL = frozenset(("people", "officials", "experts", "camps", "spokespeople"))
_NAMESAKES = 24  # figures that one word may lead to
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PARTICLES = frozenset(("de", "del", "della", "van", "von", "bin", "ibn", "du", "da", "dos"))  # those that are no given names
_ARTICLE = regex.compile(rf"^{ARTICLE}")
_SMALL = frozenset(("of", "the", "for", "and", "on", "in"))
_APPOSITION = regex.compile(r",? (?:who (?:is|was)|an?|the|his|her|their)? ?((?:[\w’'-]+ ){0,5}[\w’'-]+)")
_BEFORE = regex.compile(r"(?r)(?<![\p{L}’'-])(\p{L}[\p{L}’'-]+),? ")


@dataclass(slots=True, eq=False)
class Figure:
    """A person, body, place or described party of the article.

    `span` is its fullest mention without titles, `words` that mention in lower case; `roles` are words that the article may
    call it by ("senator", "commission"). Made while an article is read, and then only looked up.
    """

    span: Span
    words: tuple[str, ...]
    sort: Sort
    gender: Gender = Gender.UNKNOWN
    plural: bool = False
    personal: bool = False  # a described party that is one person
    phrase: Phrase | None = None  # of a party that is described
    roles: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)  # words of a person's offices: "vice", "president"
    front: set[str] = field(default_factory=set)  # words that stand before a person's name with an office: "fox", "news", "host"
    traits: set[str] = field(default_factory=set)  # places that a person is of, and the age: "kentucky", "53"
    surnamed: int = 0  # mentions with the last word of its name


@dataclass(frozen=True, slots=True)
class Cast:
    """All names with their figures: `of[i]` is the figure of `names[i]`, `starts[i]` where that name starts."""

    names: tuple[Name, ...]
    of: tuple[Figure, ...]
    starts: tuple[int, ...]


def gather(text: str, found: Sequence[Name], speaking: Collection[Span]) -> Cast:
    """Gather the names of a text. `speaking` are spans of names that head a source, which is evidence that they are people."""
    lexicon = names()
    titled = {name.words[-1].lower() for name in found if name.titles and name.sort is Sort.PERSON}
    register = _Register()
    found = _without_headline_words(text, found, speaking)
    full = full_names(text, found, speaking)
    cores = [_core(name) for name in found]
    of: list[Figure | None] = [None] * len(found)
    for index, (name, core) in enumerate(zip(found, cores, strict=True)):
        if len(core) > 1 and (name.sort is not Sort.OTHER or name.span in full or _is_person(text, name, speaking, titled)):
            of[index] = register.full(name, core)
    figures = []
    for index, (name, core) in enumerate(zip(found, cores, strict=True)):
        figure = of[index] or register.short(name, core)
        figures.append(figure)
        _add_evidence(text, figure, name, lexicon)
    return Cast(tuple(found), tuple(figures), tuple(name.span.start for name in found))


def _without_headline_words(text: str, found: Sequence[Name], speaking: Collection[Span]) -> list[Name]:
    """Shorten "Clinton Plan" to "Clinton": a name used once whose last word the article also writes small is a headline's."""
    pairs = [n for n in found if len(n.words) == 2 and n.sort is Sort.PERSON and not n.titles and n.span not in speaking]
    times = Counter(name.words for name in pairs)
    small = {word for word in text.split() if word.islower()} if pairs else set()
    headline = {name.span for name in pairs if times[name.words] == 1 and name.words[1].lower() in small}
    return [
        replace(name, words=name.words[:1], span=Span(name.span.start, name.span.start + len(name.words[0])))
        if name.span in headline
        else name
        for name in found
    ]


def _core(name: Name) -> tuple[str, ...]:
    """The words that tell one name from another: lower case, no initials, no "Jr.", no "De" or "al-" in front."""
    words = [_ARTICLE.sub("", word.lower().strip(".")) for word in name.words]
    kept = [word for word in words if len(word) > 1 and word not in _SUFFIXES]
    if len(kept) == 2 and kept[0] in _PARTICLES:
        return (kept[1],)
    return tuple(kept or words)


def _is_person(text: str, name: Name, speaking: Collection[Span], titled: Collection[str]) -> bool:
    """Is a name of unknown words a person's: it speaks, has an age or "who" behind it, or a title elsewhere?"""
    if name.words[-1].lower() in names().alone:
        return False  # "the Lord Mayor"
    after = text[name.span.end : name.span.end + 6]
    return (
        name.words[-1].lower() in titled
        or name.words[0].lower() in titled  # "Ban Ki-moon", later "Mr. Ban"
        or bool(_noun_before(text, name))  # "Arsenal boss Mikel Arteta"
        or name.span in speaking
        or after.startswith((", who", " (R-", " (D-"))
        or (after.startswith(", ") and after[2:4].isdigit() and after[4:5] == ",")
    )


class _Register:
    """Figures by the words that lead to them."""

    def __init__(self) -> None:
        self._last: dict[str, list[Figure]] = {}
        self._first: dict[str, list[Figure]] = {}
        self._whole: dict[str, Figure] = {}

    def full(self, name: Name, core: tuple[str, ...]) -> Figure:
        """The figure of a name of two words or more; new if none fits."""
        key = " ".join(core)
        figure = self._whole.get(key)
        if figure is None and name.sort in (Sort.PERSON, Sort.OTHER):
            figure = next((each for each in self._last.get(core[-1], ()) if _same_person(each.words, core)), None)
        if figure is None:
            figure = Figure(name.span, core, Sort.PERSON if name.sort is Sort.OTHER else name.sort)
            _keep(self._last, core[-1], figure)
            if figure.sort is Sort.PERSON:
                _keep(self._first, core[0], figure)
            elif figure.sort is Sort.BODY:
                self._whole.setdefault("".join(word[0] for word in core if word not in _SMALL), figure)
        self._whole[key] = figure
        if len(core) > len(figure.words) or (core == figure.words and name.span.end - name.span.start > _length(figure)):
            figure.span, figure.words = name.span, core
        return figure

    def short(self, name: Name, core: tuple[str, ...]) -> Figure:
        """The figure that a short form stands for: of several people, the one called so most until then; new if there is none."""
        key = " ".join(core).replace(".", "")
        if len(core) == 1 and name.sort is not Sort.PLACE:
            people = [each for each in self._last.get(core[0], ()) if each.sort is Sort.PERSON] or self._first.get(core[0], [])
            figure = max((each for each in people if _fits(each, name)), key=lambda each: each.surnamed, default=None)
            if figure is not None:
                return figure
        figure = self._whole.get(key)
        if figure is None:
            figure = self._whole[key] = Figure(name.span, core, name.sort)
        return figure


def _keep(index: dict[str, list[Figure]], word: str, figure: Figure) -> None:
    """Index a figure, unless a word has led to many already: then it tells nobody apart, and time stays linear."""
    figures = index.setdefault(word, [])
    if len(figures) < _NAMESAKES:
        figures.append(figure)


def _length(figure: Figure) -> int:
    return figure.span.end - figure.span.start


def _same_person(known: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """The same last word is given: are the first ones the same, or one a short form of the other ("Dan", "Daniel")?"""
    a, b = known[0], core[0]
    return a == b or a in core or b in known or (min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a)))


def _fits(figure: Figure, name: Name) -> bool:
    return not name.titles or Gender.UNKNOWN in (figure.gender, name.gender) or figure.gender is name.gender


def _add_evidence(text: str, figure: Figure, name: Name, lexicon: NameLexicon) -> None:
    """Take from one mention what it tells of the figure: titles, gender, and words of a description beside it."""
    figure.surnamed += _core(name)[-1] == figure.words[-1]
    if name.titles and name.sort is Sort.PERSON and figure.sort is Sort.OTHER:
        figure.sort = Sort.PERSON  # "the Obama administration", later "President Obama"
    for title in name.titles:
        figure.roles.add(title)
        figure.roles.update(lexicon.roles.get(title, ()))
        if lexicon.titles[title] is not Gender.UNKNOWN:
            figure.gender = lexicon.titles[title]
            figure.sort = Sort.PERSON
    if figure.sort is Sort.PERSON:
        if figure.gender is Gender.UNKNOWN:
            figure.gender = name.gender
        if len(name.words) > 1:
            for noun in _described(text, name):
                figure.roles.update((noun, *lexicon.roles.get(noun, ())))
        if name.titles or len(name.words) > 1:
            words = front(text, name)
            figure.offices.update(office_words(text, name, words))
            figure.traits.update(traits(text, name, words))
            figure.front.update(words)
    elif figure.sort is Sort.BODY:
        figure.roles.update(figure.words)


def _described(text: str, name: Name) -> set[str]:
    """Nouns for people right before a name or in the apposition behind it: "singer …", "…, a lawyer at Baker Hostetler"."""
    found = _noun_before(text, name)
    after = _APPOSITION.match(text, name.span.end, min(len(text), name.span.end + 80))
    if after and text[name.span.end] == ",":
        found.update(_personal(after[1].lower().split()))
    return found


def _noun_before(text: str, name: Name) -> set[str]:
    before = _BEFORE.match(text, max(0, name.span.start - 40), name.span.start)
    headline = name.words[0].lower() in sources().nouns  # "Republican Donor Adelson Says"
    words = [before[1].lower()] if before and not headline else []
    phrase = apposed(text, name)
    return _personal([*words, phrase.head] if phrase else words)


def _personal(words: Iterable[str]) -> set[str]:
    """Those of some words that are nouns for one person."""
    lexicon, party = sources(), names().party
    known = ((word, lexicon.nouns[word]) for word in words if word in lexicon.nouns and word not in lexicon.determiners)
    return {word for word, (group, many) in known if not many and (group.id in PERSONAL or word in party)}
