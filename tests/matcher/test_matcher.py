"""The matcher finds every copy that the defaults promise to find, and nothing else."""

import copy
import io
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fixtures import copies
from hashmatch import Decoding, Doubt, Entry, Fidelity, Hash, Match, Matcher, Orientation, hash_image, read_list
from hashmatch.cli.scan import scan
from hashmatch.errors import (
    BadListError,
    BadRadiusError,
    BadSettingError,
    EmptyListError,
    MediaError,
    NothingToMatchError,
)
from hashmatch.hashing import Stage, Variant


def entry_of(photo: Path, *types: str, radius: int | None = None) -> Entry:
    return Entry(tuple(hash_image(photo, name) for name in types or ("pdq",)), (photo.name,), radius=radius)


@pytest.fixture(scope="module")
def matcher(reported: list[Path]) -> Matcher:
    return Matcher(entry_of(photo) for photo in reported)


def flipped(found: Hash, bits: int) -> Hash:
    """The same hash with its first `bits` bits changed."""
    flips = np.packbits(np.arange(256) < bits)
    return replace(found, code=found.code ^ flips)


@pytest.mark.parametrize("fidelity", Fidelity)
def test_every_copy_matches_its_original_and_nothing_else(
    fidelity: Fidelity, reported: list[Path], served: Path
) -> None:
    matcher = Matcher(map(entry_of, reported), decoding=Decoding(fidelity))
    originals = {photo.stem: photo.name for photo in reported}
    found = 0
    for file in sorted(served.iterdir()):
        if file.suffix not in {".txt", ".html"} and file.name != "removed.jpg":
            original = originals.get(file.stem.partition("--")[0])
            assert [match.entry.reference for match in matcher.match(file)] == ([original] if original else []), file
            found += original is not None
    assert found == len(reported) * (len(copies.alterations()) + 1)


def test_a_match_says_how_the_copy_was_turned_back(matcher: Matcher, reported: list[Path]) -> None:
    with Image.open(reported[0]) as picture:
        turned = picture.transpose(Image.Transpose.ROTATE_90)
    (match,) = matcher.match(turned)
    assert (match.distance, match.variant) == (0, Variant(Orientation.TURNED_RIGHT))
    assert Matcher(matcher.collection, variants="none").match(turned) == []


@pytest.mark.parametrize(("bits", "found"), [(0, True), (31, True), (32, False)])
def test_the_default_radius_is_31_inclusive(bits: int, found: bool, reported: list[Path]) -> None:
    entry = Entry((flipped(hash_image(reported[0]), bits),))
    matches = Matcher([entry], variants="none").match(reported[0])
    assert [match.distance for match in matches] == ([bits] if found else [])


@pytest.mark.parametrize(
    ("call", "own", "matcher", "found"),
    [
        pytest.param(None, None, None, False, id="the type's default is 31"),
        pytest.param(None, None, 40, True, id="the matcher's comes before the default"),
        pytest.param(None, 40, 10, True, id="the entry's own comes before the matcher's"),
        pytest.param(39, 100, 100, False, id="the call's comes before all"),
        pytest.param({"pdq": 40}, None, None, True, id="by the name of the type"),
    ],
)
def test_which_radius_counts(
    call: int | dict[str, int] | None, own: int | None, matcher: int | None, found: bool, reported: list[Path]
) -> None:
    entry = Entry((flipped(hash_image(reported[0]), 40),), radius=own)
    made = Matcher([entry], radius=matcher, variants="none")
    assert bool(made.match(reported[0], radius=call)) is found


def test_an_entry_with_several_codes_matches_once_with_its_best(reported: list[Path]) -> None:
    exact = hash_image(reported[0])
    entry = Entry((flipped(exact, 20), exact, flipped(exact, 5)), ("twice",))
    (match,) = Matcher([entry]).match(reported[0])
    assert match == Match(entry, 0, "pdq", 0, 100)


def test_nearest_come_first(reported: list[Path]) -> None:
    exact = hash_image(reported[0])
    entries = [Entry((flipped(exact, bits),), (str(bits),)) for bits in (30, 0, 12)]
    assert [match.distance for match in Matcher(entries).match(reported[0])] == [0, 12, 30]


def test_a_match_of_low_quality_is_set_aside_and_not_silent() -> None:
    flat = np.full((300, 300, 3), 90, np.uint8)
    found = Matcher([Entry((hash_image(flat),), ("flat",))]).examine(flat)
    assert found.matches == ()
    assert [(match.entry.reference, match.doubt) for match in found.set_aside] == [("flat", Doubt.LOW_QUALITY)]
    assert Matcher([Entry((hash_image(flat),))], min_quality=0).match(flat)


