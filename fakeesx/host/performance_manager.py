"""PerformanceManager: counters, what is sampled of an entity, and the samples of the last hour.

A sample is taken every 20 seconds. None is stored: each is worked out from the power history when it is asked for. ESX keeps
no history beyond that hour: ``historicalInterval`` is empty (documented).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import datetime
from typing import Any, ClassVar

from twisted.internet.defer import Deferred

from fakeesx.host.managed_object import Call, ManagedObject, invalid_argument, method
from fakeesx.host.performance import SAMPLED, Sample, Source, source
from fakeesx.host.services.access import READ
from fakeesx.host.services.host_clock import clock_offset
from fakeesx.host.services.load import SLOT
from fakeesx.host.services.tasks import from_seconds
from fakeesx.schema import scalars, vim
from fakeesx.schema.values import ManagedObjectReference

_AT_ONCE = 100_000
"""How many values are worked out before other clients get their turn."""

_Metric = tuple[int, str]


class PerformanceManager(ManagedObject):
    """The performance samples of VMs and of the host."""

    refused: ClassVar[dict[str, str]] = {
        "CreatePerfInterval": "NotSupported", "RemovePerfInterval": "NotSupported", "UpdatePerfInterval": "NotSupported",
    }

    @method
    def QueryPerfProviderSummary(self, call: Call, entity: ManagedObjectReference) -> vim.PerfProviderSummary:
        """What an entity offers: samples every 20 seconds, no history. Raises InvalidArgument."""
        found = self.source(call, entity, "entity")
        return vim.PerfProviderSummary(
            entity=found.ref, currentSupported=True, summarySupported=False, refreshRate=SLOT
        )

    @method
    def QueryAvailablePerfMetric(
        self, call: Call, entity: ManagedObjectReference, beginTime: datetime | None = None,
        endTime: datetime | None = None, intervalId: int | None = None,
    ) -> list[vim.PerfMetricId]:
        """The counters and instances an entity has samples of in a time: none for a VM that was off.

        Raises InvalidArgument.
        """
        found = self.source(call, entity, "entity")
        _check_interval(intervalId, "intervalId")
        if not _within(found.times(), beginTime, endTime, clock_offset(self.host.inventory)):
            return []
        return [_id(metric) for metric in self._counters().metrics(found)]

    @method
    def QueryPerfCounter(self, call: Call, counterId: Sequence[int]) -> list[vim.PerfCounterInfo]:
        """Counters by their keys, in the order asked. Raises InvalidArgument for an unknown one."""
        counters = {counter.key: counter for counter in self.get("perfCounter")}
        if any(key not in counters for key in counterId):
            raise invalid_argument("counterId")
        return [counters[key] for key in counterId]

    @method
    def QueryPerfCounterByLevel(self, call: Call, level: int) -> list[vim.PerfCounterInfo]:
        """The counters of a level and those below it. Raises InvalidArgument for a level that is not 1 to 4."""
        if not 1 <= level <= 4:
            raise invalid_argument("level")
        return [counter for counter in self.get("perfCounter") if (counter.level or 4) <= level]

    @method
    def QueryPerf(self, call: Call, querySpec: Sequence[vim.PerfQuerySpec]) -> Any:
        """The samples of entities, one PerfEntityMetric or PerfEntityMetricCSV for each spec.

        A sample at ``startTime`` is left out, one at ``endTime`` is not; ``maxSample`` takes the latest. An instance ``*``
        stands for all; counters an entity lacks are left out. Raises InvalidArgument for an unknown entity, counter,
        interval or format. A large query is answered in slices, so that others need not wait for it.
        """
        counters = self._counters()
        queries = [_Query(self, call, counters, spec) for spec in querySpec]
        if sum(query.size for query in queries) <= _AT_ONCE:
            return [query.run() for query in queries]
        return self._in_slices(call, queries)

    @method
    def QueryPerfComposite(self, call: Call, querySpec: vim.PerfQuerySpec) -> vim.PerfCompositeMetric:
        """The samples of an entity and, of the host, those of its VMs. Raises InvalidArgument as QueryPerf."""
        counters = self._counters()
        query = _Query(self, call, counters, querySpec)
        children: list[vim.PerfEntityMetricBase] = []
        if query.source.ref.type == "HostSystem":
            allows = self.host.access.allows
            vms = [ref for ref in self.host.inventory.get(query.source.ref, "vm") if allows(call.user, READ, ref)]
            children = [_Query(self, call, counters, querySpec.replace(entity=ref)).run() for ref in vms]
        return vim.PerfCompositeMetric(entity=query.run(), childEntity=children)

    def _in_slices(self, call: Call, queries: list[_Query]) -> Deferred[list[vim.PerfEntityMetricBase]]:
        done: Deferred[list[vim.PerfEntityMetricBase]] = Deferred()
        work = _slices(queries)
        call.on_gone.append(work.close)

        def step() -> None:
            try:
                next(work)
            except StopIteration as end:
                if end.value is not None:
                    done.callback(end.value)
            else:
                self.host.clock.callLater(0, step)

        step()
        return done

    def source(self, call: Call, entity: ManagedObjectReference, argument: str) -> Source:
        """The samples of an entity. Raises InvalidArgument when it has none, NoPermission without System.Read on it."""
        node = self.host.inventory.find(entity.value)
        found = source(self.host, node) if node is not None and node.ref.type == entity.type else None
        if found is None:
            raise invalid_argument(argument)
        self.host.access.require(call.user, READ, found.ref)
        return found

    def _counters(self) -> _Counters:
        return _Counters(self.get("perfCounter"))


class _Counters:
    """The counters by key: their names (group.name), and which of them are sampled."""

    def __init__(self, counters: Sequence[vim.PerfCounterInfo]) -> None:
        self.names = {counter.key: f"{counter.groupInfo.key}.{counter.nameInfo.key}" for counter in counters}
        self.sampled = {counter.key for counter in counters if counter.rollupType in SAMPLED}

    def metrics(self, found: Source) -> list[_Metric]:
        """Every counter of a source with each of its instances."""
        return [(key, instance) for key in self.names for instance in self.instances(found, key)]

    def instances(self, found: Source, key: int) -> list[str]:
        """The instances for which a source has samples of a counter."""
        kinds = found.table[self.names[key]][0] if key in self.sampled and self.names[key] in found.table else ()
        return [instance for kind in kinds for instance in found.instances[kind]]


class _Query:
    """One PerfQuerySpec that has been checked: which metrics of which samples."""

    def __init__(self, manager: PerformanceManager, call: Call, counters: _Counters, spec: vim.PerfQuerySpec) -> None:
        self.spec = spec
        self._counters = counters
        self.source = manager.source(call, spec.entity, "querySpec.entity")
        _check_interval(spec.intervalId, "querySpec.interval")
        if spec.format not in (None, "normal", "csv"):
            raise invalid_argument("querySpec.format")
        if spec.maxSample is not None and spec.maxSample < 1:
            raise invalid_argument("querySpec.maxSample")
        if spec.startTime is not None and spec.endTime is not None and spec.startTime > spec.endTime:
            raise invalid_argument("querySpec.startTime")
        self._metrics = self._selected()
        self._offset = clock_offset(manager.host.inventory)
        times = _within(self.source.times(), spec.startTime, spec.endTime, self._offset)
        self._times = times if spec.maxSample is None else times[-spec.maxSample:]
        self.size = len(self._metrics) * len(self._times)

    def run(self) -> vim.PerfEntityMetricBase:
        """The answer."""
        samples = self.source.samples(self._times)
        columns = [(metric, self._column(metric, samples)) for metric in self._metrics] if samples else []
        entity = self.source.ref
        if self.spec.format == "csv":
            return vim.PerfEntityMetricCSV(
                entity=entity,
                sampleInfoCSV=",".join(
                    f"{SLOT},{scalars.date_time(self._time(s)).decode()}" for s in samples
                ),
                value=[
                    vim.PerfMetricSeriesCSV(id=_id(metric), value=",".join(map(str, column))) for metric, column in columns
                ],
            )
        return vim.PerfEntityMetric(
            entity=entity,
            sampleInfo=[vim.PerfSampleInfo(timestamp=self._time(s), interval=SLOT) for s in samples],
            value=[vim.PerfMetricIntSeries(id=_id(metric), value=column) for metric, column in columns],
        )

    def _time(self, sample: Sample) -> datetime:
        return from_seconds(sample.seconds + self._offset)

    def _selected(self) -> list[_Metric]:
        """The metrics that the spec asks for and the source has, in the spec's order, each once; all by default."""
        if not self.spec.metricId:
            return self._counters.metrics(self.source)
        chosen: dict[_Metric, None] = {}
        for wanted in self.spec.metricId:
            if wanted.counterId not in self._counters.names:
                raise invalid_argument("querySpec.metricId")
            have = self._counters.instances(self.source, wanted.counterId)
            if wanted.instance == "*":
                chosen.update(((wanted.counterId, instance), None) for instance in have)
            elif wanted.instance in have:
                chosen[wanted.counterId, wanted.instance] = None
        return list(chosen)

    def _column(self, metric: _Metric, samples: list[Sample]) -> list[int]:
        kinds, reading = self.source.table[self._counters.names[metric[0]]]
        kind = next(kind for kind in kinds if metric[1] in self.source.instances[kind])
        instances = self.source.instances[kind]
        index, count = instances.index(metric[1]), len(instances)
        return [max(0, round(reading(sample.parts(kind, count)[index]))) for sample in samples]


def _slices(queries: list[_Query]) -> Generator[None, None, list[vim.PerfEntityMetricBase]]:
    """Run queries one after the other, with a pause whenever enough values have been worked out."""
    out, size = [], 0
    for query in queries:
        out.append(query.run())
        size += query.size
        if size >= _AT_ONCE:
            size = 0
            yield
    return out


def _within(times: list[float], start: datetime | None, end: datetime | None, offset: float) -> list[float]:
    """The times after ``start`` and up to ``end``; the host's date is so many seconds from the clock."""
    first = start.timestamp() - offset if start is not None else None
    last = end.timestamp() - offset if end is not None else None
    return [t for t in times if (first is None or t > first) and (last is None or t <= last)]


def _check_interval(interval: int | None, argument: str) -> None:
    if interval not in (None, SLOT):
        raise invalid_argument(argument)


def _id(metric: _Metric) -> vim.PerfMetricId:
    return vim.PerfMetricId(counterId=metric[0], instance=metric[1])
