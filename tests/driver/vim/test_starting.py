"""Starts of tasks whose answers were lost: each is done once, and nobody gets the task of another."""

from __future__ import annotations

import ast
import json
import threading
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import esx_driver
import pytest
from driver_tasks import Rig, done, snapshot
from driver_threads import in_threads
from esx_driver.errors import OutcomeUnknown
from esx_driver.vim import Ref, faults
from esx_driver.vim.methods import repeatable
from esx_driver.vim.starting import VERBS, verb
from esx_driver.vim.watching import State

from fakeesx.clock import VirtualClock


def test_numbers_that_begin_again(rig: Rig) -> None:
    """A rebooted host counts from the start: what was known of an earlier task of the same id is not the new one's end."""
    watch = rig.tasks._watch
    task = Ref("Task", "haTask-16-vim.VirtualMachine.powerOn-1")
    watch._know(task, State("success"))
    with rig.tasks._starts.start("PowerOnVM_Task", rig.vm) as start:
        rig.tasks._starts.claim(start, task)
    assert watch.now(task)[0] is None


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("effect", [
    {"reset": "after"}, {"truncate": 30}, {"reset": "before"}, {"status": 503}, {"status": 503, "when": "after"},
    {"status": 200, "body": "<html>", "content_type": "text/html", "when": "after"},
], ids=str)
def test_lost_start(rigs: Callable[..., Rig], effect: dict[str, Any], first: bool) -> None:
    """Its task is found among the recent ones, or there is none and it is sent again: it is done once, with its result."""
    rig = rigs()
    if not first:
        rig.esx.run(lambda host: None)
        rig.tasks.wait(rig.session.call("CreateSnapshot_Task", rig.vm, name="s", memory=False, quiesce=False))
    before = len(done(rig))
    rig.esx.chaos.add("CreateSnapshot_Task", times=1, **effect)
    taken = snapshot(rig)
    assert taken.type == "VirtualMachineSnapshot"
    assert len(done(rig)) == before + 1
    assert done(rig)[-1] == taken.value


def test_lost_start_that_was_never_done(rigs: Callable[..., Rig]) -> None:
    """A task of the same kind that had ended before is not taken for it."""
    rig = rigs()
    rig.tasks.run("PowerOnVM_Task", rig.vm)
    rig.tasks.run("PowerOffVM_Task", rig.vm)
    rig.esx.chaos.add("PowerOnVM_Task", reset="before", times=1)
    rig.tasks.run("PowerOnVM_Task", rig.vm)
    assert next(iter(rig.esx.vms.values())).power_state == "poweredOn"
    assert rig.count("PowerOnVM_Task") == 3


def test_clock_that_jumps(rigs: Callable[..., Rig]) -> None:
    """The host's clock was set forward while the answer was lost: the task is found by what was known before."""
    rig = rigs(clock=VirtualClock(autojump=False))
    snapshot(rig)
    rig.esx.chaos.add("CreateSnapshot_Task", reset="after", times=1)
    rig.esx.chaos.add("CurrentTime", delay=100, id="slow")
    jumping = threading.Thread(target=lambda: _advance_when(rig, "CurrentTime"))
    jumping.start()
    snapshot(rig)
    jumping.join(30)
    assert len(done(rig)) == 2


def _advance_when(rig: Rig, method: str) -> None:
    while not rig.count(method):
        threading.Event().wait(0.005)
    rig.esx.advance(300)


def test_start_that_was_long_ago(rigs: Callable[..., Rig]) -> None:
    """So long that the host may have forgotten its task: nobody knows, and it is not sent again."""
    rig = rigs()
    now = [0.0]
    rig.session.clock = lambda: now[0]

    def lost_for_long(seconds: float) -> None:
        now[0] += 400

    rig.session.sleep = lost_for_long
    rig.esx.chaos.add("CreateSnapshot_Task", reset="before", times=1)
    rig.esx.chaos.add("CurrentTime", status=503, times=1)
    with pytest.raises(OutcomeUnknown, match="the host may have forgotten the task"):
        snapshot(rig)
    assert rig.count("CreateSnapshot_Task") == 1


