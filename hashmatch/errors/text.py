"""How foreign text is written into messages and reports: harmless, short, and with no address that can be followed."""

import re

HTTP = re.compile(r"(?i)(?<=h)tt(?=ps?://)")
OTHER_SCHEME = re.compile(r"(?i)\b(?!hxxps?:)([a-z][a-z0-9+-]*)://")
# What follows two slashes is an authority (RFC 3986, section 3.2), and programs take a leading www for one too.
AUTHORITY = re.compile(r"(?i)(?:(?<=//)|\bwww\b)[^/?#\s]*")
MOST_QUOTED = 100  # characters: the longest hash, with its type, is whole
BARE_DOT = re.compile(r"(?<!\[)\.(?!\])")  # a dot already in brackets stays as it is


def shown(text: str) -> str:
    r"""Return `text` safe to print on one line: what could move a cursor, hide or reorder letters is escaped.

    File names and fields are written by others. Bytes of a name that are not UTF-8 (PEP 383) come out as ``\udcXX``.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def quoted(value: object) -> str:
    """Return `value` as Python writes it, cut where it is long: it can be a line of many megabytes."""
    if isinstance(value, str):
        return repr(value) if len(value) <= MOST_QUOTED else f"{value[:MOST_QUOTED]!r}... ({len(value):,} characters)"
    written = repr(value)
    return written if len(written) <= MOST_QUOTED else f"{written[:MOST_QUOTED]}..."


def defang(location: str) -> str:
    """Return `location` with every address in it made unfollowable; a path on disk, and what is defanged, stay."""
    text = OTHER_SCHEME.sub(r"\1[:]//", HTTP.sub("xx", location))
    return AUTHORITY.sub(lambda authority: BARE_DOT.sub("[.]", authority[0]), text)
