"""A file is replaced wholly or not at all, and who may read it is never an accident."""

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hashmatch.files.durable import new_file, replace_file, replaced_file, replaced_text


class PowerCutError(Exception):
    """Whatever ends a program in the middle."""


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_made_or_replaced(tmp_path: Path) -> None:
    for data in (b"first", b"second", b""):
        replace_file(tmp_path / "file", data)
        assert (tmp_path / "file").read_bytes() == data
        assert list(tmp_path.iterdir()) == [tmp_path / "file"]


@pytest.mark.parametrize("held", [None, b"held"], ids=["nothing there", "a file there"])
def test_what_fails_in_the_middle_changes_nothing(held: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "file"
    if held is not None:
        path.write_bytes(held)

    def cut_short() -> None:
        with replaced_file(path) as file:
            file.write(b"half of it")
            file.flush()
            raise PowerCutError

    with pytest.raises(PowerCutError):
        cut_short()
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([] if held is None else [held])


def test_until_the_end_the_old_file_is_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"held")
    with replaced_text(path) as text:
        text.write("new\r\n\n" * 10_000)
        assert path.read_bytes() == b"held"
    assert path.read_bytes() == b"new\r\n\n" * 10_000


def test_contents_name_and_folder_reach_the_disk_in_this_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rename that is written before the contents shows an empty file after a power cut; one that is not, the old."""
    steps: list[str] = []

    def fsync(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "contents"
        steps.append(f"{kind} synced, {'renamed' if (tmp_path / 'file').exists() else 'not yet renamed'}")

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(tmp_path / "file", b"data")
    assert steps == ["contents synced, not yet renamed", "folder synced, renamed"]


@pytest.mark.usefixtures("usual_umask")
def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "file").chmod(0o644)
    replace_file(tmp_path / "file", b"data")
    with new_file(tmp_path / "other"):
        pass
    assert mode_of(tmp_path / "file") == mode_of(tmp_path / "other") == 0o600


@pytest.mark.usefixtures("usual_umask")
def test_a_public_file_is_as_the_system_says_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    replace_file(path, b"1", private=False)
    assert mode_of(path) == 0o644
    path.chmod(0o600)
    replace_file(path, b"2", private=False)
    assert (mode_of(path), path.read_bytes()) == (0o600, b"2")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link, target = tmp_path / "link", tmp_path / "folder" / "file"
    target.write_bytes(b"held")
    link.symlink_to(target)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """As /dev/stdout may be one."""
    os.mkfifo(tmp_path / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    replace_file(tmp_path / "pipe", b"data")
    reader.join()
    assert got == [b"data"]
    assert (tmp_path / "pipe").is_fifo()


def test_no_folder_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "missing" / "file", b"")
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path, b"")


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_those_who_might_read_a_public_file_still_may(mode: int, umask: int, tmp_path: Path) -> None:
    """The umask is for new files."""
    path = tmp_path / "file"
    path.write_bytes(b"held")
    path.chmod(mode)
    before = os.umask(umask)
    try:
        replace_file(path, b"new", private=False)
    finally:
        os.umask(before)
    assert mode_of(path) == mode


def test_a_link_that_leads_to_itself_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    replace_file(tmp_path / "loop", b"data")
    assert (tmp_path / "loop").read_bytes() == b"data"
