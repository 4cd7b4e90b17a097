"""Draw the rectangles of one file that were hashed, as outlines; the picture itself is never shown."""

from hashmatch.files.templates import templates
from hashmatch.hashing import Stage
from hashmatch.scan import FileExplanation


def explain_page(explained: FileExplanation) -> str:
    """Return a self-contained HTML page: the rectangles that were hashed, and a table of the nearest entries."""
    height, width = explained.size or (1, 1)
    cut = [near for near in explained.near if near.variant.stage is not Stage.ANGLE]  # rotated ones are not drawn
    boxes = dict.fromkeys(near.variant.box for near in cut if near.variant.box is not None)
    hits = {near.variant.box for near in cut if near.distance <= near.radius}
    outside = max([0, *(max(-left, -top, right - width, bottom - height) for left, top, right, bottom in boxes)])
    return (
        templates("hashmatch.report")
        .get_template("explain.html")
        .render(
            explained=explained,
            width=width,
            height=height,
            margin=outside + max(width, height) // 50 + 1,
            boxes=[(box, box in hits) for box in boxes],
        )
    )
