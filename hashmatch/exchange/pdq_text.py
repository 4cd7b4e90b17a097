"""What the PDQ reference tool prints: ``hash,quality,file`` a line."""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, TextIO

from hashmatch.bank import Entry, RowBlock
from hashmatch.errors import quoted
from hashmatch.exchange.interface import ListFormat, Row
from hashmatch.exchange.row_blocks import line_blocks, rows_in_blocks
from hashmatch.exchange.tabular.cells import digits_of, read_quality, read_texts
from hashmatch.exchange.tabular.plain_rows import read_codes, read_qualities
from hashmatch.exchange.tabular.text_list import without_comments
from hashmatch.files.bounded_text import RowError


class PdqText(ListFormat):
    """64 digits, which alone could be SHA-256 as well; commas in the file's name are its own."""

    name: ClassVar[str] = "pdq-text"
    looks_like: ClassVar[str] = "the PDQ tool's hash,quality,file"
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv"})
    hash_type: ClassVar[str | None] = "pdq"

    def recognises(self, line: str) -> bool:
        """Tell whether 64 digits and a comma come first."""
        return re.match(r"[0-9a-fA-F]{64}\s*,", line) is not None

    def rows(self, text: TextIO, hash_type: str | None) -> Iterator[Row | RowBlock]:  # noqa: ARG002 - it is PDQ
        """Give a row for each line that is no comment."""
        return rows_in_blocks(without_comments(line_blocks(text)), _read, _read_plain)


def _read(line: str) -> Entry | None:
    digits, _, rest = line.partition(",")
    quality, comma, file = rest.partition(",")
    if not comma:
        raise RowError("row", f"{quoted(line)} is not written as hash,quality,file")
    found = digits_of("pdq").read(digits.strip(), read_quality(quality), "hash")
    return None if found is None else Entry((found,), read_texts(file))


def _read_plain(lines: Sequence[str]) -> RowBlock | None:
    rows = [line.split(",", 2) for line in lines]
    if set(map(len, rows)) != {3}:
        return None
    digits, qualities, files = zip(*rows, strict=True)
    try:
        codes = read_codes([(digits_of("pdq"), range(len(rows)), digits)], len(rows), read_qualities(qualities))
    except RowError:
        return None
    return None if codes is None else RowBlock(len(rows), codes, files)
