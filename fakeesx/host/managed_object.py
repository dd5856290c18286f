"""The base of all managed objects, and how their vim25 methods are declared.

A managed object class bears its vim25 name; its methods bear their WSDL names and take the call and the vim25 parameters::

    class Folder(ManagedEntity):
        @method
        def CreateFolder(self, call: Call, name: str) -> ManagedObjectReference: ...

        @task
        def CreateVM_Task(self, call: Call, config, pool, host=None) -> TaskBody: ...

What a real host refuses is listed in ``refused``. When a body runs, the pipeline has already checked the session, the
object, the parameters, the privilege and the disabled methods. An instance lives for one call; state is in the inventory.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar, overload

from twisted.internet.defer import Deferred

from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.schema.model import Method
from fakeesx.schema.values import DataObject, ManagedObjectReference
from fakeesx.soap.encode import Encoder
from fakeesx.soap.errors import VimFault

if TYPE_CHECKING:
    from fakeesx.chaos.fate import Fate, TaskFailure
    from fakeesx.host.esx import Esx
    from fakeesx.host.services.sessions import Session

F = TypeVar("F", bound=Callable[..., Any])

TaskBody: TypeAlias = Generator["Deferred[Any] | None", Any, Any]
"""The body of a task: runs up to its first ``yield`` when it starts, then again when its duration has passed.

A yielded Deferred is waited for and its result sent back; when time has passed, true is sent back. What the body returns
is the task's result. Changes made between two yields happen together or, when a fault is raised, not at all.
"""


@dataclass(slots=True)
class Call:
    """One call on its way through the pipeline."""

    method: Method
    this: ManagedObjectReference
    arguments: dict[str, Any]
    session: Session | None
    encoder: Encoder
    peer: str = ""
    operation_id: str | None = None
    cookie: str = ""
    set_cookie: str | None = None
    """A new cookie for the client, where the method gave one out."""
    chain: int = 0
    """The eventChainId of the task that the call started; 0 when there is none."""
    task: ManagedObjectReference | None = None
    """The task that the call started."""
    on_gone: list[Callable[[], None]] = field(default_factory=list)
    """Called when the client hangs up before the reply is ready."""
    fate: Fate | None = None
    """What becomes of the reply, where a chaos rule says so."""
    delay: float = 0.0
    """Seconds that the task of the call takes longer than usual."""
    effects: tuple[str, ...] = ()
    """What chaos rules did to the call, in words."""
    failure: TaskFailure | None = None
    """How the task of the call is to go wrong."""

    @property
    def user(self) -> str:
        """The name of the user who calls; empty before login."""
        return self.session.user if self.session else ""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A result that is already XML (the elements ``returnval``), in pieces: large ones are kept elsewhere, not copied."""

    pieces: Sequence[bytes]


def method(function: F) -> F:
    """Declare a simulated vim25 method; the function's name is the WSDL name."""
    function.__vim_kind__ = "method"  # type: ignore[attr-defined]
    return function


@overload
def task(function: F) -> F: ...
@overload
def task(*, instant: bool = False, cancelable: bool = False, locks: bool = True) -> Callable[[F], F]: ...
def task(
    function: F | None = None, *, instant: bool = False, cancelable: bool = False, locks: bool = True,
) -> F | Callable[[F], F]:
    """Declare a simulated vim25 method that answers with a Task; the function is a generator, a ``TaskBody``.

    ``instant``: it never takes time; ``cancelable``: CancelTask works while it runs; ``locks``: no other task of the object
    runs beside it (TaskInProgress).
    """

    def declare(function: F) -> F:
        function.__vim_kind__ = "task"  # type: ignore[attr-defined]
        function.__vim_task__ = {  # type: ignore[attr-defined]
            "instant": instant, "cancelable": cancelable, "locks_entity": locks,
        }
        return function

    return declare if function is None else declare(function)


class ManagedObject:
    """One managed object for the time of a call: its host, its reference, its properties."""

    refused: ClassVar[dict[str, str]] = {}
    """Methods that ESX itself refuses: WSDL name to the name of the fault. Inherited."""

    privileges: ClassVar[dict[str, str]] = {}
    """What methods need for which the schema names no privilege: WSDL name to privilege. Inherited."""

    per_session: ClassVar[frozenset[str]] = frozenset()
    """Properties whose value depends on who asks; read with ``read_<name>(call)``."""

    per_user: ClassVar[frozenset[str]] = frozenset()
    """Properties whose stored value is what an administrator sees; for other users read with ``read_<name>(call)``."""

    def __init_subclass__(cls) -> None:
        for table in ("refused", "privileges"):
            merged: dict[str, str] = {}
            for base in reversed(cls.__mro__):
                merged.update(base.__dict__.get(table, {}))
            setattr(cls, table, merged)

    def __init__(self, host: Esx, ref: ManagedObjectReference) -> None:
        self.host = host
        self.ref = ref

    @classmethod
    def start(cls, host: Esx) -> None:
        """Called once for a new host, inside a transaction, when the standing objects are there."""

    @property
    def node(self) -> Node:
        """The object's state now. Raises ManagedObjectNotFound when it is gone."""
        node = self.host.inventory.find(self.ref.value)
        if node is None:
            raise VimFault(vim.ManagedObjectNotFound(obj=self.ref))
        return node

    def get(self, name: str) -> Any:
        """A property: an array as a tuple, ``None`` when not set."""
        return self.node.get(name)

    def update(self, **values: Any) -> None:
        """Change properties of this object."""
        self.host.inventory.update(self.ref, **values)

    @classmethod
    def refusal(cls, name: str) -> str | None:
        """The fault with which ESX refuses a method, ``None`` when it does not."""
        return cls.refused.get(name)

    @classmethod
    def declared(cls, name: str) -> Callable[..., Any] | None:
        """The declared function of a WSDL name, ``None`` when this object does not simulate it."""
        function = getattr(cls, name, None)
        return function if getattr(function, "__vim_kind__", None) else None


def fault(name: str, /, text: str | None = None, **values: Any) -> VimFault:
    """A vim25 fault by name, to raise: ``raise fault("InvalidName", name="")``."""
    return VimFault(vim.TYPES.data(name)(**values), text)


def invalid_argument(name: str) -> VimFault:
    """InvalidArgument for a parameter or property."""
    return VimFault(vim.InvalidArgument(invalidProperty=name))


def as_fault(error: BaseException) -> DataObject | None:
    """The vim25 fault of an exception, ``None`` when it has none."""
    return error.fault if isinstance(error, VimFault) else None
