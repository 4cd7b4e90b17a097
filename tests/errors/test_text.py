import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hashmatch.errors import defang


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
