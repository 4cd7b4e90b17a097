"""Convert any Pillow mode to the pixels that a person would see: RGB, or gray if the picture has no colour.

    1 L LA La                   gray
    I;16 I;16L I;16B I;16N      gray, the upper eight of 16 bits (of 12 in a 12-bit TIFF), not clipped to white
    I F                         gray; scaled from the smallest usual range that holds the values: 0 to 255, 65535 or
                                2**31 - 1 (I), 0 to 1, 255 or 65535 (F). Such files do not state their range; PDQ's
                                bits do not depend on it. Negative values, infinities and NaN are refused
    P PA RGB RGBA RGBa RGBX     RGB; transparency by index, by palette entry, by colour or by channel
    CMYK YCbCr HSV LAB          RGB. JPEG files of four components are read as Adobe writes them, inverted, which is
                                what browsers do; a YCCK file arrives as CMYK

Transparent pixels are composited on a background in the stored 8-bit values, as browsers and editors do. Colour
profiles are ignored: PDQ, imagehash and every hash list made with them ignore profiles, so applying one would change
the codes and miss matches. The exception is LAB, which has no meaning without a profile and is read as D50 to sRGB.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from hashmatch.errors import UnsupportedFormatError

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)

DIRECT = frozenset({"L", "RGB"})
GRAY_ALPHA = {"LA": "LA", "La": "LA", "L": "LA", "1": "LA"}
DEEP = frozenset({"I;16", "I;16L", "I;16B", "I;16N"})


def rendered(picture: Image.Image, name: str, background: Colour = WHITE) -> NDArray[np.uint8]:
    """Return the pixels of a loaded picture.

    Returns
    -------
    ndarray of uint8, shape (h, w, 3) or (h, w)
        RGB, or gray if neither the mode nor the background has a colour.

    Raises
    ------
    UnsupportedFormatError
        If the mode is not in the table above, or values of I or F lie outside its ranges.
    """
    mode = picture.mode
    if mode in DEEP or mode in ("I", "F"):
        return _deep(picture, name, background)
    if picture.has_transparency_data:
        return over(picture, background)
    if mode in DIRECT:
        return np.asarray(picture)
    if mode == "1":
        return np.asarray(picture.convert("L"))
    if mode in ("P", "PA", "RGBX", "CMYK", "YCbCr", "HSV", "LAB"):
        return np.asarray(picture.convert("RGB"))
    raise UnsupportedFormatError(name, f"pixels of mode {mode} are not supported")


def over(picture: Image.Image, background: Colour) -> NDArray[np.uint8]:
    """Composite `picture`, which has any kind of transparency, on a plain background."""
    gray = picture.mode in GRAY_ALPHA and len(set(background)) == 1
    mode = "LA" if gray else "RGBA"
    if picture.mode == "La":
        picture = picture.convert("LA")  # Pillow knows no direct way from here to RGBA
    layer = picture if picture.mode == mode else picture.convert(mode)
    plain = mode.removesuffix("A")
    canvas = Image.new(plain, layer.size, background[0] if gray else background)
    canvas.paste(layer.convert(plain), mask=layer.getchannel("A"))
    return np.asarray(canvas)


def _deep(picture: Image.Image, name: str, background: Colour) -> NDArray[np.uint8]:
    """Scale gray of more than eight bits to eight."""
    values = np.asarray(picture)
    transparent = picture.info.get("transparency")
    clear = values == transparent if isinstance(transparent, int) else None
    gray = _upper_bits(picture, values) if picture.mode in DEEP else _scaled(values, name)
    if clear is None or not clear.any():
        return gray
    if len(set(background)) == 1:
        return np.where(clear, np.uint8(background[0]), gray)
    return np.where(clear[..., None], np.array(background, np.uint8), gray[..., None])


def _upper_bits(picture: Image.Image, values: NDArray[np.uint16]) -> NDArray[np.uint8]:
    tags = getattr(picture, "tag_v2", {})  # of a TIFF file
    bits = tags.get(258, (16,))[0]
    gray = (values >> (bits - 8 if 8 < bits < 16 else 8)).astype(np.uint8)
    # Pillow inverts "white is zero" for pixels of up to eight bits only.
    return ~gray if tags.get(262) == 0 else gray


def _scaled(values: NDArray[np.int32] | NDArray[np.float32], name: str) -> NDArray[np.uint8]:
    whole = values.dtype.kind == "i"
    low, high = values.min(), values.max()
    if not np.isfinite(low) or not np.isfinite(high) or low < 0:
        raise UnsupportedFormatError(name, "pixels that are negative, infinite or not a number have no gray value")
    for limit in (255, 65535, 2**31 - 1) if whole else (1, 255, 65535):
        if high <= limit:
            break
    else:
        raise UnsupportedFormatError(name, f"pixels up to {high:g} are in no usual range")
    if whole:
        gray: NDArray[np.uint8] = (values // ((limit + 1) // 256)).astype(np.uint8)
    else:
        gray = np.rint(values * np.float32(255 / limit)).astype(np.uint8)
    return gray
