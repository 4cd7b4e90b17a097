"""What both towers need of files: to be read without waiting, line by line, within bounds, and written whole.

    opening.py       open_file: a regular file, never a pipe or device
    bounded_text.py  open_text, bounded_lines: numbered lines of text, also gzipped, within bounds
    cells.py         cells that no spreadsheet runs
    json_objects.py  JSON that every program reads alike
    durable.py       replace_file, replaced_text: a file replaced wholly or not at all
    rows.py          rows that programs read: columns and meanings from a dataclass
    templates.py     templates filled with everything escaped

Knows errors only.
"""
