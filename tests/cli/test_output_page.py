"""`OUTPUT.md` names the fields that programs get, in their order."""

import re
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest

from hashmatch.cli import audit, output
from hashmatch.cli.takedown import rows, transfer
from hashmatch.takedown.cases.summary import Summary

PAGE = Path(output.__file__).with_name("OUTPUT.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "columns"),
    [
        pytest.param("`status`, `due`", rows.COLUMNS, id="status and due"),
        pytest.param("`summary`", [field.name for field in fields(Summary)], id="summary"),
        pytest.param("`import --skip-bad`", transfer.BAD_LINE, id="import"),
        pytest.param("`verify`", audit.VERIFIED, id="audit verify"),
        pytest.param("`check`", audit.EVENT, id="audit check"),
    ],
)
def test_the_page_names_every_field(command: str, columns: Sequence[str]) -> None:
    line = re.search(rf"^\| {re.escape(command)} \| (.*)$", PAGE, re.MULTILINE)
    assert line is not None
    assert f"`{', '.join(columns)}`" in line[1]
