"""Chaos rules to draw from: sound ones, in their JSON form."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

SECONDS = st.integers(0, 1000) | st.floats(0, 1000, allow_nan=False)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), min_size=1, max_size=8)
WHEN = st.sampled_from(["before", "after"])
FAULTS = st.one_of(
    st.sampled_from(["InvalidState", "NotSupported", "NotFound", "ConcurrentAccess"]).map(lambda name: {"fault": name}),
    TEXT.map(lambda name: {"fault": "AlreadyExists", "fields": {"name": name}}),
    st.integers(0, 64).map(
        lambda n: {"fault": "NumVirtualCpusNotSupported", "fields": {"maxSupportedVcpusDest": n, "numCpuVm": n}, "text": "x"}
    ),
    TEXT.map(lambda moid: {"fault": "NoPermission", "fields": {
        "object": {"_ref": ["Folder", moid]}, "privilegeId": "System.View",
    }}),
    st.sampled_from(["poweredOn", "poweredOff"]).map(lambda state: {"fault": "InvalidPowerState", "fields": {
        "existingState": state, "requestedState": "suspended",
    }}),
)
EFFECTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "fault": FAULTS,
    "task_fails": st.builds(lambda fault, at: {**fault, "task_fails": at}, FAULTS, st.integers(0, 100)),
    "delay": st.fixed_dictionaries({"delay": st.floats(0.1, 9)}, optional={"jitter": SECONDS}),
    "status": st.fixed_dictionaries(
        {"status": st.integers(200, 599)}, optional={"body": TEXT, "content_type": st.just("text/plain"), "when": WHEN},
    ),
    "truncate": st.fixed_dictionaries({"truncate": st.integers(0, 9999)}),
    "reset": st.fixed_dictionaries({"reset": WHEN}),
    "hang": st.just({"hang": True}),
    "session": st.fixed_dictionaries({"session": st.sampled_from(["expired", "empty"])}),
    "stale": st.fixed_dictionaries(
        {"stale": st.just("name") | st.lists(st.sampled_from(["name", "summary.config"]), min_size=1, max_size=2)},
        optional={"seconds": SECONDS},
    ),
    "datastore_free": st.fixed_dictionaries({"datastore_free": st.integers(0, 2**50)}),
    "cut_at": st.fixed_dictionaries({"cut_at": st.integers(0, 2**40)}),
    "bytes_per_second": st.fixed_dictionaries({"bytes_per_second": st.integers(1, 2**30)}),
    "nic_down": st.fixed_dictionaries({"nic_down": st.sampled_from(["vmnic0", "vmnic*"])}),
    "reboot": st.fixed_dictionaries({"reboot": st.just(True) | SECONDS}),
}
VALUES = st.dictionaries(TEXT, TEXT | st.booleans() | st.integers(-5, 5) | st.none(), min_size=1, max_size=2)
PROPERTIES = st.dictionaries(  # that any entity has
    st.sampled_from(["name", "parent", "overallStatus"]), TEXT | st.booleans() | st.none(), min_size=1, max_size=2,
)
COUNTING: dict[str, st.SearchStrategy[Any]] = {
    "nth": st.integers(1, 5), "after": st.integers(0, 5), "every": st.integers(1, 5), "times": st.integers(1, 5),
    "probability": st.floats(0, 1),
}
OF_CALLS = {
    "type": st.sampled_from(["VirtualMachine", "ManagedEntity"]), "name": TEXT, "moid": TEXT, "property": PROPERTIES,
    "argument": VALUES, "user": TEXT, **COUNTING,
}
MATCHES = {
    **dict.fromkeys(("stale", "datastore_free"), st.fixed_dictionaries(
        {}, optional={"name": TEXT, "moid": TEXT, "property": PROPERTIES},
    )),
    **dict.fromkeys(("cut_at", "bytes_per_second"), st.fixed_dictionaries(
        {"request": st.sampled_from(["PUT /folder/*", "* /*", "GET *"])},
        optional={"argument": VALUES, "user": TEXT, **COUNTING},
    )),
    "nic_down": st.just({}),
}
CALLS = st.fixed_dictionaries(
    {}, optional={"method": st.sampled_from(["*_Task", "PowerOnVM_Task", "*"]), **OF_CALLS},
)


@st.composite
def json_rules(draw: st.DrawFn, effects: tuple[str, ...] = tuple(EFFECTS)) -> dict[str, Any]:
    """A rule, with an id or without."""
    key = draw(st.sampled_from(effects))
    plain: dict[str, Any] = {"effect": dict(draw(EFFECTS[key]))}
    match = dict(draw(MATCHES.get(key, CALLS)))
    if match.get("method") == "PowerOnVM_Task" and "argument" in match:  # it has one parameter
        match["argument"] = {"host": next(iter(match["argument"].values()))}
    if match:
        plain["match"] = match
    if draw(st.booleans()):
        plain["id"] = draw(TEXT.filter(str.isprintable))
    return plain
