"""Named columns to an entry: what CSV and JSON Lines have in common."""

from collections.abc import Sequence

from hashmatch.bank.entry import Entry
from hashmatch.errors import quoted
from hashmatch.exchange.tabular.cells import (
    Cell,
    digits_called,
    digits_of,
    read_labels,
    read_named,
    read_quality,
    read_radius,
    read_source,
    read_texts,
    refuse_inexact,
    type_name,
)
from hashmatch.files.bounded_text import RowError
from hashmatch.hashing import Hash, PixelHashType, find_type, hash_type_names

PLURALS = {"labels": "label", "references": "reference", "sources": "source"}
NAMED_COLUMNS = ("hash", "hash_type", "quality", "fidelity", "radius", "label", "reference", "source")
VIEWS = "_views"  # behind the name of a type: its hashes of crops


def column(name: str) -> str:
    """Return the name by which a column is known: in lower case, singular, and hash types as the registry has them."""
    lowered = type_name(name)
    return PLURALS.get(lowered, lowered)


def type_of_views(name: str) -> str | None:
    """Return the hash type of the crops in a column so named, or None if it holds none; a digest has no crops."""
    hash_type = type_name(name).removesuffix(VIEWS)
    if hash_type == type_name(name) or hash_type not in hash_type_names():
        return None
    return hash_type if isinstance(find_type(hash_type), PixelHashType) else None


def keeps_its_name(name: str) -> bool:
    """Tell whether a column so named is one of those that are kept as they are."""
    known = column(name)
    return bool(known) and known not in NAMED_COLUMNS and not holds_hash(known) and type_of_views(known) is None


def holds_hash(name: str) -> bool:
    """Tell whether a column so named holds hashes."""
    known = column(name)
    return known == "hash" or known in hash_type_names()


class Columns:
    """Reads rows that have the same columns.

    Parameters
    ----------
    names : sequence of str
        As the file writes them.
    hash_type : str, optional
        Type of the column ``hash`` where the row does not say it.

    Raises
    ------
    RowError
        If two columns mean the same, one has no name, or none holds a hash.
    """

    def __init__(self, names: Sequence[str], hash_type: str | None) -> None:
        self.hash_type = hash_type
        at: dict[str, int] = {}
        for position, name in enumerate(names):
            known = column(name)
            if not known:
                raise RowError("header", f"column {position + 1} has no name")
            if known in at:
                raise RowError("header", f"columns {quoted(names[at[known]])} and {quoted(name)} mean the same")
            at[known] = position
        self.typed = [(known, digits_of(known), at[known]) for known in at if known in hash_type_names()]
        self.extra = [(names[position].strip(), position) for known, position in at.items() if keeps_its_name(known)]
        self.views = [(found, position) for known, position in at.items() if (found := type_of_views(known))]
        self.hash, self.type_of_hash = at.get("hash"), at.get("hash_type")
        self.quality, self.fidelity, self.radius = at.get("quality"), at.get("fidelity"), at.get("radius")
        self.label, self.reference, self.source = at.get("label"), at.get("reference"), at.get("source")
        if self.hash is None and not self.typed:
            raise RowError("header", f"no column 'hash' or {', '.join(map(repr, hash_type_names()))}")

    def entry(self, cells: Sequence[str], texts: Sequence[Cell]) -> Entry | None:
        """Return the entry of one row, or None if it holds nothing but digests of nothing.

        Parameters
        ----------
        cells : sequence of str
            One a column.
        texts : sequence of Cell
            The same for columns that may hold several texts: a JSON list is a tuple here.

        Raises
        ------
        RowError
            Naming the column.
        """
        quality = None if self.quality is None else read_quality(cells[self.quality])
        if self.fidelity is not None:
            refuse_inexact(cells[self.fidelity])
        hashes = self._hashes(cells, quality)
        if not hashes:
            return None
        return Entry(
            hashes,
            () if self.reference is None else read_texts(texts[self.reference]),
            () if self.label is None else read_labels(texts[self.label]),
            () if self.source is None else read_source(texts[self.source]),
            None if self.radius is None else read_radius(cells[self.radius], [each.hash_type for each in hashes]),
            {name: found for name, at in self.extra if (found := read_texts(texts[at]))} if self.extra else {},
            self._views(texts) if self.views else (),
        )

    def _hashes(self, cells: Sequence[str], quality: int | None) -> tuple[Hash, ...]:
        found: list[Hash | None] = []  # None: a digest of nothing
        for name, digits, position in self.typed:
            if text := cells[position].strip():
                found.append(digits.read(text, quality, name))
        if self.hash is not None and (text := cells[self.hash].strip()):
            declared = "" if self.type_of_hash is None else cells[self.type_of_hash].strip()
            if declared:
                found.append(digits_called(declared, "hash_type", declared).read(text, quality, "hash"))
            else:
                found.append(read_named(text, self.hash_type, quality, "hash"))
        if not found:
            raise RowError("hash", "the row holds no hash")
        if len(found) == 1:
            return () if found[0] is None else (found[0],)
        return tuple(dict.fromkeys(h for h in found if h is not None))

    def _views(self, texts: Sequence[Cell]) -> tuple[Hash, ...]:
        """Return the hashes of crops, separated by ``;``; a JSON list is split already."""
        found = (
            digits_of(hash_type).read(text, None, hash_type + VIEWS)
            for hash_type, position in self.views
            for text in read_labels(texts[position])
        )
        return tuple(each for each in found if each is not None)
