"""What renders the templates of this package; a name that a template misspells is an error."""

import functools
import re

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


@functools.cache
def environment() -> Environment:
    """Return the templates; HTML ones escape whatever they are given."""
    found = Environment(
        loader=PackageLoader("hashmatch.takedown"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["code"] = code_span
    found.filters["cell"] = lambda text: text.replace("|", r"\|")  # of a Markdown table
    return found


def code_span(text: str) -> str:
    """Return `text` as a Markdown code span (CommonMark 6.1): its fence is longer than any run of backticks within."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