def test_a_second_hash_confirms_or_contradicts(reported: list[Path]) -> None:
    right, wrong = (hash_image(photo, "phash") for photo in reported[:2])
    pdq = hash_image(reported[0])
    entries = [Entry((pdq, right), ("right",)), Entry((pdq, wrong), ("wrong",)), Entry((pdq,), ("none",))]
    found = Matcher(entries, confirm="phash").examine(reported[0])
    assert [(match.entry.reference, match.confirmed) for match in found.matches] == [("right", True), ("none", None)]
    assert [(match.entry.reference, match.doubt) for match in found.set_aside] == [("wrong", Doubt.UNCONFIRMED)]


def test_digests_find_equal_files_of_any_kind() -> None:
    data = b"not a picture at all"
    matcher = Matcher([Entry((hash_image(data, "sha256"),), ("file",))])
    (match,) = matcher.match(io.BytesIO(data))
    assert (match.hash_type, match.distance, match.quality) == ("sha256", 0, None)
    assert matcher.match(b"something else") == []


def test_what_cannot_be_examined_is_never_an_empty_answer(matcher: Matcher, reported: list[Path]) -> None:
    with pytest.raises(MediaError, match="not a picture"):
        matcher.match(b"just text")
    problems = [each.problem for each in matcher.examine_many([reported[0], b"just text", reported[1]], jobs=2)]
    assert [problem is None for problem in problems] == [True, False, True]


def test_every_frame_of_an_animation_is_looked_up(matcher: Matcher, reported: list[Path], others: list[Path]) -> None:
    frames = []
    for photo in (others[0], others[1], reported[2]):
        with Image.open(photo) as picture:
            frames.append(picture.convert("RGB").resize((400, 300)))
    file = io.BytesIO()
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:], quality=90)
    (match,) = matcher.match(file.getvalue())
    assert (match.entry.reference, match.frame) == (reported[2].name, 2)


def test_one_radius_for_several_types_is_refused(reported: list[Path]) -> None:
    with pytest.raises(BadRadiusError, match="one number for pdq and phash; name the type"):
        Matcher([entry_of(reported[0], "pdq", "phash")], radius=31)
    with pytest.raises(BadRadiusError, match="a pdq hash has 256 bits"):
        Matcher([entry_of(reported[0])], radius=257)


def test_an_entrys_radius_serves_hashes_of_one_width_only(reported: list[Path]) -> None:
    """31 of 256 bits is the same picture; within 31 of 64 bits lies any picture."""
    entry = entry_of(reported[0], "pdq", "phash", radius=31)
    with pytest.raises(BadRadiusError, match=r"radius 31: of entry .*, one number for pdq and phash"):
        Matcher([entry])
    for settings in ({"hash_types": ["pdq"]}, {"confirm": "phash"}):
        assert Matcher([entry], **settings).match(reported[0])
        assert Matcher([entry], **settings).match(reported[1]) == []
    assert Matcher([entry_of(reported[0], "phash", "dhash", radius=4)]).match(reported[0])


@pytest.mark.parametrize("radius", [{"md5": 60}, 60])
def test_digests_are_equal_or_not_whatever_the_radius(radius: int | dict[str, int], reported: list[Path]) -> None:
    with pytest.raises(BadRadiusError, match=r"radius 60: .*md5"):
        Matcher([entry_of(reported[0], "md5")], radius=radius)


def test_a_calls_radius_for_one_type_leaves_the_others_as_they_were(reported: list[Path]) -> None:
    far = Entry((flipped(hash_image(reported[0]), 40),))
    assert Matcher([far], radius=40, variants="none").match(reported[0], radius={"phash": 8})


def test_entries_that_have_the_second_hash_only_are_searched_by_it(reported: list[Path]) -> None:
    both, alone = entry_of(reported[0], "pdq", "phash"), entry_of(reported[1], "phash")
    matcher = Matcher([both, alone], confirm="phash")
    assert [(match.hash_type, match.confirmed) for match in matcher.match(reported[0])] == [("pdq", True)]
    assert [(match.hash_type, match.confirmed) for match in matcher.match(reported[1])] == [("phash", None)]


def test_the_radius_of_the_second_hash_is_the_one_asked_for(reported: list[Path]) -> None:
    second = hash_image(reported[0], "phash")
    far = replace(second, code=second.code ^ np.packbits(np.arange(64) < 10))
    entry = Entry((hash_image(reported[0]), far))
    assert Matcher([entry], confirm="phash").match(reported[0]) == []
    assert Matcher([entry], confirm="phash", radius={"phash": 10}).match(reported[0])