@pytest.mark.filterwarnings("ignore:Exception ignored in. <ssl.SSLSocket:pytest.PytestUnraisableExceptionWarning")
def test_host_that_restarts(rigs: Callable[..., Rig]) -> None:
    """It has forgotten its tasks with the sessions: nobody knows what became of the call, and it is not sent again.

    (A connection that is reset before TLS begins, as it may be here, Python's ssl does not close.)
    """
    rig = rigs(clock=VirtualClock(autojump=False))
    rig.session._retries, rig.session._delay = 40, 5.0
    rig.session.sleep = rig.esx.advance
    rig.esx.chaos.add("CreateSnapshot_Task", reboot=60, times=1)
    with pytest.raises(OutcomeUnknown, match="the host may have forgotten the task"):
        snapshot(rig)
    assert rig.count("CreateSnapshot_Task") == 1
    assert rig.session.logins == 2
    rig.tasks.run("PowerOnVM_Task", rig.vm)


def test_lost_starts_of_several(rigs: Callable[..., Rig]) -> None:
    """Calls of one method on one object, as of two machines made at once: one whose answer came is told from the lost."""
    rig = rigs(vms=0)
    session = rig.session
    spec = session.types.FileBackedVirtualDiskSpec(adapterType="lsiLogic", diskType="thin", capacityKb=1024)
    disks = session.manager("virtualDiskManager")
    rig.esx.chaos.add("CreateVirtualDisk_Task", argument={"name": "*lost*"}, times=1, reset="after")

    def make(name: str) -> None:
        rig.tasks.run("CreateVirtualDisk_Task", disks, name=f"[datastore1] {name}.vmdk", spec=spec)

    in_threads([lambda name=name: make(name) for name in ("lost", "a", "b", "c")])
    assert {f"{name}.vmdk" for name in ("lost", "a", "b", "c")} <= set(rig.esx.datastores["datastore1"].files)
    assert len(rig.esx.calls("CreateVirtualDisk_Task")) == 4


def test_lost_starts_that_can_not_be_told_apart(rigs: Callable[..., Rig]) -> None:
    """Both answers lost: nobody knows whose task is whose, and nothing is sent again."""
    rig = rigs(vms=0)
    spec = rig.session.types.FileBackedVirtualDiskSpec(adapterType="lsiLogic", diskType="thin", capacityKb=1024)
    disks = rig.session.manager("virtualDiskManager")
    rig.esx.chaos.add("CreateVirtualDisk_Task", reset="after", times=2)
    started = threading.Barrier(2)
    caught: list[Exception] = []

    def make(name: str) -> None:
        with rig.tasks._starts.start("CreateVirtualDisk_Task", disks) as start:
            started.wait(30)

            def look() -> Any:
                return rig.tasks._starts.find(start)

            try:
                rig.session.call("CreateVirtualDisk_Task", disks, look=look, name=f"[datastore1] {name}.vmdk", spec=spec)
            except OutcomeUnknown as error:
                caught.append(error)

    in_threads([lambda: make("a"), lambda: make("b")])
    assert len(caught) >= 1
    assert len(rig.esx.calls("CreateVirtualDisk_Task")) == 2


def test_start_of_another_user(rigs: Callable[..., Rig]) -> None:
    """A task of the same kind that somebody else starts meanwhile is not taken for one's own: it is sent again."""
    rig = rigs(user="somebody")
    rig.tasks.run("PowerOnVM_Task", rig.vm)
    rig.esx.chaos.add("PowerOffVM_Task", reset="before", times=1)
    original = rig.session.call

    def call(method: str, *args: Any, **keywords: Any) -> Any:
        if method == "CurrentTime":
            original("PowerOffVM_Task", rig.vm)
            rig.esx.run(lambda host: [
                host.tasks._change(node.ref, reason=node.get("info").reason.replace(userName="another"))
                for node in host.inventory.of_type("Task") if "powerOff" in node.ref.value
            ])
        return original(method, *args, **keywords)

    rig.session.call = call  # type: ignore[method-assign]
    with pytest.raises(faults.InvalidPowerState):
        rig.tasks.run("PowerOffVM_Task", rig.vm)
    assert rig.count("PowerOffVM_Task") == 3


def test_names_of_tasks() -> None:
    """Each method that the driver starts is found by what hosts call its tasks."""
    file = resources.files("fakeesx.schema") / "data" / "task-names-4.1.json"
    names: dict[str, str] = json.loads(file.read_text("utf-8"))
    used = set()
    for path in Path(esx_driver.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith("_Task"):
                used.add(node.value)
    used = {method for method in used if method != "_Task" and not repeatable(method)}
    assert len(used) > 10
    for method in used | set(VERBS):
        assert verb(method) == names.get(method, method.removesuffix("_Task")).lower(), method
