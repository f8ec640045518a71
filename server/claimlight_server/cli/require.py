"""What commands say where they can't go on: how to install what is missing, and what the system said."""

from __future__ import annotations

import click

from claimlight_server.extras import MissingExtraError, need


def require(extra: str, purpose: str) -> None:
    """End the command with exit code 1 unless everything that `extra` brings is installed."""
    try:
        need(extra, purpose)
    except MissingExtraError as error:
        raise click.ClickException(str(error)) from None


def reason(error: Exception) -> str:
    """An error in words: of the system's own, the file and what is wrong with it, without its number."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)
