"""What is read as JSON means the same to every program, or is refused with what to do."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.files.json_objects import json_object, json_value

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(values)
def test_what_json_writes_is_read(value: object) -> None:
    assert json_value(json.dumps(value)) == value


def _loaded(text: str) -> object:
    """What Python's own reader makes of `text`, which is laxer; None where it is no object."""
    try:
        return json.loads(text)
    except ValueError:
        return None


@given(st.text(st.sampled_from('{}[]",:1aN\n \x1b\u202e')) | st.text())
def test_any_text_is_an_object_or_refused_with_a_reason(text: str) -> None:
    if isinstance(_loaded(text), dict):
        with suppress(ValueError):  # Python's own reader takes a name twice
            assert json_object(text) == _loaded(text)
        return
    with pytest.raises(ValueError, match=r"; (correct|flatten|write) ") as caught:
        json_object(text)
    assert type(caught.value) is ValueError  # not JSON's own, which holds the whole text
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param('{"a": 1, "a": 1}', "'a' is given twice", id="a name twice"),
        pytest.param('{"b": [{"a": 1, "a": 2}]}', "'a' is given twice", id="a name twice further in"),
        pytest.param('{"a": NaN}', "NaN is no number of JSON", id="NaN"),
        pytest.param('{"a": -Infinity}', "-Infinity is no number of JSON", id="infinity"),
        pytest.param('{"a": ' + "9" * 5000 + "}", "every program reads alike", id="thousands of digits"),
        pytest.param("[" * 100_000, "nested too deeply; flatten it", id="a thousand brackets"),
        pytest.param('{"a": 1,}', "no JSON at character ", id="a comma too many"),
        pytest.param("{} {}", "no JSON at character 4: Extra data", id="two objects"),
        pytest.param("", "no JSON at character 1", id="nothing"),
        pytest.param("[1]", r"no JSON object; write \{\.\.\.\}", id="a list"),
        pytest.param("null", "no JSON object", id="null"),
    ],
)
def test_what_is_no_object(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        json_object(text)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        pytest.param("[" * 100 + "]" * 100, False, id="a hundred levels"),
        pytest.param("[" * 101 + "]" * 101, True, id="one more"),
        pytest.param('{"a": ' * 101 + "1" + "}" * 101, True, id="of objects"),
        pytest.param(f'["{"[" * 500}", "\\"{"{" * 500}"]', False, id="within texts"),
        pytest.param("[" + ", ".join(["[]"] * 500) + "]", False, id="side by side"),
        pytest.param("[" * 1_000_000, True, id="never closed"),
    ],
)
def test_depth_is_bounded_on_every_version_of_python(text: str, refused: bool) -> None:
    if refused:
        with pytest.raises(ValueError, match="nested too deeply"):
            json_value(text)
    else:
        assert json_value(text)
