"""Hash lists: the files in which reported hashes travel.

    read.py       read_list, lists_in. Start here.
    hash_list.py  HashList: entries, and what became of each row
    interface.py  ListFormat: what a format says of itself and does
    row_blocks.py rows of a format that has one a line, many at once where they are plain
    formats.py    the table of formats: which of them a file has, by its first line and its suffix
    tabular/      CSV, JSON Lines, text: columns and cells
    pdq_text.py   what the PDQ reference tool prints
    write.py      write_csv_list, write_jsonl_list
    summary.py    inspect_list: what is in a list, counted
    rows.py       the counts as rows that programs read
    FORMATS.md    every format, column and decision

Promise: a row is read, or refused by file, line and field; none is guessed at and none is lost in silence
(tests/exchange/test_laws.py).
"""

from hashmatch.exchange.hash_list import BadRow, HashList
from hashmatch.exchange.read import lists_in, read_list
from hashmatch.exchange.rows import CountRow, count_rows
from hashmatch.exchange.summary import ListSummary, TypeSummary, inspect_list
from hashmatch.exchange.write import write_csv_list, write_jsonl_list

__all__ = [
    "BadRow",
    "CountRow",
    "HashList",
    "ListSummary",
    "TypeSummary",
    "count_rows",
    "inspect_list",
    "lists_in",
    "read_list",
    "write_csv_list",
    "write_jsonl_list",
]
