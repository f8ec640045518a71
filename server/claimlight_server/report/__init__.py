"""What a corpus shows: queries over the five tables, drawn as one HTML page that needs no network, and written as CSV.

`query.py` runs `queries/*.sql`, `figures.py` turns rows into Vega-Lite charts, `draw.py` those into SVG, `page.py` puts all of it
together.
"""
