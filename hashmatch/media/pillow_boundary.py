"""Where Pillow's world ends: its exceptions become ours, its warnings stay inside, its switches do not reach us."""

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

# What the plugins are known to raise on broken input, each seen in the tests or in their code.
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
    Warning,  # where a program turns warnings into errors and ours came too late
)
SIGNS_OF_AN_EARLY_END = (EOFError, struct.error, IndexError)
SIGNS_OF_A_KIND_UNKNOWN = ("unknown pixel mode", "cannot handle", "unsupported", "not supported")


@contextmanager
def decoding(name: str) -> Iterator[None]:
    """Run a piece of decoding of the medium `name`: only `MediaError` leaves, and no warning does."""
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
    """Return what the plugin said, short and without the addresses of objects."""
    text = re.sub(r"<[\w.]+ object at 0x\w+>", "data", " ".join(str(error).split()))
    text = text.partition(". Please")[0] or f"the decoder gave up ({type(error).__name__})"
    return shown(text if len(text) <= 160 else f"{text[:160]}...")


_lock = threading.Lock()
_threads_inside = 0
PILLOW = r"(PIL|pillow_heif|pillow_jxl)\b"


@contextmanager
def _warnings_off() -> Iterator[None]:
    """Keep Pillow's warnings from the program: what matters of them comes as an error of ours.

    `warnings.catch_warnings` puts back the whole list of filters as it was, and so undoes what another thread changed
    in between. Here one filter comes with the first thread that decodes and goes with the last.
    """
    global _threads_inside  # noqa: PLW0603 - the list of filters that it counts for is global too
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
                with suppress(ValueError):  # somebody has put the list back to an older one
                    cast(list[Any], warnings.filters).remove(("ignore", None, Warning, re.compile(PILLOW), 0))


class StrictBytes(io.BytesIO):
    """Data of a file that says when a decoder wants more than there is.

    With ``PIL.ImageFile.LOAD_TRUNCATED_IMAGES`` a program asks Pillow to fill the missing part of a picture with gray.
    That is its right for its own pictures; a hash of gray would be a wrong hash without a word.
    """

    loading = False

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as a file does, but while the picture is being loaded an end is an error if Pillow would hide it."""
        data = super().read(size)
        if not data and size != 0 and self.loading and ImageFile.LOAD_TRUNCATED_IMAGES:
            raise EOFError("image file is truncated")
        return data
