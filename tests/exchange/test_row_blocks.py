"""Many rows at once are the same as each row alone, whatever the file holds."""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hashmatch.bank import Entry, InMemory, RowBlock, merged
from hashmatch.errors import HashmatchError
from hashmatch.exchange import HashList, read_list, row_blocks
from hashmatch.exchange.formats import FORMATS
from hashmatch.exchange.row_blocks import Lines, line_blocks, rows_in_blocks
from hashmatch.files import bounded_text as files_lines
from hashmatch.files.bounded_text import RowError, bounded_lines

A, B, C = "f8" * 32, "0b" * 32, "3C" * 32
P = "f8" * 8
M, EMPTY = "f8" * 16, "d41d8cd98f00b204e9800998ecf8427e"
HASHES = [
    A,
    B,
    C,
    M,
    EMPTY,
    "0" * 32,
    "0" * 64,
    f"pdq:{A}",
    f"pdq {B}",
    f"PDQ:{A}",
    f"md5:{M}",
    f" {A}",
    A[1:],
    A + "g",
    "",
]
CELLS = {
    "hash_type": ["pdq", "pdq", "PDQ", " md5", "sha-256", "md5", "", "nothing"],
    "quality": ["80", "80", "7", "", " 7", "101", "07"],
    "fidelity": ["", "exact", " Exact", "fast"],
    "radius": ["", "", "31", "8", "300", " 4", "-1"],
    "label": ["", "x", "x; y", ";", "'=x"],
    "reference": ["", "R 1", "'tis", "'=1", '"a, ""b"""', '"', "Köln", "\udcff", "a\0"],
    "source": ["S", "S", "T", " "],
    "case": ["", "1", "2"],
    "pdq_views": ["", "", A, f"{A};{B}", f"{C};{A};{B}", f"{A};{A}", f"{C};{C.lower()}", f"{A}; {B};", ";", "short"],
    "phash_views": ["", P, f"{P};{P[::-1]}", f"{P} ", A],
}
HEADERS = [
    "hash_type,hash,quality,reference,label,source",
    "pdq,md5,quality,radius",
    "pdq",
    "md5,pdq,reference,case",
    "hash,label",
    "hash_type,hash,fidelity,radius",
    "hash,pdq,source",
    "pdq,case,pdq_views",
    "pdq,md5,phash_views,pdq_views",
    "hash,pdq_views,quality,phash_views",
]
LINE_ENDS = ["\n", "\n", "\r\n", "\r", "\n\n", "\n \t\n"]


@st.composite
def csv_lists(draw: st.DrawFn) -> str:
    """CSV with rows of every kind, among them long runs of plain ones."""
    header = draw(st.sampled_from(HEADERS))
    width = draw(st.integers(1, 4))  # few cells to choose from: most lists have few kinds of rows
    columns = [CELLS.get(name, [A, B, *HASHES])[: None if draw(st.booleans()) else width] for name in header.split(",")]
    row = st.tuples(*map(st.sampled_from, columns)).map(",".join)
    odd = st.sampled_from(["x", ",", ",,,,,", "", A, '"', f"{A},\x85,", "\u2028"])
    rows = draw(st.lists(row | row | row | odd, max_size=12))
    repeated = [each for each in rows for _ in range(draw(st.sampled_from([1, 1, 2, 9])))]
    return header + "\n" + "".join(each + draw(st.sampled_from(LINE_ENDS)) for each in repeated)


texts = st.lists(
    st.sampled_from([*HASHES, "# comment", " #", "", "md5\t" + M, "phash " + "f8" * 8, f"{A},80,a.jpg"]), max_size=12
).map("\n".join)
pdq_texts = st.lists(
    st.sampled_from([f"{A},80,a.jpg", f"{B},7,b, c.jpg", f"{C},,", f" {A} ,80,", f"{A},80", f"{A},x,y", "# c", ""]),
    max_size=12,
).map("\n".join)


