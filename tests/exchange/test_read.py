"""Hash lists in, entries out."""

import gc
import gzip
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from hashmatch.bank import Entry
from hashmatch.errors import BadListError, BadRowError, UnknownHashTypeError, UnreadableFileError
from hashmatch.exchange import BadRow, HashList, lists_in, read_list
from hashmatch.hashing import Hash

A, B, C = "f8" * 32, "0b" * 32, "3c" * 32  # PDQ, or SHA-256
P, Q = "f8" * 8, "0b" * 8  # phash
M, N = "f8" * 16, "0b" * 16  # MD5
SAMPLES = Path(__file__).parent / "samples"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write lines into a file and return its path."""

    def write(*lines: str, name: str = "reported.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def entry(
    *hashes: str,
    references: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
    radius: int | None = None,
    extra: dict[str, tuple[str, ...]] | None = None,
) -> Entry:
    """Return an entry of ``type:digits``."""
    return Entry(tuple(map(Hash.parse, hashes)), references, labels, sources, radius, extra or {})


def qualities(found: HashList) -> list[int | None]:
    return [h.quality for entry in found.entries for h in entry.hashes]


# --- what a row says ---


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        pytest.param("pdq", A, entry(f"pdq:{A}"), id="a column of a type"),
        pytest.param("pdq", A.upper(), entry(f"pdq:{A}"), id="upper case"),
        pytest.param("PDQ ", f" {A} ", entry(f"pdq:{A}"), id="blanks around"),
        pytest.param("hash_type,hash", f"sha256,{A}", entry(f"sha256:{A}"), id="the row says the type"),
        pytest.param("hash", f"sha256:{A}", entry(f"sha256:{A}"), id="the cell says the type"),
        pytest.param("md5,pdq,phash", f"{M},{A},{P}", entry(f"md5:{M}", f"pdq:{A}", f"phash:{P}"), id="three types"),
        pytest.param("md5,pdq,phash", f",{A},", entry(f"pdq:{A}"), id="one of three types"),
        pytest.param("hash,pdq", f"md5:{M},{A}", entry(f"pdq:{A}", f"md5:{M}"), id="hash beside a type"),
        pytest.param("hash,pdq", f"pdq:{A},{A}", entry(f"pdq:{A}"), id="the same hash twice"),
        pytest.param("colorhash", "07000000000", entry("colorhash:07000000000"), id="an odd number of digits"),
        pytest.param(
            "pdq,reference", f"{A}, R 1 ", entry(f"pdq:{A}", references=(" R 1 ",)), id="a reference, as it is"
        ),
        pytest.param("pdq,label", f"{A},x; y ;;x", entry(f"pdq:{A}", labels=("x", "y")), id="labels"),
        pytest.param("pdq,labels,sources", f"{A},x,S", entry(f"pdq:{A}", labels=("x",), sources=("S",)), id="plurals"),
        pytest.param("pdq,radius", f"{A},40", entry(f"pdq:{A}", radius=40), id="a radius"),
        pytest.param("pdq,fidelity", f"{A},exact", entry(f"pdq:{A}"), id="an exact hash"),
        pytest.param("pdq,Case No", f"{A},7", entry(f"pdq:{A}", extra={"Case No": ("7",)}), id="an unknown column"),
        pytest.param("pdq,Case No", f"{A},", entry(f"pdq:{A}"), id="an unknown column, empty"),
        pytest.param("pdq,reference", f'{A},"a, ""b"""', entry(f"pdq:{A}", references=('a, "b"',)), id="quotes"),
        pytest.param(
            "pdq,reference", f"{A},'=1+1", entry(f"pdq:{A}", references=("=1+1",)), id="a formula made harmless"
        ),
        pytest.param("pdq,reference", f"{A},'tis", entry(f"pdq:{A}", references=("'tis",)), id="a plain apostrophe"),
        pytest.param("sha-1,video_md5", f",{M}", entry(f"md5:{M}"), id="types by their other names"),
    ],
)
def test_csv_row(header: str, row: str, expected: Entry, write: Write) -> None:
    found = read_list(write(header, row))
    assert found == HashList((expected,), rows=1, duplicates=0, blank=0, bad_rows=(), format="csv")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(f'{{"pdq": "{A}"}}', entry(f"pdq:{A}"), id="a member of a type"),
        pytest.param(f'{{"hash": "{A}", "hash_type": "pdq"}}', entry(f"pdq:{A}"), id="hash and type"),
        pytest.param(f'{{"pdq": "{A}", "md5": null}}', entry(f"pdq:{A}"), id="null"),
        pytest.param(f'{{"pdq": "{A}", "labels": ["x;y", "z"]}}', entry(f"pdq:{A}", labels=("x;y", "z")), id="list"),
        pytest.param(
            f'{{"pdq": "{A}", "label": "x;y"}}', entry(f"pdq:{A}", labels=("x", "y")), id="labels in one text"
        ),
        pytest.param(
            f'{{"pdq": "{A}", "reference": 17}}', entry(f"pdq:{A}", references=("17",)), id="a number as reference"
        ),
        pytest.param(
            f'{{"pdq": "{A}", "source": ["S", "T", "S"]}}', entry(f"pdq:{A}", sources=("S", "T")), id="sources"
        ),
        pytest.param(f'{{"pdq": "{A}", "radius": 40}}', entry(f"pdq:{A}", radius=40), id="a radius"),
        pytest.param(
            f'{{"pdq": "{A}", "case": {{"a": [1, {{"b": null}}]}}}}',
            entry(f"pdq:{A}", extra={"case": ('{"a": [1, {"b": null}]}',)}),
            id="an object is kept as JSON",
        ),
    ],
)
def test_jsonl_row(line: str, expected: Entry, write: Write) -> None:
    found = read_list(write(line, name="reported.jsonl"))
    assert found == HashList((expected,), rows=1, duplicates=0, blank=0, bad_rows=(), format="jsonl")


