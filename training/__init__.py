"""How the tagger is trained; not part of the product."""
