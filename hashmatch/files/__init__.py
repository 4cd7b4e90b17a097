"""What both towers need of files: to be read without waiting, line by line, within bounds, and written whole.

    opening.py    open_file: a regular file, never a pipe or device
    lines.py      open_lines, open_text: numbered lines of text, also gzipped, within bounds
    rows.py       rows that programs read: columns and meanings from a dataclass
    templates.py  templates filled with everything escaped

Knows errors only.
"""
