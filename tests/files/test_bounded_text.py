"""Bytes to lines: encodings, gzip, limits."""

import errno
import gzip
import io
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from hashmatch.errors import NotARegularFileError, UnreadableFileError, UnreadableTextError
from hashmatch.files import bounded_text
from hashmatch.files.bounded_text import Line, RowError, bounded_lines, open_text, refuse_unreadable, text_of


def read(path: Path) -> list[Line]:
    with open_text(path) as text:
        return list(bounded_lines(text, bare=True))


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
    with pytest.raises(UnreadableTextError, match="damaged or truncated gzip") as caught:
        read(path)
    assert caught.value.file == str(path)


def test_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_text, "ALWAYS_ALLOWED", 1 << 16)
    data = gzip.compress(b"f8" * 32 + b"\n" * (1 << 24))
    (tmp_path / "list.gz").write_bytes(data)
    with pytest.raises(UnreadableTextError, match="unpacks to 100 times its size"):
        read(tmp_path / "list.gz")


def test_one_row_repeated_is_no_bomb(tmp_path: Path) -> None:
    (tmp_path / "list.gz").write_bytes(gzip.compress((b"f8" * 32 + b"\n") * 100_000))
    assert len(read(tmp_path / "list.gz")) == 100_000


def test_text_in_blocks(tmp_path: Path) -> None:
    """For a reader that splits the lines itself."""
    (tmp_path / "list.gz").write_bytes(gzip.compress("\ufeffeins\r\nzwölf\r\n".encode()))
    with open_text(tmp_path / "list.gz") as text:
        assert text.read(1 << 20) == "eins\nzwölf\n"


def test_line_ends_as_they_are_and_a_stream_that_stays_open() -> None:
    stream = io.BytesIO(b"one\r\ntwo\rthree\n")
    with text_of(stream, "<stream>", newline="\n") as text:
        assert list(bounded_lines(text)) == [(1, "one\r\n"), (2, "two\rthree\n")]
    assert not stream.closed


class _Breaking(io.RawIOBase):
    """A file on a disk that fails after some bytes."""

    def __init__(self) -> None:
        self.parts = [b"one\n", b"two\n"]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.parts:
            raise OSError(errno.EIO, "Input/output error")
        part = self.parts.pop(0)
        buffer[: len(part)] = part
        return len(part)


def test_a_disk_that_fails_half_way() -> None:
    stream = cast(BinaryIO, _Breaking())
    with (
        pytest.raises(UnreadableTextError, match="<disk>: cannot be read to its end: Input/output error"),
        text_of(stream, "<disk>") as text,
    ):
        text.read()


def test_broken_utf_16(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes("pdq\n".encode("utf-16") + b"\x00")
    with pytest.raises(UnreadableTextError, match="UTF-16"):
        read(tmp_path / "list")


@pytest.mark.parametrize(
    ("content", "allowed"),
    [
        pytest.param("x" * 10, True, id="the limit itself"),
        pytest.param("x" * 11, False, id="one more"),
        pytest.param("x" * 21, False, id="twice as long"),
        pytest.param("é" * 10, True, id="characters are counted, not bytes"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", ""], ids=["LF", "CRLF", "none"])
def test_limit_of_a_line(
    content: str, allowed: bool, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line end does not count, whether it is kept or taken off."""
    monkeypatch.setattr(bounded_text, "MAX_LINE", 10)
    (tmp_path / "list").write_bytes(f"short\n{content}{end}".encode())
    with open_text(tmp_path / "list") as text:
        kept = list(bounded_lines(text))
    for _, line in (read(tmp_path / "list")[1], kept[1]):
        if allowed:
            refuse_unreadable(line)
        else:
            with pytest.raises(RowError, match="longer than 10 characters"):
                refuse_unreadable(line)


def test_overlong_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its beginning comes through and is refused; the next line is itself again."""
    monkeypatch.setattr(bounded_text, "MAX_LINE", 10)
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
