"""Text as Markdown that shows it as it is."""

import re
from collections.abc import Iterable, Sequence

SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def plain(text: str) -> str:
    """Return `text` on one line, with every character that Markdown would read as markup escaped."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Return `text` as code in one line; it may stand in a cell."""
    return f"`{' '.join(text.split()).replace('|', chr(92) + '|')}`"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def prose(text: str) -> str:
    """Return a help text or docstring as paragraphs: `code` stays code, the rest is plain."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    return "\n\n".join(_with_code(paragraph) for paragraph in paragraphs if paragraph)


def anchor(heading: str) -> str:
    """Return the anchor that the site gives a heading of words, hyphens and blanks."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def _with_code(paragraph: str) -> str:
    """Escape what stands between backticks' pairs, and leave the pairs."""
    parts = paragraph.split("`")
    if len(parts) % 2 == 0:  # an odd backtick means itself
        return plain(paragraph)
    return "".join(f"`{part}`" if number % 2 else SPECIAL.sub(r"\\\1", part) for number, part in enumerate(parts))
