"""Every pixel mode and format, in all eight EXIF orientations, on real photographs: what comes out is what went in.

Each row says how a picture is put into a file and which pixels a person sees there. The files are written with plain
numpy and Pillow's writers; what is expected is calculated here from the definitions of the modes, not by Pillow's
conversions. The picture is stored turned away from upright, with the EXIF tag that undoes it.
"""

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms, TiffImagePlugin

from hashmatch.errors import UnsupportedFormatError
from hashmatch.media import Orientation, decode, from_exif, turned
from tests.media.files import encoded, gray_tiff, png_chunk

Pixels = NDArray[np.uint8]
Store = Callable[[Pixels, int], bytes]  # upright-in-file pixels and an EXIF tag to a file
EXIF_TAGS = range(1, 9)


def luma(rgb: Pixels) -> Pixels:
    return np.asarray(Image.fromarray(rgb).convert("L"))


def ramp(rgb: Pixels) -> Pixels:
    """Alpha from nothing at the left to all at the right."""
    return np.broadcast_to(np.linspace(0, 255, rgb.shape[1]).round().astype(np.uint8), rgb.shape[:2])


def on_white(colour: Pixels, alpha: Pixels) -> Pixels:
    share = alpha / 255 if colour.ndim == 2 else alpha[..., None] / 255
    return np.rint(colour * share + 255 * (1 - share)).astype(np.uint8)


def few_colours(rgb: Pixels) -> tuple[Pixels, Pixels]:
    """Return palette (64, 3) and indices of the picture in 64 colours: two bits a channel."""
    steps = rgb >> 6
    palette = np.stack(np.meshgrid(*[np.arange(4) * 85] * 3, indexing="ij"), axis=-1).reshape(64, 3)
    return palette.astype(np.uint8), (steps[..., 0] << 4 | steps[..., 1] << 2 | steps[..., 2]).astype(np.uint8)


def with_palette(rgb: Pixels) -> Image.Image:
    palette, indices = few_colours(rgb)
    picture = Image.fromarray(indices).convert("P")
    picture.putpalette(palette.tobytes())
    return picture


def from_palette(rgb: Pixels) -> Pixels:
    palette, indices = few_colours(rgb)
    return palette[indices]


def exif(tag: int) -> bytes:
    block = Image.Exif()
    block[274] = tag
    return block.tobytes()


def png16(rgb: Pixels, tag: int, *, colour: int, channels: NDArray[Any], more: bytes = b"") -> bytes:
    """Return a PNG of 16 bits a channel, which Pillow does not write: most significant byte first, filter 0."""
    height, width = rgb.shape[:2]
    rows = channels.astype(">u2").tobytes()
    length = len(rows) // height
    filtered = b"".join(b"\x00" + rows[i * length : (i + 1) * length] for i in range(height))
    header = struct.pack(">IIBBBBB", width, height, 16, colour, 0, 0, 0)
    chunks = png_chunk(b"IHDR", header) + png_chunk(b"eXIf", exif(tag)[6:]) + more
    return b"\x89PNG\r\n\x1a\n" + chunks + png_chunk(b"IDAT", zlib.compress(filtered)) + png_chunk(b"IEND", b"")


def saved(convert: Callable[[Pixels], Image.Image], form: str, **options: Any) -> Store:
    """Return what stores a picture in a format that keeps EXIF in a block of its own."""
    return lambda pixels, tag: encoded(convert(pixels), form, exif=exif(tag), **options)


def in_tiff(convert: Callable[[Pixels], Image.Image], *, photometric: int | None = None, **options: Any) -> Store:
    """Return what stores a picture as TIFF, whose own tags are those of EXIF."""

    def store(pixels: Pixels, tag: int) -> bytes:
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[274] = tag
        if photometric is not None:
            tags[262] = photometric
        return encoded(convert(pixels), "TIFF", tiffinfo=tags, **options)

    return store


def sixteen(rgb: Pixels, low: int = 0xAB) -> NDArray[np.uint16]:
    """Gray of 16 bits whose lower half is no zero."""
    return (luma(rgb).astype(np.uint16) << 8 | low).astype(np.uint16)


