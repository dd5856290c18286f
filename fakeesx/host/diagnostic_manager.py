"""DiagnosticManager: the host's logs, and bundles of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fakeesx.host.managed_object import Call, ManagedObject, TaskBody, fault, invalid_argument, method, task
from fakeesx.host.services import diagnostic_logs
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

_HOST = ManagedObjectReference("HostSystem", "ha-host")
_MOST_LINES = 1000


class DiagnosticManager(ManagedObject):
    """The logs of the host."""

    @method
    def QueryDescriptions(
        self, call: Call, host: ManagedObjectReference | None = None,
    ) -> list[vim.DiagnosticManagerLogDescriptor]:
        """Which logs there are. Raises InvalidArgument for another host."""
        _require_host(host)
        return [
            vim.DiagnosticManagerLogDescriptor(
                key=log["key"], fileName=log["file"], creator=log["creator"], format="plain", mimeType="text/plain",
                info=vim.Description(label=log["key"], summary=log["summary"]),
            )
            for log in self._logs
        ]

    @method
    def BrowseDiagnosticLog(
        self, call: Call, key: str, host: ManagedObjectReference | None = None, start: int | None = None,
        lines: int | None = None,
    ) -> vim.DiagnosticManagerLogHeader:
        """Lines of a log from number ``start`` (1 by default), at most 1000 of them.

        Beyond the end there are none, and ``lineEnd`` is the number of the last line. Raises InvalidArgument.
        """
        _require_host(host)
        source = next((log["source"] for log in self._logs if log["key"] == key), None)
        if source is None:
            raise invalid_argument("key")
        first = 1 if start is None else start
        count = _MOST_LINES if lines is None else lines
        if first < 1:
            raise invalid_argument("start")
        if count < 0:
            raise invalid_argument("lines")
        text = diagnostic_logs.lines(self.host, source)
        found = text[first - 1 : first - 1 + min(count, _MOST_LINES)]
        end = first + len(found) - 1 if found else len(text)
        return vim.DiagnosticManagerLogHeader(lineStart=first, lineEnd=end, lineText=found)

    @task
    def GenerateLogBundles_Task(
        self, call: Call, includeDefault: bool, host: Sequence[ManagedObjectReference] = (),
    ) -> TaskBody:
        """Bundle the logs; the result says where the bundle is. Raises LogBundlingFailed for other hosts.

        The URL has ``*`` for the address that the client reached the host with, as on a real host (documented).
        """
        if any(ref != _HOST for ref in host):
            raise fault("LogBundlingFailed")
        yield None
        now = self.host.now()
        bundles = [vim.DiagnosticManagerBundleInfo(
            system=_HOST, url=f"https://*/downloads/esxsupport-{now:%Y-%m-%d}@{now:%H-%M-%S}.tgz"
        )]
        return self.host.array("DiagnosticManagerBundleInfo", bundles if includeDefault or host else [])

    @property
    def _logs(self) -> Sequence[dict[str, Any]]:
        logs: Sequence[dict[str, Any]] = self.host.profile.settings.get("logs", ())
        return logs


def _require_host(host: ManagedObjectReference | None) -> None:
    if host is not None and host != _HOST:
        raise invalid_argument("host")
