"""A format is one module and one line in a table: a toy that has neither lines a row nor a type of ours in its name."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, TextIO

import pytest

from hashmatch.bank import Entry
from hashmatch.errors import BadHashError, BadListError, BadRowError
from hashmatch.exchange import formats, inspect_list, read_list
from hashmatch.exchange.interface import ListFormat, Row
from hashmatch.files.bounded_text import RowError
from hashmatch.hashing import Hash

M, N = "f8" * 16, "0b" * 16


class Cards(ListFormat):
    """A card is a line ``case NAME`` and the hashes below it, up to ``---``; the word CARDS stands above all."""

    name: ClassVar[str] = "cards"
    looks_like: ClassVar[str] = "a box of cards"
    suffixes: ClassVar[frozenset[str]] = frozenset({".cards"})
    hash_type: ClassVar[str | None] = "md5"

    def recognises(self, line: str) -> bool:
        if line == "CARD":
            raise RowError("CARD", "one card is no box; write CARDS")
        return line == "CARDS"

    def rows(self, text: TextIO, hash_type: str | None) -> Iterator[Row]:
        assert hash_type == "md5"
        if text.readline() != "CARDS\n":
            raise AssertionError("a format is given the text from its start")
        number = 1
        for card in text.read().split("---\n"):
            yield number + 1, self._entry(card)
            number += card.count("\n") + 1

    def _entry(self, card: str) -> Entry | RowError:
        case, *digits = card.splitlines()
        try:
            return Entry(tuple(Hash.parse(each, "md5") for each in digits), (case.removeprefix("case "),))
        except BadHashError as error:
            return RowError("card", error.problem)


@pytest.fixture(autouse=True)
def one_line_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", (Cards(), *formats.FORMATS))


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_it_is_read_like_any_list(tmp_path: Path) -> None:
    path = write(tmp_path / "box", "CARDS", "case a", M, N, "---", "case b", "x", "---", "case c", N)
    found = read_list(path, hash_type="md5", skip_bad=True)
    assert [(each.reference, len(each.hashes)) for each in found.entries] == [("a", 2), ("c", 1)]
    assert [(bad.line, bad.field) for bad in found.bad_rows] == [(6, "card")]
    assert (found.rows, found.format) == (3, "cards")
    assert inspect_list(path, hash_type="md5", skip_bad=True).format == "cards"
    with pytest.raises(BadRowError, match="box, line 6, card: "):
        read_list(path, hash_type="md5")


def test_the_type_that_it_does_not_say_must_be_given(tmp_path: Path) -> None:
    for hash_type in (None, "pdq"):
        with pytest.raises(BadListError, match="looks like a box of cards; give the type md5 if it is"):
            read_list(write(tmp_path / "box", "CARDS", "case a", M), hash_type=hash_type)


def test_its_suffix_promises_it(tmp_path: Path) -> None:
    with pytest.raises(BadListError, match=r"ends in \.cards, but its first line 'md5' looks like csv"):
        read_list(write(tmp_path / "a.cards", "md5", M))
    with pytest.raises(BadListError, match=r"ends in \.csv, but its first line 'CARDS' looks like cards"):
        read_list(write(tmp_path / "a.csv", "CARDS", "case a", M), hash_type="md5")


def test_what_is_nearly_it_is_told_how_to_become_it(tmp_path: Path) -> None:
    with pytest.raises(BadListError, match="CARD: one card is no box; write CARDS"):
        read_list(write(tmp_path / "box", "CARD"))