SOMETIMES = ["quality", "labels", "references", "source", "case", "radius", "fidelity", "pdq_views", "phash_views"]
views = [[A, B], [A, A], [f" {A}"], [f"{A};{B}"], [A, ""], f"{B};{C}", [P, P[::-1]], P]
values = st.sampled_from(
    [A, B, M, 80, 7, True, None, 1.5, "x", ["x", "y"], ["x"], ["x", "x"], [], [""], {"a": 1}, *views]
)
odd_objects = st.fixed_dictionaries(
    {"pdq": st.sampled_from([A, B, C, None, [A], 17])}, optional=dict.fromkeys(SOMETIMES, values)
)
plain_objects = st.fixed_dictionaries(
    {"pdq": st.sampled_from([A, B]), "quality": st.integers(79, 81), "references": st.sampled_from([["R"], [], "R"])}
)
no_objects = st.sampled_from(["{}", "{", '{"pdq": 1, "pdq": 2}'])
json_lines = st.lists(odd_objects.map(json.dumps) | plain_objects.map(json.dumps) | no_objects, max_size=12).map(
    "\n".join
)


@st.composite
def lists_with_crops(draw: st.DrawFn) -> str:
    """CSV or JSON Lines of rows with crops, most of them plain; few hashes, so that rows repeat, or many."""
    count = draw(st.integers(1, 12))
    hashes = st.sampled_from([f"{number:064x}" for number in range(count)] if draw(st.booleans()) else [A, B, C])
    names = draw(st.permutations(["phash_views", "pdq_views"]))[: draw(st.integers(1, 2))]
    crops = [draw(st.sampled_from(columns_of_crops(name))) for name in names]
    names = ["pdq", "reference", *names]
    cells = st.tuples(hashes, st.sampled_from(["", "R1", "R2"]), *crops)
    rows = draw(st.lists(cells, min_size=count, max_size=count))
    if draw(st.booleans()):
        return "\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in rows)
    lines = [[";".join(each) if isinstance(each, list) else str(each) for each in row] for row in rows]
    return "\n".join(map(",".join, [names, *lines]))


def columns_of_crops(name: str) -> list[st.SearchStrategy[list[str]]]:
    """Columns of plain crops, and those with cells that are odd in one way."""
    first, second, *_ = CROPS[name]
    plain = st.lists(st.sampled_from(CROPS[name]), max_size=4, unique=True)
    odd = [[first[1:]], [f" {first}"], [""], ["x"], [f"{first};{second}"], [f"{first};"], [first, second, first]]
    return [plain] * 2 * len(odd) + [plain | st.just(cell) for cell in odd]


CROPS = {"phash_views": [f"{number:016X}" for number in range(5)], "pdq_views": [A, B, C, C.lower(), "0" * 64]}


def read(path: Path, **options: Any) -> tuple[object, ...]:
    """Everything that comes of reading, or the error."""
    try:
        found = read_list(path, **options)
    except HashmatchError as error:
        return type(error), str(error)
    return replace(found, entries=()), list(map(all_of, found.entries)), InMemory(found.entries).token


def all_of(entry: Entry) -> tuple[object, ...]:
    """Everything that an entry says, also what its equality does not look at."""
    told = [(str(each), each.quality, each.fidelity) for each in (*entry.hashes, *entry.views)]
    return entry, told, list(entry.extra)


def oracle(text: str, hash_type: str | None, format_name: str) -> list[Entry]:
    """Each row alone, and merged as objects."""
    (list_format,) = (each for each in FORMATS if each.name == format_name)
    given = list_format.rows(io.StringIO(text), hash_type)
    return list(merged(row for number, row in _alone(given) if isinstance(row, Entry)))


def _alone(rows: Iterator[Any]) -> Iterator[tuple[int, Entry | RowError | None]]:
    for each in rows:
        if isinstance(each, RowBlock):
            assert each.count == 0
        else:
            yield each


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=csv_lists() | texts | pdq_texts | json_lines,
    hash_type=st.sampled_from([None, "pdq", "md5"]),
    skip_bad=st.booleans(),
    sizes=st.tuples(st.sampled_from([1, 7, 150, 1 << 16]), st.sampled_from([1, 1, 2, 4])),
)
@example(text=f"pdq,reference\n{A},a\n{A},b\n", hash_type=None, skip_bad=True, sizes=(1 << 16, 1))
def test_rows_at_once_are_rows_alone(
    text: str, hash_type: str | None, skip_bad: bool, sizes: tuple[int, int], tmp_path: Path
) -> None:
    assert_rows_at_once_are_rows_alone(tmp_path / "list", text, hash_type, skip_bad, sizes)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=lists_with_crops(), skip_bad=st.booleans(), sizes=st.tuples(st.sampled_from([700, 1 << 16]), st.just(1)))
