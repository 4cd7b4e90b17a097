"""Lines in blocks, read column by column where every row is plain, and one by one where a row needs a closer look."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TextIO

from hashmatch.bank import Entry, RowBlock
from hashmatch.exchange.interface import Row, rows_of
from hashmatch.files.bounded_text import MAX_LINE

BLOCK = 1 << 16  # characters: some hundred rows, which stay in the processor's cache
PIECES = 8  # a block that is not plain is cut into so many, so that one odd row slows a few others down, not all
FEW = 4  # rows that are read one by one


class Lines(NamedTuple):
    """Lines that follow each other, without their ends and without blank ones."""

    numbers: Sequence[int]  # from 1, as editors count
    texts: Sequence[str]


def line_blocks(text: TextIO, first: int = 1) -> Iterator[Lines]:
    r"""Give the rest of a text in blocks, with the lines that `hashmatch.files.bounded_text.bounded_lines` gives.

    Parameters
    ----------
    text : text file
        With line ends as ``\n``.
    first : int
        The number of its next line.
    """
    begun = ""  # of a line whose end was not read yet
    while chunk := text.read(BLOCK):
        if len(begun) > MAX_LINE and "\n" not in chunk:
            continue  # an endless line is read to its end, not kept
        *lines, begun = (begun + chunk).split("\n")
        if len(begun) > MAX_LINE:
            begun = begun[: MAX_LINE + 1]  # so much of an overlong line comes through, and is refused
        if lines:
            yield _lines(first, lines)
            first += len(lines)
    if begun:
        yield _lines(first, [begun])


def _lines(first: int, texts: list[str]) -> Lines:
    """Return lines, the first of which has the number `first`, without the blank ones."""
    if len(texts[0]) > MAX_LINE:  # only the first can be: the others begin in the chunk that was read last
        texts[0] = texts[0][: MAX_LINE + 1]
    if all(texts) and not any(map(str.isspace, texts)):
        return Lines(range(first, first + len(texts)), texts)
    kept = [(number, text) for number, text in enumerate(texts, first) if text and not text.isspace()]
    return Lines([number for number, _ in kept], [text for _, text in kept])


def rows_in_blocks(
    blocks: Iterable[Lines], read: Callable[[str], Entry | None], read_plain: Callable[[Sequence[str]], RowBlock | None]
) -> Iterator[Row | RowBlock]:
    """Give the rows of a format that has one a line, in their order.

    Parameters
    ----------
    blocks : iterable of Lines
    read : callable
        Reads a line; raises RowError at a bad one.
    read_plain : callable
        Reads many lines at once, just as `read` would; or returns None, if for any of them that is not sure.
    """
    for block in blocks:
        yield from _rows_of_block(block, read, read_plain)


def _rows_of_block(
    block: Lines, read: Callable[[str], Entry | None], read_plain: Callable[[Sequence[str]], RowBlock | None]
) -> Iterator[Row | RowBlock]:
    if not block.texts:
        return
    if len(block.texts) <= FEW:
        yield from rows_of(zip(block.numbers, block.texts, strict=True), read)
    elif _are_readable(block.texts) and (whole := read_plain(block.texts)) is not None:
        yield whole
    else:
        size = -(-len(block.texts) // PIECES)
        for start in range(0, len(block.texts), size):
            piece = Lines(block.numbers[start : start + size], block.texts[start : start + size])
            yield from _rows_of_block(piece, read, read_plain)


def _are_readable(lines: Sequence[str]) -> bool:
    """Tell whether all lines were read rightly, as `hashmatch.files.bounded_text.refuse_unreadable` says for one."""
    text = "".join(lines)
    if "\0" in text or len(text) > MAX_LINE:  # so no line is overlong
        return False
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False