@pytest.mark.parametrize(
    ("line", "hash_type"),
    [(A, "pdq"), (f"pdq {A}", None), (f"pdq:{A}", None), (f"PDQ\t {A} ", None), (f"pdq {A}", "md5"), (A, "PDQ")],
)
def test_text_row(line: str, hash_type: str | None, write: Write) -> None:
    """A row's own word goes before the type of the list."""
    found = read_list(write("# comment", "", line, "  # more", name="list.txt"), hash_type=hash_type)
    assert found == HashList((entry(f"pdq:{A}"),), rows=1, duplicates=0, blank=0, bad_rows=(), format="text")


def test_quality_belongs_to_types_that_have_one(write: Write) -> None:
    found = read_list(write("pdq,md5,quality", f"{A},{M},80", f"{B},,", f",{N},100", f"{C},,0"))
    assert qualities(found) == [80, None, None, None, 0]


def test_type_of_the_list_is_for_rows_that_say_none(write: Write) -> None:
    found = read_list(write("hash_type,hash", f",{A}", f"sha256,{A}", f",md5:{M}"), hash_type="pdq")
    assert [str(h) for entry in found.entries for h in entry.hashes] == [f"pdq:{A}", f"sha256:{A}", f"md5:{M}"]


# --- the lists of other tools ---


def test_pdq_reference_tool() -> None:
    found = read_list(SAMPLES / "pdq_photo_hasher.csv", hash_type="pdq")
    assert [entry.reference for entry in found.entries] == ["a.jpg", "dir/with, comma.jpg", "flat.png"]
    assert qualities(found) == [100, 97, 12]
    first, second = (entry.hashes[0] for entry in found.entries[:2])
    assert first.distance(second) == 31


def test_threatexchange_typed() -> None:
    found = read_list(SAMPLES / "tx_local_file_typed.txt")
    assert [h.hash_type for entry in found.entries for h in entry.hashes] == ["pdq", "pdq", "md5", "sha256"]


def test_threatexchange_untyped() -> None:
    found = read_list(SAMPLES / "tx_local_file_untyped.txt", hash_type="pdq")
    assert (found.rows, len(found.entries), found.duplicates) == (3, 2, 1)


@pytest.mark.parametrize(
    ("header", "cells", "views"),
    [
        pytest.param("pdq,pdq_views", f"{A},{B};{C}", [f"pdq:{B}", f"pdq:{C}"], id="of PDQ"),
        pytest.param("pdq,PHASH_views", f"{A},{P}", [f"phash:{P}"], id="of another type, in any case"),
        pytest.param("md5,phash_views,pdq_views", f"{M},{P},{A}", [f"phash:{P}", f"pdq:{A}"], id="of two types"),
        pytest.param("pdq,pdq_views", f"{A},", [], id="none"),
    ],
)
def test_crops_of_any_type(header: str, cells: str, views: list[str], write: Write) -> None:
    (found,) = read_list(write(header, cells)).entries
    assert [str(each) for each in found.views] == views
    assert not found.extra


