"""Work in several threads: in order, not too far ahead, and nothing left of it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from esx_driver.images.vmdk.workers import in_order


def ours() -> list[str]:
    """The threads that work."""
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("esx-driver-zlib")]


def test_order() -> None:
    """Whoever is done first."""
    gates = [threading.Event() for _ in range(3)]

    def work(number: int) -> int:
        if number % 3 == 0:
            gates[number // 3].wait(30)
        elif number % 3 == 2:
            gates[number // 3].set()
        return number * number

    assert list(in_order(work, range(9), threads=3)) == [number * number for number in range(9)]
    assert ours() == []


def test_window() -> None:
    """No more parts are taken than are under way."""
    taken: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = in_order(lambda number: number, parts(), threads=3)
    assert next(results) == 0
    assert len(taken) == 6
    results.close()
    assert ours() == []


@pytest.mark.parametrize("threads", [1, 3])
def test_errors(threads: int) -> None:
    """Of the work and of the parts; no thread is left."""

    def parts() -> Iterator[int]:
        yield from (1, 0)
        raise LookupError("no more")

    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda number: 1 // number, [1, 0, 1], threads=threads))
    with pytest.raises(LookupError, match="no more"):
        list(in_order(lambda number: number, parts(), threads=threads))
    assert ours() == []


def test_green_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under eventlet all is done in the caller's thread: its threads would take turns."""
    monkeypatch.setitem(sys.modules, "eventlet.patcher", SimpleNamespace(is_monkey_patched=lambda what: what == "thread"))
    assert set(in_order(lambda _: threading.current_thread(), range(9), threads=3)) == {threading.current_thread()}
