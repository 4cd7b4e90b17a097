"""Find a picture inside a picture, so that it can be hashed without its surroundings.

    rectangles.py   content_rectangles: inside borders, captions, screenshots. Start here.
    collages.py     parts: halves and cells of a collage
    stickers.py     filled_stickers: the thumbnail without emoji
    thumbnails.py   the small picture in which all of these search
    intervals.py    one axis: where a picture may begin and end; strip.py samples the axis,
                    bands.py finds borders of one colour in it and seams.py line-like edges
    margins.py evidence.py   a whole rectangle: its thin margins, and how likely it is
    refine.py       refined: move the sides to the exact pixel of the full picture
    rectangle.py    Rectangle, Candidate, and scaling to the full picture

The modules only propose candidates: each is hashed, and a match decides. Promise: the same rectangles on every machine,
for any picture, in a time bounded by the thumbnail's size. Knows numpy and Pillow.
"""

from hashmatch.media.content.collages import parts
from hashmatch.media.content.rectangle import Candidate, Rectangle, scaled
from hashmatch.media.content.rectangles import content_rectangles
from hashmatch.media.content.refine import refined
from hashmatch.media.content.stickers import filled_stickers
from hashmatch.media.content.thumbnails import thumbnail

__all__ = ["Candidate", "Rectangle", "content_rectangles", "filled_stickers", "parts", "refined", "scaled", "thumbnail"]