def cmyk(rgb: Pixels) -> Image.Image:
    """Cyan, magenta, yellow with all common darkness moved to black."""
    ink = 255 - rgb.astype(np.float64)
    black = ink.min(axis=-1, keepdims=True)
    share = (ink - black) / np.maximum(255 - black, 1) * 255
    return Image.fromarray(np.concatenate([share, black], axis=-1).round().astype(np.uint8), "CMYK")


def ycck_jpeg(rgb: Pixels, tag: int) -> bytes:
    """Return a JPEG coded as YCCK, which Pillow does not write: CMYK whose marker is changed to say so (T.872)."""
    inverted = np.asarray(Image.fromarray(255 - rgb).convert("YCbCr"))
    planes = np.concatenate([255 - inverted, np.zeros_like(inverted[..., :1])], axis=-1)  # Pillow writes them inverted
    file = encoded(Image.fromarray(planes, "CMYK"), "JPEG", quality=95, subsampling=0, exif=exif(tag))
    at = file.index(b"Adobe") + 11
    assert file[at] == 0
    return file[:at] + b"\x02" + file[at + 1 :]


def lab(rgb: Pixels) -> Image.Image:
    srgb, pcs = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    converted = ImageCms.profileToProfile(Image.fromarray(rgb), srgb, pcs, outputMode="LAB")
    assert converted is not None
    return converted


def merged(mode: str, *planes: Pixels) -> Image.Image:
    return Image.merge(mode, [Image.fromarray(np.ascontiguousarray(plane)) for plane in planes])


def rgba(rgb: Pixels) -> Image.Image:
    return Image.fromarray(np.dstack([rgb, ramp(rgb)]))


@dataclass(frozen=True)
class Row:
    """One way to store a picture."""

    name: str
    store: Store
    seen: Callable[[Pixels], Pixels]  # what a person sees of the original
    off: float = 0  # mean difference allowed, in steps of 255; 0 where nothing is lost


def whole(rgb: Pixels) -> Pixels:
    return rgb


def gray(rgb: Pixels) -> Image.Image:
    return Image.fromarray(luma(rgb))


def black_or_white(rgb: Pixels) -> Pixels:
    return np.where(luma(rgb) > 127, np.uint8(255), np.uint8(0))


# Tolerances: lossy codecs at quality 95 leave 1 to 5 steps on average in pictures as small and colourful as these, most
# of it by halving the colour planes; colour spaces of 8 bits lose up to one step a channel, LAB two. A wrong mode,
# orientation or inversion is off by 20 and more.
LOSSY = 6.0
ROWS = [
    Row("png 1", saved(lambda p: Image.fromarray(luma(p) > 127), "PNG"), black_or_white),
    Row("png L", saved(gray, "PNG"), luma),
    Row("png RGB", saved(Image.fromarray, "PNG"), whole),
    Row("png P", saved(with_palette, "PNG"), from_palette),
    Row("png 16-bit gray", lambda p, tag: png16(p, tag, colour=0, channels=sixteen(p)), luma),
    Row("png 16-bit RGB", lambda p, tag: png16(p, tag, colour=2, channels=p.astype(np.uint16) << 8 | 0x7F), whole),
    Row("jpeg RGB", saved(Image.fromarray, "JPEG", quality=95), whole, LOSSY),
    Row("jpeg progressive", saved(Image.fromarray, "JPEG", quality=95, progressive=True), whole, LOSSY),
    Row("jpeg L", saved(gray, "JPEG", quality=95), luma, LOSSY),
    Row("jpeg coded as RGB", saved(Image.fromarray, "JPEG", quality=95, keep_rgb=True), whole, LOSSY),
    Row("jpeg CMYK, inverted as Adobe does", saved(cmyk, "JPEG", quality=95), whole, LOSSY),
    Row("jpeg YCCK", ycck_jpeg, whole, LOSSY),
    Row("webp", saved(Image.fromarray, "WEBP", quality=95), whole, LOSSY),
    Row("webp lossless", saved(Image.fromarray, "WEBP", lossless=True), whole),
    Row("avif", saved(Image.fromarray, "AVIF", quality=95, speed=10), whole, LOSSY),
    Row("heif", saved(Image.fromarray, "HEIF", quality=95), whole, LOSSY),
    Row("tiff 1", in_tiff(lambda p: Image.fromarray(luma(p) > 127)), black_or_white),
    Row("tiff L", in_tiff(gray), luma),
    Row("tiff L, white is zero", in_tiff(gray, photometric=0), luma),
    Row("tiff I;16", in_tiff(lambda p: Image.fromarray(sixteen(p))), luma),
    Row("tiff I", in_tiff(lambda p: Image.fromarray(sixteen(p).astype(np.int32))), luma),
    Row("tiff F from 0 to 1", in_tiff(lambda p: Image.fromarray(luma(p).astype(np.float32) / 255)), luma),
    Row("tiff F from 0 to 255", in_tiff(lambda p: Image.fromarray(luma(p).astype(np.float32))), luma),
    Row("tiff RGB", in_tiff(Image.fromarray), whole),
    Row("tiff RGB, packed", in_tiff(Image.fromarray, compression="tiff_lzw"), whole),
    Row("tiff P", in_tiff(with_palette), from_palette),
    Row("tiff CMYK", in_tiff(cmyk), whole, 1.0),
    Row("tiff YCbCr", in_tiff(lambda p: Image.fromarray(p).convert("YCbCr")), whole, 1.5),
    Row("tiff LAB", in_tiff(lab), whole, 2.0),
]


