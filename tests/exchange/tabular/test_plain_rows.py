"""Which rows are plain, so that a million of them take a second. That they say the same is test_row_blocks.py's."""

import io

import pytest

from hashmatch.bank import Entry, RowBlock, TableBuilder
from hashmatch.exchange.formats import FORMATS
from hashmatch.exchange.tabular.columns import Columns
from hashmatch.exchange.tabular.plain_rows import plain_rows
from hashmatch.hashing import Hash

A, B, C = "f8" * 32, "0b" * 32, "3C" * 32
M, N = "f8" * 16, "0b" * 16
P = "3c" * 8
EMPTY = "d41d8cd98f00b204e9800998ecf8427e"


def block_of(header: str, *rows: str) -> RowBlock | None:
    names = header.split(",")
    columns = [list(column) for column in zip(*(row.split(",") for row in rows), strict=True)]
    return plain_rows(Columns(names, "pdq"), columns)


def entries_of(block: RowBlock) -> list[Entry]:
    builder = TableBuilder()
    builder.extend(block)
    return list(builder.unmerged())


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        pytest.param("pdq", [A, B], id="digits"),
        pytest.param("hash", [A, C], id="digits of the list's type"),
        pytest.param("hash", [f"pdq:{A}", f"md5:{M}"], id="types in the cells"),
        pytest.param("hash", [f"pdq {A}", f"PDQ {B}"], id="types and blanks in the cells"),
        pytest.param("hash_type,hash", [f"pdq,{A}", f"md5,{M}", f"PDQ,{B}"], id="types in a column"),
        pytest.param("pdq,md5", [f"{A},{M}", f"{B},", f",{N}"], id="types as columns, some empty"),
        pytest.param("pdq,quality", [f"{A},80", f"{B},", f"{C},0"], id="qualities, some unknown"),
        pytest.param("pdq,radius,fidelity", [f"{A},31,exact", f"{B},,"], id="radii, some unknown"),
        pytest.param("pdq,reference,case", [f"{A},R,1", f"{B},,"], id="texts, some empty"),
        pytest.param("pdq,label,source", [f"{A},x; y,S", f"{B},,S"], id="labels and a source"),
        pytest.param("pdq,pdq_views", [f"{A},", f"{B},"], id="no crops in the column of crops"),
        pytest.param("pdq,pdq_views", [f"{A},{B};{C}", f"{B},", f"{C},{B}"], id="crops, some rows without"),
        pytest.param("md5,phash_views,pdq_views", [f"{M},{P},{A};{B}", f"{N},,{C}"], id="crops of two types"),
        pytest.param("pdq,pdq_views", [f"{A},{B};{C};{B}", f"{B},{B}"], id="a crop twice, which counts once"),
        pytest.param("pdq,pdq_views", [f"{A},{C};{C.lower()}"], id="a crop twice in other letters, which stays"),
    ],
)
def test_plain(header: str, rows: list[str]) -> None:
    block = block_of(header, *rows)
    assert block is not None
    columns = Columns(header.split(","), "pdq")
    alone = [columns.entry(row.split(","), row.split(",")) for row in rows]
    assert entries_of(block) == alone
    qualities = [each.quality for entry in alone if entry for each in entry.hashes]
    assert [each.quality for entry in entries_of(block) for each in entry.hashes] == qualities


@pytest.mark.parametrize(
    ("header", "row"),
    [
        pytest.param("pdq", A[1:], id="a digit missing"),
        pytest.param("pdq", f" {A}", id="a blank in front"),
        pytest.param("pdq", f"{A[:31]}  {A[31:62]}", id="blanks inside, which fromhex would skip"),
        pytest.param("pdq", f"{A[:62]}\uff10\uff10", id="digits of another script"),
        pytest.param("pdq,md5", ",", id="no hash"),
        pytest.param("hash,md5", f"{A},{M}", id="a hash beside a type"),
        pytest.param("hash", f"nothing:{A}", id="an unknown type"),
        pytest.param("hash", f"pdq :{A}", id="a blank before the colon"),
        pytest.param("hash_type,hash", f",{A}", id="a row without the type that others have"),
        pytest.param("pdq,md5", f",{EMPTY}", id="a digest of nothing"),
        pytest.param("pdq,quality", f"{A},101", id="a quality of 101"),
        pytest.param("pdq,radius", f"{A},257", id="a radius beyond the type's width"),
        pytest.param("pdq,fidelity", f"{A},fast", id="a fast hash"),
        pytest.param("pdq,pdq_views", f"{A},{B};{A[1:]}", id="a digit of a crop missing"),
        pytest.param("pdq,pdq_views", f"{A},{B}; {A}", id="a blank in front of a crop"),
        pytest.param("pdq,pdq_views", f"{A},{B};;{A}", id="nothing between two crops"),
        pytest.param("pdq,pdq_views", f"{A},{A[2:]};{A}00", id="a digit pair too few, and one too many"),
        pytest.param("colorhash", "07000000000", id="an odd number of digits"),
    ],
)
def test_one_row_that_is_not_plain(header: str, row: str) -> None:
    """Some of these are good rows; but only reading them one by one can tell."""
    good = {"pdq": B, "hash": f"pdq:{B}", "hash_type": "pdq", "colorhash": "07000000001"}
    plain = ",".join(good.get(name, "") for name in header.split(","))
    assert block_of(header, plain, row) is None


