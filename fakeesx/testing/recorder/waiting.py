"""Replaying calls that wait: changes come in few answers or in many, so runs of them are compared as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from fakeesx.testing.recorder.comparing import Difference, compare_shapes
from fakeesx.testing.recorder.shapes import Reply, Shape, local, task_state
from fakeesx.testing.recorder.translating import Translation

WAITS = frozenset({"WaitForUpdates", "WaitForUpdatesEx", "CheckForUpdates"})
_ENDS = frozenset({"success", "error"})


@dataclass
class Run:
    """Waits of one session at one property collector, with no other call of that session between them."""

    number: int = 0
    """The exchange of the last wait."""
    method: str = ""
    recorded: Shape = field(default_factory=Shape)
    actual: Shape = field(default_factory=Shape)
    faults: list[Difference] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    """Tasks, as this host calls them, that had ended where the recording is."""
    ended: set[str] = field(default_factory=set)
    """Tasks that have ended here."""
    seen: set[str] = field(default_factory=set)
    """Tasks that were reported here, in whatever state."""
    version: str = ""
    sent: bool = False

    def expect(self, reply: Reply, translation: Translation) -> bool:
        """A recorded answer; whether it tells anything that is not known here yet, and so is to be waited for."""
        if translation.lost(reply.content) is not None:
            return False
        self.recorded.add(reply)
        ended = {translation.moid("Task", task) for task in ended_tasks(reply)}
        seen = {translation.moid("Task", task) for task in seen_tasks(reply)}
        self.wanted |= ended
        if not reply.content:
            return False
        return not seen or not (seen <= self.ended or (ended and ended <= self.ended))

    def take(self, reply: Reply) -> None:
        """An answer of this host."""
        self.actual.add(reply)
        self.ended |= set(ended_tasks(reply))
        self.seen |= set(seen_tasks(reply))
        for child in reply.content:
            version = next((part.text for part in child if local(part) == "version"), None)
            self.version = version or self.version

    @property
    def done(self) -> bool:
        """Whether all tasks have ended here that had ended there."""
        return self.wanted <= self.ended

    def differences(self) -> list[Difference]:
        """What the answers of the run tell differently, all together."""
        if not self.sent:
            return list(self.faults)
        return self.faults + compare_shapes(self.recorded, self.actual)


def waiting_call(call: etree._Element) -> bool:
    """Whether a call is one that waits, or asks, for updates."""
    return local(call) in WAITS


def set_version(call: etree._Element, version: str) -> None:
    """Let a call ask for what came after the latest version that is known here; the first one asks for no version."""
    for child in call:
        if local(child) == "version" and child.text:
            child.text = version


def ended_tasks(reply: Reply) -> Iterator[str]:
    """The ids of tasks that a reply tells the end of."""
    yield from (task for task, state in _tasks(reply) if state in _ENDS)


def seen_tasks(reply: Reply) -> Iterator[str]:
    """The ids of all tasks that a reply tells of."""
    yield from (task for task, _ in _tasks(reply))


def _tasks(reply: Reply) -> Iterator[tuple[str, str | None]]:
    for content in reply.content:
        for element in content.iter(etree.Element):
            if local(element) != "obj" or element.get("type") != "Task":
                continue
            parent = element.getparent()
            yield (element.text or "").strip(), _state(parent) if parent is not None else None


def _state(item: etree._Element) -> str | None:
    """The state that an ObjectUpdate or an ObjectContent of a task reports, the last if there are several."""
    state = None
    for change in item:
        parts = {local(child): child for child in change}
        name, val = parts.get("name"), parts.get("val")
        if name is None or val is None:
            continue
        if name.text == "info":
            state = task_state(val) or state
        elif name.text == "info.state":
            state = val.text or state
    return state


def unfinished(reply: Reply) -> bool:
    """Whether a reply tells of a task that has not ended."""
    return any(state is not None and state not in _ENDS for _, state in _tasks(reply))


def compares(recorded: Reply, actual: Reply) -> bool:
    """Whether two looks at tasks can be compared: not when one came before the end and the other after it."""
    return unfinished(recorded) == unfinished(actual)
