"""Strategies for failures: chaos rules, and schedules of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from fakeesx.chaos import Rule, RuleError, rule
from fakeesx.testing.strategies import checks

METHODS = (
    "CreateVM_Task", "PowerOnVM_Task", "PowerOffVM_Task", "ReconfigVM_Task", "Destroy_Task", "AddPortGroup",
    "RemovePortGroup", "RetrieveProperties", "CreateSnapshot_Task",
)


def chaos_rules(
    *, methods: Collection[str] = METHODS, effects: Collection[str] = ("fault", "delay"), max_delay: float = 0.05,
) -> st.SearchStrategy[Rule]:
    """Rules for ``FakeESX.chaos.add``: some calls of a method go wrong.

    ``effects``: fault (a vim fault in place of the answer), delay (up to ``max_delay`` seconds), status (an HTTP status in
    place of the answer), reset (the connection breaks), session (it has ended). Which calls: the first few, one of them,
    or by chance.
    """
    known = checks.texts("methods", methods)
    for method in known:
        try:
            rule(method, delay=1)
        except RuleError as error:
            raise InvalidArgument(f"methods has {method!r}: {error}") from None
    if not 0 < max_delay <= 3600:
        raise InvalidArgument(f"max_delay={max_delay!r}: it is a number of seconds, more than 0")
    kinds = checks.one_of("effects", effects, tuple(_EFFECTS))
    return st.builds(
        lambda method, when, effect: rule(method, **when, **effect), st.sampled_from(known), _when(),
        st.one_of([_EFFECTS[kind](max_delay) for kind in kinds]),
    )


def chaos_schedules(
    *, methods: Collection[str] = METHODS, effects: Collection[str] = ("fault", "delay"), max_rules: int = 4,
    max_delay: float = 0.05,
) -> st.SearchStrategy[list[Rule]]:
    """Lists of rules to be added in order. The other arguments are those of ``chaos_rules``."""
    checks.count("max_rules", max_rules, 1, 100)
    return st.lists(chaos_rules(methods=methods, effects=effects, max_delay=max_delay), max_size=max_rules)


def _when() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.integers(1, 3).map(lambda n: {"nth": n}), st.integers(1, 3).map(lambda n: {"times": n}),
        st.sampled_from((0.1, 0.5, 0.9)).map(lambda p: {"probability": p, "times": 5}),
    )


_EFFECTS: dict[str, Any] = {
    "fault": lambda _: st.sampled_from(("NotSupported", "InvalidState", "HostConfigFault")).map(
        lambda name: {"fault": name}
    ),
    "delay": lambda most: st.floats(most / 100, most).map(lambda seconds: {"delay": seconds}),
    "status": lambda _: st.sampled_from((500, 502, 503)).map(lambda status: {"status": status}),
    "reset": lambda _: st.sampled_from(("before", "after")).map(lambda moment: {"reset": moment}),
    "session": lambda _: st.just({"session": "expired"}),
}
