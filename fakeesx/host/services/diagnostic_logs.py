"""The texts of a host's logs: made when they are read, from its boot and its events.

A profile says which logs there are (``logs`` in ``profile.json``) and what each is made from: ``agent``, ``kernel``,
``warnings``, ``summary`` or ``messages``. The lines look like a host's; what they say is this host's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_HOST = ManagedObjectReference("HostSystem", "ha-host")
_HOUR = timedelta(hours=1)
_MOST_HOURS = 24 * 7


def lines(host: Esx, source: str) -> list[str]:
    """The lines of a log by what it is made from, oldest first."""
    return list(_SOURCES[source](host))


def _agent(host: Esx) -> Iterator[str]:
    boot = _boot(host)
    about = host.profile.about
    yield f"Log for {about.fullName}, pid=4108, option=Release"
    yield _stamp(boot, "info", "App", f"Current working directory: /var/log/vmware, version {about.version} {about.build}")
    yield _stamp(boot, "info", "ha-license-manager", "License information loaded")
    for store in host.inventory.of_type("Datastore"):
        name, url = store.values["name"], store.values["info"].url
        yield _stamp(boot, "info", "FSVolumeProvider", f"Datastore {name} mounted at {url}")
    yield _stamp(boot, "info", "App", "BEGIN SERVICES")
    for event in host.events.history.events:
        when = event.createdTime.astimezone(boot.tzinfo)
        yield _stamp(when, "info", "ha-eventmgr", f"Event {event.key} : {event.fullFormattedMessage or ''}")


def _kernel(host: Esx) -> Iterator[str]:
    boot = _boot(host)
    values = host.inventory.node(_HOST).values
    hardware = values["summary"].hardware
    config: vim.HostConfigInfo = values["config"]
    texts = [
        f"{host.profile.about.fullName} starting on {hardware.numCpuThreads} CPUs ({hardware.cpuModel.strip()})",
        f"Memory: {hardware.memorySize >> 10} KB",
        *(f"Net: {nic.device}: driver {nic.driver}" for nic in (config.network.pnic if config.network else ())),
        *(
            f"ScsiAdapter: {hba.device}: {hba.model.strip()}"
            for hba in (config.storageDevice.hostBusAdapter if config.storageDevice else ())
        ),
        "VMKernel loaded successfully",
    ]
    for index, text in enumerate(texts):
        yield _syslog(host, boot, f"vmkernel: 0:00:00:{index + 3:02d}.{(index * 137) % 1000:03d} cpu0:4096){text}")
    for event in host.events.history.events:
        if isinstance(event, (vim.VmPoweredOnEvent, vim.VmPoweredOffEvent)) and event.vm is not None:
            verb = "Starting" if isinstance(event, vim.VmPoweredOnEvent) else "Stopping"
            when = event.createdTime.astimezone(boot.tzinfo)
            world = f"World: vm {event.vm.vm.value}: {verb} world vmm0:{event.vm.name}"
            yield _syslog(host, when, f"vmkernel: {_uptime(when - boot)} cpu1:4120){world}")


def _warnings(host: Esx) -> Iterator[str]:
    yield _syslog(
        host, _boot(host), "vmkernel: 0:00:00:09.214 cpu0:4096)WARNING: ACPI: No thermal zones found, none are watched"
    )


def _summary(host: Esx) -> Iterator[str]:
    boot, now = _boot(host), host.now()
    yield _syslog(host, boot, "vmkhalt: (%d) Starting system..." % int(boot.timestamp()))  # noqa: UP031 - as it is written
    vms = len(host.load.running())
    hours = min(int((now - boot) / _HOUR), _MOST_HOURS)
    for hour in range(1, hours + 1):
        yield _syslog(host, boot + hour * _HOUR, f"logger: hb: vmk loaded, {_uptime(hour * _HOUR)} up, {vms} VMs")


def _messages(host: Esx) -> Iterator[str]:
    boot = _boot(host)
    yield _syslog(host, boot, "syslogd 1.4.1: restart.")
    yield _syslog(host, boot, "kernel: Linux version 2.6.18-164.ESX (service console)")
    for event in host.events.history.events:
        when = event.createdTime.astimezone(boot.tzinfo)
        if isinstance(event, vim.UserLoginSessionEvent):
            yield _syslog(host, when, f"Hostd: Accepted password for user {event.userName} from {event.ipAddress}")
        elif isinstance(event, vim.BadUsernameSessionEvent):
            yield _syslog(host, when, f"Hostd: Rejected password for user {event.userName} from {event.ipAddress}")


_SOURCES: Mapping[str, Callable[[Esx], Iterator[str]]] = {
    "agent": _agent, "kernel": _kernel, "warnings": _warnings, "summary": _summary, "messages": _messages,
}


def _boot(host: Esx) -> datetime:
    boot: datetime = host.inventory.get(_HOST, "runtime").bootTime
    return boot


def _stamp(when: datetime, level: str, part: str, text: str) -> str:
    return f"[{when:%Y-%m-%d %H:%M:%S}.{when.microsecond // 1000:03d} F62B1B90 {level} '{part}'] {text}"


def _syslog(host: Esx, when: datetime, text: str) -> str:
    name = host.inventory.get(_HOST, "name").partition(".")[0]
    return f"{when:%b} {when.day:2d} {when:%H:%M:%S} {name} {text}"


def _uptime(span: timedelta) -> str:
    seconds = max(0, int(span.total_seconds()))
    return f"{seconds // 86400}:{seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.000"
