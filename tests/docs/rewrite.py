"""``python -m tests.docs.rewrite PAGE...``: write what commands print now into the console blocks of pages.

What already agrees, `...` included, stays as it is. Read the difference before you commit it.
"""

import os
import sys
import tempfile
from pathlib import Path

from docs.generator.site import ROOT
from tests.docs.blocks import RUN, Desk, agrees, blocks_of, lay_out, steps

ANYTHING = "..."


def rewrite(page: str) -> None:
    """Run the blocks of a page in order, and write it anew where commands print something else."""
    text = (ROOT / page).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder))
        os.chdir(folder)
        desk = Desk(Path(folder))
        for block in [found for found in blocks_of(page) if found.language in RUN and found.why_not is None]:
            if block.language == "console":
                text = text.replace(block.text, _session(desk, block.text), 1)
            else:
                desk.run(block, page)
        os.chdir(ROOT)
    (ROOT / page).write_text(text, encoding="utf-8")


def _session(desk: Desk, session: str) -> str:
    """Return a console session with what its commands print now."""
    lines = []
    for step in steps(session):
        printed = desk.printed_by(step.command)
        old = step.printed.splitlines()
        lines += [f"$ {step.source}", *(old if agrees(printed, step.printed) else merged(old, printed.splitlines()))]
    return "\n".join(lines) + "\n"


def merged(old: list[str], printed: list[str]) -> list[str]:
    """Return what was printed; a line of the page that agrees with it stays, and so does `...` for several lines."""
    left, lines = list(old), list[str]()
    for line in printed:
        at = next((at for at, text in enumerate(left) if text != ANYTHING and agrees(line, text)), None)
        passed = left[:1] if at is None else left[:at]
        if ANYTHING in passed and lines[-1:] != [ANYTHING]:
            lines.append(ANYTHING)
        if at is not None:
            lines.append(left[at])
            del left[: at + 1]
        elif ANYTHING not in passed:
            lines.append(line)
    return lines


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite(name)
