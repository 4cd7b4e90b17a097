"""What a matcher is told, checked once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from hashmatch.bank import Collection
from hashmatch.errors import BadSettingError
from hashmatch.hashing import Decoding, HasMargins, Variants, find_type
from hashmatch.matcher.radii import Radius
from hashmatch.matcher.searching import SearchedShelf

MIN_QUALITY = 50  # the authors of PDQ advise to drop hashes below it


class Keywords(TypedDict, total=False):
    """The keywords of `Matcher`."""

    variants: Variants | str
    every_variant: bool
    radius: Radius | None
    hash_types: Sequence[str] | None
    min_quality: int
    confirm: str | None
    margins: bool
    decoding: Decoding


@dataclass(frozen=True, slots=True)
class Settings:
    """How media are hashed, and when they match; `Matcher` explains each."""

    variants: Variants
    every_variant: bool
    min_quality: int
    confirm: str | None
    margins: bool
    decoding: Decoding


def checked_settings(
    variants: Variants | str,
    *,
    every_variant: bool,
    min_quality: int,
    confirm: str | None,
    margins: bool,
    decoding: Decoding,
) -> Settings:
    """Return settings whose words are known.

    Raises
    ------
    BadSettingError
        If `variants` is an unknown word, `min_quality` is out of range, or `every_variant` has no variants to try.
    UnknownHashTypeError
        If `confirm` names no hash type.
    """
    if variants not in set(Variants):
        raise BadSettingError("variants", variants, f"one of {', '.join(Variants)}")
    if not 0 <= min_quality <= 100:
        raise BadSettingError("min_quality", min_quality, "0 to 100")
    if every_variant and variants != Variants.ALL:
        raise BadSettingError("every_variant", every_variant, "it with variants 'all'")
    second = None if confirm is None else find_type(confirm).name
    return Settings(Variants(variants), every_variant, min_quality, second, margins, decoding)


def without_effect(settings: Settings, collection: Collection, shelves: Sequence[SearchedShelf]) -> tuple[str, ...]:
    """Return the settings that can change no answer with these entries."""
    idle = []
    if settings.confirm is not None and settings.confirm not in collection.hash_types:
        idle.append("confirm")
    if settings.margins and not any(isinstance(each.kind, HasMargins) for each in shelves):
        idle.append("margins")
    return tuple(idle)