@pytest.mark.parametrize("name", ["md5_views", "vpdq_views", "_views", "views"])
def test_what_has_no_crops_is_a_further_column(name: str, write: Write) -> None:
    (found,) = read_list(write(f"pdq,{name}", f"{A},{M}")).entries
    assert (found.views, found.extra) == ((), {name: (M,)})


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(pack(f"\n\npdq,reference\r\n{A},Köln\r\n".encode(encoding)))
    assert read_list(path).entries == (entry(f"pdq:{A}", references=("Köln",)),)


def test_gzip(tmp_path: Path) -> None:
    path = tmp_path / "reported.csv.gz"
    path.write_bytes(gzip.compress(f"\ufeffpdq,quality\r\n{A},80\r\n".encode()))
    assert read_list(path).entries == (entry(f"pdq:{A}"),)


# --- what is refused ---


def test_a_truncated_download_is_no_shorter_list(tmp_path: Path) -> None:
    path = tmp_path / "reported.csv.gz"
    path.write_bytes(gzip.compress(f"pdq\n{A}\n".encode())[:-5])
    with pytest.raises(BadListError, match="damaged or truncated gzip") as caught:
        read_list(path, skip_bad=True)
    assert caught.value.file == str(path)


@pytest.mark.parametrize(
    ("header", "row", "field", "problem"),
    [
        pytest.param("pdq", A[1:], "pdq", f"'{A[1:]}' is no hash: a pdq hash has 64 hex digits", id="a digit missing"),
        pytest.param("pdq", A + "0", "pdq", "64 hex digits", id="a digit too many"),
        pytest.param("pdq", "g" + A[1:], "pdq", "64 hex digits", id="no hex digit"),
        pytest.param("pdq", A[:31] + "  " + A[31:62], "pdq", "64 hex digits", id="blanks inside"),
        pytest.param("hash", A, "hash", "64 hex digits may be pdq or sha256", id="64 digits without a type"),
        pytest.param("hash", M, "hash", "may be md5; say which", id="32 digits without a type"),
        pytest.param("hash_type,hash", f"photodna,{A}", "hash_type", "unknown hash type 'photodna'", id="unknown type"),
        pytest.param("hash_type,hash", f"md5,pdq:{A}", "hash", "a md5 hash has 32 hex digits", id="two types at odds"),
        pytest.param(
            "hash", f"vpdq:{A}", "hash", f"'vpdq:{A}': unknown hash type 'vpdq'", id="unknown type in the cell"
        ),
        pytest.param("pdq,md5", ",", "hash", "the row holds no hash", id="no hash"),
        pytest.param("pdq,quality", f"{A},101", "quality", "'101' is no whole number from 0 to 100", id="quality 101"),
        pytest.param("pdq,quality", f"{A},-1", "quality", "'-1' is no whole", id="negative quality"),
        pytest.param("pdq,quality", f"{A},80.0", "quality", "'80.0' is no whole", id="a fraction"),
        pytest.param("pdq,quality", f"{A},٨٠", "quality", "is no whole", id="digits of another script"),
        pytest.param(
            "pdq,radius", f"{A},257", "radius", "'257' is no number of bits from 0 to 256", id="radius too wide"
        ),
        pytest.param("pdq,phash,radius", f"{A},{P},65", "radius", "to 64 (phash)", id="too wide for the narrowest"),
        pytest.param("pdq,radius", f"{A},{'9' * 5000}", "radius", "(5,000 characters)", id="five thousand digits"),
        pytest.param("pdq,quality", A, "row", "1 cells instead of 2", id="a cell missing"),
        pytest.param("pdq,quality", f"{A},1,", "row", "3 cells instead of 2", id="a cell too many"),
        pytest.param("pdq,reference", f'{A},"abc', "row", "quotes are not balanced", id="a quote never closed"),
        pytest.param("pdq,reference", f'{A},"abc"d', "row", "quotes are not balanced", id="text behind a quote"),
        pytest.param("pdq,reference", f"{A},a\0b", "row", "NUL", id="NUL"),
        pytest.param(
            "pdq,reference", f'{A},"{"x" * 200_000}"', "row", "field larger than field limit", id="a huge cell"
        ),
    ],
)
def test_bad_csv_row(header: str, row: str, field: str, problem: str, write: Write) -> None:
    """It is named by file, line and column, what was refused is repeated, and skipping it keeps the others."""
    good = ",".join({"pdq": A, "hash": f"md5:{N}"}.get(name, "") for name in header.split(","))
    path = write(header, good, row, good)
    with pytest.raises(BadRowError) as caught:
        read_list(path)
    error = caught.value
    assert (error.file, error.line, error.field) == (str(path), 3, field)
    assert problem in error.problem
    assert str(error) == f"{path}, line 3, {field}: {error.problem}; correct the row or skip bad rows"
    found = read_list(path, skip_bad=True)
    assert found.bad_rows == (BadRow(str(path), 3, field, error.problem),)
    assert (len(found.entries), found.rows, found.duplicates) == (1, 3, 1)