@pytest.fixture(scope="module")
def originals(photos: list[Path]) -> list[Pixels]:
    """Five photographs, small, of odd sizes."""
    sizes = [(96, 64), (61, 97), (75, 75), (120, 33), (48, 64)]
    pictures = []
    for path, size in zip(photos[::4], sizes, strict=False):
        with Image.open(path) as photo:
            pictures.append(np.asarray(photo.convert("RGB").resize(size)))
    assert len(pictures) == 5
    return pictures


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_mode_in_every_orientation(row: Row, originals: list[Pixels]) -> None:
    for original in originals:
        expected = row.seen(original).astype(int)
        for tag in EXIF_TAGS:
            stored = np.ascontiguousarray(turned(original, from_exif(tag).inverse))
            pixels = decode(row.store(stored, tag)).pixels
            assert pixels.dtype == np.uint8
            assert pixels.flags.c_contiguous
            assert pixels.shape == expected.shape, tag
            assert np.abs(pixels - expected).mean() <= row.off, tag


ALPHA = {
    "png LA": (lambda p: encoded(merged("LA", luma(p), ramp(p)), "PNG"), luma),
    "png RGBA": (lambda p: encoded(rgba(p), "PNG"), whole),
    "tiff LA": (lambda p: encoded(merged("LA", luma(p), ramp(p)), "TIFF"), luma),
    "tiff RGBA": (lambda p: encoded(rgba(p), "TIFF"), whole),
    "webp RGBA": (lambda p: encoded(rgba(p), "WEBP", lossless=True, exact=True), whole),
    "png 16-bit gray and alpha": (
        lambda p: png16(p, 1, colour=4, channels=np.dstack([luma(p), ramp(p)]).astype(np.uint16) * 257),
        lambda p: np.repeat(luma(p)[..., None], 3, axis=-1),
    ),
    "png 16-bit RGBA": (
        lambda p: png16(p, 1, colour=6, channels=np.dstack([p, ramp(p)]).astype(np.uint16) * 257),
        whole,
    ),
    "image LA": (lambda p: merged("LA", luma(p), ramp(p)), luma),
    "image La": (lambda p: merged("LA", luma(p), ramp(p)).convert("La"), luma),
    "image RGBA": (rgba, whole),
    "image RGBa": (lambda p: rgba(p).convert("RGBa"), whole),
    "array RGBA": (lambda p: np.dstack([p, ramp(p)]), whole),
}  # fmt: skip


