"""Entries out; what would not come back whole is refused."""

import io
import json
from pathlib import Path

import pytest

from hashmatch.bank import Entry
from hashmatch.errors import UnwritableEntryError
from hashmatch.exchange import read_list, write_csv_list, write_jsonl_list
from hashmatch.exchange.interface import WriteList
from hashmatch.hashing import Fidelity, Hash

PDQ = Hash.parse(f"pdq:{'f8' * 32}", quality=90)
PHASH = Hash.parse(f"phash:{'0b' * 8}")
MD5 = Hash.parse(f"md5:{'3c' * 16}")


def written(
    *entries: Entry,
    hash_types: tuple[str, ...] = (),
    views: tuple[str, ...] = (),
    write: WriteList = write_csv_list,
) -> list[str]:
    stream = io.StringIO(newline="")
    write(entries, stream, hash_types=hash_types, views=views)
    return stream.getvalue().split("\n")[:-1]


def test_one_hash_an_entry() -> None:
    assert written(Entry((PDQ,), ("a.jpg",), ("x", "y"), ("S",)), Entry((MD5,))) == [
        "hash_type,hash,quality,reference,label,source",
        f"pdq,{PDQ.hex},90,a.jpg,x;y,S",
        f"md5,{MD5.hex},,,,",
    ]


def test_several_hashes_an_entry() -> None:
    assert written(Entry((PHASH, PDQ), ("a.jpg",)), Entry((PHASH,)), hash_types=("pdq", "phash")) == [
        "pdq,phash,quality,reference,label,source",
        f"{PDQ.hex},{PHASH.hex},90,a.jpg,,",
        f",{PHASH.hex},,,,",
    ]


def test_several_references_take_several_rows() -> None:
    assert written(Entry((MD5,), ("a", "b"), ("x",), ("S", "T", "U")))[1:] == [
        f"md5,{MD5.hex},,a,x,S",
        f"md5,{MD5.hex},,b,x,T",
        f"md5,{MD5.hex},,,x,U",
    ]


def test_labels_are_made_harmless_as_one_cell() -> None:
    """Reading takes one apostrophe off the cell, none off a label in the middle."""
    assert written(Entry((MD5,), labels=("0", "=1")))[1] == f"md5,{MD5.hex},,,0;=1,"
    assert written(Entry((MD5,), labels=("=1", "0")))[1] == f"md5,{MD5.hex},,,'=1;0,"


@pytest.mark.parametrize(
    ("reference", "cell"),
    [
        pytest.param("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0", id="a formula"),
        pytest.param("'=x", "''=x", id="a formula made harmless by somebody else"),
        pytest.param("-1.jpg", "'-1.jpg", id="a minus"),
        pytest.param("'tis.jpg", "'tis.jpg", id="an apostrophe"),
        pytest.param('a, "b".jpg', '"a, ""b"".jpg"', id="commas and quotes"),
        pytest.param("a\nb\x1b[2J.jpg", r"a\nb\x1b[2J.jpg", id="a terminal's escapes"),
        pytest.param("a\udcff.jpg", r"a\udcff.jpg", id="a name that is not UTF-8"),
    ],
)
def test_cells_are_harmless(reference: str, cell: str) -> None:
    assert written(Entry((MD5,), (reference,)))[1] == f"md5,{MD5.hex},,{cell},,"


