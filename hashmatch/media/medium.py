"""Medium: one source, opened once; what was read and decoded is kept until the medium is closed."""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cached_property
from itertools import islice
from types import TracebackType
from typing import BinaryIO, Self, TypeVar, cast

import numpy as np
from PIL import Image

from hashmatch.errors import UnreadableFileError, UnsupportedSourceError
from hashmatch.files.opening import open_file, reason_of
from hashmatch.media.decoder import Picture, decode_frames
from hashmatch.media.limits import DEFAULT_LIMITS, Limits
from hashmatch.media.read import name_of, read_bytes, read_opened
from hashmatch.media.reduced import ReducedLuma, ReducedPicture, decode_reduced, decode_reduced_picture
from hashmatch.media.source import Source

T = TypeVar("T")


class Medium:
    """One medium, used as a context manager. Each kind of decode is made when it is first needed, and kept.

    Parameters
    ----------
    source : Source
        Path, bytes, binary file, Pillow image or uint8 array. A path is opened once. A file object is read once,
        for it may be a pipe.
    name : str, optional
        The name for messages; by default the path, or the type as in ``<bytes>``.
    background : str
        The colour behind transparent pixels.
    limits : Limits
        Checked against the header before any pixel is decoded.
    """

    def __init__(
        self, source: Source, *, name: str | None = None, background: str = "white", limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self._source = source
        self.name = name_of(source, name)
        self._background, self._limits = background, limits
        self._open = ExitStack()
        self._opened: BinaryIO | None = None
        self._closed = False
        self._later: Iterator[Picture] | None = None  # the frames behind the first, not decoded yet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        self._open.close()

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file.

        Raises
        ------
        UnreadableFileError, NotARegularFileError, EmptyMediaError, TooManyBytesError, UnsupportedSourceError
        """
        if isinstance(self._source, str | os.PathLike):
            return read_opened(self._file, self.name, self._limits)
        return read_bytes(self._source, name=self.name, limits=self._limits)

    def read_by(self, function: Callable[[BinaryIO], T]) -> T:
        """Call `function` with a file of the medium's bytes, at its start, and return its result.

        A path may be of any size. A file object is read once, as `data`, for it may be a pipe.

        Raises
        ------
        UnreadableFileError, NotARegularFileError, UnsupportedSourceError
            And what `data` raises, of a file object.
        """
        source = self._source
        if isinstance(source, np.ndarray | Image.Image):
            kind = type(source).__name__
            raise UnsupportedSourceError(self.name, f"{kind} has no bytes of a file: give a path, bytes or a file")
        if "data" in self.__dict__ or not isinstance(source, str | os.PathLike):
            return function(io.BytesIO(self.data))
        try:
            self._file.seek(0)
            return function(self._file)
        except OSError as error:
            raise UnreadableFileError(self.name, reason_of(error, source)) from error

    @property
    def has_bytes(self) -> bool:
        """Whether there are bytes of a file; a Pillow image and an array have none."""
        return not isinstance(self._source, np.ndarray | Image.Image)

    @cached_property
    def first(self) -> Picture:
        """The first frame at full size; of most media the only one.

        Raises
        ------
        MediaError
            As `decode` does.
        """
        frames = self._decoded()
        first = next(frames)
        self._later = frames if first.frames > 1 else None
        return first

    def frames(self) -> Iterator[Picture]:
        """Yield every frame at full size. The first is kept; the others are decoded as they are asked for."""
        yield self.first
        if self.first.frames > 1:
            later, self._later = self._later, None
            yield from islice(self._decoded(), 1, None) if later is None else later

    @cached_property
    def reduced_luma(self) -> ReducedLuma | None:
        """The luma of a JPEG file, decoded at a fraction of its size; None where there is none, as `decode_reduced`."""
        return decode_reduced(self._media, name=self.name, limits=self._limits)

    @cached_property
    def reduced_picture(self) -> ReducedPicture | None:
        """A JPEG file with its colours at a fraction of its size; None where there is none."""
        return decode_reduced_picture(self._media, name=self.name, limits=self._limits)

    def _decoded(self) -> Iterator[Picture]:
        return decode_frames(self._media, name=self.name, background=self._background, limits=self._limits)

    @property
    def _media(self) -> Source:
        """What decoders take: the bytes, which are read once, or pixels."""
        return self._source if isinstance(self._source, np.ndarray | Image.Image) else self.data

    @property
    def _file(self) -> BinaryIO:
        """The open file of a path.

        Raises
        ------
        UnreadableFileError
            If it cannot be opened, or the medium is closed.
        """
        if self._closed:
            raise UnreadableFileError(self.name, "its medium is closed; use it within its 'with' block")
        if self._opened is None:
            self._opened = self._open.enter_context(open_file(cast(str, self._source), name=self.name))
        return self._opened
