"""The task of a call whose answer was lost: found among the host's recent ones, and told from those of other calls."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from esx_driver.errors import OutcomeUnknown
from esx_driver.vim import properties
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import SERVICE_INSTANCE, UNDONE, Session
from esx_driver.vim.watching import Watch

_CLAIMED = 512
"""How many tasks are remembered as those of other calls: more than hosts keep."""
_MEMORY = 300.0
"""Seconds for which a host remembers a task for certain: one of 4.1 does so for ten minutes after its end."""
_ENTITIES = ("VirtualMachine", "HostSystem", "Folder", "ResourcePool", "ComputeResource", "Datacenter")
"""Types whose tasks bear the object itself as their entity; of others the host names what it likes, or nothing."""
VERBS = {
    "CreateVM_Task": "createVm", "RegisterVM_Task": "registerVm", "PowerOnVM_Task": "powerOn",
    "PowerOffVM_Task": "powerOff", "ResetVM_Task": "reset", "SuspendVM_Task": "suspend", "CloneVM_Task": "clone",
    "RelocateVM_Task": "relocate", "MigrateVM_Task": "migrate", "ReconfigVM_Task": "reconfigure",
    "UpgradeVM_Task": "upgradeVirtualHardware", "RevertToSnapshot_Task": "revert", "RemoveSnapshot_Task": "remove",
    "DeleteDatastoreFile_Task": "deleteFile", "MoveDatastoreFile_Task": "moveFile", "CopyDatastoreFile_Task": "copyFile",
    "RebootHost_Task": "reboot", "ShutdownHost_Task": "shutdown", "PowerDownHostToStandBy_Task": "enterStandbyMode",
    "PowerUpHostFromStandBy_Task": "exitStandbyMode",
}
"""What ``info.descriptionId`` ends with, where that is not the method's own name without ``_Task``."""


def verb(method: str) -> str:
    """What a task of a method is called in its ``descriptionId``, in small letters."""
    return VERBS.get(method, method.removesuffix("_Task")).lower()


@dataclass(eq=False)
class Start:
    """A call that starts a task, while its answer is awaited."""

    method: str
    this: Ref
    begun: float
    known: frozenset[str]
    """The tasks that there were before."""
    complete: bool
    """Whether those are all."""
    lost: bool = False
    """Whether the answer was lost, and the task is looked for."""


class Starts:
    """The calls of one session that start tasks; thread-safe."""

    def __init__(self, session: Session, watch: Watch) -> None:
        self._session = session
        self._watch = watch
        self._turn = threading.Condition()
        self._open: list[Start] = []
        self._claimed: OrderedDict[str, None] = OrderedDict()

    @contextmanager
    def start(self, method: str, this: Ref) -> Iterator[Start]:
        """While the answer to a call is awaited; its task is told to ``claim`` in the block."""
        start = Start(method, this, self._session.clock(), self._watch.known, self._watch.complete)
        with self._turn:
            self._open.append(start)
        try:
            yield start
        finally:
            with self._turn:
                self._open.remove(start)
                self._turn.notify_all()

    def claim(self, start: Start, task: Ref) -> None:
        """A task is that of this call, and of no other."""
        if task.value in start.known:  # a number that was used before
            self._watch.forget(task)
        with self._turn:
            self._claimed[task.value] = None
            self._claimed.move_to_end(task.value)
            while len(self._claimed) > _CLAIMED:
                self._claimed.popitem(last=False)

    def find(self, start: Start) -> Any:
        """The task that a call started whose answer was lost, or ``UNDONE``. Raises ``OutcomeUnknown``, as ``call``.

        Other calls of that method on that object may have started what is found: their answers are awaited first, and when
        the answer to one of them was lost, too, nothing is certain.
        """
        logins = self._session.logins
        with self._turn:
            start.lost = True
            self._turn.notify_all()
            self._turn.wait_for(lambda: all(other.lost for other in self._alike(start)))
            alone = len(self._alike(start)) == 1
        try:
            found = self._candidates(start)
        finally:
            with self._turn:
                start.lost = False  # it is sent again, or ends
        if not found:
            long_ago = self._session.clock() - start.begun > _MEMORY
            if long_ago or self._session.logins != logins:  # or it has restarted: then the session was gone, too
                text = f"{start.method}: the answer was lost, and the host may have forgotten the task by now"
                raise OutcomeUnknown(start.method, text)
            return UNDONE
        if len(found) > 1 or not alone:
            raise OutcomeUnknown(start.method, f"{start.method}: the answer was lost, and several tasks could be its own")
        return found[0]

    def _alike(self, start: Start) -> list[Start]:
        return [other for other in self._open if (other.method, other.this) == (start.method, start.this)]

    def _candidates(self, start: Start) -> list[Ref]:
        session = self._session
        now = session.call("CurrentTime", SERVICE_INSTANCE).timestamp()
        since = now - (session.clock() - start.begun)  # by the host's clock, and rather too early than too late
        (refs,) = properties.get(session, session.manager("taskManager"), "recentTask")
        infos = {task.ref: task.values["info"] for task in properties.get_all(session, refs or [], "info")}
        with self._turn:
            claimed = set(self._claimed)
        found = [task for task, info in infos.items() if task.value not in claimed and self._fits(start, info)]
        late = [task for task in found if _queued_since(infos[task], since)]
        if not start.complete:  # nothing but the time tells the task from earlier ones
            return late
        new = [task for task in found if task.value not in start.known]
        return [task for task in new if task in late] or new  # the host's clock may have been set meanwhile

    def _fits(self, start: Start, info: Any) -> bool:
        if info.descriptionId.rpartition(".")[2].lower() != verb(start.method):
            return False
        user = getattr(info.reason, "userName", None)
        if user is not None and user != self._session.user:
            return False
        return start.this.type not in _ENTITIES or info.entity is None or Ref.of(info.entity) == start.this


def _queued_since(info: Any, since: float) -> bool:
    queued = info.queueTime
    return bool(queued.timestamp() >= (since if queued.microsecond else int(since)))  # some hosts count whole seconds
