"""What a list says of itself."""

from pathlib import Path

from hashmatch.exchange import read_list


def account_of(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "reported.csv"
    path.write_text("\n".join(["hash", *rows]) + "\n", encoding="utf-8")
    return read_list(path, skip_bad=True).account.removeprefix(f"{tmp_path}/")


def test_what_was_left_out_is_said_in_one_sentence(tmp_path: Path) -> None:
    """Forty of forty-two rows were skipped once, and nobody heard of it."""
    good = [f"md5:{'f8' * 16}", f"md5:{'0b' * 16}"]
    assert account_of(tmp_path, good[0], *["short"] * 40, good[1]) == (
        "reported.csv: 42 rows, 2 entries, 0 duplicates, 40 rows that cannot be read "
        "(first: line 3, hash: 'short' is no hash: write it as type:digits, as in 'pdq:...', "
        "or give the type of the whole list)"
    )


def test_a_good_list_says_little(tmp_path: Path) -> None:
    good = f"md5:{'f8' * 16}"
    assert account_of(tmp_path, good, good) == "reported.csv: 2 rows, 1 entry, 1 duplicate"


def test_digests_of_nothing_are_named(tmp_path: Path) -> None:
    rows = [f"md5:{'0' * 32}", f"pdq:{'0b' * 32}"]
    assert account_of(tmp_path, *rows) == "reported.csv: 2 rows, 1 entry, 0 duplicates, 1 digest of nothing"


def test_thousands_are_set_apart(tmp_path: Path) -> None:
    rows = [f"phash:{number:016x}" for number in range(1, 1235)]
    assert account_of(tmp_path, *rows) == "reported.csv: 1,234 rows, 1,234 entries, 0 duplicates"
