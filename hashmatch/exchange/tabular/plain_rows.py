"""Plain rows read column by column: a million in a second, where rows read one by one take eight.

What is said here of a column must be what `columns` says of each of its cells. Where that is not sure at a glance,
these functions give None, and the rows are read one by one: only there is a row refused, and told why.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from hashmatch.bank import CodeBlock, RowBlock
from hashmatch.bank.collection import NO_RADIUS, UNKNOWN_QUALITY
from hashmatch.exchange.tabular.cells import (
    TYPE_ALIASES,
    Cell,
    Digits,
    digits_called,
    digits_of,
    read_labels,
    read_radius,
    read_source,
    read_texts,
    refuse_inexact,
)
from hashmatch.exchange.tabular.columns import Columns
from hashmatch.files.bounded_text import RowError
from hashmatch.hashing import hash_type_names

# The cells of one type: what reads them, the rows they stand in, and the cells.
TypedCells = tuple[Digits, Sequence[int], Sequence[str]]

QUALITIES = {"": UNKNOWN_QUALITY} | {str(quality): quality for quality in range(101)}


def plain_rows(columns: Columns, texts: Sequence[Sequence[Cell]]) -> RowBlock | None:
    """Return rows in a block, or None if one of them is not plain.

    Parameters
    ----------
    columns : Columns
    texts : sequence of sequence of Cell
        One for each column: its cell of each row. Where several texts may stand, a JSON list is a tuple.
    """
    rows = len(texts[0])
    try:
        typed = _typed_cells(columns, texts)
        qualities = None if columns.quality is None else read_qualities(_cells(texts, columns.quality))
        radii = None if columns.radius is None else _read_radii(_cells(texts, columns.radius), typed)
        if columns.fidelity is not None:
            for text in set(_cells(texts, columns.fidelity)):
                refuse_inexact(text)
        references = None if columns.reference is None else _one_each(texts[columns.reference])
        extra = {name: _one_each(texts[at]) for name, at in columns.extra if any(texts[at])}
    except RowError:
        return None
    codes = read_codes(typed, rows, qualities)
    crops = _read_crops(columns, texts)
    if codes is None or crops is None:
        return None
    return RowBlock(
        rows,
        codes,
        references,
        None if columns.label is None else _read_each(texts[columns.label], read_labels),
        None if columns.source is None else _read_each(texts[columns.source], read_source),
        radii,
        extra,
        crops,
    )


def _cells(texts: Sequence[Sequence[Cell]], column: int) -> Sequence[str]:
    """Return a column in which no list may stand.

    Raises
    ------
    RowError
        If one does.
    """
    if any(type(cell) is tuple for cell in texts[column]):
        raise RowError("row", "a list")
    return cast(Sequence[str], texts[column])


def _one_each(cells: Sequence[Cell]) -> Sequence[str]:
    """Return a column of texts, of which a row has one at most.

    Raises
    ------
    RowError
        If a row has several.
    """
    if not any(type(cell) is tuple for cell in cells):
        return cast(Sequence[str], cells)
    read = [read_texts(cell) for cell in cells]
    if max(map(len, read)) > 1:
        raise RowError("row", "several texts")
    return [texts[0] if texts else "" for texts in read]


def no_rows(columns: Columns) -> RowBlock:
    """Return a block without rows, which says in which order a row of these columns has its hashes and crops."""
    return RowBlock(
        0,
        [CodeBlock(name, b"", (), b"") for name, _, _ in columns.typed],
        crops=[CodeBlock(name, b"", (), b"") for name, _ in columns.views],
    )


def read_codes(typed: Iterable[TypedCells], rows: int, qualities: bytes | None) -> list[CodeBlock] | None:
    """Return the codes in cells whose types are known, or None if a cell is not plain or a row has none.

    Parameters
    ----------
    typed : iterable of TypedCells
        Each type once.
    rows : int
        How many rows there are.
    qualities : bytes or None
        One a row, as `read_qualities` gives them.
    """
    found, covered = [], set[int]()
    for digits, places, cells in typed:
        codes = digits.read_all(cells)
        if codes is None:
            return None
        if qualities is None or not digits.has_quality:
            own = bytes([UNKNOWN_QUALITY]) * len(cells)
        else:
            own = qualities if len(places) == rows else bytes(qualities[row] for row in places)
        found.append(CodeBlock(digits.name, codes, places, own))
        covered.update(places if len(places) < rows else ())
    if len(covered) < rows and not any(len(block.rows) == rows for block in found):
        return None
    return found


def _read_crops(columns: Columns, texts: Sequence[Sequence[Cell]]) -> list[CodeBlock] | None:
    """Return the codes of crops, or None if a cell is not plain."""
    found = []
    for hash_type, at in columns.views:
        places = [row for row, cell in enumerate(texts[at]) if cell]
        cells = [list(dict.fromkeys(_split(texts[at][row]))) for row in places]  # as `read_labels` keeps each once
        parts = [part for cell in cells for part in cell]
        if not parts:
            continue
        codes = digits_of(hash_type).read_all(parts)
        if codes is None:
            return None
        rows = [row for row, cell in zip(places, cells, strict=True) for _ in cell]
        found.append(CodeBlock(hash_type, codes, rows, bytes([UNKNOWN_QUALITY]) * len(parts)))
    return found


def _split(cell: Cell) -> Sequence[str]:
    """Return the texts of a cell, separated by ``;``; a JSON list is split already."""
    return cell.split(";") if isinstance(cell, str) else cell


def read_qualities(cells: Sequence[str]) -> bytes:
    """Read a column of qualities: a byte a row, `UNKNOWN_QUALITY` where nothing is said.

    Raises
    ------
    RowError
        If one of them is none, or has blanks around.
    """
    try:
        return bytes(map(QUALITIES.__getitem__, cells))
    except KeyError as error:
        raise RowError("quality", f"{error} is none at a glance") from None


def named_cells(cells: Sequence[str], default: str | None) -> list[TypedCells]:
    """Sort cells as `read_named` reads them by their types.

    Raises
    ------
    RowError
        If a type is unknown.
    """
    mark = next((mark for mark in (":", " ") if mark in cells[0]), None)
    if mark is None:
        if default is None:
            raise RowError("hash", "no type")
        return [(digits_of(default), range(len(cells)), cells)]
    names, _, digits = zip(*(cell.partition(mark) for cell in cells), strict=True)
    known = {*hash_type_names(), *TYPE_ALIASES}
    if any(name.lower() not in known for name in set(names)):
        raise RowError("hash", "no type at a glance")
    return _by_type(names, digits)


def _typed_cells(columns: Columns, texts: Sequence[Sequence[Cell]]) -> list[TypedCells]:
    """Return the hashes of rows, sorted by their types.

    Raises
    ------
    RowError
        If that is no simple matter.
    """
    if columns.hash is None:
        typed = ((digits, _cells(texts, at)) for _, digits, at in columns.typed)
        return [(digits, *_filled(column)) for digits, column in typed if any(column)]
    if columns.typed:
        raise RowError("hash", "beside columns of types")
    declared = [] if columns.type_of_hash is None else _cells(texts, columns.type_of_hash)
    if any(declared):
        return _by_type(declared, _cells(texts, columns.hash))
    return named_cells(_cells(texts, columns.hash), columns.hash_type)


def _filled(cells: Sequence[str]) -> tuple[Sequence[int], Sequence[str]]:
    """Return the rows whose cell is not empty, and those cells."""
    if "" not in cells:
        return range(len(cells)), cells
    places = [row for row, cell in enumerate(cells) if cell]
    return places, [cells[row] for row in places]


def _by_type(names: Sequence[str], cells: Sequence[str]) -> list[TypedCells]:
    """Sort cells by the types that `names` gives them.

    Raises
    ------
    RowError
        If a type is unknown.
    """
    known = {name: digits_called(name, "hash_type", name) for name in set(names)}
    if len(set(known.values())) == 1:
        return [(known[names[0]], range(len(cells)), cells)]
    places: dict[Digits, list[int]] = {}
    for row, name in enumerate(names):
        places.setdefault(known[name], []).append(row)
    return [(digits, rows, [cells[row] for row in rows]) for digits, rows in places.items()]


def _read_radii(cells: Sequence[str], typed: Iterable[TypedCells]) -> list[int] | None:
    """Read a column of radii, none of them too wide for any type of these rows; None where all are empty.

    Raises
    ------
    RowError
        If one of them is no radius, or too wide.
    """
    if not any(cells):
        return None
    types = [digits.name for digits, _, _ in typed]
    if not types:
        raise RowError("hash", "the rows hold no hash")
    read = {text: read_radius(text, types) for text in set(cells)}
    return [NO_RADIUS if (radius := read[text]) is None else radius for text in cells]


def _read_each(cells: Sequence[Cell], read: Callable[[Cell], tuple[str, ...]]) -> list[tuple[str, ...]] | None:
    """Read a column of texts; None where all are empty."""
    if cells.count(cells[0]) == len(cells):  # often: one source for the whole list
        texts = read(cells[0])
        return [texts] * len(cells) if texts else None
    return list(map(read, cells))
