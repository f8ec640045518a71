"""Markup in and out: the only package that uses lxml."""
