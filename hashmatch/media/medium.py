"""Medium: one source, opened once. What was read and decoded is kept while it lives, for whoever asks next."""

import io
import os
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cached_property
from itertools import islice
from types import TracebackType
from typing import BinaryIO, Self, cast

import numpy as np
from PIL import Image

from hashmatch.errors import UnsupportedSourceError
from hashmatch.files.opening import open_file
from hashmatch.media.decoder import Picture, decode_frames
from hashmatch.media.limits import DEFAULT_LIMITS, Limits
from hashmatch.media.read import name_of, read_bytes, read_opened
from hashmatch.media.reduced import ReducedLuma, ReducedPicture, decode_reduced, decode_reduced_picture
from hashmatch.media.source import Source


class Medium:
    """One medium; use it as a context. Every decode is made when it is first asked for, and kept.

    Parameters
    ----------
    source : Source
        Path, bytes, binary file, Pillow image or uint8 array. A path is opened once. A file object that cannot go back
        to its start, such as a pipe, is read once.
    name : str, optional
        What messages call it; by default its path, or its type as in ``<bytes>``.
    background : str
        The colour below transparent pixels.
    limits : Limits
        What it may cost.
    """

    def __init__(
        self, source: Source, *, name: str | None = None, background: str = "white", limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self._source = source
        self.name = name_of(source, name)
        self._background, self._limits = background, limits
        self._open = ExitStack()
        self._later: Iterator[Picture] | None = None  # the frames behind the first, not decoded yet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
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

    def stream(self) -> BinaryIO:
        """Return a file of the medium's bytes, at its start, of any size. The medium closes it.

        Raises
        ------
        UnreadableFileError, NotARegularFileError, UnsupportedSourceError
        """
        source = self._source
        if "data" in self.__dict__:  # read already
            return io.BytesIO(self.data)
        if isinstance(source, str | os.PathLike):
            self._file.seek(0)
            return self._file
        if isinstance(source, np.ndarray | Image.Image):
            kind = type(source).__name__
            raise UnsupportedSourceError(self.name, f"{kind} has no bytes of a file: give a path, bytes or a file")
        if not isinstance(source, bytes | bytearray | memoryview) and getattr(source, "seekable", bool)():
            source.seek(0)
            return source
        return io.BytesIO(self.data)

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

    @cached_property
    def _file(self) -> BinaryIO:
        """The open file of a path."""
        return self._open.enter_context(open_file(cast(str, self._source), name=self.name))
