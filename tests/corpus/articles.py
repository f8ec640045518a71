"""Made-up news articles: as many as wanted, always the same, with sources, quotations, contested terms and odd characters."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

PEOPLE = ("Ann Roe", "Mayor Jan Kowal", "Dr. Li Wen", "Senator Óscar Ruiz", "a senior official", "critics", "two neighbours")
CUES = ("said", "insisted", "claimed", "denied", "warned", "acknowledged", "told reporters")
CONTENTS = (
    "the bridge would open in May",
    "the figures were “plainly wrong”",
    "talks had failed twice 🙂",
    "nobody had been asked",
    "the liberation of Kupyansk in Ukraine was near",
    "the special military operation in Ukraine went on",
)
OWN = (
    "The decision marks a turning point for the whole region.",
    "Prices rose by 14 percent last year.",
    "The council met on Tuesday.",
    "It is believed that the contract was signed in secret.",
    "The regime in Minsk did not answer.",
)
OUTLETS = ("northern-post", "daily-light", "harbour-times")


def article(number: int) -> dict[str, Any]:
    """One article, with the fields of a JSONL line."""
    chance = random.Random(number)
    outlet = OUTLETS[number % 3]
    paragraphs = []
    for _ in range(chance.randint(2, 7)):
        who, cue, what = chance.choice(PEOPLE), chance.choice(CUES), chance.choice(CONTENTS)
        sentences = [f"{who[0].upper()}{who[1:]} {cue} that {what}.", *chance.sample(OWN, 2)]
        sentences.append(f"“{what[0].upper()}{what[1:]},” {who.split()[-1]} {cue}.")
        paragraphs.append(" ".join(sentences))
    return {
        "id": f"article-{number}",
        "text": "\n\n".join(paragraphs),
        "url": f"https://www.{outlet}.example/{number}",
        "title": f"Article {number}",
        "lang": "en",
        "published": f"2025-{1 + number % 12:02}-{1 + number % 28:02}",
        "outlet": outlet,
    }


def write_jsonl(path: Path, count: int) -> Path:
    """A file of articles."""
    path.write_text("".join(json.dumps(article(number), ensure_ascii=False) + "\n" for number in range(count)), encoding="utf-8")
    return path


def page(number: int) -> str:
    """An article as a web page, with what stands around articles."""
    fields = article(number)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in fields["text"].split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{fields["title"]}</title>'
        f'<link rel="canonical" href="{fields["url"]}"><meta property="article:published_time" content="{fields["published"]}">'
        "</head><body><nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"<div class='story'><h1>{fields['title']}</h1>{body}</div>"
        "<div class='related'><p>Subscribe to our newsletter now and get all the news by mail every single morning.</p></div>"
        "<footer><p>Imprint and privacy</p></footer></body></html>"
    )
