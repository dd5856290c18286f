"""Where the log goes: text for people on a terminal, JSON lines for everything else; always to standard error."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

from twisted.logger import (
    FilteringLogObserver,
    ILogObserver,
    LogLevel,
    LogLevelFilterPredicate,
    formatEvent,
    globalLogBeginner,
)
from zope.interface import implementer

_QUIET = ("twisted", "fakeesx.web.server", "stdout", "log_legacy")
"""Namespaces whose chatter (connections, factories) is of no use below a warning."""


@implementer(ILogObserver)
class Lines:
    """Writes one line for each event."""

    def __init__(self, stream: TextIO, as_json: bool) -> None:
        self._stream = stream
        self._as_json = as_json

    def __call__(self, event: dict[str, Any]) -> None:
        """Write an event; a failure comes with its traceback: this is the host's own log, no client sees it."""
        time = datetime.fromtimestamp(event["log_time"], UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        message = formatEvent(event)
        failure = event.get("log_failure")
        trace = failure.getTraceback() if failure is not None else ""
        if self._as_json:
            line = {"time": time, "level": event["log_level"].name, "system": event["log_namespace"], "message": message}
            if trace:
                line["traceback"] = trace
            self._stream.write(json.dumps(line) + "\n")
        else:
            self._stream.write(f"{time[11:-1]} {event['log_level'].name:<8} {message}\n{trace}")
        self._stream.flush()


def begin(verbose: bool) -> None:
    """Send the log of this process to standard error; ``verbose`` shows every call as well."""
    levels = LogLevelFilterPredicate(LogLevel.debug if verbose else LogLevel.info)
    for namespace in _QUIET:
        levels.setLogLevelForNamespace(namespace, LogLevel.warn)
    lines: Any = Lines(sys.stderr, not sys.stderr.isatty())
    filters: Any = [levels]
    observer: Any = FilteringLogObserver(lines, filters)
    globalLogBeginner.beginLoggingTo([observer], redirectStandardIO=False, discardBuffer=True)
