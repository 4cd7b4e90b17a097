"""Rows on standard output: what a program reads back, and what a spreadsheet or terminal does not obey."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.cli.output import Output
from hashmatch.errors import shown
from hashmatch.files.cells import unguarded


def cells_of(output: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(output, newline=""), strict=True))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0", id="a formula"),
        pytest.param("'=x", "''=x", id="a formula that somebody guarded"),
        pytest.param("'tis", "'tis", id="a plain apostrophe"),
        pytest.param("a\x1b[2Jb", r"a\x1b[2Jb", id="a terminal's escapes"),
        pytest.param(["=a", "b"], "'=a;b", id="a list"),
        pytest.param({"a": 1}, '{"a": 1}', id="an object"),
        pytest.param(-1, "-1", id="a number"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_csv_cells(value: object, cell: str, capsys: pytest.CaptureFixture[str]) -> None:
    Output("csv").write([{"path": value}], ["path"])
    assert cells_of(capsys.readouterr().out) == [["path"], [cell]]


@given(texts=st.lists(st.text(st.sampled_from("'=+-@\t\r\n\",;a")) | st.text(), min_size=1, max_size=3))
def test_csv_texts_come_back(texts: list[str]) -> None:
    """But for characters that could move a cursor, which are written as escapes."""
    with pytest.MonkeyPatch.context() as patch:
        out = io.StringIO(newline="")
        patch.setattr("sys.stdout", out)
        Output("csv").write([dict(zip("abc", texts, strict=False))], "abc"[: len(texts)])
    cells = cells_of(out.getvalue())[1]
    assert [unguarded(cell) for cell in cells] == [shown(text) for text in texts]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_json_lines_are_ascii_with_the_columns_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    Output("jsonl").write([{"b": "caf\udce9", "a": [1], "c": "not asked for"}], ["a", "b"])
    line = capsys.readouterr().out
    assert line == '{"a": [1], "b": "caf\\udce9"}\n'
    assert json.loads(line)["b"] == "caf\udce9"
