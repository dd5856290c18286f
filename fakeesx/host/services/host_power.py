"""The power of the host itself: shutting down, rebooting, and coming back after a time on the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fakeesx.clock import DelayedCall
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_HOST = ManagedObjectReference("HostSystem", "ha-host")


class HostPower:
    """Whether the host is up. A profile's ``bootSeconds`` or the durations say how long a reboot takes; none by default."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._timer: DelayedCall | None = None
        self.at_change: list[Callable[[bool], None]] = []
        """Called when the host has come up (true) or gone down."""

    @property
    def is_up(self) -> bool:
        """Whether the host answers."""
        return bool(self._host.inventory.get(_HOST, "runtime").connectionState == "connected")

    @cached_property
    def zone(self) -> timezone:
        """The UTC offset of boot times, the host's and its VMs', and of sessions (recorded: ESX has one, ESXi has not)."""
        text = self._host.profile.settings.get("utcOffset", "Z")
        if text == "Z":
            return UTC
        hours, _, minutes = text[1:].partition(":")
        shift = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-shift if text[0] == "-" else shift)

    def boot_time(self) -> datetime:
        """Now, as the host writes the time at which it, or a VM, has started."""
        return self._host.now().astimezone(self.zone)

    def go_down(self) -> None:
        """VMs lose their power, sessions end."""
        host = self._host
        for ref in host.load.running():
            vm: Any = host.object(ref)
            vm.guest_power_off()
        self._set(connectionState=vim.HostSystemConnectionState.notResponding,
                  powerState=vim.HostSystemPowerState.poweredOff)
        for session in host.sessions:
            host.sessions.end(session)
        self._tell(up=False)

    def come_up(self) -> None:
        """The host has booted."""
        self._timer = None
        self._host.boot_seconds = self._host.clock.seconds()
        self._set(connectionState=vim.HostSystemConnectionState.connected,
                  powerState=vim.HostSystemPowerState.poweredOn, bootTime=self.boot_time())
        self._tell(up=True)

    def reboot(self, seconds: float | None = None) -> None:
        """Go down, and come up when so many seconds have passed (``None``: the profile's time for a boot)."""
        self.stop()
        self.go_down()
        if seconds is None:
            seconds = self._host.tasks.host_boot
        if seconds > 0:
            self._come_up_in(seconds)
        else:
            self.come_up()

    def _come_up_in(self, seconds: float) -> None:
        self._host.waiting.expect(_HOST.value)
        self._timer = self._host.clock.callLater(seconds, self._booted)

    def _booted(self) -> None:
        self._host.waiting.settle(_HOST.value)
        self.come_up()

    def capture(self) -> Any:
        """In how many seconds the host comes up, ``None`` when it does not by itself."""
        if self._timer is None or not self._timer.active():
            return None
        return self._timer.getTime() - self._host.clock.seconds()

    def restore(self, state: Any) -> None:
        """Come up after so many seconds, as it would have."""
        self.stop()
        if state is not None:
            self._come_up_in(max(0.0, state))

    def stop(self) -> None:
        """Stay as it is."""
        if self._timer is not None and self._timer.active():
            self._timer.cancel()
            self._host.waiting.settle(_HOST.value)

    def _set(self, **changes: Any) -> None:
        runtime: vim.HostRuntimeInfo = self._host.inventory.get(_HOST, "runtime")
        self._host.inventory.update(_HOST, runtime=runtime.replace(**changes))

    def _tell(self, *, up: bool) -> None:
        for callback in self.at_change:
            callback(up)
