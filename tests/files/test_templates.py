import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.files.templates import code_span, templates


@pytest.mark.parametrize(
    ("name", "escaped"),
    [("page.html", True), ("letter.txt.j2", False), ("letter.md.j2", False), ("figures.csv", True), (None, True)],
)
def test_everything_is_escaped_but_in_plain_text(name: str | None, escaped: bool) -> None:
    """By the name of the template: one of a kind that nobody thought of is escaped."""
    escapes = templates("hashmatch.report").autoescape
    assert callable(escapes)
    assert escapes(name) is escaped


def test_a_value_cannot_become_markup() -> None:
    page = templates("hashmatch.report").from_string("<p>{{ label }}</p>")
    assert page.render(label="<script>'\"&") == "<p>&lt;script&gt;&#39;&#34;&amp;</p>"


def test_a_name_that_is_missing_is_an_error() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError, match="'lable' is undefined"):
        templates("hashmatch.report").from_string("{{ lable }}").render(label="x")


@pytest.mark.parametrize(
    ("template", "text", "filled"),
    [
        pytest.param("{{ text | shown }}", "a\u202eb\n", r"a\u202eb\n", id="what could move a cursor"),
        pytest.param("{{ text | cell }}", "a|b", r"a\|b", id="a cell of a Markdown table"),
        pytest.param("{{ text | code }}", "a", "`a`", id="code"),
    ],
)
def test_filters(template: str, text: str, filled: str) -> None:
    assert templates("hashmatch.report").from_string(template).render(text=text) == filled


@given(st.text("`a ", min_size=1))
def test_a_code_span_says_what_it_was_given(text: str) -> None:
    """No run of backticks within is as long as the fence, and none touches it."""
    span = code_span(text)
    fence = re.match("`+", span)
    assert fence
    assert span.endswith(fence[0])
    inner = span[len(fence[0]) : -len(fence[0])]
    assert fence[0] not in re.findall("`+", inner)
    assert "`" not in (inner[0], inner[-1])
    assert inner.strip() == text.strip()
