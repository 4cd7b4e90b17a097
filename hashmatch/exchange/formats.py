"""Which format a list has: what its first line is, unless its suffix says otherwise, which is an error."""

from pathlib import PurePath

from hashmatch.errors import BadListError, quoted
from hashmatch.exchange.interface import ListFormat
from hashmatch.exchange.pdq_text import PdqText
from hashmatch.exchange.tabular.csv_list import CsvList
from hashmatch.exchange.tabular.jsonl_list import JsonlList
from hashmatch.exchange.tabular.text_list import TextList
from hashmatch.files.bounded_text import RowError

FORMATS: tuple[ListFormat, ...] = (
    # Asked in this order.
    JsonlList(),
    PdqText(),
    CsvList(),
    TextList(),  # last: it takes whatever has no comma
)


def format_of(first_line: str, name: str) -> ListFormat:
    """Return the format of the file `name`, whose first line that is not blank is `first_line`.

    Raises
    ------
    BadListError
        If the line belongs to no format, or to another than the suffix (that before ``.gz``) promises.
    """
    path = PurePath(name)
    suffix = (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()
    promised = [each for each in FORMATS if suffix in each.suffixes]
    found = _format_of_line(first_line, name)
    if promised and found not in promised:
        raise BadListError(
            name,
            f"ends in {suffix}, but its first line {quoted(first_line)} looks like {found.name}: rename or repair it",
        )
    return found


def _format_of_line(line: str, name: str) -> ListFormat:
    try:
        found = next((each for each in FORMATS if each.recognises(line.strip())), None)
    except RowError as error:
        raise BadListError(name, f"{error.field}: {error.problem}") from None
    if found is None:
        known = ", ".join(each.looks_like for each in FORMATS)
        raise BadListError(name, f"its first line {quoted(line)} is none of {known}; convert it to one")
    return found
