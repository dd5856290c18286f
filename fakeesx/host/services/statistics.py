"""Quick statistics: every 20 seconds what a VM, the host and the resource pools use is written into their properties.

VMs are spread over twenty buckets, one for each second of a slot, so that thousands of them do not hold up the reactor.
There is no timer while no VM is on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from fakeesx.clock import DelayedCall
from fakeesx.host.services import resources
from fakeesx.host.services.load import SLOT, Load
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_HOST = ManagedObjectReference("HostSystem", "ha-host")


class Statistics:
    """The quick statistics of one host."""

    def __init__(self, host: Esx, load: Load) -> None:
        self._host = host
        self._load = load
        self._buckets: list[dict[ManagedObjectReference, None]] = [{} for _ in range(SLOT)]
        self._timer: DelayedCall | None = None
        self._stopped = False
        self._done = self._due = 0
        """The last second whose bucket was seen to, and the next to be."""
        load.at_power.append(self._power)
        for ref in load.running():
            self._power(ref, True)

    @property
    def armed(self) -> bool:
        """Whether statistics will be taken."""
        return self._timer is not None

    def stop(self) -> None:
        """Take no more statistics."""
        self._stopped = True
        if self._timer is not None and self._timer.active():
            self._timer.cancel()
        self._timer = None

    def take(self, refs: tuple[ManagedObjectReference, ...] | None = None) -> None:
        """Write the quick statistics of VMs (of all that are on by default), the host and the pools as they are now."""
        with self._host.measuring(), self._host.inventory.transaction():
            for ref in self._load.running() if refs is None else refs:
                self._take_vm(ref)
            self._take_host()

    def _power(self, ref: ManagedObjectReference, on: bool) -> None:
        number = crc32(ref.value.encode()) % SLOT
        if not on:
            self._buckets[number].pop(ref, None)  # the host's own figures are still to fall: the timer goes on for one slot
            return
        self._buckets[number][ref] = None
        now = int(self._host.clock.seconds())
        second = now + 1 + (number - now - 1) % SLOT
        if self._timer is None:
            self._done = now
            self._arm(min(second, now + SLOT - now % SLOT))
        elif second < self._due:
            if self._timer.active():
                self._timer.cancel()
            self._arm(second)

    def _arm(self, second: int) -> None:
        self._timer = None
        if not self._stopped:
            self._due = second
            self._timer = self._host.clock.callLater(max(0.0, second - self._host.clock.seconds()), self._tick)

    def _next(self) -> int:
        """The next second that has something to do; those that end a slot are the host's."""
        after = range(self._done + 1, self._done + SLOT + 1)
        return next(second for second in after if second % SLOT == 0 or self._buckets[second % SLOT])

    def _tick(self) -> None:
        now = int(self._host.clock.seconds())
        seconds = range(max(self._done + 1, now - SLOT + 1), now + 1)  # several when the clock has jumped
        self._done = now
        with self._host.measuring(), self._host.inventory.transaction():
            for second in seconds:
                for ref in tuple(self._buckets[second % SLOT]):
                    self._take_vm(ref)
            if any(second % SLOT == 0 for second in seconds):
                self._take_host()
                self._load.forget()
                if not any(self._buckets):
                    self._timer = None
                    return
        self._arm(self._next())

    def _take_vm(self, ref: ManagedObjectReference) -> None:
        node = self._host.inventory.find(ref.value)
        if node is None:
            return
        use = self._load.vm(ref, self._host.clock.seconds())
        summary: vim.VirtualMachineSummary = node.values["summary"]
        quick = vim.VirtualMachineQuickStats(
            guestHeartbeatStatus=summary.quickStats.guestHeartbeatStatus, overallCpuUsage=int(use.cpu),
            guestMemoryUsage=use.active >> 10, hostMemoryUsage=(use.consumed + use.overhead) >> 10,
            privateMemory=use.private >> 10, sharedMemory=use.shared >> 10, swappedMemory=0, balloonedMemory=0,
            consumedOverheadMemory=use.overhead >> 10, compressedMemory=0, uptimeSeconds=int(use.uptime),
        )
        if quick != summary.quickStats:
            self._host.inventory.update(ref, summary=summary.replace(quickStats=quick))

    def _take_host(self) -> None:
        now = self._host.clock.seconds()
        self._load.host(now // SLOT * SLOT)  # remembers the slot that has ended
        use = self._load.host(now)
        summary: vim.HostListSummary = self._host.inventory.get(_HOST, "summary")
        quick = summary.quickStats.replace(
            overallCpuUsage=int(use.cpu), overallMemoryUsage=use.consumed >> 10, uptime=int(use.uptime)
        )
        self._host.inventory.update(_HOST, summary=summary.replace(quickStats=quick))
        resources.refresh(self._host)
