"""A faithful simulation of a standalone VMware ESX/ESXi 4.1 host."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["FakeESX", "__version__"]

if TYPE_CHECKING:
    from fakeesx.testing.fake_esx import FakeESX


def __getattr__(name: str) -> Any:
    if name == "FakeESX":  # when it is asked for: a server started from the command line has no use for it
        from fakeesx.testing.fake_esx import FakeESX

        return FakeESX
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
