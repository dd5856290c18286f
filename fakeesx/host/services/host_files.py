"""The files of the host itself that its HTTP interface shows under ``/host``: logs and configuration.

They are made from the host's state when they are read. A configuration file that a client has written stays as it was
written; the simulation does not act on it. (Which files 4.1 listed is not recorded; these are some that are known.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from fakeesx.host.services import diagnostic_logs
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.datastore import Datastore, DatastoreKind
from fakeesx.storage.paths import name_of

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

LARGEST = 1024 * 1024
"""Bytes of a configuration file that a client writes."""
_HOST = ManagedObjectReference("HostSystem", "ha-host")
_FILES = ManagedObjectReference("FileManager", "ha-nfc-file-manager")
_NETWORK = ManagedObjectReference("HostNetworkSystem", "networkSystem")
_OPTIONS = ManagedObjectReference("OptionManager", "ha-adv-options")
_DATE_TIME = ManagedObjectReference("HostDateTimeSystem", "dateTimeSystem")
_TEMPORARY, _TEMPORARY_SIZE = ".tmp", 5 << 30


class HostFile(NamedTuple):
    """A file's name, whether a client may write it, and how many bytes it has."""

    name: str
    writable: bool
    size: int


class HostFiles:
    """The files of one host."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._temporary: Datastore | None = None

    def list(self) -> list[HostFile]:
        """All files by name."""
        names = sorted({*_CONFIGURATION, *self._logs})
        return [HostFile(name, name in _CONFIGURATION, len(self.read(name))) for name in names]

    def read(self, name: str) -> bytes:
        """The content of a file. Raises ``LookupError``."""
        if name in self._written:
            return self._written[name]
        make = _CONFIGURATION.get(name)
        lines = make(self._host) if make is not None else diagnostic_logs.lines(self._host, self._logs[name])
        return "".join(f"{line}\n" for line in lines).encode()

    def write(self, name: str, content: bytes) -> None:
        """Replace a file. Raises ``LookupError`` for one that is not there, ``PermissionError`` for a log."""
        if name not in _CONFIGURATION:
            if name not in self._logs:
                raise LookupError(name)
            raise PermissionError(name)
        self._host.inventory.update(_FILES, private=MappingProxyType({**self._written, name: content}))

    def capture(self) -> Any:
        """The host's ``/tmp`` as it is, ``None`` when it was not used yet."""
        return None if self._temporary is None else (self._temporary, self._temporary.capture())

    def settle(self) -> None:
        """Abort uploads that are under way."""
        if self._temporary is not None:
            self._temporary.close()

    def restore(self, state: Any) -> None:
        """Let it be so again."""
        if state is None:
            self._temporary = None
        else:
            self._temporary, captured = state
            self._temporary.restore(captured)

    @property
    def temporary(self) -> Datastore:
        """The host's ``/tmp``: a folder of real files beside its datastores, made when it is first used."""
        if self._temporary is None:
            self._temporary = Datastore(
                self._host.settings.root / _TEMPORARY, name="tmp", uuid="tmp", capacity=_TEMPORARY_SIZE,
                kind=DatastoreKind.OTHER, clock=self._host.clock.seconds,
                undo=self._host.kept.files if self._host.kept is not None else None, past=self._host.past,
            )
        return self._temporary

    @property
    def _written(self) -> Mapping[str, bytes]:
        """What clients have written, by name: part of the inventory."""
        written: Mapping[str, bytes] = self._host.inventory.node(_FILES).private or {}
        return written

    @property
    def _logs(self) -> Mapping[str, str]:
        """The source of each log by its file's name."""
        return {name_of(log["file"]): log["source"] for log in self._host.profile.settings.get("logs", ())}


def _esx_conf(host: Esx) -> Iterator[str]:
    """Keys that are paths, values in quotes: advanced options and the network, as far as they are simulated."""
    for option in host.inventory.get(_OPTIONS, "setting"):
        value = str(option.value).replace("\\", "\\\\").replace('"', '\\"')
        yield f'/adv/{option.key.replace(".", "/")} = "{value}"'
    info: vim.HostNetworkInfo = host.inventory.get(_NETWORK, "networkInfo")
    for number, nic in enumerate(info.pnic):
        yield f'/net/pnic/child[{number:04d}]/mac = "{nic.mac}"'
        yield f'/net/pnic/child[{number:04d}]/name = "{nic.device}"'
    for number, switch in enumerate(info.vswitch):
        at = f"/net/vswitch/child[{number:04d}]"
        yield f'{at}/name = "{switch.name}"'
        yield f'{at}/numPorts = "{switch.numPorts}"'
        groups = [group.spec for group in info.portgroup if group.spec.vswitchName == switch.name]
        for index, group in enumerate(groups):
            yield f'{at}/portgroup/child[{index:04d}]/name = "{group.name}"'
            yield f'{at}/portgroup/child[{index:04d}]/vlanId = "{group.vlanId}"'
    yield f'/system/uuid = "{host.inventory.get(_HOST, "hardware").systemInfo.uuid}"'


def _hosts(host: Esx) -> Iterator[str]:
    yield "127.0.0.1\tlocalhost.localdomain localhost"
    info: vim.HostNetworkInfo = host.inventory.get(_NETWORK, "networkInfo")
    dns = info.dnsConfig
    for nic in (*info.consoleVnic, *info.vnic):
        if dns is not None and nic.spec.ip is not None and nic.spec.ip.ipAddress:
            full = f"{dns.hostName}.{dns.domainName} " if dns.domainName else ""
            yield f"{nic.spec.ip.ipAddress}\t{full}{dns.hostName}"
            return


def _resolv_conf(host: Esx) -> Iterator[str]:
    dns = host.inventory.get(_NETWORK, "networkInfo").dnsConfig
    for address in dns.address if dns is not None else ():
        yield f"nameserver {address}"
    if dns is not None and dns.searchDomain:
        yield f"search {' '.join(dns.searchDomain)}"


def _ntp_conf(host: Esx) -> Iterator[str]:
    yield "restrict default kod nomodify notrap"
    yield "restrict 127.0.0.1"
    ntp = host.inventory.get(_DATE_TIME, "dateTimeInfo").ntpConfig
    for server in ntp.server if ntp is not None else ():
        yield f"server {server}"
    yield "driftfile /var/lib/ntp/drift"


def _motd(host: Esx) -> Iterator[str]:
    yield f"{host.profile.about.fullName}, simulated by fakeesx"


_CONFIGURATION: Mapping[str, Callable[[Esx], Iterator[str]]] = {
    "esx.conf": _esx_conf, "hosts": _hosts, "motd": _motd, "ntp.conf": _ntp_conf, "resolv.conf": _resolv_conf,
}
