"""One reported medium."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hashmatch.errors import BadRadiusError, quoted
from hashmatch.hashing import Hash, find_type


@dataclass(frozen=True, slots=True)
class Entry:
    """One reported medium: its hashes, and what the reporter said of it.

    Attributes
    ----------
    hashes : tuple of Hash
        At least one; several types, or several codes of one type, of the same medium.
    references : tuple of str
        The reporters' own names for it; several where duplicate rows were merged, none where nobody gave one.
    labels : tuple of str
        Categories, in the words of the list.
    sources : tuple of str
        Who reported it.
    radius : int or None
        Distance in bits up to which this entry matches; None for the default of the type.
    extra : mapping of str to tuple of str
        Columns hashmatch does not know, kept as they were: each distinct value of the merged rows.
    views : tuple of Hash
        Hashes of crops of the medium, of types that have some, so that deep crops of it are found.

    Raises
    ------
    BadRadiusError
        If no hash of the entry has so many bits as its radius.

    Examples
    --------
    >>> from hashmatch import Entry, Hash
    >>> entry = Entry((Hash.parse("phash:f8f8f0cee0f4a84f"),), references=("case-1",), labels=("confirmed",))
    >>> entry.reference, entry.labels, entry.radius
    ('case-1', ('confirmed',), None)

    See Also
    --------
    hashmatch.read_list : the entries of a file
    hashmatch.Matcher : matches media against entries
    """

    hashes: tuple[Hash, ...]
    references: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    radius: int | None = None
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    views: tuple[Hash, ...] = ()

    def __post_init__(self) -> None:
        if self.radius is not None:
            most = max((find_type(each.hash_type).bits for each in (*self.hashes, *self.views)), default=0)
            if not 0 <= self.radius <= most:
                raise BadRadiusError(self.radius, f"of entry {quoted(self.reference)}, whose hashes have {most} bits")

    @property
    def reference(self) -> str:
        """The first reference, or "" where there is none."""
        return self.references[0] if self.references else ""


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return `texts` in order, each once and none empty."""
    return tuple(dict.fromkeys(text for text in texts if text))
