"""What all views have in common: they ask the host, in its thread, each time they are asked."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar, cast

from fakeesx.testing.errors import NotRunning, Unknown

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.inventory import Node
    from fakeesx.schema.values import ManagedObjectReference

T = TypeVar("T")


class InHost(Protocol):
    """Gives the result of a function that is called in the host's thread."""

    def __call__(self, function: Callable[[], T], /) -> T:
        """Call it."""


class View:
    """One object of a host."""

    kind: ClassVar[str] = "object"
    """What messages call it, and its managed type."""
    type_name: ClassVar[str] = ""

    def __init__(self, call: InHost, host: Callable[[], Esx], ref: ManagedObjectReference, name: str) -> None:
        self._call = call
        self._host_now = host
        self._host = host()
        self.ref = ref
        self._name = name

    ref: ManagedObjectReference
    """Its managed object reference."""

    @property
    def moid(self) -> str:
        """The value of its managed object reference."""
        return self.ref.value

    @property
    def name(self) -> str:
        """Its name now."""
        return str(self._read(lambda node: node.get("name")))

    def _read(self, function: Callable[[Node], T]) -> T:
        return self._call(partial(self._look, function))

    def _look(self, function: Callable[[Node], T]) -> T:
        host = self._host_now()  # ``FakeESX.load`` puts another one into its place
        node = host.inventory.find(self.ref.value) if host is self._host else None
        if node is None:
            raise Unknown(self.kind, self._name, _names(host, self.ref.type))
        return function(node)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and other._host is self._host and other.ref == self.ref

    def __hash__(self) -> int:
        return hash(self.ref)

    def __repr__(self) -> str:
        try:
            told = self._read(self._told)
        except (NotRunning, Unknown):
            told = "gone"
        return f"<{type(self).__name__} {self._name!r}: {told}>"

    def _told(self, node: Node) -> str:
        return node.ref.value


V = TypeVar("V", bound=View)


class Views(Mapping[str, V], Generic[V]):
    """All objects of a kind by name, in the order of their making. A name that is not there raises ``Unknown``."""

    view: ClassVar[type[View]]

    def __init__(self, call: InHost, host: Callable[[], Esx]) -> None:
        self._call = call
        self._host_now = host

    def __getitem__(self, name: str) -> V:
        found = self._call(self._refs)
        if name not in found:
            raise Unknown(self.view.kind, name, found)
        return cast("V", self.view(self._call, self._host_now, found[name], name))

    def items(self) -> ItemsView[str, V]:
        """Names and objects, all of the same moment: a client may remove some meanwhile."""
        return self._now().items()

    def values(self) -> ValuesView[V]:
        """The objects, all of the same moment."""
        return self._now().values()

    def _now(self) -> dict[str, V]:
        found = self._call(self._refs)
        return {name: cast("V", self.view(self._call, self._host_now, ref, name)) for name, ref in found.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._call(self._refs))

    def __len__(self) -> int:
        return len(self._call(self._refs))

    def __repr__(self) -> str:
        try:
            return f"<{type(self).__name__}: {', '.join(self) or 'none'}>"
        except NotRunning:
            return f"<{type(self).__name__}: the host has been stopped>"

    def _refs(self) -> dict[str, ManagedObjectReference]:
        return {node.get("name"): node.ref for node in self._host_now().inventory.of_type(self.view.type_name)}


def _names(host: Esx, type: str) -> list[str]:
    return [node.get("name") for node in host.inventory.of_type(type)]
