"""HistoryCollector: what collectors of events and of tasks have in common.

A collector reads what its filter lets through, forwards or backwards from a position, and shows the newest items as
``latestPage``. Items have increasing numbers (an event's key, a task's eventChainId), and a position is such a number:
forwards is what is above it, backwards what is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.host.services.sight import Sight, sight_of
from fakeesx.inventory import Node
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

PAGE = 10
"""How many items ``latestPage`` holds until the client says otherwise (inferred)."""
_MOST = 1000
"""The largest page."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a collector stands: the size of its latest page, and the number of the last item it is past."""

    page: int = PAGE
    number: int = -1


class HistoryCollector(ManagedObject):
    """A collector of one session. Subclasses say what there is to collect."""

    @property
    def sight(self) -> Sight | None:
        """What the collector's user may see; ``None`` when that is everything."""
        return sight_of(self.host.access, self.host.user_of(self.node.owner or ""))

    def items(self) -> Sequence[Any]:
        """Everything that the filter lets through, oldest first."""
        raise NotImplementedError

    @staticmethod
    def number(item: Any) -> int:
        """The number of an item."""
        raise NotImplementedError

    @method
    def SetCollectorPageSize(self, call: Call, maxCount: int) -> None:
        """Change how many items ``latestPage`` holds: 1 to 1000. Raises InvalidArgument."""
        if not 0 < maxCount <= _MOST:
            raise invalid_argument("maxCount")
        self._stand(Position(maxCount, self._position.number))
        self.fill()

    @method
    def RewindCollector(self, call: Call) -> None:
        """Go to before the oldest item."""
        self._stand(Position(self._position.page))

    @method
    def ResetCollector(self, call: Call) -> None:
        """Go to just before the latest page: what ReadPrevious reads next is older than that."""
        position = self._position
        page = self.items()[-position.page :]
        self._stand(Position(position.page, self.number(page[0]) - 1 if page else -1))

    @method
    def DestroyCollector(self, call: Call) -> None:
        """End the collector."""
        self.host.inventory.remove(self.ref)

    def fill(self) -> None:
        """Bring ``latestPage`` up to date: the newest items, newest first."""
        self.update(latestPage=tuple(reversed(self.items()[-self._position.page :])))

    def read_next(self, most: int) -> tuple[Any, ...]:
        """The next newer items, oldest first. Raises InvalidArgument."""
        position = self._position
        newer = [item for item in self.items() if self.number(item) > position.number]
        page = tuple(newer[: _count(most)])
        if page:
            self._stand(Position(position.page, self.number(page[-1])))
        return page

    def read_previous(self, most: int) -> tuple[Any, ...]:
        """The next older items, newest first. Raises InvalidArgument."""
        position = self._position
        older = [item for item in self.items() if self.number(item) <= position.number]
        page = tuple(older[: -_count(most) - 1 : -1])
        if page:
            self._stand(Position(position.page, self.number(page[-1]) - 1))
        return page

    @property
    def _position(self) -> Position:
        position: Position = self.node.private
        return position

    def _stand(self, position: Position) -> None:
        self.host.inventory.update(self.ref, private=position)


def create(manager: ManagedObject, call: Call, type: str, filter: Any) -> ManagedObjectReference:
    """Make a collector for the caller's session. Raises InvalidState when it has ``maxCollector`` of them."""
    host, inventory = manager.host, manager.host.inventory
    owner = call.session.key if call.session else ""
    if sum(node.owner == owner for node in inventory.of_type(type)) >= manager.get("maxCollector"):
        raise fault("InvalidState")
    ref = ManagedObjectReference(type, f"session[{owner}]{host.ids.instance_uuid()}")
    inventory.add(ref, {"filter": filter, "latestPage": ()}, Position(), owner=owner)
    collector = host.object(ref)
    assert isinstance(collector, HistoryCollector)
    collector.fill()
    return ref


def lineage(host: Esx, node: Node | None) -> frozenset[str]:
    """The moids of what an entity is in: up its parents, its host and its pools."""
    found: set[str] = set()
    waiting = [node] if node is not None else []
    while waiting:
        here = waiting.pop()
        containers = [here.values.get("parent")]
        if here.ref.type == "VirtualMachine":
            containers += [here.values.get("resourcePool"), getattr(here.values.get("runtime"), "host", None)]
        for ref in containers:
            if ref is not None and ref.value not in found:
                found.add(ref.value)
                above = host.inventory.find(ref.value)
                if above is not None:
                    waiting.append(above)
    return frozenset(found)


def concerns(recursion: str, entity: ManagedObjectReference, about: str | None, within: frozenset[str]) -> bool:
    """Whether something about the object ``about``, which is ``within`` others, is wanted of an entity.

    Of a folder or pool what happens to its contents is meant, whatever the recursion (vSphere API reference).
    """
    contained = entity.value in within
    if entity.type in ("Folder", "ResourcePool", "VirtualApp"):
        return contained
    if recursion == "self":
        return about == entity.value
    if recursion == "children":
        return contained
    return contained or about == entity.value


def _count(most: int) -> int:
    if most <= 0:
        raise invalid_argument("maxCount")
    return min(most, _MOST)
