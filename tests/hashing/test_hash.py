"""A hash is a code with its type, and the type is never guessed."""

import copy
import pickle
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hashmatch.errors import BadHashError, MixedHashesError, UnknownHashTypeError, quoted
from hashmatch.hashing import Fidelity, Hash, find_type, hash_type_names

DIGITS = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"


@st.composite
def hashes(draw: st.DrawFn) -> Hash:
    name = draw(st.sampled_from(hash_type_names()))
    kind = find_type(name)
    value = draw(st.integers(0, 2**kind.bits - 1))
    return Hash(name, np.frombuffer(value.to_bytes(kind.code_bytes), dtype=np.uint8))


@given(hashes())
def test_text_round_trips(found: Hash) -> None:
    assert Hash.parse(str(found)) == found
    assert Hash.parse(found.hex, found.hash_type) == found
    assert Hash.parse(f"{found.hash_type}:{found.hex.upper()}") == found


@pytest.mark.parametrize("fidelity", Fidelity)
@given(found=hashes())
def test_a_hash_survives_pickling_and_copying(found: Hash, fidelity: Fidelity) -> None:
    given = Hash(found.hash_type, found.code, found.quality, fidelity)
    pickled = pickle.loads(pickle.dumps(given))  # noqa: S301 - our own bytes: worker processes send hashes so
    for again in (pickled, copy.copy(given), copy.deepcopy(given)):
        assert again == given
        assert (again.quality, again.fidelity) == (given.quality, given.fidelity)
        assert not again.code.flags.writeable


@given(hashes(), st.data())
def test_distance_counts_flipped_bits(found: Hash, data: st.DataObject) -> None:
    bits = find_type(found.hash_type).bits
    flips = data.draw(st.sets(st.integers(0, bits - 1)))
    value = int.from_bytes(found.code.tobytes()) ^ sum(1 << flip for flip in flips)
    other = Hash(found.hash_type, np.frombuffer(value.to_bytes(len(found.code)), dtype=np.uint8))
    assert found.distance(other) == other.distance(found) == len(flips)


def test_complements_are_256_apart() -> None:
    assert Hash("pdq", np.zeros(32, np.uint8)).distance(Hash("pdq", np.full(32, 255, np.uint8))) == 256


def test_different_types_have_no_distance() -> None:
    with pytest.raises(MixedHashesError, match="a pdq hash and a sha256 hash do not compare"):
        Hash.parse(f"pdq:{DIGITS}").distance(Hash.parse(f"sha256:{DIGITS}"))


def test_sixty_four_digits_without_a_type_are_refused_naming_both_candidates() -> None:
    with pytest.raises(BadHashError, match=r"64 hex digits may be pdq or sha256; say which, as in 'pdq:\.\.\.'"):
        Hash.parse(DIGITS)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(f"pdq:{DIGITS[:-1]}", "64 hex digits", id="a digit lost"),
        pytest.param(f"pdq:{DIGITS}0", "64 hex digits", id="a digit too many"),
        pytest.param(f"pdq: {DIGITS[1:]}", "64 hex digits", id="a blank among digits"),
        pytest.param(f"pdq:{DIGITS}\n", "64 hex digits", id="a newline at the end"),
        pytest.param("pdq:" + "٣" * 64, "64 hex digits", id="digits of another script"),
        pytest.param("colorhash:fffffffffff", "42 bits", id="more bits than the type has"),
        pytest.param("", "type:digits", id="nothing"),
    ],
)
def test_what_is_no_hash_is_refused(text: str, problem: str) -> None:
    with pytest.raises(BadHashError, match=problem):
        Hash.parse(text)


@given(st.text())
def test_any_text_is_a_hash_or_an_error_that_repeats_it(text: str) -> None:
    try:
        said = str(Hash.parse(text))
    except BadHashError as error:
        expected, said = quoted(text), str(error)
    except UnknownHashTypeError as error:
        expected, said = quoted(text.partition(":")[0]), str(error)
    else:
        expected = text.lower()
    assert expected in said


def test_an_unknown_type_names_the_known_ones() -> None:
    with pytest.raises(UnknownHashTypeError, match="unknown hash type 'pqd'; choose one of pdq, phash"):
        Hash.parse(f"pqd:{DIGITS}")


@pytest.mark.parametrize("shape", [(31,), (1, 32), ()])
def test_a_code_of_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(BadHashError, match=r"a pdq code is uint8 of shape \(32,\)"):
        Hash("pdq", np.zeros(shape, np.uint8))


def test_equality_is_type_and_bits_however_they_were_made() -> None:
    code = np.arange(32, dtype=np.uint8)
    assert Hash("pdq", code, 90) == Hash("pdq", code, None, Fidelity.FAST)
    assert Hash("pdq", code) != Hash("sha256", code)
    assert len({Hash("pdq", code), Hash("pdq", code, 3)}) == 1
    # The class of imagehash answers False to both.
    assert (Hash("pdq", code) == "pdq") is False
    assert (Hash("pdq", code) != "pdq") is True


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda code: Hash("pdq", code), id="from an array"),
        pytest.param(lambda code: Hash("pdq", np.frombuffer(bytearray(code), np.uint8)), id="over bytes that change"),
        pytest.param(lambda code: Hash("pdq", np.frombuffer(bytes(code), np.uint8)), id="over bytes"),
        pytest.param(lambda code: Hash("pdq", np.frombuffer(bytes(code) * 2, np.uint8)[::2]), id="every other byte"),
        pytest.param(lambda code: Hash.parse(f"pdq:{bytes(code).hex()}"), id="parsed"),
        pytest.param(lambda code: pickle.loads(pickle.dumps(Hash("pdq", code))), id="pickled"),  # noqa: S301 - as above
    ],
)
def test_a_code_cannot_be_changed_behind_its_back(made: Callable[[NDArray[np.uint8]], Hash]) -> None:
    code = np.zeros(32, np.uint8)
    found = made(code)
    code[0] = 1
    assert found == Hash("pdq", np.zeros(32, np.uint8))
    with pytest.raises(ValueError, match="read-only"):
        found.code[0] = 1
    with pytest.raises(ValueError, match="WRITEABLE"):
        found.code.setflags(write=True)


def test_repr_shows_no_digits() -> None:
    """A repr ends in logs and tracebacks, and pictures can partly be rebuilt from hashes."""
    assert repr(Hash.parse(f"pdq:{DIGITS}", quality=88)) == "<Hash pdq, quality 88, exact>"
