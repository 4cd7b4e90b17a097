"""Altered copies: what was done to a picture is undone before it is hashed by PDQ.

variants.py      undone: every variant of one picture. Start here.
settings.py      how many of each, and what passes
uncrop.py        what was cut at its edges is grown again
deskew.py        what was turned by a few degrees is turned back
stored_crops.py  crops that a list stores beside a picture's own hash
"""
