"""One request's body to one answer's body: all the work that a page asks for, in one plain function."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from claimlight_engine import annotate
from claimlight_engine.terms.own import lexicon_with
from claimlight_server.logs import PAGES, event
from claimlight_server.wire.answer import build_answer, to_json
from claimlight_server.wire.request import parse_request

log = logging.getLogger(PAGES)


def answer(body: bytes, terms: Path) -> bytes:
    """Annotate the page in `body` and build the answer. Raises Problem where the request is wrong.

    `terms` is the folder of the reader's own terms; it need not exist.
    """
    request = parse_request(body)
    log.info(event("page", url=request.document.origin.url, characters=len(request.document.text)))
    lexicon = lexicon_with(terms)
    found = annotate(request.document, replace(request.options, lexicon=lexicon))
    return to_json(build_answer(request.document, found, lexicon))
