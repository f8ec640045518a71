"""Ending a command with the way to install what it needs."""

from __future__ import annotations

import click

from claimlight_server.extras import MissingExtraError, need


def require(extra: str, purpose: str) -> None:
    """End the command with exit code 1 unless everything that `extra` brings is installed."""
    try:
        need(extra, purpose)
    except MissingExtraError as error:
        raise click.ClickException(str(error)) from None
