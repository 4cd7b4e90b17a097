"""Settings for undoing alterations: the number of variants of each kind, and the thresholds for their hashes.

The comment at each number says what it brought on the pictures for design of `benchmarks/recall/`.
"""

RECTANGLES = 12  # content rectangles kept; leaving out the unlikely ones saves 3 ms and loses 0.4 % of the table
# Of these, the best are also mirrored, and the very best is turned into all eight orientations. With 12 and 2, one more
# copy was found, a mirrored photograph of a screen.
MIRRORED_RECTANGLES = 8
TURNED_RECTANGLES = 1
INSETS = 8  # rectangles that are also cropped ...
INSET = 0.02  # ... by this share on each side and extended again: chat bubbles from 71 to 94 %
PARTS = 20  # halves and cells: the 21st and later ones found nothing
INNER_PARTS = 8  # those of the best rectangle
ANGLES = (-6.0, -4.5, -3.0, -1.5, 1.5, 3.0, 4.5, 6.0)  # degrees
# The same, extended by what photo apps cut off when they straighten a picture, which keeps its shape and loses its
# corners: from 12 to 75 % of the pictures turned by 2.2 degrees.
STRAIGHTENED = (-4.0, -3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 4.0)
# Side of a rotated picture in pixels, each the nearest pixel of the reduced picture. Interpolation takes 6 ms more and
# finds as many; a side of 128 finds 81 instead of 94 %, a side of 256 88 %.
ANGLE_SIDE = 192

# Shares of the picture by which it is extended: on all sides, on two opposite ones (cropped to another shape), on one
# side, on two adjacent ones. Twice as many steps find 0.2 % more of the copies; leaving out one step loses a quarter of
# the crops of just that size. Extending the best rectangles too, 22 codes more, found two copies of 4400.
ALL_SIDES = (0.027, 0.055, 0.067, 0.08, 0.12, 0.155)
TWO_SIDES = (0.04, 0.075, 0.11)
ONE_SIDE = (0.045, 0.065, 0.085, 0.108, 0.13)
CORNERS = (0.03, 0.07, 0.12)
# The extension is the repeated edge, blurred, and fading towards the mean of the picture. Repeating the edge alone
# finds a sixth less of the crops. Half of the crops by 12 % on one side are found, and no more if the amount is known:
# more than 31 bits depend on what was cut off.
GROWN_SIDE = 256  # pixels of the square that is extended; with 128 or 192, a third less of the crops by 5 % is found
EDGE_BLUR = 0.03  # radius of the blur, as a share of the square's side
FADE = 0.5  # share of the mean ...
FADE_REACH = 0.1  # ... at this distance from the picture, as a share of its side

# A code of a variant may match only if the variant has enough structure, which stripes and nearly flat designs do not
# have. Without these thresholds 4 of 512 queries hit one of a million other codes, with them none.
MIN_QUALITY = 50
MIN_MEDIAN_CONTRAST = 4.0  # of coefficients from their median
MIN_MEAN_CONTRAST = 10.0
# Regular designs (stripes, checks, gradients) have many coefficients that are nearly equal; none of 394 photographs has
# more than this. Rotated or extended, such a design is near many other pictures' codes, so it is not varied this way.
MOST_CROWDED = 16

# The crops whose hashes `hashmatch hash --views` stores in addition: centred ones, by the share of each side that is
# kept, and the picture without this share of one side.
VIEW_CENTRES = (0.95, 0.9, 0.85, 0.8)
VIEW_SIDES = (0.08, 0.16)

SHORT_SIDE = 256  # least side in pixels of the reduced picture for windows; 512 takes 12 ms more and finds no more
