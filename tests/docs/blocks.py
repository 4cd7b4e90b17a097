"""The fenced blocks of a page, and a desk at which they run: Python, console sessions and shell scripts."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from PIL import Image, ImageOps

from docs.generator.site import INCLUDED, ROOT, written
from hashmatch.cli import main

BLOCK = re.compile(
    r"^(?:<!-- not run: (?P<why>[^\n]+) -->\n)?```(?P<language>\S*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
RUN = ("python", "console", "sh")
SHELL = re.compile(r"[|&;<>$`(){}*?~]|^(?!hashmatch )")  # what only a shell understands
PROGRAMS = {"hashmatch": "-m hashmatch", "python": ""}
FOUND = 1  # exit code of a scan that found something, which is what a scan is for


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block."""

    line: int  # of its first line in the page, from 1
    language: str
    text: str
    why_not: str | None  # the page's own reason for a block that cannot run


def pages() -> list[str]:
    """List every page of the project whose blocks are run, by its path in the checkout."""
    return ["README.md", *sorted(INCLUDED.values()), *(f"docs/{place}" for place in written())]


def blocks_of(page: str) -> Iterator[Block]:
    """Yield the blocks of a page in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for found in BLOCK.finditer(text):
        line = text.count("\n", 0, found.start("text")) + 1
        yield Block(line, found["language"], found["text"], found["why"])


def lay_out(folder: Path) -> None:
    """Fill a desk with what the pages take for granted: the checkout's fixtures, a list, and a folder of uploads."""
    for name, target in {
        "fixtures": "fixtures",
        "photos": "fixtures/photos",
        "reported.csv": "fixtures/reported.csv",
    }.items():
        (folder / name).symlink_to(ROOT / target)
    uploads = folder / "uploads"
    uploads.mkdir()
    photo = {name: Image.open(ROOT / f"fixtures/photos/{name}.jpg") for name in ("bee", "coffee", "meadow")}
    ImageOps.mirror(photo["bee"]).save(uploads / "mirrored.png")
    ImageOps.expand(photo["bee"], 60, "white").save(uploads / "framed.jpg")
    photo["meadow"].reduce(2).save(uploads / "small.webp")
    photo["coffee"].save(uploads / "coffee.jpg")
    (uploads / "notes.txt").write_text("Nothing to see here.\n", encoding="utf-8")
    (uploads / "broken.jpg").write_bytes((ROOT / "fixtures/photos/clock.jpg").read_bytes()[:5000])


class Desk:
    """The state that the blocks of one page share: names of Python, variables of the shell, files of the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "__main__"}  # as in a script
        self.variables: dict[str, str] = {}
        self.exit_code = 0

    def run(self, block: Block, page: str) -> None:
        """Run one block; whatever it does not do as the page says is an AssertionError or its own exception."""
        if block.language == "python":
            padded = "\n" * (block.line - 1) + block.text  # so that a traceback names the page's own line
            exec(compile(padded, page, "exec"), self.names)  # noqa: S102 - our own text
        elif block.language == "sh":
            code, printed = self._shell(f"set -e\n{block.text}")
            assert code == 0, printed
        else:
            session = list(steps(block.text))
            shows_code = [step.command == "echo $?" for step in session[1:]]
            for step, any_code in zip(session, [*shows_code, False], strict=True):
                printed = self.printed_by(step.command)
                where = f"{page}, line {block.line}: {step.command}\nexit code {self.exit_code}, printed:\n{printed}"
                assert any_code or self.exit_code == 0 or (self.exit_code == FOUND and " scan " in step.command), where
                assert agrees(printed, step.printed), f"{where}\nthe page says:\n{step.printed}"

    def printed_by(self, command: str) -> str:
        """Run one command of a console session, and return what it prints, without blanks at the ends of lines."""
        printed = ""
        if command == "echo $?":
            printed, self.exit_code = str(self.exit_code), 0
        elif variable := re.fullmatch(r"export (\w+)=(\S*)", command):
            self.variables[variable[1]], self.exit_code = variable[2], 0
        else:
            self.exit_code, printed = (self._shell if SHELL.search(command) else self._hashmatch)(command)
        return "\n".join(line.rstrip() for line in printed.splitlines())

    def _hashmatch(self, command: str) -> tuple[int, str]:
        """Run a command of ours in this process, which is quicker."""
        result = CliRunner().invoke(main, shlex.split(command)[1:], env=self.variables, prog_name="hashmatch")
        return result.exit_code, result.output

    def _shell(self, script: str) -> tuple[int, str]:
        """Run a script in bash, with `hashmatch` and `python` of this interpreter."""
        result = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env={
                **os.environ,
                **self.variables,
                "PATH": f"{self._programs}:{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return result.returncode, result.stdout

    @cached_property
    def _programs(self) -> Path:
        """A folder with `hashmatch` and `python` of this interpreter, made when a shell needs it."""
        folder = self.folder / ".programs"
        folder.mkdir()
        for name, start in PROGRAMS.items():
            program = folder / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {start} "$@"\n', encoding="utf-8")
            program.chmod(0o755)
        return folder


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a console session."""

    source: str  # as the page has it, over several lines where a backslash continues it
    command: str
    printed: str  # what the page says that it prints; `...` stands for anything


def steps(session: str) -> Iterator[Step]:
    """Yield the commands of a console session."""
    for step in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        source, _, printed = step.replace("\\\n", "\0").partition("\n")
        yield Step(source.replace("\0", "\\\n"), source.replace("\0", " ").strip(), printed.rstrip())


def agrees(printed: str, expected: str) -> bool:
    """Whether a command printed what the page says."""
    pattern = ".*".join(re.escape(part) for part in expected.split("..."))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None