@pytest.mark.parametrize(
    ("line", "field", "problem"),
    [
        pytest.param("nothing", "row", "'nothing' is no JSON object", id="no JSON"),
        pytest.param("[1]", "row", "'[1]' is no JSON object", id="a list"),
        pytest.param("[" * 100_000, "row", "nested too deeply", id="nested"),
        pytest.param(f'{{"md5": "{M}", "a": {"[" * 5000}{"]" * 5000}}}', "row", "nested too deeply", id="nested less"),
        pytest.param(f'{{"pdq": {"9" * 5000}}}', "row", "is no JSON object", id="a number of 5000 digits"),
        pytest.param(f'{{"pdq": "{A}", "pdq": "{B}"}}', "row", "'pdq' is given twice", id="a name twice"),
        pytest.param(
            f'{{"pdq": "{A}", "PDQ": "{B}"}}', "header", "'pdq' and 'PDQ' mean the same", id="two that are one"
        ),
        pytest.param(f'{{"pdq": "{A}", "x": NaN}}', "row", "NaN is no number of JSON", id="NaN"),
        pytest.param(
            f'{{"pdq": "{A}", "x": 1e999}}', "row", "is no JSON object: Out of range", id="infinity by digits"
        ),
        pytest.param(f'{{"pdq": "{A}", "x": {{"y": 1, "y": 2}}}}', "row", "'y' is given twice", id="twice further in"),
        pytest.param(f'{{"pdq": ["{A}"]}}', "pdq", "64 hex digits", id="a list of hashes"),
        pytest.param('{"pdq": 17}', "pdq", "'17' is no hash", id="a number for a hash"),
        pytest.param(f'{{"pdq": "{A}", "quality": true}}', "quality", "'true' is no whole", id="true for a quality"),
        pytest.param('{"file": "a.jpg"}', "header", "no column 'hash'", id="no hash"),
    ],
)
def test_bad_jsonl_row(line: str, field: str, problem: str, write: Write) -> None:
    path = write(f'{{"md5": "{M}"}}', line, name="reported.jsonl")
    with pytest.raises(BadRowError) as caught:
        read_list(path)
    assert (caught.value.line, caught.value.field) == (2, field)
    assert problem in caught.value.problem
    assert len(read_list(path, skip_bad=True).bad_rows) == 1


@pytest.mark.parametrize(
    ("line", "field"),
    [(f"{A}", "row"), (f"{A},90", "row"), (f"{A},900,a.jpg", "quality"), (f"{A[2:]},90,a.jpg", "hash")],
)
def test_bad_pdq_text_row(line: str, field: str, write: Write) -> None:
    path = write(f"{B},90,b.jpg", line, name="hashes.txt")
    with pytest.raises(BadRowError) as caught:
        read_list(path, hash_type="pdq")
    assert (caught.value.line, caught.value.field) == (2, field)


def test_unbalanced_quotes_swallow_nothing(write: Write) -> None:
    """Two stray quotes, which RFC 4180 would join to one cell: each is an error of its own row."""
    path = write("pdq,reference", f'{A},"', f"{B},seen", f'{C},"')
    found = read_list(path, skip_bad=True)
    assert [bad.line for bad in found.bad_rows] == [2, 4]
    assert found.entries == (entry(f"pdq:{B}", references=("seen",)),)


