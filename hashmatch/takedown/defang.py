"""Addresses written so that no reader, mail client or terminal can follow them by accident: ``hxxps://a[.]b/c``."""

import re

HTTP = re.compile(r"(?i)(?<=h)tt(?=ps?://)")
OTHER_SCHEME = re.compile(r"(?i)\b(?!hxxps?:)([a-z][a-z0-9+-]*)://")
# What follows two slashes is an authority (RFC 3986, section 3.2), and programs take a leading www for one too.
AUTHORITY = re.compile(r"(?i)(?:(?<=//)|\bwww\b)[^/?#\s]*")
BARE_DOT = re.compile(r"(?<!\[)\.(?!\])")  # a dot already in brackets stays as it is


def defang(location: str) -> str:
    """Return `location` with every address in it made unfollowable; a path on disk, and what is defanged, stay."""
    text = OTHER_SCHEME.sub(r"\1[:]//", HTTP.sub("xx", location))
    return AUTHORITY.sub(lambda authority: BARE_DOT.sub("[.]", authority[0]), text)
