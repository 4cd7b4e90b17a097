import re

from hypothesis import given
from hypothesis import strategies as st

from hashmatch.files.templates import code_span


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
