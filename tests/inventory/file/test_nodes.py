"""YAML as nodes: what scalars are, what is refused, and that no input takes long or ends in another error."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.inventory.file import InventoryError
from fakeesx.inventory.file.nodes import LARGEST_BYTES, Mapping, Node, Scalar, Sequence, parse


def plain(node: Node | None) -> Any:
    """The values without their places."""
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return {plain(key): plain(value) for key, value in node.pairs}
    return None if node is None else node.value


@pytest.mark.parametrize(("text", "value"), [
    ("on", "on"), ("no", "no"), ("Yes", "Yes"), ("true", True), ("False", False), ("~", None), ("", None), ("null", None),
    ("12", 12), ("-3", -3), ("0", 0), ("010", "010"), ("0x10", "0x10"), ("1_000", "1_000"), ("1.5", 1.5), ("1e3", 1000.0),
    ("12:30:59", "12:30:59"), ("00:50:56:00:00:01", "00:50:56:00:00:01"), ("12:34:56:12:34:56", "12:34:56:12:34:56"),
    ("2010-11-05", "2010-11-05"), ("'12'", "12"), ('"true"', "true"), ("=", "="), ("1" * 30, "1" * 30), (".inf", ".inf"),
])  # fmt: skip
def test_scalars(text: str, value: Any) -> None:
    """Those of YAML 1.2's core schema, whatever YAML 1.1 made of them."""
    node = parse(f"a: {text}\n", "x.yaml")
    assert isinstance(node, Mapping)
    found = node.pairs[0][1]
    assert isinstance(found, Scalar)
    assert (type(found.value), found.value) == (type(value), value)


def test_places() -> None:
    """Lines and columns begin at 1; blanks, comments and other scripts do not disturb them."""
    node = parse("# one\n\nä: ü\nb:\n  - 1\n  - {c: 2}\n", "x.yaml")
    assert isinstance(node, Mapping)
    (_, first), (key, second) = node.pairs
    assert (first.place.line, first.place.column) == (3, 4)
    assert (key.place.line, key.place.column) == (4, 1)
    assert isinstance(second, Sequence)
    assert [(item.place.line, item.place.column) for item in second.items] == [(5, 5), (6, 5)]


def test_aliases() -> None:
    """Stand for what their anchor has."""
    assert plain(parse("a: &x [1, 2]\nb: *x\nc: &y z\nd: *y", "x")) == {"a": [1, 2], "b": [1, 2], "c": "z", "d": "z"}


def bomb(levels: int = 12) -> str:
    """Aliases of aliases, ten times as large at each level."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(("text", "line", "says"), [
    ("a: !!python/object:os.system x", 1, "tag"), ("a: 1\nb: !x 2", 2, "tag"), ("a: ! 2", 1, "tag"),
    ("--- 1\n--- 2\n", 2, "second document"), ("a: &a [*a]", 1, "no anchor"), ("a: *b", 1, "no anchor"),
    ("[" * 33 + "]" * 33, 1, "deeper"), ("a: [1,\nb: {", 3, "no YAML"), ("\t- a", 1, "no YAML"), ("a: 'x", 1, "no YAML"),
    ("a: b: c", 1, "no YAML"), ("x\n\n\x01", 3, "character"), ("a: \ud800", 1, "character"), ("%YAML 9.9", 1, "no YAML"),
    ("&a [&b [&c [*b]]]", 1, "no anchor"), (bomb(), 6, "values"), ("x" * (LARGEST_BYTES + 1), 1, "MiB"),
], ids=lambda value: repr(value)[:20])  # fmt: skip
def test_refused(text: str, line: int, says: str) -> None:
    """With the line; soon, whatever it would grow to."""
    begin = time.process_time()
    with pytest.raises(InventoryError, match=says) as caught:
        parse(text, "x.yaml")
    assert caught.value.problems[0].place.line == line
    assert time.process_time() - begin < 20


def test_depth_through_aliases() -> None:
    """Levels are counted through aliases too."""
    text = "a0: &a0 [x]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 40))
    with pytest.raises(InventoryError, match="deeper"):
        parse(text, "x.yaml")


def test_no_utf8() -> None:
    """The place of the first byte that is none."""
    with pytest.raises(InventoryError, match=r"^x:2:4: this is no UTF-8$"):
        parse(b"a: 1\nb: \xff\n", "x")
    assert plain(parse(b"\xef\xbb\xbfa: 1", "x")) == {"a": 1}


@given(st.text(alphabet=st.one_of(st.sampled_from("[]{}:,-&*!|>'\"%#@` \n\tab1?"), st.characters()), max_size=60))
def test_any_text(text: str) -> None:
    """Is a tree or an error with a place in it."""
    try:
        parse(text, "x")
    except InventoryError as error:
        (problem,) = error.problems
    else:
        return
    assert 1 <= problem.place.line <= sum(text.count(end) for end in "\n\r\x85\u2028\u2029") + 2


@given(st.binary(max_size=40))
def test_any_bytes(data: bytes) -> None:
    """Likewise."""
    try:
        parse(data, "x")
    except InventoryError as error:
        (problem,) = error.problems
    else:
        return
    assert problem.place.line >= 1
