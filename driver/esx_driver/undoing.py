"""What has to be taken back when an operation of several steps fails, or removed when it is over."""

from __future__ import annotations

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Self

from esx_driver.vim.faults import VimFault

_log = logging.getLogger(__name__)


class Undoing:
    """Steps back, the last first, when its block is left by an exception; one that fails does not keep others from running.

    What could not be taken back is added to the exception as a note, for a person to clear up.
    """

    def __init__(self) -> None:
        self._steps: list[tuple[str, Callable[[], object]]] = []

    def add(self, what: str, step: Callable[[], object]) -> None:
        """When it fails from here on: ``step`` takes ``what`` back."""
        self._steps.append((what, step))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            return
        for what, step in reversed(self._steps):
            try:
                step()
            except Exception as problem:  # noqa: BLE001 - the first error is the one to tell; this goes with it
                _log.warning("could not remove %s: %s", what, problem)
                error.add_note(f"left behind: {what} ({problem})")


class Removing:
    """Steps that are done when its block is left, however that happens, the last first; one that fails does not keep others.

    A step that ends in a fault is tried once more. After a success the first error of a step is raised; after a failure it
    goes as a note with that, as those after it do. Either says what is left behind, for a person to clear up.
    """

    def __init__(self) -> None:
        self._steps: list[tuple[str, Callable[[], object]]] = []

    def add(self, what: str, step: Callable[[], object]) -> None:
        """At the end: ``step`` removes ``what``, if it is there."""
        self._steps.append((what, step))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        told = error
        for what, step in reversed(self._steps):
            try:
                twice(step)
            except Exception as problem:  # noqa: BLE001 - the other steps are to be done all the same
                _log.warning("could not remove %s: %s", what, problem)
                told = told or problem
                told.add_note(f"left behind: {what} ({problem})")
        if error is None and told is not None:
            raise told


def twice(step: Callable[[], object]) -> None:
    """A step of clearing up that may be done again; when it ends in a fault, it is. Raises what it raises then."""
    try:
        step()
    except VimFault as fault:
        _log.debug("again, after: %s", fault)
        step()