@pytest.mark.parametrize(
    ("entry", "hash_types", "problem"),
    [
        pytest.param(Entry((Hash("pdq", PDQ.code, 90, Fidelity.FAST),)), (), "a fast hash is for queries", id="fast"),
        pytest.param(Entry(()), (), "0 hashes", id="no hash"),
        pytest.param(Entry((PDQ, PHASH)), (), "need a column each", id="two types in one column"),
        pytest.param(Entry((PDQ, PHASH)), ("pdq",), "no column for phash", id="a type without a column"),
        pytest.param(Entry((MD5, Hash.parse(f"md5:{'0b' * 16}"))), ("md5",), "2 hashes of 1 types", id="two of a type"),
        pytest.param(Entry((PDQ,), labels=("x;y",)), (), "semicolon", id="a label with a semicolon"),
        pytest.param(Entry((PDQ,), radius=40), (), "radius", id="a radius"),
        pytest.param(Entry((PDQ,), views=(PHASH,)), (), r"views \(phash\)", id="crops without a column"),
        pytest.param(Entry((PDQ,), extra={"case": ("1",)}), (), "further columns", id="a further column"),
    ],
)
def test_unwritable(entry: Entry, hash_types: tuple[str, ...], problem: str) -> None:
    with pytest.raises(UnwritableEntryError, match=problem):
        written(entry, hash_types=hash_types)


def test_crops_have_a_column_for_each_of_their_types() -> None:
    crops = (PDQ, Hash.parse(f"phash:{'3c' * 8}"), PHASH)
    assert written(Entry((MD5,), views=crops), hash_types=("md5",), views=("pdq", "phash")) == [
        "md5,quality,reference,label,source,pdq_views,phash_views",
        f"{MD5.hex},,,,,{PDQ.hex},{'3c' * 8};{PHASH.hex}",
    ]


def test_json_lines() -> None:
    """References, labels and sources are lists always, so that a program need not look."""
    (line,) = written(
        Entry((PDQ, MD5), ("ü",), ("x;y",), radius=40, extra={"case": ("1", "2")}), write=write_jsonl_list
    )
    assert line.isascii()
    assert json.loads(line) == {
        "pdq": PDQ.hex,
        "md5": MD5.hex,
        "quality": 90,
        "references": ["ü"],
        "labels": ["x;y"],
        "sources": [],
        "radius": 40,
        "case": ["1", "2"],
    }


def test_json_lines_with_the_same_members_throughout() -> None:
    for line in written(
        Entry((PDQ,)), Entry((MD5,)), hash_types=("pdq", "md5"), views=("pdq",), write=write_jsonl_list
    ):
        assert {"pdq", "md5", "pdq_views"} <= json.loads(line).keys()


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        pytest.param(Entry((Hash("pdq", PDQ.code, 90, Fidelity.FAST),)), "a fast hash is for queries", id="fast"),
        pytest.param(Entry((MD5, Hash.parse(f"md5:{'0b' * 16}"))), "2 hashes of 1 types", id="two of a type"),
        pytest.param(Entry((PDQ,), labels=("x ",)), "blank at its end", id="a label with a blank"),
        pytest.param(Entry((PDQ,), references=("",)), "text that is empty", id="an empty reference"),
        pytest.param(Entry((PDQ, PHASH), radius=65), "narrowest hash", id="a radius too wide"),
        pytest.param(Entry((PDQ,), extra={"MD5": ("1",)}), "another meaning", id="a column called after a type"),
        pytest.param(Entry((PDQ,), extra={"pdq_views": ("1",)}), "another meaning", id="a column of crops"),
        pytest.param(Entry((PDQ,), extra={"labels": ("1",)}), "another meaning", id="a plural"),
        pytest.param(Entry((PDQ,), extra={" ": ("1",)}), "another meaning", id="a column without a name"),
        pytest.param(Entry((PDQ,), extra={"a": ("1",), "A": ("2",)}), "mean the same", id="two columns that are one"),
    ],
)
def test_unwritable_in_json_lines(entry: Entry, problem: str) -> None:
    with pytest.raises(UnwritableEntryError, match=problem):
        written(entry, write=write_jsonl_list)


def test_quality_comes_back(tmp_path: Path) -> None:
    """Equality of hashes does not look at it."""
    path = tmp_path / "list.csv"
    path.write_text("\n".join(written(Entry((PHASH, PDQ)), hash_types=("phash", "pdq"))), encoding="utf-8")
    assert [found.quality for found in read_list(path).entries[0].hashes] == [None, 90]
