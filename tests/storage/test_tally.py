"""The running sum of space."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fakeesx.storage.tally import Tally, Usage

places = st.sampled_from(["a", "b", "d/a", "d/b", "d/e/a", "f/a"])
usages = st.builds(lambda a, b: Usage(a, a + b), st.integers(0, 99), st.integers(0, 99))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), places, usages),
        st.tuples(st.just("drop"), places),
        st.tuples(st.just("move"), places, places),
        st.tuples(st.just("drop_directory"), st.sampled_from(["", "d", "d/e", "f"])),
    )
)


@given(steps)
def test_sums_equal_a_recount(steps):
    """After any steps the sums are those of a plain dictionary's values."""
    tally, model = Tally(), {}
    for step in steps:
        getattr(tally, step[0])(*step[1:])
        if step[0] == "put":
            model[step[1]] = step[2]
        elif step[0] == "drop":
            model.pop(step[1], None)
        elif step[0] == "move":
            moved = model.pop(step[1], None)
            model.pop(step[2], None)
            if moved is not None:
                model[step[2]] = moved
        else:
            model = {path: usage for path, usage in model.items() if path.rpartition("/")[0] != step[1]}
        assert {path: tally.get(path) for path in model} == model
        assert tally.allocated == sum(usage.allocated for usage in model.values())
        assert tally.provisioned == sum(usage.provisioned for usage in model.values())


def test_move_directory():
    """A tree's files keep their usage under its new name."""
    tally = Tally()
    for path in ("d/a", "d/e/f/a", "de/a"):
        tally.put(path, Usage(1, 2))
    tally.move_directory("d", "x/y")
    assert [tally.get(path) for path in ("x/y/a", "x/y/e/f/a", "de/a", "d/a")] == [Usage(1, 2)] * 3 + [None]
    assert (tally.allocated, tally.provisioned) == (3, 6)
