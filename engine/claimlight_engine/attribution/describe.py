"""Who somebody is, in the article's own words: the longest apposition, relative clause or title beside one of the names."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from claimlight_engine.attribution.apposition import apposed
from claimlight_engine.attribution.name_lexicon import names
from claimlight_engine.attribution.names import Name
from claimlight_engine.attribution.offices import is_office
from claimlight_engine.attribution.phrases import POSSESSIVES
from claimlight_engine.attribution.source_lexicon import sources

# Behind these a full stop ends no description.
_SHORTENED = r"\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Jr|Sr|Sen|Rep|Gov|Gen|Prof|Rev|Hon|Inc|Corp|Co|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
# ", a lawyer at Baker Hostetler," — up to what ends it; brackets such as "(R-Texas)" may stand between.
_BEHIND = regex.compile(
    r"(?: \([^()\n]{1,24}\)|, \d{1,3}(?=, ))?, "
    r"((?:who (?:is|was|has|serves|served|heads|headed|leads|led|runs|ran|works|worked) )?"
    rf"[\p{{L}}\d](?:[^.;:\n“”\"—–]|(?<={_SHORTENED})\.(?= [\p{{Lu}}\d])){{2,160}}?)"
    rf"(?=[,;:\n—–“”\"]|(?<!{_SHORTENED})\.(?!\p{{L}}|\d)| (?:said|says|told|wrote|tweeted|has|had|and (?:said|told))\b|$)"
)
_WHOSE = regex.compile(r"^(?:his|her|its|their) ")
_ACCORDING = regex.compile(r"(?ir)\baccording to ")
_WORDS = regex.compile(r"(?r)[\p{L}\p{M}\d.’'-]+(?: [\p{L}\p{M}\d.’'-]+){0,5}")
_VERB_LIKE = regex.compile(r"\w+(?:ing|ed)\b|said|told|says|wrote|spoke|went|came|made|was|is|has|had|did")
_FINITE = regex.compile(r"is|are|was|were|has|have|had|will|would|can|could|does|do|did|.*n['’]t|.*['’]re")
_OPENING = frozenset(("a", "an", "the", "one", "another", "his", "her", "its", "their", "who", "former", "then"))
# Behind "who" these open no description.
_ASIDE = frozenset(("in", "with", "on", "at", "by", "after", "before", "during", "unless", "if", "when", "while"))
_CLAIMING = frozenset(("claims", "claimed", "alleges", "alleged", "accuses", "accused", "says", "said", "believes"))
_QUALITIES = frozenset(("longtime", "senior", "top", "veteran", "fellow", "super", "then", "late", "ex"))
_SMALL = POSSESSIVES | {"the", "a", "an", "when", "as"}
_DONE_TO = frozenset(("convicted", "accused", "appointed", "elected", "designated"))  # verbs, unless an article opens the phrase
_HANGING = frozenset(("of", "for", "at", "in", "on", "from"))
MOST = 6  # mentions that are looked at
_BEFORE = 60  # characters before a name in which its title and description stand


def describe(text: str, mentions: Iterable[Name]) -> str:
    """The longest description of a figure beside its names, as it stands in the text; empty if there is none."""
    found = ""
    for number, name in enumerate(mentions):
        if number == MOST:
            break
        phrase = apposed(text, name)
        for description in (_behind(text, name), _before(text, name), phrase.description if phrase else ""):
            if len(description) > len(found):
                found = description
    return found


def _behind(text: str, name: Name) -> str:
    match = _BEHIND.match(text, name.span.end, min(len(text), name.span.end + 200))
    if match is None or name.possessive:
        return ""
    description = match[1].strip().removesuffix(" who")
    if whose := _WHOSE.match(description):
        return description[whose.end() :] if _is_noun(description[whose.end() :]) else ""
    # "According to Ann Poe, the mayor, …" describes her; "According to Ann Poe, the mayor lost his way, …" tells what she says.
    if _ACCORDING.match(text, 0, name.span.start) and (
        text[match.end() : match.end() + 1] != "," or any(map(_VERB_LIKE.fullmatch, description.split()))
    ):
        return ""
    words = description.lower().split()
    if words[0] == "who" and (text.startswith(" ", match.end()) or (words[1:2] and words[1] in _ASIDE | _CLAIMING)):
        return ""  # "who claims the judge", up to "had"; "who in an interview", up to a comma
    small = regex.split(r"[\s’'-]", description, maxsplit=1)[0].lower().rstrip(".")
    opens = small in _OPENING or small in names().titles
    return description if (opens or _is_noun_phrase(description)) and " " in description else ""


def _is_noun(description: str) -> bool:
    """Is a stretch without an article a noun for one person, with what hangs on it: "chief of staff", "oldest friend in town"?"""
    words = description.lower().split()
    end = next((index for index, word in enumerate(words) if word in _HANGING), len(words))
    known = sources().nouns.get(words[end - 1]) if end else None
    person = end > 0 and (words[end - 1] in names().titles or (known is not None and not known[1]))
    return person and sources().stops.isdisjoint(words[:end]) and not any(map(_VERB_LIKE.fullmatch, words[:end]))


def _is_noun_phrase(description: str) -> bool:
    """Does a stretch with no article describe one person, such as "head of the union"? Not "we are late", "critics of hers"."""
    lexicon = sources()
    first = regex.split(r"[\s’'-]", description, maxsplit=1)[0]
    if not first.islower() or first in lexicon.stops | lexicon.determiners | lexicon.vague or _VERB_LIKE.fullmatch(first):
        return False
    words = description.lower().split()
    known = lexicon.nouns.get(first)
    if (known is not None and known[1]) or any(_FINITE.fullmatch(word) for word in words):
        return False
    return any(word.strip(",’'s") in lexicon.nouns or word in names().titles for word in words)


def _before(text: str, name: Name) -> str:
    """Words in front of a name that end in a noun for a person or in a title: "Clinton communication director"."""
    end = name.span.start - 1
    start = max(0, end - _BEFORE)
    if end <= 0 or text[end] not in " \xa0":
        return ""
    match = _WORDS.match(text, start, end)
    if match is None or (match.start() == start and start > 0 and not text[start - 1].isspace()):
        return ""
    words = match.group().split(" ")
    words, office = _parted(words) if name.titles else (words, [])
    last = words[-1].lower().rstrip(".")
    if not (last in names().titles or sources().nouns.get(last, (None, True))[1] is False) or last in _SHORT:
        return ""
    if len(words) > 1 and words[-2].lower() == "to" and last not in names().titles | names().gendered.keys():
        return ""  # "to judge Barnier"
    return " ".join([*_kept(words), *office])


def _kept(words: list[str]) -> list[str]:
    """The words at the end that belong to the noun or title that they end in."""
    kept: list[str] = []
    stopped = ""
    for word in reversed(words):
        if _stops(word, kept[-1] if kept else ""):
            stopped = word.lower()
            break
        kept.append(word)
    while len(kept) > 1 and stopped not in ("", "a", "an", "the") and kept[-1].lower() in _DONE_TO:
        kept.pop()  # "A court convicted former president …"
    return kept[::-1]


def _stops(word: str, behind: str) -> bool:
    if behind[:1].isupper() and word.islower() and not _goes_with_an_office(word):
        return True  # "met Foreign Minister Dupont"
    small = word.lower()
    return (
        not word[0].isalnum()
        or (small in sources().stops and not (len(word) > 1 and word.isupper()))  # not "WHO"
        or small in _SMALL
        or (word[0].isupper() and not word.isupper() and small != "new" and small in names().common)  # "Monday"
        or word.endswith(".")
        or _is_verb(word)
    )


def _goes_with_an_office(word: str) -> bool:
    """May a word stand in front of a title with a capital: "former", "police", "retired"?"""
    lexicon = names()
    groups = (lexicon.ranks, lexicon.past, lexicon.participles, lexicon.topics, lexicon.offices, sources().nouns, _QUALITIES)
    return any(part in group for part in word.split("-") for group in groups)


def _is_verb(word: str) -> bool:
    """ "explained", "doesn't" in front of a title are no part of it; "retired" is."""
    past = word.islower() and word.endswith("ed") and "-" not in word and word not in names().participles
    return past or word.endswith(("n't", "n’t"))


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Parted between a title and what it is the office of: "Secretary" and "of State"; all in the first where there is none."""
    while len(words) > 1 and words[-1].lower().rstrip(".") in _SHORT:
        words = words[:-1]  # "Leader of Government Business Dr"
    for index in range(len(words) - 2, 0, -1):
        if words[index] in ("of", "for") and words[index - 1].lower() in names().titles:
            return (words[:index], words[index:]) if is_office(words[index + 1 :], names()) else (words, [])
    return words, []


_SHORT = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "one", "some", "all", "other", "another", "many", "few", "most"))
