"""Arrays in files: written once, never changed, each block checked when it is first read."""

from __future__ import annotations

import mmap
import os
import zlib
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np

from hashmatch.errors import DamagedIndexError
from hashmatch.files.durable import new_file
from hashmatch.index.column import Column

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

BLOCK_BYTES = 4096
"""Bytes per checksum: few, because the first search after opening reads a block for each bucket."""


class FileRecord(TypedDict):
    """What the manifest says about one array file."""

    dtype: str
    shape: list[int]
    bytes: int
    checksums_crc32: int


def write_array(path: Path, array: NDArray[Any]) -> FileRecord:
    """Write `array` to `path`, a .npy file, and the checksums of its blocks to a .crc file of the same name."""
    array = np.ascontiguousarray(array)
    header = _npy_header(array.dtype, array.shape)
    data = array.reshape(-1).view(np.uint8).data
    checksums = np.array(
        [zlib.crc32(data[start : start + BLOCK_BYTES]) for start in range(0, len(data), BLOCK_BYTES)], dtype="<u4"
    ).tobytes()
    for name, parts in ((path, (header, data)), (_checksums_path(path), (checksums,))):
        with new_file(name) as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
    return FileRecord(
        dtype=array.dtype.str,
        shape=list(array.shape),
        bytes=len(header) + len(data),
        checksums_crc32=zlib.crc32(checksums),
    )


def _checksums_path(path: Path) -> Path:
    """Return where the checksums of `path` are."""
    return path.with_suffix(".crc")


def _map_array(path: Path, record: FileRecord) -> tuple[NDArray[Any], FileChecks]:
    """Map an array file into memory, which all processes that have it open share.

    Size, header and the checksums themselves are checked now, the data when it is read.

    Raises
    ------
    DamagedIndexError
        If something is not as the manifest says.
    FileNotFoundError
        If the file is missing: the caller knows whether a writer may have replaced it in the meantime.
    """
    dtype, shape = np.dtype(record["dtype"]), tuple(record["shape"])
    size = int(np.prod(shape)) * dtype.itemsize
    header = _npy_header(dtype, shape)
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size != record["bytes"] or record["bytes"] != len(header) + size:
            raise DamagedIndexError(str(path), f"is not {len(header) + size} bytes long")
        if file.read(len(header)) != header:
            raise DamagedIndexError(str(path), "has a header that says something else than the manifest")
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))[len(header) :]
    checksums = _checksums_path(path).read_bytes()
    if zlib.crc32(checksums) != record["checksums_crc32"] or len(checksums) != 4 * -(-size // BLOCK_BYTES):
        raise DamagedIndexError(str(_checksums_path(path)), "does not have its own checksum")
    array = np.frombuffer(data, dtype=dtype).reshape(shape)
    return array, FileChecks(str(path), data, np.frombuffer(checksums, dtype="<u4"))


def _npy_header(dtype: np.dtype[Any], shape: tuple[int, ...]) -> bytes:
    """Return the header of a .npy file, version 1.0, padded to a multiple of 64 bytes.

    The reader compares it whole, so nothing in a file is ever parsed, let alone unpickled.
    """
    text = f"{{'descr': '{dtype.str}', 'fortran_order': False, 'shape': {shape!r}, }}".encode("ascii")
    size = -(-(10 + len(text) + 1) // 64) * 64
    return b"\x93NUMPY\x01\x00" + (size - 10).to_bytes(2, "little") + text.ljust(size - 11) + b"\n"


def read_array(path: Path, record: FileRecord) -> NDArray[Any]:
    """Read a whole array file into memory, every block checked."""
    array, checks = _map_array(path, record)
    checks.touch_all()
    return array.copy()


def map_column(path: Path, record: FileRecord) -> Column[Any]:
    """Map an array file as a column; rows of a table (n, w) become items."""
    array, checks = _map_array(path, record)
    if array.ndim == 2:
        array = array.view(np.dtype((np.void, array.dtype.itemsize * array.shape[1]))).reshape(-1)
    return Column(array, checks)


class FileChecks:
    """The checksums of a mapped file's blocks, and which blocks have been checked.

    Several threads may check one block at once; they reach the same result.
    """

    def __init__(self, file: str, data: memoryview, checksums: NDArray[np.uint32]) -> None:
        self.file = file
        self._data = data
        self._checksums = checksums
        self._good = np.zeros(len(checksums), dtype=np.bool_)
        self.done = not len(checksums)

    def touch(self, items: NDArray[np.intp] | NDArray[np.uint32], size: int) -> None:
        """Check the blocks that hold `items` of `size` bytes."""
        first = items.astype(np.intp) * size
        blocks = first // BLOCK_BYTES
        self._check(blocks[~self._good.take(blocks)])
        if BLOCK_BYTES % size:  # such an item may lie in two blocks
            blocks = (first + (size - 1)) // BLOCK_BYTES
            self._check(blocks[~self._good.take(blocks)])

    def touch_all(self) -> None:
        """Check every block."""
        self._check((~self._good).nonzero()[0])

    def _check(self, blocks: NDArray[np.intp]) -> None:
        if not len(blocks):
            return
        for block in np.unique(blocks).tolist():
            start = block * BLOCK_BYTES
            if zlib.crc32(self._data[start : start + BLOCK_BYTES]) != self._checksums[block]:
                raise DamagedIndexError(self.file, f"is damaged {start} bytes into its data")
            self._good[block] = True
        self.done = bool(self._good.all())
