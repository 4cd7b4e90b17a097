"""What holds for every list."""

import gzip
import pickle
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from hashmatch.bank import Entry, merged
from hashmatch.errors import BadListError, BadRowError, HashmatchError, UnwritableEntryError
from hashmatch.exchange import HashList, read_list, write_jsonl_list
from hashmatch.exchange.formats import FORMATS
from hashmatch.exchange.interface import ListFormat
from hashmatch.exchange.tabular.columns import column, keeps_its_name
from hashmatch.hashing import Hash, find_type

TYPES = ("pdq", "phash", "md5")

# Each example writes its own file over the last one.
same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

# Few codes, so that rows repeat; no zeros, which a digest must not be.
seeds = st.integers(1, 4)
printable = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=8)
names = st.lists(printable.filter(bool), max_size=3, unique=True).map(tuple)
labels = st.lists(printable.map(lambda text: text.replace(";", "").strip()).filter(bool), max_size=3, unique=True).map(
    tuple
)


def code(hash_type: str, seed: int, quality: int | None) -> Hash:
    kind = find_type(hash_type)
    bits = np.random.default_rng(seed).integers(0, 256, kind.code_bytes, dtype=np.uint8)
    return Hash(hash_type, bits, quality if kind.has_quality else None)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Entries as a CSV list can hold them, with a column for each type."""
    types = draw(st.lists(st.sampled_from(TYPES), min_size=1, unique=True))
    quality = draw(st.none() | st.integers(0, 100))
    hashes = tuple(code(name, draw(seeds), quality) for name in sorted(types, key=TYPES.index))
    crops = tuple(code(name, seed, None) for name in ("pdq", "phash") for seed in draw(st.sets(seeds)))
    return Entry(hashes, draw(names), draw(labels), draw(names), views=crops)


def all_of(entry: Entry) -> tuple[Entry, list[int | None]]:
    """An entry with the qualities, which its equality does not look at; its crops by type, as columns hold them."""
    crops = tuple(sorted(entry.views, key=lambda each: each.hash_type))
    return replace(entry, views=crops), [h.quality for h in entry.hashes]


def as_sets(entry: Entry) -> tuple[object, ...]:
    told = {(str(h), h.quality) for h in entry.hashes}
    return frozenset(told), *map(frozenset, (entry.references, entry.labels, entry.sources)), entry.radius


WRITTEN = [each for each in FORMATS if each.write is not None]


@pytest.mark.parametrize("list_format", WRITTEN, ids=lambda each: each.name)
@same_folder
@given(written=st.lists(entries(), max_size=8).map(merged), packed=st.booleans())
def test_what_is_written_is_read_back(
    list_format: ListFormat, written: tuple[Entry, ...], packed: bool, tmp_path: Path
) -> None:
    path = tmp_path / "list"
    with path.open("w", encoding="utf-8", newline="") as stream:
        assert list_format.write is not None
        list_format.write(written, stream, hash_types=TYPES, views=("pdq", "phash"))
    if not path.stat().st_size:
        return  # JSON Lines of no entry are an empty file, which is refused
    if packed:
        path.write_bytes(gzip.compress(path.read_bytes()))
    found = read_list(path)
    assert list(map(all_of, found.entries)) == list(map(all_of, written))
    assert (found.rows, found.format) == (len(found.entries) + found.duplicates, list_format.name)


anything = st.text(max_size=8)


@st.composite
def full_entries(draw: st.DrawFn) -> Entry:
    """Entries as JSON Lines can hold them: any text, radii, further columns."""
    entry = draw(entries())
    words = st.lists(anything.filter(bool), max_size=3, unique=True).map(tuple)
    named = anything.filter(lambda name: name == name.strip() and keeps_its_name(name))
    extra = draw(st.dictionaries(named, words.filter(bool), max_size=2))
    assume(len({column(name) for name in extra}) == len(extra))
    trimmed = st.lists(anything.map(str.strip).filter(bool), max_size=3, unique=True).map(tuple)
    radius = draw(st.none() | st.integers(0, 64))
    return replace(entry, references=draw(words), labels=draw(trimmed), sources=draw(words), radius=radius, extra=extra)


@same_folder
@given(written=st.lists(full_entries(), min_size=1, max_size=8).map(merged))
def test_json_lines_hold_whatever_an_entry_says(written: tuple[Entry, ...], tmp_path: Path) -> None:
    # Two rows of one medium may name a column so that the two names mean the same; then it is refused.
    assume(all(len({column(name) for name in each.extra}) == len(each.extra) for each in written))
    path = tmp_path / "list.jsonl"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_jsonl_list(written, stream)
    assert list(map(all_of, read_list(path).entries)) == list(map(all_of, written))


@given(st.lists(entries(), max_size=8), st.randoms(use_true_random=False))
def test_merging_in_any_order_gives_the_same_sets(given: list[Entry], random: Random) -> None:
    shuffled = random.sample(given, len(given))
    assert set(map(as_sets, merged(given))) == set(map(as_sets, merged(shuffled)))


@given(st.lists(entries(), max_size=8))
def test_merging_again_changes_nothing(given: list[Entry]) -> None:
    once = merged(given)
    assert list(map(all_of, merged(once))) == list(map(all_of, once))
    assert list(map(all_of, merged([*once, *once]))) == list(map(all_of, once))


@same_folder
@given(
    data=st.binary(max_size=200),
    header=st.sampled_from([b"", b"pdq,reference\n", b"hash\n", b"{", b"\x1f\x8b\x08\x00", b"\xff\xfe"]),
)
@example(data=b"\xff\xfe\x00\xd8", header=b"")
@example(data=b"[" * 2000, header=b"{}\n")
def test_any_bytes_are_read_or_refused(data: bytes, header: bytes, tmp_path: Path) -> None:
    """Nothing but errors of ours comes out, and each row is accounted for."""
    path = tmp_path / "list"
    path.write_bytes(header + data)
    for hash_type in (None, "pdq"):
        with suppress(HashmatchError):
            found = read_list(path, hash_type=hash_type, skip_bad=True)
            assert accounted(found) == found.rows


def accounted(found: HashList) -> int:
    return len(found.entries) + found.duplicates + found.blank + len(found.bad_rows)


one_line = st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1, max_size=100)


@same_folder
@given(text=one_line.map(str.strip).filter(lambda text: text and not text.startswith("#")))
@example(text=":")
@example(text="pdq:")
def test_what_is_refused_is_repeated(text: str, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"md5:{'f8' * 16}\n{text}\n", encoding="utf-8")
    with pytest.raises(BadRowError) as caught:
        read_list(path)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    "error",
    [BadRowError("a.csv", 3, "pdq", "short"), BadListError("a.csv", "empty"), UnwritableEntryError("R-1", "fast")],
    ids=lambda error: type(error).__name__,
)
def test_errors_survive_a_worker_process(error: HashmatchError) -> None:
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


def test_lists_survive_a_worker_process(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"pdq,quality,case\n{'f8' * 32},80,1\nx,,\n", encoding="utf-8")
    found = read_list(path, skip_bad=True)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
