"""What is tried to undo alterations: the order, the numbers and the gates, in one place.

Each number stands beside what it brought on the design part of `benchmarks/recall.py`.
"""

RECTANGLES = 12  # content rectangles kept; without the unlikely ones 3 ms less, and 0.4 % of the table lost
TURNED_RECTANGLES = 2  # of these, so many in all eight orientations; the others upright and mirrored
INSETS = 8  # rectangles that are also cut smaller ...
INSET = 0.02  # ... by this share on each side, and grown back: chat bubbles from 71 to 94 %
ANGLES = (-6.0, -4.5, -3.0, -1.5, 1.5, 3.0, 4.5, 6.0)  # degrees
ANGLE_SIDE = 192  # pixels a side of a turned picture: 128 samples too coarsely and finds 81 instead of 94 %

# Shares of the picture by which it is grown: on all sides, on one side, on two neighbouring sides.
ALL_SIDES = (0.018, 0.027, 0.036, 0.055, 0.067, 0.08, 0.105, 0.12, 0.135, 0.155)
ONE_SIDE = (0.025, 0.045, 0.065, 0.085, 0.108, 0.13, 0.155)
CORNERS = (0.03, 0.05, 0.07, 0.09, 0.12)
GROWN_MOST = 0.156  # by no more than this
# What is put there: the edge, blurred, and fading towards the mean of the picture. Repeating the edge alone finds 50 %
# of crops by 5 % and 67 % of those by 12 % on one side; this 60 % and 77 %.
GROWN_SIDE = 256  # pixels of the square that is grown: 128 and 192 lose a third of the crops by 5 %
EDGE_BLUR = 0.03  # of it, on either side
FADE = 0.5  # so much of the mean ...
FADE_REACH = 0.1  # ... at this share of the picture outside of it
# The same for the best content rectangles.
GROWN_RECTANGLES = 2
RECTANGLE_ALL_SIDES = (0.027, 0.056, 0.09)
RECTANGLE_ONE_SIDE = (0.06, 0.12)

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

SHORT_SIDE = 256  # pixels of the picture that frames are hashed from, at least
