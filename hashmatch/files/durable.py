"""Files that are replaced wholly or not at all, also across a power cut."""

import io
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

OWNER_ONLY = 0o600
AS_THE_SYSTEM_SAYS = 0o666  # less what the umask takes away


def replace_file(path: Path, data: bytes, *, private: bool = True) -> None:
    """Make `path` hold `data` wholly or keep what it held; see `replaced_file`."""
    with replaced_file(path, private=private) as file:
        file.write(data)


@contextmanager
def replaced_text(path: Path, *, private: bool = True) -> Iterator[TextIO]:
    """Open a file of text in UTF-8, its line ends as they are written, that replaces `path`; see `replaced_file`."""
    with replaced_file(path, private=private) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="")
        yield text
        text.detach()  # writes what it holds


@contextmanager
def replaced_file(path: Path, *, private: bool = True) -> Iterator[BinaryIO]:
    """Open a file that replaces `path` wholly at the end of the block, or not at all where the block raises.

    Where `path` is a link, the file behind it is replaced. A pipe or device cannot be, and is written to.

    Parameters
    ----------
    private : bool
        Only its owner may read it. Otherwise those who might read the file that was there, and the umask says who may
        read a new one.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    path = Path(os.path.realpath(path))  # a link that leads to itself stays what it is, and is replaced
    mode = OWNER_ONLY if private else _mode_of(path)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")  # same folder: a rename across disks is a copy
    try:
        with new_file(beside, mode=mode) as file:
            if not private and path.exists():
                os.fchmod(file.fileno(), mode)  # the umask is for new files
            yield file
            file.flush()
            os.fsync(file.fileno())  # before the rename, or the new name may show an empty file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)  # after a failure; a finished rename leaves nothing here
    sync_folder(path.parent)  # the rename itself lives in the folder


def new_file(path: Path, *, mode: int = OWNER_ONLY) -> BinaryIO:
    """Create a file, which only its owner reads unless told otherwise: hashes and notices are personal data.

    Raises
    ------
    FileExistsError
        If there is one.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb")


def sync_folder(folder: Path) -> None:
    """Make names in `folder` last: a file's own sync does not include its name."""
    with suppress(PermissionError):  # Windows opens no folders, and keeps names without it
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mode_of(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:  # nothing there, or a link to nothing
        return AS_THE_SYSTEM_SAYS
