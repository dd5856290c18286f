"""TaskManager, Task and TaskHistoryCollector: looking at tasks and cancelling them. What runs them is in ``tasks``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from fakeesx.host import history_collector
from fakeesx.host.history_collector import HistoryCollector, concerns, lineage
from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.host.services.sight import Sight
from fakeesx.inventory import Change
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_TIMES = {"queuedTime": "queueTime", "startedTime": "startTime", "completedTime": "completeTime"}


class TaskManager(ManagedObject):
    """The tasks of a host: ``recentTask`` and collectors."""

    refused: ClassVar[dict[str, str]] = {"CreateTask": "NotSupported"}  # for extensions, which ESX has not

    @classmethod
    def start(cls, host: Esx) -> None:
        """Let collectors follow what tasks do."""

        def follow(_: list[Change]) -> None:
            if host.inventory.count("TaskHistoryCollector"):
                for node in host.inventory.of_type("TaskHistoryCollector"):
                    TaskHistoryCollector(host, node.ref).fill()

        host.inventory.derive(follow, "Task")

    @method
    def CreateCollectorForTasks(self, call: Call, filter: vim.TaskFilterSpec) -> ManagedObjectReference:
        """A collector of tasks. Raises InvalidState when the session has too many, InvalidArgument."""
        TaskFilter(self.host, filter).check()
        return history_collector.create(self, call, "TaskHistoryCollector", filter)


class Task(ManagedObject):
    """One task."""

    privileges: ClassVar[dict[str, str]] = {"CancelTask": "Global.CancelTask"}
    refused: ClassVar[dict[str, str]] = {  # only for tasks made with CreateTask
        "SetTaskDescription": "NotSupported",
        "SetTaskState": "NotSupported",
        "UpdateProgress": "NotSupported",
    }

    @method
    def CancelTask(self, call: Call) -> None:
        """Ask a task to stop. Raises InvalidState when it has ended or was cancelled, NotSupported."""
        info: vim.TaskInfo = self.get("info")
        if info.cancelled or self.host.tasks.running(self.ref) is None:
            raise fault("InvalidState")
        if not self.host.tasks.cancel(self.ref):
            raise fault("NotSupported")


class TaskHistoryCollector(HistoryCollector):
    """Reads the tasks that the host still knows: those that run, and those that ended not long ago."""

    def items(self) -> Sequence[vim.TaskInfo]:
        """The tasks that the filter lets through, oldest first."""
        wants = TaskFilter(self.host, self.get("filter"), self.sight).wants
        infos = (node.values["info"] for node in self.host.inventory.of_type("Task"))
        return sorted((info for info in infos if wants(info)), key=self.number)

    @staticmethod
    def number(item: Any) -> int:
        """Tasks are numbered by their eventChainId."""
        number: int = item.eventChainId
        return number

    @method
    def ReadNextTasks(self, call: Call, maxCount: int) -> tuple[vim.TaskInfo, ...]:
        """The next newer tasks, oldest first."""
        return self.read_next(maxCount)

    @method
    def ReadPreviousTasks(self, call: Call, maxCount: int) -> tuple[vim.TaskInfo, ...]:
        """The next older tasks, newest first."""
        return self.read_previous(maxCount)


class TaskFilter:
    """What a TaskFilterSpec lets through. ``sight`` is that of the user who asks; ``None`` for one who sees everything."""

    def __init__(self, host: Esx, spec: vim.TaskFilterSpec, sight: Sight | None = None) -> None:
        self._host = host
        self._sight = sight
        self._spec = spec

    def check(self) -> None:
        """Raise InvalidArgument for references to what is not there; ESX has no alarms and scheduled tasks."""
        for name in ("alarm", "scheduledTask"):
            if getattr(self._spec, name) is not None:
                raise invalid_argument(f"filter.{name}")
        if self._spec.entity is not None and self._spec.entity.entity not in self._host.inventory:
            raise invalid_argument("filter.entity.entity")

    def wants(self, info: vim.TaskInfo) -> bool:
        """Whether a task passes."""
        spec = self._spec
        return (
            (not spec.state or info.state in spec.state)
            and (not spec.eventChainId or info.eventChainId in spec.eventChainId)
            and (not spec.parentTaskKey or info.parentTaskKey in spec.parentTaskKey)
            and (not spec.rootTaskKey or info.rootTaskKey in spec.rootTaskKey)
            and (not spec.tag or (info.changeTag or "") in spec.tag)
            and (spec.userName is None or self._by_user(spec.userName, info))
            and (spec.time is None or self._by_time(spec.time, info))
            and (spec.entity is None or self._by_entity(spec.entity, info))
            and (self._sight is None or info.entity is None or self._sight.sees(info.entity))
        )

    def _by_user(self, spec: vim.TaskFilterSpecByUsername, info: vim.TaskInfo) -> bool:
        if isinstance(info.reason, vim.TaskReasonUser):
            return info.reason.userName in spec.userList
        return spec.systemUser

    def _by_time(self, spec: vim.TaskFilterSpecByTime, info: vim.TaskInfo) -> bool:
        time: datetime | None = getattr(info, _TIMES[spec.timeType])
        return (
            time is not None
            and (spec.beginTime is None or time >= spec.beginTime)
            and (spec.endTime is None or time <= spec.endTime)
        )

    def _by_entity(self, spec: vim.TaskFilterSpecByEntity, info: vim.TaskInfo) -> bool:
        about = info.entity.value if info.entity is not None else None
        node = self._host.inventory.find(about) if about else None
        within = lineage(self._host, node) | {self._host.root.value}
        return concerns(spec.recursion, spec.entity, about, within)