@pytest.mark.parametrize(("source", "colour"), ALPHA.values(), ids=ALPHA)
def test_alpha_is_composited_on_white(source: Any, colour: Any, originals: list[Pixels]) -> None:
    """Within one step of the exact value: every stage rounds to eight bits."""
    for original in originals:
        expected = on_white(colour(original), ramp(original)).astype(int)
        pixels = decode(source(original)).pixels
        assert pixels.shape == expected.shape
        assert np.abs(pixels - expected).max() <= 1


@pytest.mark.parametrize(
    ("background", "colour"),
    [("white", (255, 255, 255)), ("black", (0, 0, 0)), ("#102030", (16, 32, 48)), ((1, 2, 3), (1, 2, 3))],
)
@pytest.mark.parametrize("mode", ["LA", "La", "RGBA", "PA", "P with one clear colour", "P with levels", "L with a key"])
def test_what_is_clear_shows_the_background(mode: str, background: Any, colour: Any, originals: list[Pixels]) -> None:
    """Alpha 0 everywhere: nothing but background, which stays gray for gray on gray."""
    gray = luma(originals[0])
    clear = np.zeros_like(gray)
    match mode:
        case "LA" | "La":
            picture = merged("LA", gray, clear).convert(mode)
        case "RGBA":
            picture = Image.fromarray(np.dstack([originals[0], clear]))
        case "PA":
            picture = with_palette(originals[0]).convert("PA")
            picture.putalpha(Image.fromarray(clear))
        case "P with one clear colour":
            picture = Image.fromarray(clear).convert("P")
            picture.info["transparency"] = 0
        case "P with levels":
            picture = with_palette(originals[0])
            picture.info["transparency"] = bytes(256)
        case _:
            picture = Image.fromarray(clear)
            picture.info["transparency"] = 0
    pixels = decode(picture, background=background).pixels
    assert (pixels == (colour[0] if pixels.ndim == 2 else np.array(colour))).all()
    if mode in ("LA", "La", "L with a key"):
        assert pixels.ndim == (2 if len(set(colour)) == 1 else 3)


@pytest.mark.parametrize(
    ("colour", "depth", "key", "clear"),
    [
        pytest.param(0, 1, (1,), 255, id="gray of 1 bit"),
        pytest.param(0, 2, (2,), 170, id="gray of 2 bits"),
        pytest.param(0, 4, (9,), 153, id="gray of 4 bits"),
        pytest.param(0, 8, (77,), 77, id="gray of 8 bits"),
        pytest.param(0, 16, (0x4D4D,), 77, id="gray of 16 bits"),
        pytest.param(2, 8, (77, 77, 77), 77, id="RGB of 8 bits"),
        pytest.param(2, 16, (0x4D4D, 0x4D4D, 0x4D4D), 77, id="RGB of 16 bits"),
    ],
)
def test_the_clear_colour_of_a_png(colour: int, depth: int, key: tuple[int, ...], clear: int) -> None:
    """A row of the clear colour, then one of black: the first shows the background, the second does not."""
    samples = 3 if colour == 2 else 1
    bits = "".join(f"{value:0{depth}b}" for value in key) * 8
    row = int(bits, 2).to_bytes(len(bits) // 8, "big")
    data = zlib.compress(b"\x00" + row + b"\x00" + bytes(len(row)))
    chunks = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 2, depth, colour, 0, 0, 0))
    chunks += png_chunk(b"tRNS", b"".join(struct.pack(">H", value) for value in key)) + png_chunk(b"IDAT", data)
    assert len(key) == samples
    pixels = decode(b"\x89PNG\r\n\x1a\n" + chunks + png_chunk(b"IEND", b""), background=(200, 200, 200)).pixels
    assert (pixels[0] == 200).all(), f"{clear} was to be clear"
    assert (pixels[1] == 0).all()