@example(text=f"pdq,pdq_views\n{A},{B};{B}\n{B},{C}\n", skip_bad=True, sizes=(1 << 16, 1))
@example(text=f'{{"pdq": "{A}", "pdq_views": ["{B};{C}"]}}\n' * 9, skip_bad=False, sizes=(1 << 16, 1))
def test_crops_at_once_are_crops_alone(text: str, skip_bad: bool, sizes: tuple[int, int], tmp_path: Path) -> None:
    assert_rows_at_once_are_rows_alone(tmp_path / "list", text, None, skip_bad, sizes)


def assert_rows_at_once_are_rows_alone(
    path: Path, text: str, hash_type: str | None, skip_bad: bool, sizes: tuple[int, int]
) -> None:
    """Read a list in blocks, then row by row, then as objects; `sizes` are of a block and of the few read alone."""
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    options = {"hash_type": hash_type, "skip_bad": skip_bad}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_blocks, "BLOCK", sizes[0])
        patch.setattr(row_blocks, "FEW", sizes[1])
        patch.setattr(row_blocks, "PIECES", 2)
        at_once = read(path, **options)
        patch.setattr(row_blocks, "FEW", 10**9)
        alone = read(path, **options)
        assert at_once == alone
        if isinstance(at_once[0], HashList):
            with path.open(encoding="utf-8", errors="surrogateescape") as stream:
                plain = oracle(stream.read(), hash_type, at_once[0].format)
            assert at_once[1:] == (list(map(all_of, plain)), InMemory(plain).token)


@given(
    text=st.lists(st.sampled_from(["ab", "", " ", "\n", "\n", "abcdefghi" * 3, "\u2028", "\x1c"]), max_size=20).map(
        "".join
    ),
    block=st.integers(1, 12),
    most=st.sampled_from([3, 5, 20]),
)
def test_lines_in_blocks_are_the_lines(text: str, block: int, most: int) -> None:
    """Also overlong ones, of which the beginning comes through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_blocks, "BLOCK", block)
        for module in (row_blocks, files_lines):
            patch.setattr(module, "MAX_LINE", max(most, block))
        found = [pair for lines in line_blocks(io.StringIO(text), 1) for pair in zip(*lines, strict=True)]
        assert found == list(bounded_lines(io.StringIO(text), bare=True))


def test_one_odd_row_leaves_most_others_in_blocks() -> None:
    lines = [str(number) for number in range(10_000)]
    lines[5_000] = "odd"

    def read_plain(texts: Sequence[str]) -> RowBlock | None:
        return None if "odd" in texts else RowBlock(len(texts), [])

    def read(text: str) -> Entry | None:
        if text == "odd":
            raise RowError("row", "odd")
        return None

    given = list(rows_in_blocks([Lines(range(1, 10_001), lines)], read, read_plain))
    alone = [each for each in given if not isinstance(each, RowBlock)]
    assert sum(each.count for each in given if isinstance(each, RowBlock)) + len(alone) == 10_000
    assert len(alone) <= 20
    assert [number for number, row in alone if isinstance(row, RowError)] == [5_001]


@pytest.mark.parametrize("bad", ["\0", "\udcff"], ids=["NUL", "no UTF-8"])
def test_what_was_not_read_rightly_is_never_plain(bad: str) -> None:
    lines = ["good"] * 40 + [bad]
    given = list(rows_in_blocks([Lines(range(41), lines)], lambda _: None, lambda texts: RowBlock(len(texts), [])))
    last = given[-1]
    assert not isinstance(last, RowBlock)
    assert isinstance(last[1], RowError)
