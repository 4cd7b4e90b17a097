"""Which format a file has, by its first line and its suffix."""

import pytest

from hashmatch.errors import BadListError
from hashmatch.exchange.formats import format_of

PDQ = "f8" * 32


@pytest.mark.parametrize(
    ("name", "first_line", "expected"),
    [
        pytest.param("a", "hash,quality", "csv", id="a column called hash"),
        pytest.param("a", "reference,PDQ", "csv", id="a column called after a type, in any case"),
        pytest.param("a", "id, SHA-1 ,size", "csv", id="a type by its other name, with blanks around it"),
        pytest.param("a", "md5", "csv", id="one column"),
        pytest.param("a", '"hash","a, b"', "csv", id="quoted names"),
        pytest.param("a", '  {"pdq": "..."}', "jsonl", id="an object"),
        pytest.param("a", f"{PDQ},100,a.jpg", "pdq-text", id="64 digits and a comma"),
        pytest.param("a", PDQ, "text", id="digits"),
        pytest.param("a", f"pdq {PDQ}", "text", id="type and digits"),
        pytest.param("a", "# comment, with a comma", "text", id="a comment"),
        pytest.param("a.csv", f"{PDQ},100,a.jpg", "pdq-text", id="the PDQ tool's text is often called .csv"),
        pytest.param("a.CSV.gz", "hash", "csv", id="the suffix before .gz"),
        pytest.param("a.txt", "hash,quality", "csv", id=".txt promises nothing"),
        pytest.param("a.ndjson", "{}", "jsonl", id=".ndjson"),
    ],
)
def test_format(name: str, first_line: str, expected: str) -> None:
    assert format_of(first_line, name).name == expected


@pytest.mark.parametrize(
    ("name", "first_line", "hint"),
    [
        pytest.param("a.csv", PDQ, "ends in .csv", id="no header"),
        pytest.param("a.csv", "{}", "ends in .csv", id="objects in .csv"),
        pytest.param("a.csv.gz", "{}", "ends in .csv", id="objects in .csv.gz"),
        pytest.param("a.jsonl", "hash,quality", "ends in .jsonl", id="cells in .jsonl"),
        pytest.param("a.jsonl", f"pdq {PDQ}", "ends in .jsonl", id="text in .jsonl"),
        pytest.param("a", "file,size", "is called hash or after a type", id="a header without hashes"),
        pytest.param("a", "MD5;SHA1;Series name", "semicolons or tabs", id="semicolons"),
        pytest.param("a", "hash\tquality", "semicolons or tabs", id="tabs"),
        pytest.param("a", "[", "one object a line", id="a JSON array"),
        pytest.param("a", 'hash,"quality', "quotes are not balanced", id="a quote never closed"),
    ],
)
def test_unclear(name: str, first_line: str, hint: str) -> None:
    with pytest.raises(BadListError, match=hint) as caught:
        format_of(first_line, name)
    assert str(caught.value).startswith(f"{name}: ")
