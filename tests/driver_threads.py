"""Threads for tests of the driver."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from fakeesx import FakeESX


def in_threads(functions: list[Callable[[], None]]) -> None:
    """Run all at once; what one raises is raised."""
    problems: list[BaseException] = []

    def guarded(function: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                function()
            except Exception as error:  # noqa: BLE001 - raised below
                problems.append(error)
        return run

    threads = [threading.Thread(target=guarded(function), daemon=True) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    for problem in problems:
        raise problem


def until_held(esx: FakeESX, rule: str, thread: threading.Thread) -> None:
    """Wait until a rule holds what a thread does; that the thread ends before is an error."""
    while not esx.chaos.held(rule):
        assert thread.is_alive()
        time.sleep(0.001)
