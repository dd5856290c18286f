"""Hosts with a session and its tasks, for tests of the driver."""

from __future__ import annotations

from typing import Any

from esx_driver.vim import Ref, Session
from esx_driver.vim.tasks import Tasks

from fakeesx import FakeESX


class Rig:
    """A host, a session on it and its tasks."""

    def __init__(self, esx: FakeESX, session: Session, interval: float = 5.0) -> None:
        self.esx = esx
        self.session = session
        self.tasks = Tasks(session, interval)
        self.vms = [Ref("VirtualMachine", vm.ref.value) for vm in esx.vms.values()]

    @property
    def vm(self) -> Ref:
        """The first machine."""
        return self.vms[0]

    def count(self, method: str) -> int:
        """How often the host got a call."""
        return len(self.esx.calls(method))


def minute(method: str) -> float:
    """How long tasks take: a minute."""
    return 60.0 if method.endswith("_Task") else 0.0


def snapshot(rig: Rig, **more: Any) -> Any:
    """A task with a result."""
    return rig.tasks.run("CreateSnapshot_Task", rig.vm, name="s", memory=False, quiesce=False, **more)


def done(rig: Rig) -> list[str]:
    """The snapshots that there are."""
    return rig.esx.run(lambda host: [node.ref.value for node in host.inventory.of_type("VirtualMachineSnapshot")])
