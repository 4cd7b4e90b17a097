"""One reported medium."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hashmatch.hashing import Hash


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
        PDQ hashes of crops of the medium, by which deep crops of it are found.

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

    @property
    def reference(self) -> str:
        """The first reference, or "" where there is none."""
        return self.references[0] if self.references else ""


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return `texts` in order, each once and none empty."""
    return tuple(dict.fromkeys(text for text in texts if text))
