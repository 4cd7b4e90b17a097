"""Sources to bytes: paths that are no files, file objects of every kind, the limit on bytes."""

import io
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from hashmatch.errors import (
    EmptyMediaError,
    MediaError,
    TooManyBytesError,
    UnreadableFileError,
    UnsupportedSourceError,
)
from hashmatch.media import Limits, read_bytes

FIVE = Limits(max_bytes=5)


@pytest.mark.parametrize("make", [bytes, bytearray, memoryview], ids=lambda make: make.__name__)
def test_bytes_of_every_kind(make: Any) -> None:
    assert read_bytes(make(b"12345")) == b"12345"


def test_a_path_as_text_or_object(tmp_path: Path) -> None:
    (tmp_path / "five").write_bytes(b"12345")
    assert read_bytes(tmp_path / "five") == read_bytes(str(tmp_path / "five")) == b"12345"


def test_a_file_object_is_read_from_its_start() -> None:
    """A web framework has often read the upload before."""
    file = io.BytesIO(b"12345")
    file.read()
    assert read_bytes(file) == b"12345"


def test_a_stream_is_read_from_where_it_stands() -> None:
    """A pipe gives what it has in pieces, and cannot go back."""
    reader, writer = os.pipe()

    def write() -> None:
        with os.fdopen(writer, "wb", buffering=0) as file:
            file.write(b"123")
            file.write(b"45")

    thread = threading.Thread(target=write)
    thread.start()
    with os.fdopen(reader, "rb", buffering=0) as file:
        assert read_bytes(file) == b"12345"
    thread.join()


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(Path.read_bytes, id="bytes"),
        pytest.param(lambda path: memoryview(path.read_bytes()), id="view"),
        pytest.param(lambda path: path, id="path"),
        pytest.param(lambda path: io.BytesIO(path.read_bytes()), id="file object"),
    ],
)
def test_limit_of_bytes(tmp_path: Path, source: Any) -> None:
    path = tmp_path / "six"
    path.write_bytes(b"123456")
    with pytest.raises(TooManyBytesError, match=r"more than 5 bytes .*raise max_bytes"):
        read_bytes(source(path), limits=FIVE)


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "five").write_bytes(b"12345")
    assert read_bytes(tmp_path / "five", limits=FIVE) == b"12345"


@pytest.mark.parametrize("source", [b"", io.BytesIO(b"")], ids=["bytes", "file object"])
def test_empty(source: Any) -> None:
    with pytest.raises(EmptyMediaError, match="not a single byte"):
        read_bytes(source)


@pytest.mark.parametrize("source", [None, 3, 2.5, object(), ["a.jpg"]], ids=repr)
def test_what_is_no_medium(source: Any) -> None:
    with pytest.raises(UnsupportedSourceError, match="is no medium"):
        read_bytes(source, name="upload")


def test_a_file_opened_as_text() -> None:
    with pytest.raises(UnsupportedSourceError, match="mode 'rb'"):
        read_bytes(io.StringIO("text"))


def test_a_closed_file() -> None:
    file = io.BytesIO(b"12345")
    file.close()
    with pytest.raises(UnreadableFileError, match="closed"):
        read_bytes(file)


def test_a_path_with_a_nul() -> None:
    with pytest.raises(UnreadableFileError, match="no file name can"):
        read_bytes("a\x00b.jpg")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("photo.jpg", "photo.jpg: ", id="plain"),
        pytest.param("Grüße 1.jpg", "Grüße 1.jpg: ", id="letters of other languages"),
        pytest.param("a\nb.jpg", r"a\nb.jpg: ", id="line break"),
        pytest.param("\x1b[31mred.jpg", r"\x1b[31mred.jpg: ", id="terminal escape"),
        pytest.param("gpj\u202e.exe", r"gpj\u202e.exe: ", id="turned writing direction"),
        pytest.param(os.fsdecode(b"caf\xe9.jpg"), r"caf\udce9.jpg: ", id="not UTF-8"),
    ],
)
def test_names_in_messages(name: str, shown: str) -> None:
    with pytest.raises(MediaError) as caught:
        read_bytes(b"", name=name)
    assert str(caught.value).startswith(shown)
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("source", "name"),
    [(b"", "<bytes>"), (io.BytesIO(b""), "<BytesIO>"), (memoryview(b""), "<memoryview>"), (3, "<int>")],
    ids=["bytes", "file object", "view", "number"],
)
def test_a_source_without_a_name_is_named_by_its_type(source: Any, name: str) -> None:
    with pytest.raises(MediaError) as caught:
        read_bytes(source)
    assert caught.value.name == name
