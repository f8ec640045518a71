"""One request's body to one answer's body: all the work that a page asks for, in one plain function."""

from __future__ import annotations

import logging

from claimlight_engine import annotate
from claimlight_engine.terms.lexicon import shipped
from claimlight_server.logs import PAGES, event
from claimlight_server.wire.answer import build_answer, to_json
from claimlight_server.wire.request import parse_request

log = logging.getLogger(PAGES)


def answer(body: bytes) -> bytes:
    """Annotate the page in `body` and build the answer. Raises Problem where the request is wrong."""
    request = parse_request(body)
    log.info(event("page", url=request.document.origin.url, characters=len(request.document.text)))
    found = annotate(request.document, request.options)
    return to_json(build_answer(request.document, found, request.options.lexicon or shipped()))
