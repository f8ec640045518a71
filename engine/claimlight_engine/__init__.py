"""Claimlight's engine: text in, records out. No HTML, no HTTP, no storage."""

__version__ = "0.1.0"