def test_a_semicolon_in_a_list_of_crops_is_not_plain() -> None:
    """It separates crops in a text only."""
    columns = Columns(["pdq", "pdq_views"], None)
    assert plain_rows(columns, [[A, B], [(A, B), f"{A};{B}"]]) is not None
    assert plain_rows(columns, [[A, B], [(A, B), (f"{A};{B}",)]]) is None


PLAIN_LISTS = [
    pytest.param("csv", "hash_type,hash,quality,reference,label,source\n" + f"pdq,{A},80,R 1,x;y,S\n" * 50, id="csv"),
    pytest.param("csv", "pdq,reference\n" + f'{A},"a, b"\n{B},O\'Brien\n' * 25, id="csv with quotes and apostrophes"),
    pytest.param("csv", "pdq,phash_views,pdq_views\n" + f"{A},{P},{B};{C}\n{B},,{A}\n" * 25, id="csv with crops"),
    pytest.param("jsonl", f'{{"pdq": "{A}", "quality": 80, "labels": ["x"], "case": null}}\n' * 50, id="jsonl"),
    pytest.param("jsonl", f'{{"pdq": "{A}", "pdq_views": ["{B}", "{C}"]}}\n' * 50, id="jsonl with crops"),
    pytest.param("jsonl", f'{{"pdq": "{A}", "pdq_views": "{B};{C}"}}\n' * 50, id="jsonl with crops in a text"),
    pytest.param("text", f"# from a tool\npdq {A}\n" * 50, id="text"),
    pytest.param("pdq-text", f"{A},80,a, b.jpg\n" * 50, id="pdq text"),
]


@pytest.mark.parametrize(("name", "text"), PLAIN_LISTS)
def test_plain_lists_come_in_blocks(name: str, text: str) -> None:
    (list_format,) = (each for each in FORMATS if each.name == name)
    blocks = [each for each in list_format.rows(io.StringIO(text), "pdq") if isinstance(each, RowBlock)]
    assert [block.count for block in blocks if block.count] == [50]


@pytest.mark.parametrize(("name", "text"), PLAIN_LISTS)
def test_no_object_is_made_for_a_code_of_a_plain_list(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither for a medium's nor for a crop's, from the file to the rows of a table."""

    def refuse(made: Hash) -> None:
        pytest.fail(f"{made!r} was made")

    monkeypatch.setattr(Hash, "__post_init__", refuse)
    table = rows_of(name, text).unmerged()
    assert len(table) == 50
    assert not table.others


def rows_of(name: str, text: str) -> TableBuilder:
    """Take the rows of a list."""
    (list_format,) = (each for each in FORMATS if each.name == name)
    builder = TableBuilder()
    for each in list_format.rows(io.StringIO(text), "pdq"):
        if isinstance(each, RowBlock):
            builder.extend(each)
        else:
            assert isinstance(each[1], Entry)
            builder.append(each[1])
    return builder


def test_the_order_of_hashes_is_that_of_the_header() -> None:
    """Also where the first rows are read one by one, and have the second type only."""
    table = rows_of("csv", f"md5,pdq,label\n,{A},'=x\n" + f"{M},{B},\n" * 9).table()
    assert table[1].hashes == (Hash.parse(f"md5:{M}"), Hash.parse(f"pdq:{B}"))
    assert not table.others


def test_the_order_of_crops_is_that_of_the_header() -> None:
    """Also where the first rows have crops of the second type only."""
    header = "pdq,radius,phash_views,pdq_views"
    table = rows_of("csv", f"{header}\n{A}, 7,,{A}\n" + f"{B},,{P},{B};{C}\n" * 9).table()
    assert table[0].views == (Hash.parse(f"pdq:{A}"),)
    assert table[1].views == (Hash.parse(f"phash:{P}"), Hash.parse(f"pdq:{B}"), Hash.parse(f"pdq:{C}"))
    assert not table.others
