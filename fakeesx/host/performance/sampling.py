"""What VMs and the host have in common: samples, their parts, and how a counter reads them.

A reading gives a counter's value in its unit; percentages are in hundredths of a percent, as on a host.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import TypeAlias

from fakeesx.host.services.load import SLOT, VmUsage, noise
from fakeesx.schema.values import ManagedObjectReference

SAMPLED = frozenset({"average", "summation", "latest"})
"""The roll-up types that are sampled in real time; the others are for a server that keeps history."""

MILLISECONDS = SLOT * 1000


@dataclass(slots=True)
class Sample:
    """The usage of an entity at the end of one slot, and what it has: cores, their MHz, memory in KB."""

    seconds: float
    use: VmUsage
    cpus: int
    mhz: float
    memory: int
    seed: int
    facts: Mapping[str, float] = field(default_factory=dict)
    _parts: dict[str, tuple[Part, ...]] = field(default_factory=dict)

    def parts(self, kind: str, count: int) -> tuple[Part, ...]:
        """The parts of the instances of a kind; together they make the whole."""
        parts = self._parts.get(kind)
        if parts is None:
            slot = ceil(self.seconds / SLOT)
            weights = [0.5 + noise(self.seed, slot, 1 + n)[0] for n in range(count)]
            total = sum(weights)
            parts = self._parts[kind] = tuple(Part(self, self.use, weight / total, 1 / count) for weight in weights)
        return parts

    def noise(self, salt: int) -> float:
        """A number from 0 to 1 for this entity, this slot and a salt."""
        return noise(self.seed, ceil(self.seconds / SLOT), 1000 + salt)[0]


@dataclass(frozen=True, slots=True)
class Part:
    """What an instance has of a sample: ``used`` of what is used, ``of`` what there is; both are 1 for the whole."""

    sample: Sample
    use: VmUsage
    used: float
    of: float


Reading: TypeAlias = Callable[[Part], float]
Table: TypeAlias = Mapping[str, tuple[tuple[str, ...], Reading]]
"""By ``group.name`` of a counter: the kinds of instances it is sampled for, and how it is read."""


@dataclass(frozen=True)
class Source:
    """An entity to sample."""

    ref: ManagedObjectReference
    table: Table
    instances: Mapping[str, tuple[str, ...]]
    """The instances by kind; the kind ``""`` is the entity as a whole."""
    times: Callable[[], list[float]]
    """The ends of the slots that were sampled during the last hour, in the clock's seconds, oldest first."""
    samples: Callable[[list[float]], list[Sample]]
    """The samples of some of these times."""


def slots(start: float, end: float) -> list[float]:
    """The ends of slots in (start, end], in seconds."""
    return [float(SLOT * n) for n in range(int(start // SLOT) + 1, int(end // SLOT) + 1)]


def table(*rows: tuple[str, tuple[str, ...], Mapping[str, Reading]]) -> Table:
    """A table from rows of group, kinds and readings by name; a counter in several rows has the kinds of all."""
    made: dict[str, tuple[tuple[str, ...], Reading]] = {}
    for group, kinds, readings in rows:
        for name, reading in readings.items():
            known = made.get(f"{group}.{name}", ((), reading))[0]
            made[f"{group}.{name}"] = ((*known, *(kind for kind in kinds if kind not in known)), reading)
    return made


def pick(readings: Mapping[str, Reading], *names: str) -> dict[str, Reading]:
    """Some of the readings."""
    return {name: readings[name] for name in names}


def zero(_: Part) -> float:
    """Nothing."""
    return 0.0


def latency(salt: int, most: float) -> Reading:
    """Milliseconds: mostly few, at most ``most``."""
    return lambda p: most * p.sample.noise(salt) ** 3


def used_ms(p: Part) -> float:
    """Milliseconds of CPU used in a slot."""
    return p.use.cpu / p.sample.mhz * MILLISECONDS * p.used


def _active(factor: float) -> Reading:
    return lambda p: min(10000.0 * p.sample.cpus, 10000.0 * p.use.cpu / p.sample.mhz * factor)


IO: Mapping[str, Reading] = {
    "read": lambda p: p.use.read * p.used,
    "write": lambda p: p.use.written * p.used,
    "numberReadAveraged": lambda p: p.use.reads * p.used,
    "numberWriteAveraged": lambda p: p.use.writes * p.used,
    "commandsAveraged": lambda p: (p.use.reads + p.use.writes) * p.used,
    "totalReadLatency": latency(2, 12),
    "totalWriteLatency": latency(3, 20),
}
PATHS = IO
"""Of storage adapters and paths."""
STORES = pick(
    IO, "numberReadAveraged", "numberWriteAveraged", "read", "write", "totalReadLatency", "totalWriteLatency",
)
"""Of datastores and virtual disks."""
COMMANDS: Mapping[str, Reading] = {
    **pick(IO, "read", "write", "numberReadAveraged", "numberWriteAveraged"),
    "numberRead": lambda p: p.use.reads * p.used * SLOT,
    "numberWrite": lambda p: p.use.writes * p.used * SLOT,
    "commands": lambda p: (p.use.reads + p.use.writes) * p.used * SLOT,
    "commandsAborted": zero,
    "busResets": zero,
}
"""Of disks (LUNs)."""
NET: Mapping[str, Reading] = {
    "usage": lambda p: (p.use.received + p.use.sent) * p.used,
    "received": lambda p: p.use.received * p.used,
    "transmitted": lambda p: p.use.sent * p.used,
    "packetsRx": lambda p: p.use.received * p.used * SLOT * 4,
    "packetsTx": lambda p: p.use.sent * p.used * SLOT * 5,
    "droppedRx": zero,
    "droppedTx": zero,
}
MEMORY: Mapping[str, Reading] = {
    "usage": lambda p: 10000.0 * p.use.active / p.sample.memory,
    "granted": lambda p: p.use.granted,
    "active": lambda p: p.use.active,
    "activewrite": lambda p: 0.6 * p.use.active,
    "shared": lambda p: p.use.shared,
    "zero": lambda p: 0.6 * p.use.shared,
    "consumed": lambda p: p.use.consumed,
    "overhead": lambda p: p.use.overhead,
    **dict.fromkeys(
        ("swapin", "swapout", "swapinRate", "swapoutRate", "vmmemctl", "compressed", "compressionRate",
         "decompressionRate"), zero,
    ),
}
RESCPU: Mapping[str, Reading] = {
    **{f"{kind}{minutes}": _active(factor) for minutes in (1, 5, 15)
       for kind, factor in (("actav", 1.0), ("actpk", 1.6), ("runav", 1.0), ("runpk", 1.6))},
    **{f"maxLimited{minutes}": zero for minutes in (1, 5, 15)},
    "sampleCount": lambda _: 160.0,
    "samplePeriod": lambda _: 6000.0,
}