@pytest.mark.parametrize("mode", ["HSV", "RGBX", "YCbCr", "CMYK", "I;16", "I;16B", "I;16L", "1", "P", "PA", "F", "I"])
def test_images_in_memory(mode: str, originals: list[Pixels]) -> None:
    rgb = originals[0]
    if mode.startswith("I;16"):
        raw = sixteen(rgb).astype(">u2" if mode == "I;16B" else "<u2").tobytes()
        picture, expected = Image.frombytes(mode, rgb.shape[1::-1], raw), luma(rgb)
    elif mode in ("P", "PA"):
        picture, expected = with_palette(rgb).convert(mode), from_palette(rgb)
    elif mode == "1":
        picture = Image.fromarray(luma(rgb) > 127)
        expected = black_or_white(rgb)
    elif mode in ("F", "I"):
        picture, expected = Image.fromarray(luma(rgb)).convert(mode), luma(rgb)
    else:
        picture, expected = Image.fromarray(rgb).convert(mode), rgb
    assert np.abs(decode(picture).pixels.astype(int) - expected).mean() <= (2.5 if mode in ("HSV", "YCbCr") else 0)


def test_white_is_zero_in_16_bits(originals: list[Pixels]) -> None:
    """Pillow inverts such TIFF files of eight bits only."""
    file = encoded(Image.fromarray(~sixteen(originals[0])), "TIFF")
    assert struct.pack("<HHIHH", 262, 3, 1, 1, 0) in file
    inverted = file.replace(struct.pack("<HHIHH", 262, 3, 1, 1, 0), struct.pack("<HHIHH", 262, 3, 1, 0, 0))
    assert np.array_equal(decode(inverted).pixels, luma(originals[0]))


def test_twelve_bits() -> None:
    """Two pixels in three bytes, of which the upper eight bits count; as in medical and camera TIFF files."""
    file = gray_tiff(4, 1, (258, 3, 1, 12), (279, 4, 1, 6))
    at = len(file) - 4
    assert decode(file[:at] + bytes.fromhex("ABCDEF123456")).pixels.tolist() == [[0xAB, 0xDE, 0x12, 0x45]]


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf"), 1e9])
def test_floats_without_a_gray_value_are_refused(value: float) -> None:
    values = np.full((8, 8), 0.5, np.float32)
    values[3, 4] = value
    with pytest.raises(UnsupportedFormatError, match="pixels"):
        decode(Image.fromarray(values))


def test_jpeg_xl_turned_by_its_codestream(originals: list[Pixels]) -> None:
    """JPEG XL has its orientation in the codestream, which the decoder follows; EXIF is to be ignored there."""
    picture = Image.fromarray(originals[0])
    for tag in EXIF_TAGS:
        pixels = decode(encoded(picture, "JXL", lossless=True, exif=exif(tag)[6:])).pixels
        assert np.array_equal(pixels, originals[0])


def test_gif(originals: list[Pixels]) -> None:
    assert np.array_equal(decode(encoded(with_palette(originals[0]), "GIF")).pixels, from_palette(originals[0]))


def test_bmp(originals: list[Pixels]) -> None:
    for original in originals:
        assert np.array_equal(decode(encoded(Image.fromarray(original), "BMP")).pixels, original)
        assert np.array_equal(decode(encoded(with_palette(original), "BMP")).pixels, from_palette(original))


def test_a_colour_profile_changes_nothing(originals: list[Pixels]) -> None:
    """As in the references: hash lists were made without applying profiles."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    file = encoded(Image.fromarray(originals[0]), "PNG", icc_profile=profile)
    assert np.array_equal(decode(file).pixels, originals[0])


def test_orientation_of_an_image_in_memory(photos: list[Path]) -> None:
    with Image.open(photos[0]) as photo:
        upright = decode(photo).pixels
        file = io.BytesIO()
        photo.transpose(Image.Transpose.ROTATE_90).save(file, "PNG", exif=exif(6))
    with Image.open(file) as turned_away:
        assert np.array_equal(decode(turned_away).pixels, upright)
        assert turned_away.size == upright.shape[:2]  # ours is a copy
    assert from_exif(6) is Orientation.TURNED_RIGHT
