"""References to managed objects, as values that compare."""

from __future__ import annotations

from typing import Any, NamedTuple


class Ref(NamedTuple):
    """A managed object: its type and its id."""

    type: str
    value: str

    def __str__(self) -> str:
        return f"{self.type}:{self.value}"

    @classmethod
    def of(cls, value: Any) -> Ref:
        """From a reference as zeep reads it, or a ``Ref``."""
        return value if isinstance(value, Ref) else cls(value.type, value._value_1)  # noqa: SLF001 - zeep's name for it


def is_reference(value: Any) -> bool:
    """Whether something is a reference as zeep reads it."""
    return type(value).__name__ == "ManagedObjectReference"
