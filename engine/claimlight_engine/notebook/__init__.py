"""What researchers at a notebook want of `Annotations`: dictionaries, data frames, a picture of the text, a spaCy component.

`methods.py` is what `Annotations` inherits; each file beside it does one of these and is loaded when it is first asked for.
"""
