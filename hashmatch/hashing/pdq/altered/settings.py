"""What is tried to undo alterations: the order, the numbers and the gates, in one place.

Each number stands beside what it brought on the design part of `benchmarks/recall/`.
"""

RECTANGLES = 12  # content rectangles kept; without the unlikely ones 3 ms less, and 0.4 % of the table lost
# Of these the best also mirrored, and the very best in all eight orientations. With 12 and 2 one more was found, a
# mirrored photograph of a screen.
MIRRORED_RECTANGLES = 8
TURNED_RECTANGLES = 1
INSETS = 8  # rectangles that are also cut smaller ...
INSET = 0.02  # ... by this share on each side, and grown back: chat bubbles from 71 to 94 %
PARTS = 20  # halves and cells: the 21st and later ones found nothing
INNER_PARTS = 8  # those of the best rectangle
ANGLES = (-6.0, -4.5, -3.0, -1.5, 1.5, 3.0, 4.5, 6.0)  # degrees
# The same, grown by what is cut off where a turned picture keeps its shape and loses its corners, as photo apps
# straighten: 12 to 75 % of those turned by 2.2 degrees.
STRAIGHTENED = (-4.0, -3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 4.0)
# Pixels a side of a turned picture, each the nearest one of the reduced picture: interpolated ones take 6 ms more and
# find as many; with 128 a side 81 instead of 94 % are found, with 256 88 %.
ANGLE_SIDE = 192

# Shares of the picture by which it is grown: on all sides, on two opposite ones (cut to another shape), on one side, on
# two neighbouring ones. Twice as many find 0.2 % more of the copies; a step between them that is left out, a quarter of
# the crops of just that size. The best rectangles grown too, 22 codes more, found two copies of 4400.
ALL_SIDES = (0.027, 0.055, 0.067, 0.08, 0.12, 0.155)
TWO_SIDES = (0.04, 0.075, 0.11)
ONE_SIDE = (0.045, 0.065, 0.085, 0.108, 0.13)
CORNERS = (0.03, 0.07, 0.12)
# What is put there: the edge, blurred, and fading towards the mean of the picture. Repeating the edge alone finds a
# sixth less of the crops. Of those by 12 % on one side half are found, also if the amount is known: more than 31 bits
# hang on what was cut off.
GROWN_SIDE = 256  # pixels of the square that is grown: with 128 or 192 a third less of the crops by 5 % is found
EDGE_BLUR = 0.03  # of it, on either side
FADE = 0.5  # so much of the mean ...
FADE_REACH = 0.1  # ... at this share of the picture outside of it

# A code that is not of the whole picture may match only if it says enough: stripes and nearly flat designs do not.
# Without these 4 of 512 queries hit one of a million other codes, with them none.
MIN_QUALITY = 50
MIN_MEDIAN_CONTRAST = 4.0  # of coefficients from their median
MIN_MEAN_CONTRAST = 10.0
# Regular designs (stripes, checks, gradients) have many coefficients that are all but equal; none of 394 photographs
# has more than this. Turned or grown they look like anything, so nothing of the kind is made of them.
MOST_CROWDED = 16

# What `hashmatch hash --views` stores beside a picture's own hash: its middle, by the share of each side that is kept,
# and the picture without so much of one side.
VIEW_CENTRES = (0.95, 0.9, 0.85, 0.8)
VIEW_SIDES = (0.08, 0.16)

SHORT_SIDE = 256  # pixels of the picture that windows are hashed from, at least; 512 take 12 ms more and find no more
