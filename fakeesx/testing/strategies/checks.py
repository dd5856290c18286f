"""Checks of the arguments of strategies, made when a strategy is asked for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis.errors import InvalidArgument


def count(name: str, value: Any, least: int = 0, most: int = 1000) -> int:
    """A whole number in a range. Raises ``InvalidArgument``."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InvalidArgument(f"{name}={value!r}: it is a whole number from {least} to {most}")
    return value


def in_order(first: str, least: int, second: str, most: int) -> None:
    """Raise ``InvalidArgument`` unless the one number is at most the other."""
    if least > most:
        raise InvalidArgument(f"{first}={least} is more than {second}={most}")


def texts(name: str, values: Any, *, empty: bool = False) -> tuple[str, ...]:
    """A collection of texts, each once. Raises ``InvalidArgument``; one text alone is no collection of texts."""
    if isinstance(values, str) or not isinstance(values, Collection) or not all(
        isinstance(value, str) and value for value in values
    ):
        raise InvalidArgument(f"{name}={values!r}: it is a list of texts, none of them empty")
    if not values and not empty:
        raise InvalidArgument(f"{name} is empty: there is nothing to choose from")
    return tuple(dict.fromkeys(values))


def one_of(name: str, values: Any, known: Collection[str]) -> tuple[str, ...]:
    """A collection of some words. Raises ``InvalidArgument``."""
    found = texts(name, values)
    for value in found:
        if value not in known:
            raise InvalidArgument(f"{name} has {value!r}; there are {', '.join(known)}")
    return found
