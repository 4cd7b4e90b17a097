"""The `hashmatch` command: its groups, its version line, and what becomes of an error.

Exit codes (all commands): 0 done; 2 usage or fatal error; 130 interrupted. `scan` adds 1 (matches found) and 3 (some
files not examined), so nothing else may ever exit with 1, which is what Python and Click do of their own accord.
"""

import importlib.metadata
import os
import sys
import traceback
from typing import Any

import click

from hashmatch import __version__
from hashmatch.cli.lazy import Lazy, LazyGroup
from hashmatch.errors import HashmatchError, shown

FATAL = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells report it

COMMANDS = {
    "scan": Lazy("hashmatch.cli.scan:scan", "Find reported media in folders."),
    "hash": Lazy("hashmatch.cli.hash:hash_", "Print the hashes of pictures, or make a hash list of them."),
    "explain": Lazy("hashmatch.cli.explain:explain", "Say how one file is treated, variant by variant."),
    "compare": Lazy("hashmatch.cli.compare:compare", "Say how far apart two pictures or hashes are."),
    "list": Lazy("hashmatch.cli.lists:lists", "Look into hash lists."),
    "takedown": Lazy("hashmatch.cli.takedown:takedown", "Track notices against their deadlines."),
    "audit": Lazy("hashmatch.cli.audit:audit", "Prove that no event of a ledger was changed."),
    "regimes": Lazy("hashmatch.cli.regimes:regimes", "Look into the rules that give a platform a deadline."),
}


class Command(LazyGroup):
    """The outermost group: every error becomes one line on standard error and exit code 2."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; anything unforeseen is a bug of ours, and still must not exit with 1, which says "matches found"."""
        debug = "--debug" in sys.argv[1:]
        try:
            return super().main(*args, **kwargs)
        except Exception as bug:  # noqa: BLE001 - the border to the shell, where Python itself would exit with 1
            if debug:
                traceback.print_exc()
            kind = type(bug).__name__  # the kind only: its text could hold a hash
            click.echo(
                f"hashmatch: internal error ({kind}); run again with 'hashmatch --debug' and report it", err=True
            )
            sys.exit(FATAL)

    def invoke(self, ctx: click.Context) -> Any:
        """Turn errors raised on purpose, interrupts and closed pipes into their exit codes."""
        try:
            return super().invoke(ctx)
        except HashmatchError as error:
            if ctx.params["debug"]:
                traceback.print_exc()
            click.echo(f"hashmatch: {shown(str(error))}", err=True)
            ctx.exit(FATAL)
        except KeyboardInterrupt:
            click.echo("hashmatch: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader went away (`| head`): leave quietly, and let Python's last flush go nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(FATAL)
        except OSError as error:  # a full disk below standard output or a journal
            if ctx.params["debug"]:
                traceback.print_exc()
            where = f" ({shown(os.fsdecode(error.filename))})" if error.filename else ""
            click.echo(f"hashmatch: stopped before the end: {error.strerror}{where}", err=True)
            ctx.exit(FATAL)


def _version_line() -> str:
    """Name hashmatch's version and those of the libraries that decide what a hash is."""
    parts = [f"{name} {importlib.metadata.version(name)}" for name in ("Pillow", "numpy", "ImageHash")]
    return f"hashmatch {__version__} ({', '.join(parts)})"


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """Print the version line and stop, before any command is looked at."""
    if wanted and not ctx.resilient_parsing:
        click.echo(_version_line())
        ctx.exit()


@click.group(cls=Command, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the versions of hashmatch and of the libraries that decide hashes.",
)
@click.option("--debug", is_flag=True, help="Show the Python traceback of an error.")
def main(debug: bool) -> None:  # read from the context by Command
    """Find reported pictures again, and prove whether they were removed in time.

    Results go to standard output, messages to standard error. Each command says with --help what it does.
    """
