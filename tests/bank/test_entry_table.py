"""Columns that behave like a tuple of entries."""

import pytest

from hashmatch.bank import Entry, EntryTable, TableBuilder
from hashmatch.hashing import Hash

HASHES = [Hash.parse(f"phash:{number:016x}") for number in range(5)]
ROWS = [Entry((HASHES[number],), (f"R{number}",), views=tuple(HASHES[:number])) for number in range(5)]


@pytest.fixture(params=["objects", "columns"])
def table(request: pytest.FixtureRequest) -> EntryTable:
    if request.param == "objects":
        return EntryTable.of(ROWS)
    builder = TableBuilder()
    for row in ROWS:
        builder.append(row)
    return builder.table()


def test_entries_are_taken_as_from_a_tuple(table: EntryTable) -> None:
    assert (len(table), table[0], table[-1]) == (5, ROWS[0], ROWS[4])
    assert table[1:4] == tuple(ROWS[1:4])
    assert table[::-1] == tuple(ROWS[::-1])
    assert [*table] == ROWS
    assert ROWS[3] in table
    assert table.index(ROWS[3]) == 3
    with pytest.raises(IndexError):
        table[5]


def test_equal_to_the_same_entries_however_they_are_held(table: EntryTable) -> None:
    assert table == tuple(ROWS)
    assert tuple(ROWS) == table
    assert table == EntryTable.of(ROWS)
    assert table != tuple(ROWS[:4])
    assert table != tuple(ROWS[::-1])
    assert table != "five entries"


def test_no_hash_is_shown(table: EntryTable) -> None:
    """Hash lists are personal data, and a repr ends in logs."""
    assert repr(table) == "<5 entries>"
    assert not any("000" in repr(column) for column in (*table.codes.values(), *table.crops.values()))
