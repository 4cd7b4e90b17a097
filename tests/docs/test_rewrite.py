"""Bringing a page up to date keeps what its writer left out on purpose."""

import pytest

from tests.docs.rewrite import merged


@pytest.mark.parametrize(
    ("old", "printed", "expected"),
    [
        pytest.param(["a 1"], ["a 2"], ["a 2"], id="a line that differs is what was printed"),
        pytest.param(["a ..."], ["new", "a 2"], ["new", "a ..."], id="a line is new, one with dots agrees"),
        pytest.param(["a", "..."], ["new", "a", "b", "c"], ["new", "a", "..."], id="dots for the rest"),
        pytest.param(["a", "...", "d"], ["new", "a", "b", "c", "d"], ["new", "a", "...", "d"], id="dots in the middle"),
        pytest.param(["a", "b"], ["b"], ["b"], id="a line is gone"),
        pytest.param([], ["a"], ["a"], id="nothing was shown"),
    ],
)
def test_merged(old: list[str], printed: list[str], expected: list[str]) -> None:
    assert merged(old, printed) == expected
