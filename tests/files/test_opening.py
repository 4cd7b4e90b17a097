"""What a path names is opened without ever waiting for it, and what cannot be opened is told in words."""

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from hashmatch.errors import NotARegularFileError, UnreadableFileError
from hashmatch.files.opening import open_file, reason_of


def opened(path: str | Path, name: str | None = None) -> bytes:
    with open_file(path, name=name) as file:
        return file.read()


def test_a_path_as_text_or_object(tmp_path: Path) -> None:
    (tmp_path / "five").write_bytes(b"12345")
    assert opened(tmp_path / "five") == opened(str(tmp_path / "five")) == b"12345"


def test_a_link_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "five").write_bytes(b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "five")
    assert opened(tmp_path / "link") == b"12345"


def test_a_reader_that_breaks_closes_the_file(tmp_path: Path) -> None:
    (tmp_path / "five").write_bytes(b"12345")
    with pytest.raises(ZeroDivisionError), open_file(tmp_path / "five") as file:
        raise ZeroDivisionError
    assert file.closed


def _nothing(path: Path) -> None:
    """Leave the path as it is."""


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(_nothing, "no such file", id="nothing there"),
        pytest.param(Path.mkdir, "a folder, not a file", id="a folder"),
        pytest.param(lambda path: path.symlink_to("missing"), "a symbolic link to nothing", id="a dangling link"),
        pytest.param(lambda path: path.symlink_to(path), "leads back to itself", id="a link to itself"),
    ],
)
def test_what_is_no_file(make: Callable[[Path], object], reason: str, tmp_path: Path) -> None:
    path = tmp_path / "it"
    make(path)
    with pytest.raises(UnreadableFileError, match=reason) as caught:
        opened(path)
    assert caught.value.name == str(path)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("a\0b", "a character that no file name can", id="NUL"),
        pytest.param("x" * 300, "the name is too long", id="300 letters"),
        pytest.param("file/below", "a part of its path is not a folder", id="below a file"),
    ],
)
def test_names_that_lead_nowhere(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    with pytest.raises(UnreadableFileError, match=reason):
        opened(f"{tmp_path}/{name}")


def test_the_name_in_messages_may_be_another(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"^upload: no such file$"):
        opened(tmp_path / "missing", name="upload")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))  # the whole path may be too long for a socket


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        pytest.param(os.mkfifo, "a named pipe", id="a pipe"),
        pytest.param(_socket, "a socket", id="a socket"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), "a character device", id="a device that never ends"),
    ],
)
def test_what_could_block_or_never_end(
    make: Callable[[Path], object], kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "it")
    with pytest.raises(NotARegularFileError, match=f"{kind}, which is not read"):
        opened(tmp_path / "it")


def test_a_pipe_put_in_the_place_of_a_file_does_not_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name changes hands between the look and the opening: O_NONBLOCK and a second look."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"12345")
    before = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda _self: before)
    with pytest.raises(NotARegularFileError, match="a named pipe"), open_file(path):
        pytest.fail("a pipe was opened")


def test_a_reason_without_words_of_ours_is_the_systems() -> None:
    assert reason_of(OSError(errno.EIO, "Input/output error"), "a") == "Input/output error"
    assert reason_of(OSError(), "a") == "cannot be read"
