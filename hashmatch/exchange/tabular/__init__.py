"""Lists whose rows are columns and cells.

columns.py     named columns to an entry. Start here.
plain_rows.py  the same for many plain rows at once
csv_list.py    CSV; jsonl_list.py JSON Lines: both feed `columns`
text_list.py   a hash a line, which has no columns
cells.py       one cell: digits, quality, radius, labels; what is refused and how it is said
"""
