"""The boundary to Pillow: translate its exceptions, keep its warnings inside, be independent of its global switches."""

import io
import re
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

from PIL import Image, ImageFile

from hashmatch.errors import (
    DamagedMediaError,
    LimitError,
    MediaError,
    NotEnoughMemoryError,
    TruncatedMediaError,
    UnsupportedFormatError,
    shown,
)

# What the plugins raise on damaged input; each was seen in the tests or in the plugins' code.
RAISED_ON_DAMAGE = (
    OSError,  # also UnidentifiedImageError
    SyntaxError,
    ValueError,  # also UnicodeDecodeError
    TypeError,
    LookupError,  # IndexError, KeyError
    ArithmeticError,  # ZeroDivisionError, OverflowError
    AttributeError,
    AssertionError,
    EOFError,
    RuntimeError,  # also RecursionError, NotImplementedError
    struct.error,
    zlib.error,
    Warning,  # if the program turns warnings into errors with a filter that comes before ours
)
SIGNS_OF_AN_EARLY_END = (EOFError, struct.error, IndexError)
SIGNS_OF_A_KIND_UNKNOWN = ("unknown pixel mode", "cannot handle", "unsupported", "not supported")


@contextmanager
def decoding(name: str) -> Iterator[None]:
    """Run a step of decoding the medium `name`: errors leave as `MediaError`, warnings do not leave."""
    try:
        with _warnings_off():
            yield
    except MediaError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise LimitError(name, "more pixels than PIL.Image.MAX_IMAGE_PIXELS of this program allows") from error
    except MemoryError as error:
        raise NotEnoughMemoryError(name, "the decoder asks for more memory than there is") from error
    except RAISED_ON_DAMAGE as error:
        raise _translated(error, name) from error


def _translated(error: Exception, name: str) -> MediaError:
    said = str(error).lower()
    if any(sign in said for sign in SIGNS_OF_A_KIND_UNKNOWN):
        return UnsupportedFormatError(name, f"a kind that is not decoded: {_told(error)}")
    if isinstance(error, SIGNS_OF_AN_EARLY_END) or "truncat" in said:
        return TruncatedMediaError(name, f"truncated: {_told(error)}")
    return DamagedMediaError(name, f"damaged: {_told(error)}")


def _told(error: BaseException) -> str:
    """Return the plugin's message, shortened and without memory addresses."""
    text = re.sub(r"<[\w.]+ object at 0x\w+>", "data", " ".join(str(error).split()))
    text = text.partition(". Please")[0] or f"the decoder gave up ({type(error).__name__})"
    return shown(text if len(text) <= 160 else f"{text[:160]}...")


_lock = threading.Lock()
_threads_inside = 0
PILLOW = r"(PIL|pillow_heif|pillow_jxl)\b"


@contextmanager
def _warnings_off() -> Iterator[None]:
    """Keep Pillow's warnings from the program; `decoding` raises an error where one matters.

    `warnings.catch_warnings` restores the whole list of filters, and so would undo what another thread changed in the
    meantime. Here the first thread that decodes adds one filter, and the last one removes it.
    """
    global _threads_inside  # noqa: PLW0603 - the list of filters is global too
    with _lock:
        _threads_inside += 1
        if _threads_inside == 1:
            warnings.filterwarnings("ignore", module=PILLOW)
    try:
        yield
    finally:
        with _lock:
            _threads_inside -= 1
            if not _threads_inside:
                with suppress(ValueError):  # the program has restored an older list in the meantime
                    cast(list[Any], warnings.filters).remove(("ignore", None, Warning, re.compile(PILLOW), 0))


class StrictBytes(io.BytesIO):
    """A file's data that raises when a decoder reads past its end.

    A program may set ``PIL.ImageFile.LOAD_TRUNCATED_IMAGES``, so that Pillow fills the missing part of a picture with
    gray. Hashing that gray would give a wrong hash without an error.
    """

    loading = False

    def read(self, size: int | None = -1, /) -> bytes:
        """Read like a file; but while a picture is loaded, raise at the end of the data if Pillow would hide it."""
        data = super().read(size)
        if not data and size != 0 and self.loading and ImageFile.LOAD_TRUNCATED_IMAGES:
            raise EOFError("image file is truncated")
        return data
