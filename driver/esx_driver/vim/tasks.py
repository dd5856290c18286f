"""Tasks: started, waited for, cancelled. How they are waited for is ``esx_driver.vim.watching``."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from esx_driver.errors import DriverError, OutcomeUnknown, TaskCancelled
from esx_driver.vim import faults
from esx_driver.vim.faults import VimFault
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE, Session
from esx_driver.vim.starting import Starts
from esx_driver.vim.watching import State, Watch

_TURNS = 10
"""How often a task is started at most when others of its object are in its way: each time the one told of is waited for."""
_LONGEST_END = 60.0
"""Seconds for which the end of a task is awaited whose waiter was interrupted."""
_MAKING = ("Copy", "Create", "EagerZero")
"""What names of methods begin with whose tasks are cancelled then: nobody wants any more what they make."""
T = TypeVar("T")
Progress = Callable[[int], None]
"""Told of a task's progress, in per cent."""


class Tasks:
    """The tasks of one session's host; thread-safe. A session has one of these: they share its property collector.

    ``interval``: seconds between two looks where a host can't tell.
    """

    def __init__(self, session: Session, interval: float = 5.0) -> None:
        self._session = session
        self._watch = Watch(session, interval)
        self._starts = Starts(session, self._watch)

    def run(
        self, method: str, this: Ref, *, progress: Progress | None = None, cancel: threading.Event | None = None,
        **params: Any,
    ) -> Any:
        """Start a task and wait for its end: its result. When the answer is lost, the recent tasks are looked through.

        As ``patiently``. Whoever is interrupted meanwhile (by a signal, or as a green thread that is ended) sees the task's
        end all the same, within a minute: so that what it did can be taken back. Raises ``VimFault`` (the task's),
        ``TaskCancelled`` (``cancel`` was set), ``OutcomeUnknown``, and as ``call``.
        """
        return self.patiently(
            method, lambda: self.wait(self._start(method, this, params), method, progress=progress, cancel=cancel), cancel,
        )

    def patiently(self, method: str, step: Callable[[], T], cancel: threading.Event | None = None) -> T:
        """Do a step of an object that has tasks. While one of them is in its way, that one's end is waited for, a few times.

        Raises what ``step`` raises, ``TaskCancelled`` (``cancel`` was set), and as ``call``.
        """
        for _ in range(_TURNS - 1):
            try:
                return step()
            except faults.TaskInProgress as busy:
                if getattr(busy.fault, "task", None) is None:
                    raise
                self._outlast(Ref.of(busy.task), method, cancel)
        return step()

    def _start(self, method: str, this: Ref, params: dict[str, Any]) -> Ref:
        with self._starts.start(method, this) as start:
            try:
                task: Ref = self._session.call(method, this, look=lambda: self._starts.find(start), **params)
            except DriverError:
                raise
            except BaseException:
                with suppress(DriverError):
                    begun = self._starts.find(start)
                    if begun is not UNDONE:
                        self._settle(begun, method)
                raise
            self._starts.claim(start, task)
        return task

    def wait(
        self, task: Ref, method: str = "", *, progress: Progress | None = None, cancel: threading.Event | None = None,
    ) -> Any:
        """Wait for the end of a task: its result. ``cancel`` is looked at about once a second. Raises as ``run``."""
        try:
            return self._result(task, method, progress, cancel)
        except DriverError:
            raise
        except BaseException:
            with suppress(DriverError):
                self._settle(task, method)
            raise

    def _result(
        self, task: Ref, method: str, progress: Progress | None, cancel: threading.Event | None,
    ) -> Any:
        told: int | None = None
        asked = False
        with self._watch.wanting(task):
            while True:
                state, heard = self._watch.now(task)
                if state is not None and progress is not None and state.progress not in (None, told):
                    told = state.progress
                    progress(state.progress or 0)
                if state is not None and state.ended:
                    return self._outcome(task, state, method, asked)
                if cancel is not None and cancel.is_set() and not asked:
                    asked = True
                    self._cancel(task)
                self._watch.follow(task, heard, impatient=cancel is not None and not asked)

    def _outlast(self, task: Ref, method: str, cancel: threading.Event | None) -> None:
        """Wait for the end of somebody else's task, however it ends. Raises ``TaskCancelled``, and as ``call``."""
        with self._watch.wanting(task):
            while True:
                state, heard = self._watch.now(task)
                if state is not None and state.ended:
                    return
                if cancel is not None and cancel.is_set():
                    raise TaskCancelled(f"{method} was cancelled while it waited for the {task}")
                self._watch.follow(task, heard, impatient=cancel is not None)

    def _settle(self, task: Ref, method: str) -> None:
        """See the end of a task whose waiter was interrupted, unless that takes too long. Raises as ``call``."""
        if method.startswith(_MAKING):
            self._cancel(task)
        until = self._session.clock() + _LONGEST_END
        with self._watch.wanting(task):
            while True:
                state, heard = self._watch.now(task)
                if (state is not None and state.ended) or self._session.clock() >= until:
                    return
                self._watch.follow(task, heard, impatient=True)

    def _outcome(self, task: Ref, state: State, method: str, asked: bool) -> Any:
        if state.state == "success":
            return state.result
        if state.state == "gone":
            raise OutcomeUnknown(method, f"{method or 'a task'}: the host has forgotten the {task}, whose end was not seen")
        error = state.error
        fault = None if error is None else error.fault
        lineage = self._session.types.lineage(fault)
        if asked and "RequestCanceled" in lineage:
            raise TaskCancelled(f"{method or 'the task'} was cancelled")
        raise faults.exception(lineage, (error.localizedMessage if error is not None else None) or "", fault, method)

    def _cancel(self, task: Ref) -> None:
        try:
            self._session.call("CancelTask", task, look=lambda: None)
        except VimFault:  # it has ended, or can't be cancelled: then its end is waited for
            return
