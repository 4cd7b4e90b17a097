"""The command line: each command parses, calls one library function and renders what it returns.

    main.py      the `hashmatch` command, its errors and exit codes. Start here.
    lazy.py      groups that import a command when it runs, so that `--help` is instant
    output.py    rows as a table for people, JSON Lines or CSV for programs; OUTPUT.md beside it documents every field
    progress.py  a bar on standard error when a person watches

One module a command or command group beside them. Knows everything; nothing knows it.
"""

from hashmatch.cli.main import main

__all__ = ["main"]
