"""Text without columns: a hash a line, and what the PDQ reference tool prints."""

from collections.abc import Iterator

from hashmatch.bank.entry import Entry
from hashmatch.exchange.tabular.cells import digits_of, quoted, read_named, read_quality, read_texts
from hashmatch.files.lines import Line, RowError


def without_comments(lines: Iterator[Line]) -> Iterator[Line]:
    """Leave out lines that start with ``#``."""
    return (line for line in lines if not line[1].lstrip().startswith("#"))


def text_row(line: str, hash_type: str | None) -> Entry | None:
    """Read one hash: ``type digits``, ``type:digits``, or digits of the type `hash_type`."""
    found = read_named(line.strip(), hash_type, None, "hash")
    return None if found is None else Entry((found,))


def pdq_text_row(line: str) -> Entry | None:
    """Read ``hash,quality,file``, where commas in the file's name are its own."""
    digits, _, rest = line.partition(",")
    quality, comma, file = rest.partition(",")
    if not comma:
        raise RowError("row", f"{quoted(line)} is not written as hash,quality,file")
    found = digits_of("pdq").read(digits.strip(), read_quality(quality), "hash")
    return None if found is None else Entry((found,), read_texts(file))
