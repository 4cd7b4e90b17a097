"""Bytes to lines: encodings, gzip, limits."""

import gzip
from pathlib import Path

import pytest

from hashmatch.errors import BadListError, NotARegularFileError, UnreadableFileError
from hashmatch.files import lines
from hashmatch.files.lines import Line, RowError, open_lines, refuse_unreadable


def read(path: Path) -> list[Line]:
    with open_lines(path) as found:
        return list(found)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("eins\n\nzwölf\n".encode(), id="UTF-8"),
        pytest.param("\ufeffeins\n\nzwölf\n".encode(), id="byte order mark"),
        pytest.param("eins\r\n\r\nzwölf\r\n".encode(), id="CRLF"),
        pytest.param("eins\r\rzwölf".encode(), id="CR, and no end of the last line"),
        pytest.param("eins\n \t \nzwölf".encode(), id="a line of blanks"),
        pytest.param("eins\r\n\r\nzwölf\r\n".encode("utf-16"), id="UTF-16, little end first"),
        pytest.param("\ufeffeins\n\nzwölf\n".encode("utf-16-be"), id="UTF-16, big end first"),
        pytest.param(gzip.compress("eins\n\nzwölf\n".encode()), id="gzip"),
        pytest.param(gzip.compress("eins\r\n\r\nzwölf".encode("utf-16")), id="UTF-16 in gzip"),
        pytest.param(gzip.compress(b"eins\n\n") + gzip.compress("zwölf".encode()), id="gzip in two members"),
    ],
)
def test_encodings(data: bytes, tmp_path: Path) -> None:
    """The same lines come out, numbered as an editor does."""
    (tmp_path / "list").write_bytes(data)
    assert read(tmp_path / "list") == [(1, "eins"), (3, "zwölf")]


PACKED = gzip.compress(b"".join(b"%064x\n" % (i * 0x9E3779B97F4A7C15) for i in range(2000)))


@pytest.mark.parametrize(
    "data",
    [
        *(
            pytest.param(PACKED[:cut], id=f"cut after {cut} bytes")
            for cut in (2, 9, 11, 100, len(PACKED) - 8, len(PACKED) - 1)
        ),
        pytest.param(PACKED[:200] + b"\xff" * 8 + PACKED[208:], id="eight bytes overwritten"),
        pytest.param(PACKED[:-8] + b"\0" * 8, id="wrong checksum"),
        pytest.param(PACKED + b"more", id="something behind it"),
    ],
)
def test_damaged_gzip(data: bytes, tmp_path: Path) -> None:
    """A truncated download is an error, not a shorter list."""
    path = tmp_path / "list.gz"
    path.write_bytes(data)
    with pytest.raises(BadListError, match="damaged or truncated gzip") as caught:
        read(path)
    assert caught.value.file == str(path)


def test_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "ALWAYS_ALLOWED", 1 << 16)
    data = gzip.compress(b"f8" * 32 + b"\n" * (1 << 24))
    (tmp_path / "list.gz").write_bytes(data)
    with pytest.raises(BadListError, match="unpacks to 100 times its size"):
        read(tmp_path / "list.gz")


def test_one_row_repeated_is_no_bomb(tmp_path: Path) -> None:
    (tmp_path / "list.gz").write_bytes(gzip.compress((b"f8" * 32 + b"\n") * 100_000))
    assert len(read(tmp_path / "list.gz")) == 100_000


def test_broken_utf_16(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes("pdq\n".encode("utf-16") + b"\x00")
    with pytest.raises(BadListError, match="UTF-16"):
        read(tmp_path / "list")


def test_overlong_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its beginning comes through and is refused; the next line is itself again."""
    monkeypatch.setattr(lines, "MAX_LINE", 10)
    (tmp_path / "list").write_text("short\n" + "x" * 35 + "\nshort\n", encoding="utf-8")
    first, long, last = read(tmp_path / "list")
    assert (first, last) == ((1, "short"), (3, "short"))
    refuse_unreadable(first[1])
    with pytest.raises(RowError, match="longer than"):
        refuse_unreadable(long[1])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"a\0b", "NUL", id="NUL"),
        pytest.param("a,b\n".encode("utf-16-le"), "NUL", id="UTF-16 without a mark"),
        pytest.param("Köln".encode("latin-1"), "character 2 is not UTF-8", id="Latin-1"),
        pytest.param(b"\xed\xa0\x80", "not UTF-8", id="a surrogate in UTF-8"),
    ],
)
def test_unreadable(data: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(data)
    with pytest.raises(RowError, match=problem):
        refuse_unreadable(read(tmp_path / "list")[0][1])


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read(tmp_path / "missing.csv")
    with pytest.raises(UnreadableFileError):
        read(tmp_path)
    with pytest.raises(NotARegularFileError):
        read(Path("/dev/null"))
