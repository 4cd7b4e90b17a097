"""Rows in columns are the same entries as rows in objects, merged by the same rule."""

import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.bank import CodeBlock, Entry, RowBlock, TableBuilder, merged
from hashmatch.bank.entry import distinct
from hashmatch.hashing import Fidelity, Hash, find_type

A, B = Hash.parse(f"pdq:{'f8' * 32}"), Hash.parse(f"pdq:{'0b' * 32}")
TYPES = ("pdq", "phash", "md5")


@st.composite
def hashes(draw: st.DrawFn) -> Hash:
    """Few codes, so that rows repeat."""
    kind = find_type(draw(st.sampled_from(TYPES)))
    quality = draw(st.none() | st.integers(0, 100)) if kind.has_quality else None
    fidelity = draw(st.sampled_from([Fidelity.EXACT] * 9 + [Fidelity.FAST]))
    return Hash(kind.name, np.full(kind.code_bytes, draw(st.integers(1, 3)), np.uint8), quality, fidelity)


texts = st.lists(st.sampled_from(["R1", "R2", "Köln", "\ud800", "€"]), max_size=2).map(distinct)
further = st.lists(st.tuples(st.sampled_from(["case", "officer", "x"]), texts.filter(bool)), max_size=2).map(dict)
several = st.lists(hashes(), min_size=1, max_size=3).map(lambda drawn: tuple(dict.fromkeys(drawn)))
radii = st.none() | st.integers(0, 64)
crops = st.lists(hashes(), max_size=4).map(tuple)
entries = st.builds(Entry, several, texts, texts, texts, radii, further, crops)


def all_of(entry: Entry) -> list[Any]:
    """Everything an entry says, also what its equality does not look at."""
    told = [(str(each), each.quality, each.fidelity) for each in (*entry.hashes, *entry.views)]
    return [entry, told, list(entry.extra)]


@given(st.lists(entries, max_size=12))
def test_a_table_holds_the_merged_entries(rows: list[Entry]) -> None:
    builder = TableBuilder()
    for row in rows:
        builder.append(row)
    assert list(map(all_of, builder.table())) == list(map(all_of, merged(rows)))


@given(st.lists(entries, max_size=12))
def test_a_table_survives_a_worker_process(rows: list[Entry]) -> None:
    builder = TableBuilder()
    for row in rows:
        builder.append(row)
    table = builder.table()
    assert list(map(all_of, pickle.loads(pickle.dumps(table)))) == list(map(all_of, table))  # noqa: S301 - our own bytes


def test_blocks_and_rows_come_out_in_the_order_in_which_they_came() -> None:
    builder = TableBuilder()
    builder.append(Entry((A,), ("first",)))
    digits = Hash.parse(f"phash:{'3c' * 8}")
    codes = [
        CodeBlock("pdq", B.code.tobytes() * 2, [0, 2], bytes([80, 101])),
        CodeBlock("phash", digits.code.tobytes(), [1], b"\x65"),
    ]
    builder.extend(RowBlock(3, codes, ["b", "p", "b again"], radii=[-1, 7, -1], extra={"case": ["", "1", ""]}))
    builder.append(Entry((A,), ("last",), ("x",)))
    assert builder.table() == (
        Entry((A,), ("first", "last"), ("x",)),
        Entry((B,), ("b", "b again")),
        Entry((digits,), ("p",), radius=7, extra={"case": ("1",)}),
    )


def test_crops_come_out_in_the_order_in_which_they_came() -> None:
    """From rows and blocks, and under the ids of entries that move up where others are merged."""
    builder = TableBuilder()
    builder.append(Entry((A,), views=(B, A, B)))
    both = A.code.tobytes() + B.code.tobytes()
    crops = CodeBlock("pdq", both + A.code.tobytes(), [1, 1, 2], bytes([101, 101, 70]))
    media = CodeBlock("phash", bytes(8) + bytes(8) + bytes([1] * 8), range(3), bytes([101] * 3))
    builder.extend(RowBlock(3, [media], crops=[crops]))
    table = builder.table()
    assert [entry.views for entry in table] == [(B, A, B), (A, B), (A,)]
    assert [each.quality for each in table[2].views] == [70]
    assert list(table.others) == [1]  # its first row had no crops


def test_crops_in_no_order_of_types_stay_objects() -> None:
    """Columns give an entry's crops type by type; a list of hashes in another order comes back as it was."""
    digits = Hash.parse(f"phash:{'3c' * 8}")
    rows = [Entry((A,), views=(A, digits, B)), Entry((B,), views=(B, digits)), Entry((digits,), views=(digits, A))]
    builder = TableBuilder()
    for row in rows:
        builder.append(row)
    table = builder.table()
    assert table == rows
    assert list(table.others) == [0, 2]


def test_a_row_said_twice_takes_no_room_of_its_own() -> None:
    """Nothing new was said, so the entry stays in its columns; a name more makes it an object."""
    builder = TableBuilder()
    for reference in ("R1", "R1", "R2"):
        builder.append(Entry((A if reference == "R1" else B,), (reference,)))
    builder.append(Entry((B,), ("R3",)))
    table = builder.table()
    assert table == (Entry((A,), ("R1",)), Entry((B,), ("R2", "R3")))
    assert list(table.others) == [1]


def test_a_list_whose_rows_each_have_a_column_of_their_own_stays_small() -> None:
    builder = TableBuilder()
    rows = [Entry((Hash("phash", np.array([i], ">u8").view(np.uint8)),), extra={f"c{i}": ("x",)}) for i in range(200)]
    for row in rows:
        builder.append(row)
    table = builder.table()
    assert table == rows
    assert len(table.extra) == 64


@pytest.mark.parametrize("count", [1, 2, 4097])
def test_any_number_of_rows(count: int) -> None:
    builder = TableBuilder()
    rows = [Entry((Hash("phash", np.array([i], ">u8").view(np.uint8)),), (f"R{i}",)) for i in range(count)]
    for row in rows:
        builder.append(row)
    assert builder.table() == rows


def block_of(hash_types: list[str], **columns: Any) -> RowBlock:
    """A block whose rows have one code each, of these types in turn."""
    codes = []
    for name in dict.fromkeys(hash_types):
        rows = [row for row, each in enumerate(hash_types) if each == name]
        width = find_type(name).code_bytes
        codes.append(CodeBlock(name, bytes(range(1, 1 + len(rows) * width)), rows, bytes([101] * len(rows))))
    return RowBlock(count=len(hash_types), codes=codes, **columns)


def test_types_of_rows_with_one_hash_may_come_in_any_order() -> None:
    """A list that goes from medium to medium rotates them from block to block; no row becomes an object for it."""
    builder = TableBuilder()
    for types in (["md5", "sha1", "pdq"], ["sha1", "pdq", "md5"], ["pdq", "md5", "sha1"]):
        builder.extend(block_of(types))
    table = builder.unmerged()
    assert not table.others
    assert [entry.hashes[0].hash_type for entry in table] == [
        "md5", "sha1", "pdq", "sha1", "pdq", "md5", "pdq", "md5", "sha1",
    ]  # fmt: skip


def test_blocks_that_each_have_a_column_of_their_own_stay_small() -> None:
    builder = TableBuilder()
    for number in range(200):
        builder.extend(block_of(["phash"], extra={f"c{number}": ["x"]}))
    table = builder.unmerged()
    assert len(table.extra) == 64
    assert [list(entry.extra) for entry in table] == [[f"c{number}"] for number in range(200)]
