"""The reference page of rules, from their keys: ``python -m fakeesx.chaos.page > docs/reference/chaos-rules.md``."""

from __future__ import annotations

import sys
from typing import Any

from fakeesx.chaos.effects import BY_KEY, CALL, REQUEST, keys_of
from fakeesx.chaos.keys import EFFECT, ID, MATCH, Key

_HEAD = """# Chaos rules

A rule says which calls go wrong, and how. For what rules are good for see [play a faulty
host](../how-to/play-a-faulty-host.md). This page is made from the table of keys in `fakeesx/chaos/keys.py`.

A rule is a JSON object:

```json
{"id": "no-room", "match": {"method": "CreateVM_Task", "nth": 2}, "effect": {"task_fails": 40, "fault": "NoDiskSpace",
 "fields": {"file": "[datastore1] web", "datastore": "datastore1"}}}
```

In Python the keys of match and effect are keywords, the method comes first: `esx.chaos.add("CreateVM_Task", nth=2,
task_fails=40, fault="NoDiskSpace", fields={…}, id="no-room")`. A file for `fakeesx serve --chaos FILE` is a YAML list
of such objects. `fakeesx.chaos.schema()` gives the JSON Schema of one.

`id`: $ID. `effect` is needed. A rule that can't be is refused when it is added (`RuleError`, a `ValueError`), with
the key that is wrong and the nearest right one.

## match

All conditions hold together; without any, a rule is for every call that has passed the host's own checks (session,
object, privilege, licence). In globs only `*` and `?` are special (brackets are just brackets, for datastore paths
have them), and letters' case matters. Through a path into an array each element is looked at.

| key | | value |
|---|---|---|
"""
_COUNTING = """
Each rule counts, for itself, the calls that fit all its other conditions; `nth`, `after` and `every` look at that
number, `times` at how often the rule acted. `probability` draws from a stream of random numbers that begins with the
host's seed (`--seed`, `FakeESX(seed=…)`) and the rule's id: the same seed and the same calls make the same schedule,
whatever other rules there are.

Of several rules that are due for a call, the delays are added up, and of the others the first that came acts. All
count the call.

## effect

"""
_TAIL = """
"For" tells what an effect goes with: `calls` are vim25 calls, `requests` HTTP requests (rules with `match.request`),
`state` holds as long as the rule is there: its match selects objects by `type`, `name`, `moid` and `property`, and
removing the rule restores what was.

`reset`, `status` and `truncate` on a call act when the host has decoded and checked it; on a request (`POST /sdk` is
one) they act on whatever it holds. A request's `user` is who it says to be, by cookie or HTTP Basic. No rule
applies to the control API (`/fakeesx/…`); while the host reboots it does not answer either.

Slow links take the time of the machine, not that of a virtual clock; `delay`, `seconds` and `reboot` take the time of
the host's clock. A call that was delayed runs also when its client has gone meanwhile; one that hangs is dropped
then.

A hanging or delayed call is checked again when it goes on: its session, or its object, may have gone.

`host.chaos` and `esx.chaos`: `add`, `remove(id)`, `clear()`, `rules`, `find(id)`, `hits(id)` (how often a rule acted;
of one for `state`, on how many objects), `held(id)` and `release(id)` for calls that hang. A reset of the host clears
the rules, a checkpoint brings back those that it had, with their counts; calls that wait are dropped.
"""
_ON = {CALL: "calls", REQUEST: "requests"}


def page() -> str:
    """The page."""
    match = "".join(f"| `{name}` | {key.what} | {_value(key)} |\n" for name, key in MATCH.items())
    effects = "".join(_effect(name, cls) for name, cls in BY_KEY.items())
    head = "| key | what happens | for | value | with it |\n|---|---|---|---|---|\n"
    return (
        _HEAD.replace("$ID", ID.what) + match + _COUNTING + head + effects
        + "\n| with it | | value |\n|---|---|---|\n" + _beside() + _TAIL
    )


def _effect(name: str, cls: type[Any]) -> str:
    what = " ".join((cls.__doc__ or "").split()).replace("``", "`")
    on = " and ".join(_ON.get(each, each) for each in cls.on)
    beside = ", ".join(f"`{key}`" for key in keys_of(cls)[1:])
    return f"| `{name}` | {what} | {on} | {_value(EFFECT[name])} | {beside} |\n"


def _beside() -> str:
    keys = (name for name in EFFECT if name not in BY_KEY)
    return "".join(f"| `{name}` | {EFFECT[name].what} | {_value(EFFECT[name])} |\n" for name in keys)


def _value(key: Key) -> str:
    return key.wanted.replace("*", "\\*")


if __name__ == "__main__":
    sys.stdout.write(page())
