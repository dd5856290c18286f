"""Quick statistics: every 20 seconds what a VM, the host and the resource pools use is written into their properties.

VMs are spread over twenty buckets, one for each second of a slot, so that thousands of them do not hold up the reactor.
There is no timer while no VM is on. While a virtual clock makes a long move, only the last of the statistics on its way are
taken: nobody could read the others, unless somebody waits to be told of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from fakeesx.clock import DelayedCall, VirtualClock, horizon
from fakeesx.host.services import resources
from fakeesx.host.services.load import SLOT, Load
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_WRITTEN = frozenset({"summary", "runtime"})
"""The properties that statistics are written into."""
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
        self._behind = False
        """Whether statistics were left out."""
        load.at_power.append(self._power)
        if isinstance(host.clock, VirtualClock):
            host.clock.at_rest.append(self._catch_up)
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
        if isinstance(self._host.clock, VirtualClock) and self._catch_up in self._host.clock.at_rest:
            self._host.clock.at_rest.remove(self._catch_up)

    def capture(self) -> Any:
        """Which VMs are on, which second was seen to, the next one, and whether that is to come."""
        return tuple(bucket.copy() for bucket in self._buckets), self._done, self._due, self.armed

    def restore(self, state: Any) -> None:
        """Go on from there."""
        if self._timer is not None and self._timer.active():
            self._timer.cancel()
        self._timer = None
        buckets, self._done, self._due, armed = state
        self._buckets = [bucket.copy() for bucket in buckets]
        if armed:
            self._arm(self._due)

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
            self._timer = self._host.background.callLater(max(0.0, second - self._host.clock.seconds()), self._tick)

    def _next(self) -> int:
        """The next second that has something to do; those that end a slot are the host's."""
        after = range(self._done + 1, self._done + SLOT + 1)
        return next(second for second in after if second % SLOT == 0 or self._buckets[second % SLOT])

    def _catch_up(self) -> None:
        """The clock rests: take what was left out."""
        if self._behind and self._timer is not None:
            if self._timer.active():
                self._timer.cancel()
            self._take_due()

    def _tick(self) -> None:
        now = int(self._host.clock.seconds())
        last = (int(horizon(self._host.clock)) // SLOT - 1) * SLOT + 1  # of all VMs once before the host's own last time
        if last > now and not self._is_watched():
            self._behind = True
            self._arm(last)
            return
        if self._behind:  # of what was left out, nothing is needed: a round of all VMs begins with this second
            self._done = now - 1
        self._take_due()

    def _take_due(self) -> None:
        """Take what is due since the last time, of each VM once at the most."""
        now = int(self._host.clock.seconds())
        self._behind = False
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

    def _is_watched(self) -> bool:
        running = {ref.value for ref in self._load.running()}
        pools = {node.ref.value for node in self._host.inventory.of_type("ResourcePool")}
        return self._host.collectors.awaits({_HOST.value, *running, *pools}, _WRITTEN)

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
