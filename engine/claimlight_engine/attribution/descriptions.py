"""Parties that are described: a source or a noun without a name, and the figure that it stands for."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from claimlight_engine.attribution.cast import PERSONAL, Cast, Figure
from claimlight_engine.attribution.name_lexicon import Gender, names
from claimlight_engine.attribution.names import Name, Sort
from claimlight_engine.attribution.parties import party_span
from claimlight_engine.attribution.phrases import Form, Phrase, read_phrase
from claimlight_engine.attribution.ranks import place_of, suits
from claimlight_engine.attribution.scene import Scene
from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.records import SourceType, Span

_HOLDERS = 24  # figures of one role that are told apart


class Descriptions:
    """The described parties of one article, as it is read from start to end."""

    def __init__(self, text: str, cast: Cast, scene: Scene) -> None:
        self._text = text
        self._scene = scene
        self._by_role: dict[str, list[Figure]] = {}
        self._nouns: dict[str, Figure] = {}  # by the words of their phrase
        self._heads: dict[str, Figure] = {}  # the last one with a head noun
        for figure in dict.fromkeys(cast.of):
            for role in figure.roles:
                holders = self._by_role.setdefault(role, [])
                if len(holders) < _HOLDERS:
                    holders.append(figure)

    def described(self, phrase: Phrase, head: str) -> Figure:
        """The figure of a source without a name: somebody known by a role or a noun, or a new one."""
        if phrase.definite or phrase.form is Form.NAME:
            known = self._by_description(phrase, head)
            if known is not None:
                return known
        return self.new(phrase)

    def _by_description(self, phrase: Phrase, head: str) -> Figure | None:
        """Somebody whose role or name holds the head ("the senator", "the commission"), or the last party called so."""
        position, modifiers = phrase.span.start, set(phrase.before[1:])
        holders = self._by_role.get(head, ())
        if any(_tells_whose(name) for name in phrase.inside if name != phrase.name):
            # "The Clinton campaign" says itself whose it is; "the Fox News host" may stand before a name, too.
            return next((each for each in holders if each.sort is Sort.PERSON and modifiers and modifiers <= each.front), None)
        fitting = [each for each in holders if (not phrase.plural if each.sort is Sort.PERSON else modifiers <= each.roles)]
        suited = {id(each): suits(phrase, each.offices, each.traits) for each in fitting}
        for level in sorted(set(suited.values()) - {0.0}, reverse=True):
            figure = self._scene.best(position, partial(_is_at, suited, level))
            if figure is not None:
                return figure
        near = [each for each in fitting if each.span.start < position and suited[id(each)]]
        return max(near, key=lambda each: suited[id(each)], default=None) or self._last_called(phrase, head)

    def _last_called(self, phrase: Phrase, head: str) -> Figure | None:
        """The last party with this head or a word for the same ("study", "survey"), or a body of the kind that it tells."""
        same = [self._heads[word] for word in (head, *sources().synonyms.get(head, ())) if word in self._heads]
        called = self._heads.get(head) or max(same, key=lambda each: each.span.start, default=None)
        party = self.in_full(called).phrase if called is not None else None
        if party is not None and (
            _is_another(phrase, party.before, ("company", "group", "agency"))
            or not suits(phrase, {*party.before, head}, {place_of(party)} - {""})
        ):
            called = None  # "the finance minister" is not "the prime minister"
        if phrase.plural or phrase.group is None or phrase.group.type is SourceType.DOCUMENT:
            return called
        kind, kinds = phrase.group.id, names().kinds_of_body

        def fits(each: Figure) -> float:
            body = each.sort is Sort.BODY and any(kinds.get(word) == kind for word in each.words)
            return float(each is called or (body and not _is_another(phrase, each.words)))

        return self._scene.best(phrase.span.start, fits) or called

    def party(self, token: Span) -> Figure:
        """The figure of a noun in the narrator's text. Its noun phrase is read only when a source turns out to mean it."""
        word = self._text[token.start : token.end]
        if self._text[max(0, token.start - 4) : token.start].lower() == "the ":
            holders = set(map(id, self._by_role.get(word, ())))
            known = self._scene.best(token.start, lambda each: float(id(each) in holders)) if holders else None
            known = known or self._heads.get(word)
            if known is not None:
                return known
        group, plural = sources().nouns[word]
        personal = not plural and group.id in PERSONAL
        figure = Figure(token, (word,), Sort.NOUN, names().gendered.get(word, Gender.UNKNOWN), plural, personal)
        self._heads[word] = figure
        return figure

    def in_full(self, figure: Figure) -> Figure:
        """A party with its noun phrase, or the figure that had the same one before."""
        if figure.sort is not Sort.NOUN or figure.phrase is not None:
            return figure
        phrase = read_phrase(self._text, (party_span(self._text, figure.span),), ())
        words = _identity(phrase)
        known = self._nouns.setdefault(" ".join(words), figure)
        if known is figure:
            figure.span, figure.words, figure.phrase = phrase.span, words, phrase
        return known

    def new(self, phrase: Phrase) -> Figure:
        """The figure of a noun phrase: the one that had the same words before, or a new one; "a …" is always new."""
        words = _identity(phrase)
        single = bool(phrase.before) and phrase.before[0] in ("a", "an", "one", "another")
        key = " ".join(words)
        figure = None if single else self._nouns.get(key)
        if figure is None:
            personal = not phrase.plural and phrase.group is not None and phrase.group.id in PERSONAL
            gender = names().gendered.get(phrase.head, Gender.UNKNOWN)
            figure = self._nouns[key] = Figure(phrase.span, words, Sort.NOUN, gender, phrase.plural, personal, phrase)
        self._heads[phrase.head] = figure
        return figure


def _is_another(phrase: Phrase, words: Collection[str], kinds: Collection[str] = ("group", "agency")) -> bool:
    """Does a phrase for a group or agency say more than some words, and no country? "The media union" is no press council.

    A name does not tell what a company makes: "the oil giant" may be Shell, and is not "the catering giant".
    """
    if phrase.group is None or phrase.group.id not in kinds:
        return False
    lexicon = names()
    return not (set(phrase.before) - sources().determiners - lexicon.adjectives - lexicon.places).issubset(words)


def _is_at(suited: dict[int, float], level: float, figure: Figure) -> float:
    return float(suited.get(id(figure)) == level)


def _identity(phrase: Phrase) -> tuple[str, ...]:
    """The words by which a party is known again: without "the"."""
    words = (*phrase.before, phrase.head)
    return words[1:] if words[0] in ("the", "these", "those", "this", "that") and len(words) > 1 else words


def _tells_whose(name: Name) -> bool:
    """Is a name inside a phrase somebody's, and no adjective such as "Texas" in "the Texas senator"?"""
    adjective = all(word.lower() in names().adjectives for word in name.words)
    return name.sort in (Sort.PERSON, Sort.BODY) or (name.sort is Sort.OTHER and not adjective)
