"""Contested terms: packs of entries, matched in the text and shown with the dispute that they belong to."""
