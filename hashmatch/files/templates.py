"""Templates: what is missing is an error, and everything is escaped but in templates of plain text."""

import functools
import re
from typing import TYPE_CHECKING

from hashmatch.errors import shown

if TYPE_CHECKING:
    from jinja2 import Environment


@functools.cache
def templates(package: str) -> "Environment":
    """Return the templates of a package, ready to be filled.

    Parameters
    ----------
    package : str
        Its dotted name; the templates lie in its folder ``templates``. Values are escaped as HTML, except in templates
        whose name ends in ``.txt.j2`` or ``.md.j2``.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    found = Environment(
        loader=PackageLoader(package),
        undefined=StrictUndefined,  # a name that a template misspells is an error
        autoescape=select_autoescape(disabled_extensions=["md.j2", "txt.j2"], default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["shown"] = lambda text: shown(str(text))
    found.filters["code"] = code_span
    found.filters["cell"] = lambda text: text.replace("|", r"\|")  # of a Markdown table
    return found


def code_span(text: str) -> str:
    """Return `text` as a Markdown code span (CommonMark 6.1): its fence is longer than any run of backticks within."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
