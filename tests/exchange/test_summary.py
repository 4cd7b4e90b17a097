"""What is in a list, counted."""

from pathlib import Path

from hashmatch.exchange import ListSummary, TypeSummary, inspect_list

LIST = f"""\
pdq,md5,quality
{"f8" * 32},{"0b" * 16},80
{"f8" * 32},{"0b" * 16},90
{"0b" * 32},,50
{"3c" * 32},,49
{"3d" * 32},,
{"0" * 64},,0
{"f" * 64},,0
,d41d8cd98f00b204e9800998ecf8427e,
short,,
"""


def test_summary(tmp_path: Path) -> None:
    path = tmp_path / "reported.csv"
    path.write_text(LIST, encoding="utf-8")
    summary = inspect_list(path, skip_bad=True)
    assert summary == ListSummary(
        format="csv",
        rows=9,
        entries=6,
        duplicates=1,
        blank=1,
        bad_rows=summary.bad_rows,
        types=(
            TypeSummary("pdq", 6, good_quality=2, low_quality=3, no_quality=1, all_zero=1, all_one=1),
            TypeSummary("md5", 1, good_quality=0, low_quality=0, no_quality=1, all_zero=0, all_one=0),
        ),
    )
    assert [bad.line for bad in summary.bad_rows] == [10]


def test_all_one_of_42_bits(tmp_path: Path) -> None:
    path = tmp_path / "reported.csv"
    path.write_text("colorhash\n3ffffffffff\n2ffffffffff\n", encoding="utf-8")
    assert inspect_list(path).types[0].all_one == 1
