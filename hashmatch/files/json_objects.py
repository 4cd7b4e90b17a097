"""JSON that every program reads alike: no name twice, which some read as the first and some as the last, and no NaN."""

import json
import re
from typing import Any

from hashmatch.errors import quoted

MAX_DEPTH = 100  # levels of lists and objects; how many Python itself stands differs from version to version
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
BRACKET = re.compile(r"[\[\]{}]")


def json_object(text: str) -> dict[str, Any]:
    """Return the object that `text` is; with errors as of `json_value`."""
    value = json_value(text)
    if not isinstance(value, dict):
        raise ValueError("no JSON object; write {...}")
    return value


def json_value(text: str) -> Any:
    """Return what `text` says in JSON.

    Raises
    ------
    ValueError
        If it is no JSON, names a member twice, holds NaN, an infinity or a number of thousands of digits, or is nested
        too deeply; the message says what to do.
    """
    if text.count("[") + text.count("{") > MAX_DEPTH and _depth_of(text) > MAX_DEPTH:
        raise ValueError("nested too deeply; flatten it")
    try:
        return _decode(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON at character {error.pos + 1}: {error.msg}; correct it") from error
    except ValueError as error:
        raise ValueError(f"no JSON that every program reads alike: {error}; correct it") from error


def _depth_of(text: str) -> int:
    """Return how deeply lists and objects are nested; brackets within strings do not count."""
    deepest = depth = 0
    for bracket in BRACKET.findall(STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{quoted(next(name for name in names if names.count(name) > 1))} is given twice")
    return members


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


_decode = json.JSONDecoder(object_pairs_hook=_without_repeats, parse_constant=_refuse_constant).decode
