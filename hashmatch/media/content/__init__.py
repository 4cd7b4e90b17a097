"""Content: where in a picture another picture may be, so that it can be hashed without what surrounds it.

    rectangles.py   content_rectangles: within borders, captions, screenshots. Start here.
    collages.py     parts: halves and cells of a collage
    stickers.py     filled_stickers: the thumbnail without emoji
    thumbnails.py   the small picture that all of it looks at
    intervals.py    one axis: where a picture may begin and end; what strip.py samples and
                    bands.py (borders of one colour) and seams.py (line-like edges) see there
    margins.py evidence.py   a whole rectangle: its thin margins, and how likely it is
    refine.py       refined: sides to the full picture's pixel
    rectangle.py    Rectangle, Found, and the way back to the full picture

Nothing here decides: candidates are hashed, and the hashes decide. Promise: the same rectangles on every machine, for
any picture, in a time that its size bounds. Knows numpy and Pillow.
"""

from hashmatch.media.content.collages import parts
from hashmatch.media.content.rectangle import Found, Rectangle, scaled
from hashmatch.media.content.rectangles import content_rectangles
from hashmatch.media.content.refine import refined
from hashmatch.media.content.stickers import filled_stickers
from hashmatch.media.content.thumbnails import thumbnail

__all__ = ["Found", "Rectangle", "content_rectangles", "filled_stickers", "parts", "refined", "scaled", "thumbnail"]
