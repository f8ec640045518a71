"""Claimlight's server and command line: wire contract, markup, pages."""
