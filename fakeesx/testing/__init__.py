"""What tests and tools use to talk to a host, and to have one: ``FakeESX``, and the pytest plugin.

``VimClient`` and ``Fault``: a small client. ``FakeESX``: a host in this process. ``NotRunning``, ``CannotStart`` and
``Unknown``: what it raises. All are imported when they are asked for, so that the plugin costs nothing where it is not used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fakeesx.testing.client import Fault, VimClient
    from fakeesx.testing.errors import CannotStart, NotRunning, Unknown
    from fakeesx.testing.fake_esx import FakeESX

__all__ = ["CannotStart", "FakeESX", "Fault", "NotRunning", "Unknown", "VimClient"]

_HOMES = {
    "CannotStart": "errors", "FakeESX": "fake_esx", "Fault": "client", "NotRunning": "errors", "Unknown": "errors",
    "VimClient": "client",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
