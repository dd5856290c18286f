"""Rules at work on a host, without a socket: adding, removing, counting; what vim25 calls meet."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from fakeesx.chaos import ChaosError, Match, NoSuchRule, Rule, RuleError, RuleExists, rule
from fakeesx.chaos.effects import Fault
from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim

SI, NET, REFRESH = "ServiceInstance", "networkSystem", "RefreshNetworkSystem"


def outcome(client: Client, moid: str = SI, method: str = "CurrentTime", **arguments: Any) -> str:
    """The name of the fault a call got, or empty."""
    try:
        client.call(moid, method, **arguments)
    except Faulted as fault:
        return fault.name
    return ""


# rules


def test_ids_are_made(host: Esx) -> None:
    """The first that is free, and they begin anew after clear."""
    add = host.chaos.add
    assert [add(rule(fault="InvalidState")).id, add("CurrentTime", hang=True, id="rule-2").id] == ["rule-1", "rule-2"]
    assert add({"effect": {"hang": True}}).id == "rule-3"
    assert [each.id for each in host.chaos.rules] == ["rule-1", "rule-2", "rule-3"]
    host.chaos.clear()
    assert host.chaos.rules == ()
    assert add(hang=True).id == "rule-1"


def test_ids_are_unique(host: Esx) -> None:
    """A taken one is refused."""
    host.chaos.add(hang=True, id="a")
    with pytest.raises(RuleExists, match='there is a rule "a" already'):
        host.chaos.add(hang=True, id="a")


def test_no_such_rule(host: Esx) -> None:
    """The error names what is there."""
    host.chaos.add(hang=True, id="no-room")
    for verb in (host.chaos.remove, host.chaos.hits, host.chaos.release, host.chaos.held):
        with pytest.raises(NoSuchRule, match=r'no rule "noroom" \(did you mean no-room\?\); there are no-room'):
            verb("noroom")
    assert host.chaos.find("noroom") is None
    assert host.chaos.find("no-room") == rule(hang=True, id="no-room")


def test_a_rule_made_by_hand_is_checked(host: Esx) -> None:
    """As one that was read."""
    with pytest.raises(RuleError, match="no fault"):
        host.chaos.add(Rule(Match(), Fault("Nonsense")))
    with pytest.raises(RuleError, match="without keywords: nth"):
        host.chaos.add(rule(hang=True), nth=3)
    assert host.chaos.rules == ()


def test_there_can_not_be_any_number(host: Esx) -> None:
    """A thousand."""
    for _ in range(1000):
        host.chaos.add("Login", fault="InvalidState")
    with pytest.raises(ChaosError, match="takes 1000 rules"):
        host.chaos.add("Login", fault="InvalidState")


# faults


def test_a_fault(root: Client) -> None:
    """With its fields and its text; nothing has been done."""
    chaos = root.host.chaos
    chaos.add("AddPortGroup", fault="AlreadyExists", fields={"name": "x"}, text="no", nth=2,
              argument={"portgrp.name": "db*"})

    def add(name: str) -> None:
        group = vim.HostPortGroupSpec(name=name, vlanId=0, vswitchName="vSwitch0", policy=vim.HostNetworkPolicy())
        root.call(NET, "AddPortGroup", portgrp=group)

    for name in ("other", "db1"):
        add(name)
    with pytest.raises(Faulted) as caught:
        add("db2")
    add("db3")
    assert (caught.value.name, caught.value.fault.name, caught.value.text) == ("AlreadyExists", "x", "no")
    assert chaos.hits("rule-1") == 1
    groups = {group.spec.name for group in root.get(NET, "networkInfo").portgroup}
    assert groups & {"other", "db1", "db2", "db3"} == {"other", "db1", "db3"}


def test_checks_come_first(host: Esx) -> None:
    """A call that the host refuses itself meets no rule."""
    host.chaos.add(REFRESH, fault="InvalidState", id="a")
    assert outcome(Client(host), NET, REFRESH) == "NotAuthenticated"
    assert host.chaos.hits("a") == 0


def test_the_first_of_several_acts(root: Client) -> None:
    """All of them count the call, delays join in."""
    chaos = root.host.chaos
    chaos.add("CurrentTime", fault="InvalidState", times=1, id="a")
    chaos.add("CurrentTime", fault="NotSupported", nth=2, id="b")
    chaos.add("CurrentTime", fault="NotFound", after=2, id="c")
    assert [outcome(root) for _ in range(3)] == ["InvalidState", "NotSupported", "NotFound"]
    assert [chaos.hits(id) for id in "abc"] == [1, 1, 1]


def test_a_removed_rule_does_nothing(root: Client) -> None:
    """And without rules nothing is looked at."""
    root.host.chaos.add("CurrentTime", fault="InvalidState", id="a")
    assert outcome(root) == "InvalidState"
    root.host.chaos.remove("a")
    assert outcome(root) == ""
    assert not root.host.chaos.on_calls


def _schedule(tmp_path: Path, seed: int, *others: str) -> list[str]:
    clock = Clock()
    host = Esx(Settings(tmp_path / f"{seed}-{len(others)}-{len(list(tmp_path.iterdir()))}"), clock, random.Random(seed))
    try:
        for id in others:
            host.chaos.add("*", type="Folder", fault="NotFound", probability=0.5, id=id)
        host.chaos.add("CurrentTime", fault="InvalidState", probability=0.5, id="mine")
        client = Client(host).login()
        return [outcome(client) for _ in range(40)]
    finally:
        host.stop()


def test_the_same_seed_makes_the_same_schedule(tmp_path: Path) -> None:
    """Twice, and another rule beside it shifts nothing; another seed makes another one."""
    first = _schedule(tmp_path, 1)
    assert _schedule(tmp_path, 1) == first
    assert _schedule(tmp_path, 1, "another", "third") == first
    assert _schedule(tmp_path, 2) != first


def test_a_rule_leaves_identifiers_alone(tmp_path: Path) -> None:
    """What a seed gives is the same with rules and without."""
    uuids = []
    for number, rules in enumerate((0, 3)):
        host = Esx(Settings(tmp_path / str(number), vms=2), Clock(), random.Random(5))
        for _ in range(rules):
            host.chaos.add(fault="InvalidState", probability=0.5, user="nobody")
        uuids.append([Client(host).login().host.ids.uuid() for _ in range(3)])
        host.stop()
    assert uuids[0] == uuids[1]


# waiting


def test_a_delay(root: Client, clock: Clock) -> None:
    """The call runs when its time has come, and the session is not idle meanwhile."""
    root.host.chaos.add("CurrentTime", delay=3600, id="a")
    waiting = root.call(SI, "CurrentTime")
    assert isinstance(waiting, Deferred)
    clock.advance(3599)
    assert not waiting.called
    clock.advance(1)
    assert waiting.result is not None
    assert outcome(root, NET, REFRESH) != "NotAuthenticated"


def test_a_delay_of_a_task(make_host: Callable[..., Esx], clock: Clock) -> None:
    """The call is answered at once, the task takes longer."""
    root = Client(make_host(vms=1)).login()
    root.host.chaos.add("PowerOn*", delay=60)
    task = root.call("16", "PowerOnVM_Task")
    assert root.get(task, "info").state == "running"
    clock.pump([15] * 4)
    assert root.get(task, "info").state == "success"


def test_jitter_comes_from_the_seed(host: Esx, clock: Clock) -> None:
    """Each call waits for another time, within the bounds."""
    host.chaos.add("CurrentTime", delay=10, jitter=10)
    root, times = Client(host).login(), []
    for _ in range(5):
        waiting, start = root.call(SI, "CurrentTime"), clock.seconds()
        while not waiting.called:
            clock.advance(0.25)
        times.append(clock.seconds() - start)
    assert all(10 <= time <= 20.25 for time in times)
    assert len(set(times)) > 1


def test_hang_and_release(root: Client) -> None:
    """No answer until then; others go on."""
    chaos = root.host.chaos
    chaos.add("CurrentTime", hang=True, times=2, id="a")
    first, second = root.call(SI, "CurrentTime"), root.call(SI, "CurrentTime")
    assert chaos.held("a") == 2
    assert outcome(root) == ""
    assert chaos.release("a") == 2
    assert first.called
    assert second.called
    assert chaos.held() == 0


def test_a_removed_rule_lets_go(root: Client) -> None:
    """What it holds goes on."""
    root.host.chaos.add("CurrentTime", hang=True, id="a")
    waiting = root.call(SI, "CurrentTime")
    root.host.chaos.clear()
    assert waiting.called


def test_what_a_held_call_wanted_may_have_gone(root: Client, clock: Clock) -> None:
    """It is checked anew: the session, the object."""
    root.host.chaos.add(REFRESH, hang=True)
    waiting = root.call(NET, REFRESH)
    failures: list[Any] = []
    waiting.addErrback(failures.append)
    for session in root.host.sessions:
        root.host.sessions.end(session)
    root.host.chaos.release()
    assert failures[0].value.name == "NotAuthenticated"


def test_a_stopped_host_holds_nothing(make_host: Callable[..., Esx], clock: Clock) -> None:
    """Neither calls nor timers."""
    host = make_host()
    host.chaos.add("CurrentTime", hang=True)
    host.chaos.add("RetrieveServiceContent", delay=5)
    client = Client(host).login()
    for method in ("CurrentTime", "RetrieveServiceContent"):
        client.call(SI, method).addErrback(lambda _: None)
    host.stop()
    assert host.chaos.held() == 0
    assert clock.getDelayedCalls() == []


# tasks


@pytest.mark.parametrize(("seconds", "percents"), [(0, [40]), (100, [0, 10, 20, 30, 40])])
def test_a_task_that_fails(make_host: Callable[..., Esx], clock: Clock, seconds: int, percents: list[int]) -> None:
    """At 40 %: it gets as far, in that part of its time, and nothing is left of it."""
    host = make_host(vms=1, task_seconds=lambda _: seconds)
    root = Client(host).login()
    host.chaos.add("PowerOnVM_Task", task_fails=40, fault="InvalidPowerState", times=1, fields={
        "requestedState": "poweredOn", "existingState": "suspended",
    })
    before = host.inventory.find("16")
    assert before is not None
    task, seen = root.call("16", "PowerOnVM_Task"), []
    for _ in range(5):
        info = root.get(task, "info")
        if info.state == "running":
            seen.append(info.progress or 0)
        clock.advance(seconds * 0.4 / 4)
    info = root.get(task, "info")
    assert seen == percents[: len(seen)]
    assert seen[-1] == percents[-2 if seconds else -1]
    assert (info.state, info.progress, type(info.error.fault).__name__) == ("error", 40, "InvalidPowerState")
    after = host.inventory.find("16")
    assert after is not None
    assert {k: v for k, v in after.values.items() if k != "recentTask"} == {
        k: v for k, v in before.values.items() if k != "recentTask"
    }
    task = root.call("16", "PowerOnVM_Task")
    clock.pump([seconds / 4] * 5)
    assert root.get(task, "info").state == "success"


def test_a_failing_task_has_its_object_to_itself(make_host: Callable[..., Esx], clock: Clock) -> None:
    """TaskInProgress beside it, and not after."""
    root = Client(make_host(vms=1, task_seconds=lambda _: 10)).login()
    root.host.chaos.add("PowerOnVM_Task", task_fails=50, fault="InvalidState", times=1)
    root.call("16", "PowerOnVM_Task")
    beside = root.get(root.call("16", "PowerOnVM_Task"), "info")
    assert type(beside.error.fault).__name__ == "TaskInProgress"
    clock.pump([1.25] * 4)
    assert root.host.tasks.of(root.host.inventory.find("16").ref) is None  # type: ignore[union-attr]


# sessions


def test_an_expired_session(root: Client) -> None:
    """It is really ended: NotAuthenticated now and later, until the client logs in again."""
    root.host.chaos.add(REFRESH, session="expired", id="a")
    assert outcome(root, NET, REFRESH) == "NotAuthenticated"
    assert len(root.host.sessions) == 0
    assert outcome(root, NET, REFRESH) == "NotAuthenticated"
    assert root.host.chaos.hits("a") == 1
    root.host.chaos.clear()
    root.login()
    assert outcome(root, NET, REFRESH) == ""


def test_an_expired_session_in_missing_set(root: Client) -> None:
    """RetrieveProperties does not fail."""
    root.host.chaos.add("RetrieveProperties", session="expired")
    found, missing = root.read("ha-host", "name")
    assert found == {}
    assert {path: type(fault).__name__ for path, fault in missing.items()} == {"name": "NotAuthenticated"}


def test_an_expired_session_with_nothing_to_say(root: Client) -> None:
    """The other form: no object at all; other calls are refused."""
    root.host.chaos.add(session="empty")
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="HostSystem", pathSet=["name"])],
        objectSet=[vim.ObjectSpec(obj=vim.ManagedObjectReference("HostSystem", "ha-host"))],
    )
    assert root.call("ha-property-collector", "RetrieveProperties", specSet=[spec]) == []
    root.login()
    assert outcome(root, NET, REFRESH) == "NotAuthenticated"
