"""The examples in docstrings run, and what programs use most has one."""

import doctest
import importlib
import pkgutil
from collections.abc import Callable

import pytest

import hashmatch
from fixtures import copies
from hashmatch import Entry, HammingIndex, Hash, Hits, Limits, Orientation, read_list
from hashmatch.exchange import inspect_list, write_csv_list
from hashmatch.hashing import find_type, hash_type_names
from hashmatch.media import Picture, decode, decode_frames

# Importing a `__main__` would run the command.
MODULES = [
    info.name for info in pkgutil.walk_packages(hashmatch.__path__, "hashmatch.") if not info.name.endswith("__main__")
]

# Where examples are expected. Others may have some too: all of them run.
WITH_EXAMPLES: list[Callable[..., object]] = [
    Entry,
    HammingIndex,
    HammingIndex.add,
    HammingIndex.nearest,
    HammingIndex.open,
    HammingIndex.remove,
    HammingIndex.save,
    HammingIndex.search,
    Hash,
    Hash.distance,
    Hash.parse,
    Hits,
    Limits,
    Orientation,
    Picture,
    decode,
    decode_frames,
    find_type,
    hash_type_names,
    inspect_list,
    read_list,
    write_csv_list,
]


def examples_in(module: str) -> list[doctest.DocTest]:
    """The docstrings of a module that have examples: its own, not those of what it imports."""
    return doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(module), module)


FOUND = [test for module in ["hashmatch", *MODULES] for test in examples_in(module) if test.examples]


@pytest.mark.parametrize("example", FOUND, ids=lambda test: test.name)
def test_an_example_does_what_it_says(example: doctest.DocTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs in the folder of fixtures, so that the files that it names are there; ``...`` stands for any text."""
    monkeypatch.chdir(copies.HERE)
    printed: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.REPORT_ONLY_FIRST_FAILURE).run(
        example, out=printed.append
    )
    assert not outcome.failed, "".join(printed)
    assert outcome.attempted == len(example.examples)
    assert not getattr(outcome, "skipped", 0)  # counted since Python 3.13


def test_no_example_is_skipped() -> None:
    """``# doctest: +SKIP`` would be an example that nothing checks."""
    skipping = [test.name for test in FOUND for each in test.examples if each.options.get(doctest.SKIP)]
    assert skipping == []


@pytest.mark.parametrize("thing", WITH_EXAMPLES, ids=lambda thing: thing.__qualname__)
def test_what_programs_use_most_has_an_example(thing: Callable[..., object]) -> None:
    assert f"{thing.__module__}.{thing.__qualname__}" in {test.name for test in FOUND}
