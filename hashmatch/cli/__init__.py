"""The command line: each command parses, calls one library function and renders what it returns.

    main.py      the `hashmatch` command, its errors and exit codes. Start here.
    lazy.py      groups that import a command when it runs, so that `--help` is instant
    output.py    rows as a table for people, JSON Lines or CSV for programs; OUTPUT.md documents every field
    progress.py  a bar on standard error when a person watches

matching.py  the options that make a matcher; options.py further option types

Each command or command group has a module of its own. Knows everything; nothing knows it.
"""

from hashmatch.cli.main import main

__all__ = ["main"]
