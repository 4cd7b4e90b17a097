"""The orientation in an EXIF block, and that a broken block costs nothing."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.media.exif import orientation_in
from hashmatch.media.orientation import Orientation


def block(order: str, value: int, *, kind: int = 3, count: int = 1, entries: int = 1) -> bytes:
    """Return a TIFF structure with orientation as the last of its entries."""
    magic = b"II*\x00" if order == "<" else b"MM\x00*"
    others = b"".join(struct.pack(f"{order}HHII", 256 + i, 4, 1, 7) for i in range(entries - 1))
    body = struct.pack(f"{order}H", value) + bytes(2) if kind == 3 else struct.pack(f"{order}I", value)
    return magic + struct.pack(f"{order}IH", 8, entries) + others + struct.pack(f"{order}HHI", 274, kind, count) + body


@pytest.mark.parametrize("order", ["<", ">"], ids=["little endian", "big endian"])
@pytest.mark.parametrize("marker", [b"", b"Exif\x00\x00", b"Exif\x00\x00" * 2], ids=["bare", "marked", "marked twice"])
@pytest.mark.parametrize("kind", [3, 4], ids=["short", "long"])
def test_found(order: str, marker: bytes, kind: int) -> None:
    assert orientation_in(marker + block(order, 6, kind=kind, entries=5)) is Orientation.TURNED_RIGHT


@pytest.mark.parametrize(
    "exif",
    [
        pytest.param(None, id="no exif"),
        pytest.param(b"", id="empty"),
        pytest.param(b"Exif\x00\x00", id="marker alone"),
        pytest.param(b"no tiff at all", id="not a TIFF structure"),
        pytest.param(b"II*\x00\xff\xff\xff\xff", id="directory outside"),
        pytest.param(block("<", 6)[:-4], id="cut off before the value"),
        pytest.param(block("<", 6, count=2), id="two orientations"),
        pytest.param(block("<", 6, kind=4)[:14] + b"\x02" + block("<", 6, kind=4)[15:], id="another tag"),
        pytest.param(block("<", 99), id="99"),
    ],
)
def test_upright_if_there_is_no_orientation(exif: bytes | None) -> None:
    assert orientation_in(exif) is Orientation.UPRIGHT


@given(st.binary(max_size=200).map(lambda noise: b"II*\x00" + noise) | st.binary(max_size=50))
def test_noise_never_raises(exif: bytes) -> None:
    assert orientation_in(exif) in Orientation
