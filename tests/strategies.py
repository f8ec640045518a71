"""Texts for property tests: any characters at all, and the pieces that the engine has rules about."""

from hypothesis import strategies as st

_MARKS = (*"“”‘’\"'«»„‚‹›「」『』`()[]—–-…", "''", "``", "5’10” ", "’90s ")
_STOPS = (". ", ".", "? ", "! ", ", ", "Mr. ", "U.S. ", "p.m. ", "1. ", "2.5 ")
_ODD = ("\n", "\n\n", " \n \n", "\r\n", "\0", "\ud800", "\u202e", "\ufeff", "\u200d", "é", "🎉")
_SOURCES = (" the mayor ", "She ", " analysts ", " Ann Roe, head of the board, ")
_CUES = (" said ", " said that ", " according to ", " reportedly ", " has not denied ", " claimed ", " hopes to win")
_CLAIMS = (" It is simply ridiculous ", " may cost $4.2 million ", "Critics’ hopes will, of course, be dashed in 2019")
_PIECES = st.sampled_from(_MARKS + _STOPS + _ODD + _SOURCES + _CUES + _CLAIMS)


def texts() -> st.SearchStrategy[str]:
    """Text of any code points, lone surrogates among them, mixed with pieces that matter."""
    anything = st.text(st.characters(), max_size=8)
    return st.lists(st.one_of(_PIECES, _PIECES, anything), max_size=40).map("".join)