def test_entries_that_nothing_can_match_are_counted(reported: list[Path]) -> None:
    entries = [entry_of(reported[0], "pdq", "md5"), entry_of(reported[1], "md5"), entry_of(reported[2], "colorhash")]
    assert Matcher(entries).unsearchable == 1
    assert Matcher(entries, hash_types=["pdq"]).unsearchable == 2


def test_a_matcher_that_could_never_match_is_an_error(reported: list[Path], tmp_path: Path) -> None:
    with pytest.raises(NothingToMatchError, match="no entry has a hash of phash: they have pdq only"):
        Matcher([entry_of(reported[0])], hash_types=["phash"])
    empty = tmp_path / "empty.csv"
    empty.write_text("pdq\n", encoding="utf-8")
    with pytest.raises(EmptyListError, match=r"empty\.csv: no entries"):
        Matcher.open(empty)


def test_the_second_hash_is_asked_of_what_was_cut_out(reported: list[Path]) -> None:
    with Image.open(reported[0]) as photo:
        framed = Image.new("RGB", (photo.width + 200, photo.height + 160), "white")
        framed.paste(photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (100, 80))
    pdq, right, wrong = hash_image(reported[0]), hash_image(reported[0], "phash"), hash_image(reported[1], "phash")
    entries = [Entry((pdq, right), ("right",)), Entry((pdq, wrong), ("wrong",)), Entry((pdq,), ("none",))]
    found = Matcher(entries, variants="all", confirm="phash").examine(framed)
    assert {(match.entry.reference, match.confirmed) for match in found.matches} == {("right", True), ("none", None)}
    assert [(match.entry.reference, match.doubt) for match in found.set_aside] == [("wrong", Doubt.UNCONFIRMED)]
    assert all(match.variant.stage is Stage.CONTENT for match in found.matches)


def test_the_library_finds_by_default_what_the_command_finds(reported: list[Path]) -> None:
    """A framed copy, say: `scan` undoes the frame, and so does a matcher that was told nothing."""
    with Image.open(reported[0]) as photo:
        framed = Image.new("RGB", (photo.width + 160, photo.height + 100), "white")
        framed.paste(photo, (80, 50))
    (match,) = Matcher([entry_of(reported[0])]).match(framed)
    assert match.variant.stage is Stage.CONTENT
    options = scan.make_context("scan", [".", "--list", "."]).params
    defaults = Matcher([entry_of(reported[0])]).settings
    for name in ("variants", "every_variant", "min_quality", "confirm", "margins"):
        assert getattr(defaults, name) == options[name], name


