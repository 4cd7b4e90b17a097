"""Hash lists: the files in which reported hashes travel.

    read.py       read_list, HashList. Start here.
    formats.py    which format a file has, decided by its first line and its suffix
    tabular/      lists of columns and cells: CSV, JSON Lines, a hash a line
    summary.py    inspect_list: what is in a list, counted
    write.py      write_csv_list
    FORMATS.md    every format, column and decision

Promise: a row is read, or refused by file, line and field; none is guessed at and none is lost in silence
(tests/exchange/test_laws.py).
"""

from hashmatch.exchange.read import BadRow, HashList, read_list
from hashmatch.exchange.summary import ListSummary, TypeSummary, inspect_list
from hashmatch.exchange.write import write_csv_list

__all__ = [
    "BadRow",
    "HashList",
    "ListSummary",
    "TypeSummary",
    "inspect_list",
    "read_list",
    "write_csv_list",
]