def test_bytes_that_are_not_utf_8_cost_one_row(tmp_path: Path) -> None:
    path = tmp_path / "reported.csv"
    path.write_bytes(f"pdq,reference\n{A},Köln\n{B},ok\n".encode("latin-1"))
    found = read_list(path, skip_bad=True)
    assert found.bad_rows == (BadRow(str(path), 2, "row", "character 67 is not UTF-8; save the file as UTF-8"),)
    assert [entry.reference for entry in found.entries] == ["ok"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        pytest.param((), "empty, not a single row", id="empty"),
        pytest.param((f"{A},100,a.jpg",), "give the type pdq", id="PDQ text without a type"),
        pytest.param(
            ("pdq,PDQ", f"{A},{A}"), "line 1, header: columns 'pdq' and 'PDQ' mean the same", id="a name twice"
        ),
        pytest.param(("pdq,label,labels", f"{A},,"), "'label' and 'labels' mean the same", id="singular and plural"),
        pytest.param(("pdq,,", f"{A},,"), "header: column 2 has no name", id="a column without a name"),
        pytest.param(("pdq,a\0",), "NUL", id="a binary file"),
        pytest.param(("pdq", "x", "y"), "not one of 2 rows can be read", id="no good row"),
    ],
)
def test_bad_list(lines: tuple[str, ...], problem: str, write: Write) -> None:
    """What is wrong with the whole file is not skipped."""
    path = write(*lines)
    with pytest.raises(BadListError) as caught:
        read_list(path, skip_bad=True)
    assert str(caught.value).startswith(f"{path}: ")
    assert problem in caught.value.problem


def test_header_alone_is_an_empty_list(write: Write) -> None:
    assert read_list(write("pdq,quality")).entries == ()


def test_unknown_type(write: Write) -> None:
    with pytest.raises(UnknownHashTypeError, match="'phsah'"):
        read_list(write(P), hash_type="phsah")


# --- digests of nothing ---


@pytest.mark.parametrize(
    "digest",
    [
        "md5:d41d8cd98f00b204e9800998ecf8427e",
        "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        f"md5:{0:032}",
        f"sha256:{0:064}",
    ],
)
def test_digests_of_nothing_are_counted_and_left_out(digest: str, write: Write) -> None:
    found = read_list(write("hash", digest, f"pdq:{0:064}"))
    assert found == HashList((entry(f"pdq:{0:064}"),), rows=2, duplicates=0, blank=1, bad_rows=(), format="csv")


def test_digest_of_nothing_beside_a_hash(write: Write) -> None:
    found = read_list(write("md5,pdq", f"{0:032},{A}"))
    assert (found.entries, found.blank) == ((entry(f"pdq:{A}"),), 0)


@pytest.mark.parametrize("rows", ["f8" * 32, "f8"], ids=["good", "bad"])
@pytest.mark.parametrize("searching", [True, False])
def test_reading_leaves_the_search_for_cycles_as_it_was(write: Write, rows: str, searching: bool) -> None:
    path = write(f"pdq:{rows}", name="list.txt")
    try:
        if not searching:
            gc.disable()
        with suppress(BadRowError):
            read_list(path)
        assert gc.isenabled() is searching
    finally:
        gc.enable()


def test_rows_without_a_hash_beside_a_radius_are_bad_rows(write: Write) -> None:
    """However many there are: a block of them is no reason to give up the list."""
    path = write("pdq,radius", f"{A},5", *[",5"] * 100, f"{B},5")
    found = read_list(path, skip_bad=True)
    assert (found.rows, len(found.entries), len(found.bad_rows)) == (102, 2, 100)
    with pytest.raises(BadListError, match="not one of 10 rows can be read"):
        read_list(write("pdq,md5,radius", *[",,5"] * 10), skip_bad=True)


@pytest.mark.parametrize("name", ["x" * 300, "locked/list.csv"])
def test_what_the_system_does_not_hand_out(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read_list(lists_in([tmp_path / name])[0])


def test_the_lists_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", ".hidden"):
        (tmp_path / name).write_text("hash\n", encoding="utf-8")
    (tmp_path / "c.csv").symlink_to("a.csv")
    names = [Path(each).name for each in lists_in([tmp_path / "b.csv", tmp_path, tmp_path / "a.csv"])]
    assert names == ["b.csv", "a.csv"]  # each file once, however it is named
    (tmp_path / "more").mkdir()
    with pytest.raises(BadListError, match=r"more: a folder within a folder of lists; name it too, or move it away"):
        lists_in([tmp_path])
