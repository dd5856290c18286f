"""Ways to spoil inventory files that Hypothesis made."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from fakeesx.testing.strategies import inventories


def labs(*, with_network: bool = True) -> Any:
    """A whole inventory file as plain values."""
    return inventories(network=with_network)


_WRONG = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**6), st.floats(allow_nan=False), st.text(max_size=9), st.just([]),
    st.just({}), st.just([[]]), st.just({"a": 1}), st.just({1: 2}), st.just("{}" * 3),
)


def spoil(draw: Any, value: Any) -> Any:
    """A value with one thing in it changed, dropped, doubled or renamed at some depth."""
    if isinstance(value, dict) and value and draw(st.integers(0, 3)):
        key = draw(st.sampled_from(sorted(value)))
        how = draw(st.sampled_from(["inside", "inside", "inside", "drop", "rename"]))
        if how == "inside":
            return {**value, key: spoil(draw, value[key])}
        rest = {name: part for name, part in value.items() if name != key}
        return rest if how == "drop" else {**rest, draw(st.one_of(st.text(max_size=6), st.just(key + "s"))): value[key]}
    if isinstance(value, list) and value and draw(st.integers(0, 3)):
        index = draw(st.integers(0, len(value) - 1))
        if draw(st.booleans()):
            return [*value[:index], spoil(draw, value[index]), *value[index + 1 :]]
        return [*value, value[index]]
    return draw(_WRONG)
