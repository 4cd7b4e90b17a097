"""Undo what was done to an altered copy, then hash it with PDQ.

variants.py      undo_alterations: every variant of one picture. Start here.
settings.py      the number of variants of each kind, and the thresholds that their hashes must pass
cut_borders.py   hash what lies within borders, captions, screens and collages
uncrop.py        extend a picture whose edges were cropped
deskew.py        rotate a picture back that was turned by a few degrees
stored_crops.py  crops whose hashes a list stores in addition to the picture's own
"""
