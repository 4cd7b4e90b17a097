"""What the PDQ reference tool prints: ``hash,quality,file`` a line."""

import re
from collections.abc import Iterator
from typing import ClassVar, TextIO

from hashmatch.bank.entry import Entry
from hashmatch.errors import quoted
from hashmatch.exchange.interface import ListFormat, Row, rows_of
from hashmatch.exchange.tabular.cells import digits_of, read_quality, read_texts
from hashmatch.exchange.tabular.text_list import without_comments
from hashmatch.files.lines import RowError, bounded_lines


class PdqText(ListFormat):
    """64 digits, which alone could be SHA-256 as well; commas in the file's name are its own."""

    name: ClassVar[str] = "pdq-text"
    looks_like: ClassVar[str] = "the PDQ tool's hash,quality,file"
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv"})
    hash_type: ClassVar[str | None] = "pdq"

    def recognises(self, line: str) -> bool:
        """Tell whether 64 digits and a comma come first."""
        return re.match(r"[0-9a-fA-F]{64}\s*,", line) is not None

    def rows(self, text: TextIO, hash_type: str | None) -> Iterator[Row]:  # noqa: ARG002 - it is PDQ
        """Give a row for each line that is no comment."""
        return rows_of(without_comments(bounded_lines(text, bare=True)), _read)


def _read(line: str) -> Entry | None:
    digits, _, rest = line.partition(",")
    quality, comma, file = rest.partition(",")
    if not comma:
        raise RowError("row", f"{quoted(line)} is not written as hash,quality,file")
    found = digits_of("pdq").read(digits.strip(), read_quality(quality), "hash")
    return None if found is None else Entry((found,), read_texts(file))
