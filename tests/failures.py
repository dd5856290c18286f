"""What fails inside a host without its clients seeing more than a fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from twisted.logger import LogLevel, formatEvent, globalLogPublisher


@contextmanager
def failures() -> Iterator[list[Any]]:
    """What has failed inside: whatever is logged with a traceback."""
    found: list[Any] = []

    def observer(event: dict[str, Any]) -> None:
        if "log_failure" in event:
            found.append(event["log_failure"])

    globalLogPublisher.addObserver(observer)
    try:
        yield found
    finally:
        globalLogPublisher.removeObserver(observer)


@contextmanager
def warned() -> Iterator[list[str]]:
    """What the log is warned of, in words; nothing may fail with a traceback meanwhile."""
    found: list[str] = []

    def observer(event: dict[str, Any]) -> None:
        if event.get("log_level") is LogLevel.warn:
            found.append(formatEvent(event))

    globalLogPublisher.addObserver(observer)
    try:
        with failures() as failed:
            yield found
        assert failed == []
    finally:
        globalLogPublisher.removeObserver(observer)