def test_a_setting_that_would_be_overwritten_cannot_be_given(reported: list[Path]) -> None:
    """How media become pixels is one thing, which variants are tried another: neither can say the other's."""
    with pytest.raises(TypeError):
        Decoding(variants="all")  # type: ignore[call-arg]  # that is the test
    with pytest.raises(TypeError):
        Matcher([entry_of(reported[0])], options=Decoding())  # type: ignore[call-arg]  # that is the test


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        pytest.param({"variants": "most"}, "variants: 'most' means nothing here; use one of none, orientation, all"),
        pytest.param({"every_variant": True, "variants": "none"}, "every_variant: 'True' means nothing here"),
        pytest.param({"min_quality": 101}, "min_quality: '101' means nothing here; use 0 to 100"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(setting: dict[str, Any], message: str, reported: list[Path]) -> None:
    with pytest.raises(BadSettingError, match=message):
        Matcher([entry_of(reported[0])], **setting)


def test_rows_that_were_left_out_are_told(tmp_path: Path, reported: list[Path]) -> None:
    rows = [str(hash_image(photo)) for photo in reported[:2]] + ["pdq:f8"] * 40
    (tmp_path / "reported.txt").write_text("\n".join(rows), encoding="utf-8")
    matcher = Matcher.open(tmp_path / "reported.txt", skip_bad=True)
    (hash_list,) = matcher.hash_lists
    assert len(hash_list.bad_rows) == 40
    assert "42 rows, 2 entries, 0 duplicates, 40 rows that cannot be read (first: line 3" in hash_list.account


def pickled(matcher: Matcher) -> Matcher:
    back = pickle.loads(pickle.dumps(matcher))  # noqa: S301 - our own bytes, of the line before
    assert isinstance(back, Matcher)
    return back


@pytest.mark.parametrize("copied", [copy.deepcopy, pickled])
def test_a_copy_that_travelled_matches_as_the_original(
    copied: Callable[[Matcher], Matcher], reported: list[Path]
) -> None:
    matcher = Matcher([entry_of(photo, "pdq", "phash") for photo in reported], confirm="phash", radius={"pdq": 20})
    other = copied(matcher)
    assert other is not matcher
    assert other.settings == matcher.settings
    assert other.collection.token == matcher.collection.token
    for photo in reported[:3]:
        assert other.examine(photo) == matcher.examine(photo)


@pytest.mark.parametrize("radius", [-5, -1, 257, 40000])
def test_an_entrys_radius_that_its_hashes_cannot_have_is_refused(radius: int, reported: list[Path]) -> None:
    with pytest.raises(BadRadiusError, match=rf"radius {radius}: of entry '.*', whose hashes have 256 bits"):
        entry_of(reported[0], radius=radius)


def test_pixels_are_examined_by_what_is_no_digest(reported: list[Path]) -> None:
    matcher = Matcher([entry_of(reported[0], "pdq", "md5")])
    with Image.open(reported[0]) as picture:
        assert [match.hash_type for match in matcher.match(picture)] == ["pdq"]
    with pytest.raises(MediaError, match="no bytes of a file"):
        Matcher([entry_of(reported[0], "md5")]).match(np.zeros((9, 9), np.uint8))


class Failing(io.BytesIO):
    def read(self, _size: int | None = -1) -> bytes:
        raise OSError("unplugged")


@pytest.mark.parametrize("types", [("md5",), ("pdq", "md5"), ("pdq",)], ids=str)
def test_a_file_object_that_cannot_be_read_is_the_mediums_problem(types: tuple[str, ...], reported: list[Path]) -> None:
    closed = io.BytesIO(b"x")
    closed.close()
    matcher = Matcher([entry_of(reported[0], *types)])
    for broken in (closed, io.StringIO("text"), Failing(b"x"), "/proc/self/mem"):
        assert isinstance(matcher.examine(broken).problem, MediaError), broken  # type: ignore[arg-type]  # that is it


def test_a_problem_keeps_no_pixels(reported: list[Path]) -> None:
    """Its traceback would hold every frame of the decoder's call, and so the whole file."""
    data = reported[0].read_bytes()
    problem: BaseException | None = Matcher([entry_of(reported[0])]).examine(data[: len(data) // 2]).problem
    assert problem is not None
    while problem is not None:
        assert problem.__traceback__ is None
        problem = problem.__cause__ or problem.__context__


def test_what_it_is_made_of(reported: list[Path], tmp_path: Path) -> None:
    (tmp_path / "reported.txt").write_text(str(hash_image(reported[0])), encoding="utf-8")
    found = read_list(tmp_path / "reported.txt")
    assert Matcher(found).hash_lists == (found,)
    assert Matcher(Matcher(found).collection).match(reported[0])
    with pytest.raises(BadSettingError, match=r"reported: .* use Matcher.open\(path\) for a file"):
        Matcher(str(tmp_path / "reported.txt"))  # type: ignore[arg-type]  # that is the test


def test_a_matcher_of_no_list_cannot_be_opened() -> None:
    """It would call everything clean."""
    with pytest.raises(TypeError, match="path"):
        Matcher.open()  # type: ignore[call-arg]  # that is the test


def test_every_list_that_is_given_is_searched(tmp_path: Path, reported: list[Path]) -> None:
    """Several files, and every file of a folder; none takes the place of another."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for place, photo in enumerate(reported[:3]):
        path = folder / f"{place}.txt" if place else tmp_path / "one.txt"
        path.write_text(str(hash_image(photo)), encoding="utf-8")
    (folder / ".notes").write_text("no list", encoding="utf-8")
    matcher = Matcher.open(tmp_path / "one.txt", folder)
    assert [Path(each.file).name for each in matcher.hash_lists] == ["one.txt", "1.txt", "2.txt"]
    assert [matcher.match(photo)[0].entry_id for photo in reported[:3]] == [0, 1, 2]
    assert matcher.match(reported[3]) == []
    (tmp_path / "empty.csv").write_text("pdq\n", encoding="utf-8")
    with pytest.raises(EmptyListError, match=r"empty\.csv: no entries"):
        Matcher.open(tmp_path / "one.txt", tmp_path / "empty.csv")
    (tmp_path / "nothing").mkdir()
    with pytest.raises(BadListError, match="a folder without a single list"):
        Matcher.open(tmp_path / "nothing")
