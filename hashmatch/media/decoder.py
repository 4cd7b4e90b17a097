"""Decode any medium to upright 8-bit RGB or gray pixels. All hash types except digests get their pixels from here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageFile

from hashmatch.errors import BadColourError, EmptyMediaError, TruncatedMediaError, UnsupportedSourceError
from hashmatch.media.exif import orientation_in
from hashmatch.media.limits import DEFAULT_LIMITS, Limits
from hashmatch.media.modes import Colour, over, rendered
from hashmatch.media.opening import open_header, read_header
from hashmatch.media.orientation import Orientation, from_exif, turned
from hashmatch.media.pillow_boundary import decoding
from hashmatch.media.read import name_of, read_bytes
from hashmatch.media.source import Source


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One decoded frame.

    Examples
    --------
    >>> from hashmatch.media import decode
    >>> picture = decode("photos/bee.jpg")
    >>> picture.pixels.shape, picture.pixels.dtype.name
    ((632, 800, 3), 'uint8')
    >>> str(picture.format), picture.size, picture.frames
    ('JPEG', (632, 800), 1)

    See Also
    --------
    decode, decode_frames : return these
    """

    pixels: NDArray[np.uint8] = field(repr=False)  # (h, w, 3) RGB or (h, w) gray, upright, C-contiguous
    name: str
    format: str  # "JPEG", "PNG" ...; "array" or "image" where there was no file
    mode: str  # Pillow's, as decoded
    frame: int = 0  # counted from 0
    frames: int = 1  # of the medium

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels, upright."""
        return self.pixels.shape[0], self.pixels.shape[1]


def decode(
    source: Source, *, name: str | None = None, background: str | Colour = "white", limits: Limits = DEFAULT_LIMITS
) -> Picture:
    """Decode a picture; of an animation, a collection or a TIFF of many pages the first.

    Parameters
    ----------
    source : Source
        Path, bytes, binary file, Pillow image or uint8 array (h, w), (h, w, 1), (h, w, 3) or (h, w, 4).
    name : str, optional
        The name for messages; by default the path, or the type as in ``<bytes>``.
    background : str or tuple of int
        The colour behind transparent pixels: a name, ``#rrggbb``, or red, green and blue from 0 to 255.
    limits : Limits
        Checked against the file's header before any pixel is decoded.

    Returns
    -------
    Picture
        Its pixels are upright (EXIF orientation applied) and follow the table of `hashmatch.media.modes`. If `source`
        is an array, they may share its memory.

    Raises
    ------
    MediaError
        One of its subclasses; it names the file and the reason.
    BadColourError
        If `background` is no colour.

    Examples
    --------
    >>> import numpy as np
    >>> from hashmatch.media import decode
    >>> decode("photos/bee.jpg").pixels.shape
    (632, 800, 3)
    >>> clear = np.zeros((2, 2, 4), dtype=np.uint8)  # RGBA, transparent
    >>> decode(clear, background="red").pixels[0, 0].tolist()
    [255, 0, 0]
    >>> decode(b"hello", name="note.txt")
    Traceback (most recent call last):
        ...
    hashmatch.errors.media.NotAPictureError: note.txt: not a picture but text

    See Also
    --------
    decode_frames : every frame
    decode_reduced : the luma of a large JPEG file, faster
    hashmatch.hash_image : decode and hash in one step
    """
    return next(decode_frames(source, name=name, background=background, limits=limits))


def decode_frames(
    source: Source, *, name: str | None = None, background: str | Colour = "white", limits: Limits = DEFAULT_LIMITS
) -> Iterator[Picture]:
    """Decode every frame, fully composed as a viewer shows it, one at a time; parameters and errors as `decode`.

    Frames are those of GIF, APNG, WebP and AVIF animations, the pages of a TIFF file and the pictures of a HEIF
    collection. The number of frames is checked before the first is decoded. A truncated file yields its whole frames
    and raises at the first broken one.

    Yields
    ------
    Picture
        One for each frame, in order; at least one, or an error.

    Examples
    --------
    >>> import io
    >>> from PIL import Image
    >>> from hashmatch.media import decode_frames
    >>> file = io.BytesIO()
    >>> red, blue = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    >>> red.save(file, "GIF", save_all=True, append_images=[blue])
    >>> [(frame.frame, frame.frames, frame.pixels[0, 0].tolist()) for frame in decode_frames(file)]
    [(0, 2, [255, 0, 0]), (1, 2, [0, 0, 255])]

    See Also
    --------
    decode : the first frame only
    """
    called, colour = name_of(source, name), colour_of(background)
    if isinstance(source, np.ndarray):
        yield Picture(_from_array(source, called, colour), called, "array", "array")
    elif isinstance(source, Image.Image):
        yield _from_image(source, called, colour, limits)
    else:
        yield from _from_bytes(read_bytes(source, name=called, limits=limits), called, colour, limits)


def _from_bytes(data: bytes, name: str, background: Colour, limits: Limits) -> Iterator[Picture]:
    header = read_header(data, name, limits)
    picture, frames = open_header(header, name, limits)
    for frame in range(frames):
        with decoding(name):
            if frame:
                _seek(picture, frame, name, frames)
            picture.load()
            orientation = header.orientation or orientation_in(picture.info.get("exif"))
        yield Picture(
            _finished(picture, orientation, name, background), name, header.format, picture.mode, frame, frames
        )


def _seek(picture: ImageFile.ImageFile, frame: int, name: str, frames: int) -> None:
    try:
        picture.seek(frame)
    except EOFError as error:
        raise TruncatedMediaError(name, f"truncated: frame {frame + 1} of {frames} is not there") from error


def _finished(picture: Image.Image, orientation: Orientation, name: str, background: Colour) -> NDArray[np.uint8]:
    with decoding(name):
        pixels = rendered(picture, name, background)
    return np.ascontiguousarray(turned(pixels, orientation))


def _from_image(picture: Image.Image, name: str, background: Colour, limits: Limits) -> Picture:
    """Render the current frame of a Pillow image, loading it first if necessary."""
    width, height = picture.size
    if not width or not height:
        raise EmptyMediaError(name, "an image without pixels")
    limits.check_pixels(width, height, None, name)
    with decoding(name):
        picture.load()
        orientation = from_exif(picture.getexif().get(274, 1))
    pixels = _finished(picture, orientation, name, background)
    return Picture(pixels, name, picture.format or "image", picture.mode)


def _from_array(pixels: NDArray[Any], name: str, background: Colour) -> NDArray[np.uint8]:
    if pixels.dtype != np.uint8 or pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] not in (1, 3, 4)):
        raise UnsupportedSourceError(
            name,
            f"an array of {pixels.dtype} {pixels.shape}; pixels are uint8 of shape (h, w), (h, w, 1), (h, w, 3) RGB or "
            "(h, w, 4) RGBA",
        )
    if not pixels.size:
        raise EmptyMediaError(name, f"an array without pixels, {pixels.shape}")
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        return over(Image.fromarray(pixels), background)
    return np.ascontiguousarray(pixels[..., 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels)


def colour_of(background: str | Sequence[Any]) -> Colour:
    """Return the red, green and blue of a colour's name, ``#rrggbb``, or three numbers.

    Raises
    ------
    BadColourError
        If it is no colour, or a transparent one.
    """
    try:
        values = ImageColor.getrgb(background) if isinstance(background, str) else tuple(background)
    except ValueError as error:
        raise BadColourError(background) from error
    if len(values) != 3 or not all(isinstance(value, int) and 0 <= value <= 255 for value in values):
        raise BadColourError(background)
    red, green, blue = values
    return red, green, blue
