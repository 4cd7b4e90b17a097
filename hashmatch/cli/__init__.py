"""The command line: each command parses, calls one library function and renders what it returns.

    root.py         the `hashmatch` command, its errors and exit codes. Start here.
    lazy.py         groups that import a command when it runs, so that `--help` is instant
    given_once.py   refuses an option that is given twice
    output.py       rows as a table for people, JSON Lines or CSV for programs; OUTPUT.md documents every field
    output_page.py  the tables of fields in OUTPUT.md, written from the rows' schemas
    options.py      option types that several commands share
    matching.py     the options that make a matcher
    progress.py     a bar on standard error when a person watches

One module a command or group of commands: scan.py explain.py hash.py compare.py lists.py regimes.py audit.py takedown/.
Knows everything; nothing knows it.
"""

from hashmatch.cli.root import main

__all__ = ["main"]
