"""The option by which commands take contested terms, and what is said where they can't be used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from claimlight_server.lexicon.chosen import Chosen, TermsError, choose

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def terms_option(default: str) -> Decorator:
    """`--terms shipped|own|FOLDER`."""
    return click.option(
        "--terms",
        default=default,
        show_default=True,
        metavar="shipped|own|FOLDER",
        help="Contested terms: those of Claimlight, yours with them, or the packs of a folder with them.",
    )


def chosen_terms(name: str, *, strict: bool) -> Chosen:
    """Load them, or end the command with exit code 1."""
    try:
        return choose(name, strict=strict)
    except TermsError as error:
        raise click.ClickException(str(error)) from None
