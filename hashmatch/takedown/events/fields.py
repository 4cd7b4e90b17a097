"""The fields of an event: one strict parser each, which raises ValueError with the problem and the way out.

`FIELD_PARSERS` read what a record holds, `FIELD_CHECKS` what a program gives. They differ in times only, which a record
holds as text. Both return the value as an event keeps it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo

from hashmatch.errors import BadDurationError, BadTimeError, quoted
from hashmatch.takedown.events.kinds import EventKind, LookOutcome
from hashmatch.takedown.rules.regime import Duration
from hashmatch.takedown.times import OUTSIDE_YEARS, YEARS, parse_time

MAX_ID = 1024  # characters of an id, a name or a word
MAX_TEXT = 65_536  # characters of free text and of a location
MAX_DEPTH = 16  # nested levels of evidence


CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # tabs and line ends are text
HASH = re.compile(r"[a-z][a-z0-9_-]*:[0-9A-Za-z+/=_-]+")
ENTRY_HASH = re.compile(r"[0-9a-f]{64}")


def shown_value(value: object) -> str:
    """Return `value` as errors repeat it: short, and without control characters."""
    return quoted(value)


def shown_name(name: object) -> str:
    """Return a field's name as errors repeat it."""
    return name if isinstance(name, str) and re.fullmatch(r"\w{1,40}", name) else shown_value(name)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{shown_value(value)} is not text; put it in quotes")
    return value


def _word(value: object, limit: int = MAX_ID) -> str:
    word = _string(value)
    if not word or word != word.strip() or len(word) > limit or CONTROL.search(word):
        rule = f"1 to {limit} characters, no control character, no blank at either end"
        raise ValueError(f"{shown_value(value)} breaks the rule: {rule}; correct it")
    return word


def _location(value: object) -> str:
    return _word(value, MAX_TEXT)


def _text(value: object) -> str:
    text = _string(value)
    if not text or len(text) > MAX_TEXT or CONTROL_IN_TEXT.search(text):
        rule = f"1 to {MAX_TEXT} characters, no control character but tabs and line ends"
        raise ValueError(f"{shown_value(value)} breaks the rule: {rule}; correct it")
    return text


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f'{shown_value(value)} is not a list; write ["..."]')
    words = tuple(map(_word, value))
    if len(set(words)) != len(words):
        twice = next(word for word in words if words.count(word) > 1)
        raise ValueError(f"{shown_value(twice)} is named twice; name it once")
    return words


def _items(value: object) -> tuple[str, ...]:
    items = _words(value)
    if not items:
        raise ValueError("an empty list; name at least one item, or leave the field out where it is optional")
    return items


def _hashes(value: object) -> tuple[str, ...]:
    """Hashes never reach logs, so no message repeats one."""
    if not isinstance(value, list | tuple) or not value:
        raise ValueError('expected a list such as ["pdq:..."]; leave the field out if no hash is known')
    for number, text in enumerate(value, start=1):
        if not isinstance(text, str) or len(text) > MAX_ID or not HASH.fullmatch(text):
            raise ValueError(f"hash {number} of the list is not written as type:value, such as pdq:...; correct it")
    if len(set(value)) != len(value):
        raise ValueError("a hash is given twice; give it once")
    return tuple(value)


def _outcome(value: object) -> LookOutcome:
    if not isinstance(value, str) or value not in LookOutcome.__members__.values():
        raise ValueError(f"{shown_value(value)} is no outcome; use one of {', '.join(LookOutcome)}")
    return LookOutcome(value)


def _true(value: object) -> bool:
    if value is not True:
        raise ValueError(f"{shown_value(value)} is not true; leave the field out otherwise")
    return True


def _duration(value: object) -> str:
    try:
        Duration.parse(_string(value))
    except BadDurationError as error:
        raise ValueError(f"{shown_value(value)}: {error.problem}") from error
    return str(value)


def _entry_hash(value: object) -> str:
    if not isinstance(value, str) or not ENTRY_HASH.fullmatch(value):
        raise ValueError(f"{shown_value(value)} is no event hash; write its 64 hex digits")
    return value


def _evidence(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError(f'{shown_value(value)} is not an object; write {{"name": value}}')
    return cast(Mapping[str, object], _json(value, MAX_DEPTH))


def _json(value: object, depth: int) -> object:
    """Copy `value` as JSON reads it back; refuse what RFC 8785 or PostgreSQL cannot hold.

    So every engine keeps the same bytes, and an event does not change when its maker changes the object later.
    """
    if depth == 0:
        raise ValueError(f"nested deeper than {MAX_DEPTH} levels; flatten it")
    match value:
        case None | bool():
            return value
        case str():
            if CONTROL_IN_TEXT.search(value):
                raise ValueError(f"{shown_value(value)} holds a control character; remove it")
            return str(value)
        case int() | float():
            # RFC 8785 numbers are IEEE 754 doubles: beyond 2**53 an integer would change its value, and NaN is none.
            if not abs(value) < 2**53:
                raise ValueError(f"{shown_value(value)} is too large for a JSON number; write it as text")
            return int(value) if isinstance(value, int) else float(value)
        case list() | tuple():
            return [_json(element, depth - 1) for element in value]
        case Mapping():
            return {_name(name): _json(element, depth - 1) for name, element in value.items()}
        case _:
            raise ValueError(f"{shown_value(value)} is no JSON value; write it as text")


def _name(value: object) -> str:
    name = _string(value)
    if CONTROL_IN_TEXT.search(name):
        raise ValueError(f"{shown_value(name)} holds a control character; remove it")
    return name


def _kind(value: object) -> EventKind:
    return EventKind(cast(str, value))  # one that is none is refused before its fields are looked at


def parse_time_field(value: object, tz: ZoneInfo | None) -> datetime:
    """Read a time into UTC; `tz` is the zone of times that carry no offset, which are refused without it."""
    try:
        return parse_time(_string(value), tz)
    except BadTimeError as error:
        raise ValueError(f"{shown_value(value)}: {error.problem}") from error


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise ValueError(f"{shown_value(value)} is no datetime; give one with a time zone")
    if value.utcoffset() is None:
        raise ValueError(f"{value.isoformat()} has no offset from UTC; give it a time zone")
    if value.year in YEARS:
        moment = value.astimezone(UTC)
        if moment.year in YEARS:
            # Subclasses, such as those of data frames, may write themselves otherwise.
            return moment if type(moment) is datetime else datetime.combine(moment.date(), moment.time(), UTC)
    raise ValueError(f"{value.isoformat()}: {OUTSIDE_YEARS}")


TIME_FIELDS = frozenset({"at", "sent_at", "due"})
FIELD_PARSERS: dict[str, Callable[[object], object]] = {
    **dict.fromkeys(("id", "item", "notice", "platform", "regime", "category", "reference", "channel", "by"), _word),
    "event": _kind,
    "items": _items,
    "location": _location,
    "hashes": _hashes,
    "contains": _words,
    "treat_as_valid": _true,
    "duration": _duration,
    "outcome": _outcome,
    "evidence": _evidence,
    "reason": _text,
    "text": _text,
    "erases": _entry_hash,
}
FIELD_CHECKS: dict[str, Callable[[object], object]] = {**FIELD_PARSERS, **dict.fromkeys(TIME_FIELDS, _moment)}
