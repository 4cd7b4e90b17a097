"""How templates are filled: everything is escaped, and nothing that is missing passes unseen."""

from functools import cache
from typing import Any

from hashmatch.errors import shown


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("hashmatch.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shown"] = lambda text: shown(str(text))
    return made


def page(template: str, **values: object) -> str:
    """Fill one of the package's templates."""
    text: str = _environment().get_template(template).render(**values)
    return text
