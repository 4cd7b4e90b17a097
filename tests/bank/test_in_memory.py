"""Entries in memory as a collection: the same columns, whether the entries were objects or columns before."""

import copy
import pickle
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.bank import NO_RADIUS, UNKNOWN_QUALITY, CodeKind, Entry, EntryTable, InMemory, TableBuilder, merged
from hashmatch.hashing import Hash
from tests.bank.test_table_builder import entries

A, B, C = (Hash.parse(f"pdq:{digits * 32}", quality=80) for digits in ("f8", "0b", "3c"))
P, M = Hash.parse(f"phash:{'f8' * 8}"), Hash.parse(f"md5:{'f8' * 16}")
REPORTED = [
    Entry((A, P), ("R1",), radius=20),
    Entry((M,), ("R2",)),
    Entry((B,), ("R3",), views=(C, A)),
    Entry((P,), radius=3),
]


def in_columns(rows: Sequence[Entry]) -> EntryTable:
    builder = TableBuilder()
    for row in rows:
        builder.append(row)
    return builder.table()


MADE = pytest.mark.parametrize("made", [EntryTable.of, in_columns], ids=["objects", "columns"])


@MADE
def test_a_shelf_has_a_row_for_every_code_of_its_type(made: Callable[[Sequence[Entry]], EntryTable]) -> None:
    """An entry's own hashes come before its crops."""
    shelf = InMemory(made(REPORTED)).shelf("pdq")
    assert [code.tobytes() for code in shelf.codes] == [each.code.tobytes() for each in (A, B, C, A)]
    assert shelf.entry_ids.tolist() == [0, 2, 2, 2]
    assert shelf.radii.tolist() == [20, NO_RADIUS, NO_RADIUS, NO_RADIUS]
    assert shelf.kinds.tolist() == [CodeKind.MEDIUM, CodeKind.MEDIUM, CodeKind.CROP, CodeKind.CROP]
    assert np.isnan(shelf.times).tolist() == [True] * 4  # stills have no time
    assert shelf.qualities.tolist() == [80, 80, 80, 80]
    hits = shelf.index.search(A.code[None], 0)
    assert hits.ids.tolist() == [0, 3]


@MADE
def test_an_unknown_quality_sorts_above_all_others(made: Callable[[Sequence[Entry]], EntryTable]) -> None:
    assert InMemory(made(REPORTED)).shelf("phash").qualities.tolist() == [UNKNOWN_QUALITY] * 2


@MADE
def test_types_stand_in_the_order_of_the_registry(made: Callable[[Sequence[Entry]], EntryTable]) -> None:
    assert InMemory(made(REPORTED)).hash_types == ("pdq", "phash", "md5")
    only_crops = Entry((M,), views=(C,))
    assert InMemory(made([only_crops])).hash_types == ("md5",)
    assert InMemory(made([])).hash_types == ()


@MADE
def test_entries_are_named_by_their_places(made: Callable[[Sequence[Entry]], EntryTable]) -> None:
    collection = InMemory(made(REPORTED))
    assert len(collection) == 4
    assert [collection.entry(place) for place in range(4)] == REPORTED


def test_entries_may_come_one_by_one() -> None:
    assert list(InMemory(iter(REPORTED)).entries) == REPORTED


@given(st.lists(entries, max_size=8))
def test_columns_and_objects_are_the_same_collection(rows: list[Entry]) -> None:
    """Also to a journal, which compares tokens."""
    by_columns, by_objects = InMemory(in_columns(rows)), InMemory(merged(rows))
    assert by_columns.hash_types == by_objects.hash_types
    assert by_columns.token == by_objects.token
    for hash_type in by_objects.hash_types:
        mine, other = by_columns.shelf(hash_type), by_objects.shelf(hash_type)
        for column in ("codes", "entry_ids", "qualities", "radii", "kinds"):
            assert np.array_equal(getattr(mine, column), getattr(other, column))
            assert getattr(mine, column).dtype == getattr(other, column).dtype


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(REPORTED[::-1], id="another order"),
        pytest.param(REPORTED[:3], id="an entry less"),
        pytest.param([*REPORTED, Entry((P,))], id="an entry more"),
        pytest.param([Entry((A, P), ("R1",), radius=21), *REPORTED[1:]], id="a radius"),
        pytest.param([Entry((A, P), ("R1",)), *REPORTED[1:]], id="a radius less"),
        pytest.param([*REPORTED[:1], Entry((Hash.parse(f"md5:{'0b' * 16}"),)), *REPORTED[2:]], id="a code"),
        pytest.param([Entry((Hash("pdq", A.code, 81), P), radius=20), *REPORTED[1:]], id="a quality"),
        pytest.param([*REPORTED[:2], Entry((B,), views=(A, C)), REPORTED[3]], id="crops"),
        pytest.param([*REPORTED[:2], Entry((B, C, A)), REPORTED[3]], id="hashes that were crops"),
    ],
)
@MADE
def test_the_token_changes_whenever_an_answer_could(
    made: Callable[[Sequence[Entry]], EntryTable], changed: list[Entry]
) -> None:
    assert InMemory(made(changed)).token != InMemory(made(REPORTED)).token


def test_the_token_does_not_ask_what_entries_are_called() -> None:
    renamed = [Entry((A, P), ("R9",), radius=20), *REPORTED[1:]]
    assert InMemory(REPORTED).token == InMemory(renamed).token


@pytest.mark.parametrize(
    "copied",
    [lambda each: pickle.loads(pickle.dumps(each)), copy.copy, copy.deepcopy],  # noqa: S301 - our own bytes
    ids=["pickle", "copy", "deepcopy"],
)
@MADE
def test_a_collection_travels_with_the_index_it_has_built(
    made: Callable[[Sequence[Entry]], EntryTable],
    copied: Callable[[InMemory], InMemory],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    collection = InMemory(made(REPORTED))
    token = collection.token
    collection.shelf("pdq")
    again = copied(collection)
    monkeypatch.delattr("hashmatch.bank.in_memory.HammingIndex")  # nothing is built again
    assert again.shelf("pdq").index.search(A.code[None], 0).ids.tolist() == [0, 3]
    assert (again.token, list(again.entries)) == (token, REPORTED)
