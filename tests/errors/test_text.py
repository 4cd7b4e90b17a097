import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hashmatch.errors import defang, quoted


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        pytest.param("https://a.b/c", "hxxps://a[.]b/c", id="https"),
        pytest.param("http://a.b/c.jpg?x=1.5", "hxxp://a[.]b/c.jpg?x=1.5", id="dots after the host say nothing"),
        pytest.param("HTTPS://A.B/", "HxxPS://A[.]B/", id="upper case"),
        pytest.param("https://user.name@a.b:8443/", "hxxps://user[.]name@a[.]b:8443/", id="user and port"),
        pytest.param("ftp://a.b/c", "ftp[:]//a[.]b/c", id="another scheme"),
        pytest.param("www.example.org/x", "www[.]example[.]org/x", id="no scheme, but programs make links of it"),
        pytest.param("https://a.b/save?of=https://c.d/e", "hxxps://a[.]b/save?of=hxxps://c[.]d/e", id="inside another"),
        pytest.param("hxxps://a[.]b/c", "hxxps://a[.]b/c", id="already defanged"),
        pytest.param("exports/2026/a.jpg", "exports/2026/a.jpg", id="a path"),
        pytest.param("C:\\exports\\a.jpg", "C:\\exports\\a.jpg", id="a path with a drive"),
    ],
)
def test_defang(location: str, expected: str) -> None:
    assert defang(location) == expected


@given(
    st.lists(st.sampled_from(["http://", "https://", "ftp://", "www.", "a.b", "/", "?", ".", "[", "]", " "])).map(
        "".join
    )
)
@example("http://http://a.b")
def test_nothing_that_is_defanged_can_be_followed(location: str) -> None:
    """And defanging twice is defanging once."""
    once = defang(location)
    assert not re.search(r"(?i)\bhttps?://|\bwww\.\w", once)
    assert defang(once) == once


@given(st.text(max_size=100))
def test_short_text_is_quoted_whole(text: str) -> None:
    assert quoted(text) == repr(text)


@given(st.text(min_size=101, max_size=300))
def test_long_text_is_cut_and_counted(text: str) -> None:
    assert quoted(text) == f"{text[:100]!r}... ({len(text)} characters)"


@given(st.none() | st.integers() | st.lists(st.text()) | st.dictionaries(st.text(), st.floats()))
def test_other_values_are_quoted_as_python_writes_them(value: object) -> None:
    assert len(quoted(value)) <= 103
    assert repr(value).startswith(quoted(value).removesuffix("...")) or quoted(value) == repr(value)


def test_quoted() -> None:
    assert quoted("x" * 2_000_000) == f"'{'x' * 100}'... (2,000,000 characters)"
    assert quoted([1] * 100) == f"{repr([1] * 100)[:100]}..."
