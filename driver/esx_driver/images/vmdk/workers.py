"""Work on the parts of a stream in several threads, in order: zlib leaves Python's lock to others while it works."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
_MOST = 4
"""Threads: more than the fastest link has use for."""


def in_order(work: Callable[[T], R], parts: Iterable[T], threads: int | None = None) -> Generator[R, None, None]:
    """``work`` of each part, in the order of the parts. Twice as many as there are threads are under way at most.

    ``threads``: as many as there are processors unless given; with one, and under eventlet, all is done in the caller's.
    What ``parts`` or ``work`` raise passes through, in order too; no thread is left when the generator has ended or was
    closed.
    """
    threads = min(_MOST, os.cpu_count() or 1) if threads is None else threads
    if threads < 2 or _threads_are_green():
        yield from map(work, parts)
        return
    window: deque[Future[R]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="esx-driver-zlib")
    try:
        for part in parts:
            window.append(pool.submit(work, part))
            if len(window) >= 2 * threads:
                yield window.popleft().result()
        while window:
            yield window.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _threads_are_green() -> bool:
    """Whether eventlet has put its own threads in place of the system's: they take turns, and share no work."""
    patcher = sys.modules.get("eventlet.patcher")
    return patcher is not None and bool(patcher.is_monkey_patched("thread"))
