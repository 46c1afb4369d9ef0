"""YAML of strangers is read without harm, and every mistake has its line."""

from __future__ import annotations

import time

import pytest

from equipoise.errors import InputError
from equipoise.whatif.scenario.document import Items, Mapping, Scalar, read_document


def test_values_are_text_until_a_key_says_what_they_are() -> None:
    node = read_document("a: NO\nb: 2022-07\nc: '1'\nd: [1, x]\n", "f.yaml")
    assert isinstance(node, Mapping)
    values = {key.text: value for key, value in node.entries}
    assert isinstance(values["a"], Scalar)
    assert isinstance(values["c"], Scalar)
    assert isinstance(values["d"], Items)
    assert (values["a"].text, values["a"].quoted, values["a"].at.line) == ("NO", False, 1)
    assert (values["c"].quoted, values["d"].at.line) == (True, 4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\nb: [1, 2\nc: 3", "line 3: this is no YAML"),
        ("a: 1\na: 2", "line 2: key 'a' is there twice; the first is in line 1"),
        ("a: &x [1]\nb: *x", "line 1: anchors and aliases"),
        ("a: &a\n  b: *a", "line 1: anchors and aliases"),  # a cycle
        ("a: !!python/object/apply:os.system ['true']", "line 1: tags"),
        ("a: 1\n---\nb: 2", "line 2: a scenario is one document"),
        ("# nothing\n", "the file is empty"),
        ("[1]: 2", "line 1: a key must be a word"),
        ("a: 1\x00", "no YAML"),
        ("a: " + "[" * 30 + "]" * 30, "more than 20 levels"),
        ("x" * 1_000_001, "at most 1,000,000 characters"),
        ("- 1\n" * 100_001, "at most 100,000 values"),
        ("\ta: 1", "line 1: this is no YAML"),
    ],
)
def test_what_could_do_harm_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(InputError, match=r"^f\.yaml") as error:
        read_document(text, "f.yaml")
    assert says in str(error.value)


def test_a_bomb_of_anchors_is_refused_at_once() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]\n" for k in range(1, 20))
    start = time.monotonic()
    with pytest.raises(InputError, match="line 1: anchors"):
        read_document(bomb, "f.yaml")
    assert time.monotonic() - start < 1


def test_deep_brackets_end_in_a_message_and_not_in_a_crash() -> None:
    with pytest.raises(InputError):
        read_document("[" * 100_000, "f.yaml")
