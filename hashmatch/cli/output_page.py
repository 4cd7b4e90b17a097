"""OUTPUT.md's tables of fields, rendered from the schemas of the rows.

`python -m hashmatch.cli.output_page` writes them into the page; a test compares. A new kind of rows is one line in
`row_kinds`, and its marker in the page: ``<!-- fields: NAME -->``.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from hashmatch.files.rows import meanings_of

PAGE = Path(__file__).with_name("OUTPUT.md")
MARKED = re.compile(r"^<!-- fields: (?P<name>.*?) -->\n\n?(?:\|.*\n)*", re.MULTILINE)

Meanings = Mapping[str, str]
"""The fields of a row in their order, each with its meaning."""


def row_kinds() -> dict[str, Meanings]:
    """Return the kinds of rows that commands write, by the name of their marker in the page."""
    from hashmatch import exchange, scan, takedown

    crops = {f"{name}_views": "hashes of crops of the picture, with `--views`" for name in scan.types_with_crops()}
    record = {"record": "`event` or `obligation`"}
    return {
        "scan": meanings_of(scan.ScanRow),
        "hash": {**meanings_of(scan.ListedHashRow), **crops},
        "explain": meanings_of(scan.ExplainRow),
        "compare": meanings_of(scan.CompareRow),
        "list inspect": meanings_of(exchange.CountRow),
        "regimes list": meanings_of(takedown.RegimeRow),
        "regimes check": meanings_of(takedown.ProblemRow),
        "takedown status, due": meanings_of(takedown.ObligationRow),
        "takedown show, events": {**record, **takedown.EVENT_FIELDS, **meanings_of(takedown.PlaceRow)},
        "takedown show, obligations": meanings_of(takedown.DeadlineRow),
        "takedown show, further": meanings_of(takedown.StepRow),
        "takedown summary": meanings_of(takedown.Summary),
        "takedown import": meanings_of(takedown.BadLineRow),
        "audit verify": meanings_of(takedown.VerifiedRow),
        "audit check, erase": meanings_of(takedown.RecordedRow),
    }


def table(meanings: Meanings) -> str:
    """Return a Markdown table of fields."""
    rows = [f"| `{field}` | {meaning.replace('|', chr(92) + '|')} |\n" for field, meaning in meanings.items()]
    return "".join(["| field | meaning |\n", "| --- | --- |\n", *rows])


def names_in(page: str) -> list[str]:
    """Return the names of the markers in a page, in their order."""
    return [found["name"] for found in MARKED.finditer(page)]


def rendered(page: str, kinds: Mapping[str, Meanings]) -> str:
    """Return `page` with the table of each kind of rows below its marker, in place of the old one."""

    def with_table(found: re.Match[str]) -> str:
        return f"<!-- fields: {found['name']} -->\n\n{table(kinds[found['name']])}"

    return MARKED.sub(with_table, page)


if __name__ == "__main__":
    PAGE.write_text(rendered(PAGE.read_text(encoding="utf-8"), row_kinds()), encoding="utf-8")
