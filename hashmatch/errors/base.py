"""The root of the tree, and how foreign text is quoted in messages."""


def shown(text: str) -> str:
    r"""Return `text` safe to print on one line: what could move a cursor, hide or reorder letters is escaped.

    File names and fields are written by others. Bytes of a name that are not UTF-8 (PEP 383) come out as ``\udcXX``.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def quoted(text: str, most: int = 60) -> str:
    """Return `text` between quotes as Python writes it, cut where it is long: it can be a line of many megabytes."""
    return repr(text) if len(text) <= most else f"{text[:most]!r}... ({len(text)} characters)"


class HashmatchError(Exception):
    """Base of every error raised on purpose; anything else that escapes is a bug of ours."""
