"""PerformanceManager: what is sampled, and the samples."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from bare_vms import HOST, POOL, add_vm, disk, nic, power
from calling import Client, Faulted
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx
from fakeesx.host.performance.sampling import slots
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

MANAGER = "ha-perfmgr"
CPU_MHZ, CPU_USED, UPTIME, CONSUMED, NET_USAGE = 5, 12, 262144, 65570, 196609


def query(root: Client, entity: ManagedObjectReference, *metrics: tuple[int, str], **values: Any) -> Any:
    """QueryPerf for one entity."""
    values.setdefault("intervalId", 20)
    spec = vim.PerfQuerySpec(
        entity=entity, metricId=[vim.PerfMetricId(counterId=key, instance=name) for key, name in metrics], **values
    )
    return root.call(MANAGER, "QueryPerf", querySpec=[spec])[0]


def series(result: Any) -> dict[tuple[int, str], tuple[int, ...]]:
    """Values by counter and instance."""
    return {(one.id.counterId, one.id.instance): one.value for one in result.value}


@pytest.fixture
def vm(host: Esx, clock: Clock) -> ManagedObjectReference:
    """A VM with two CPUs, a disk and a network card that has been on for five minutes."""
    vm = add_vm(host, cpus=2, memory=1024, devices=(disk(), nic()))
    power(host, vm, True)
    clock.advance(300)
    return vm


def test_provider(root: Client, vm: ManagedObjectReference) -> None:
    """VMs and the host offer samples every 20 seconds and no history; nothing else offers any."""
    for entity in (vm, HOST):
        summary = root.call(MANAGER, "QueryPerfProviderSummary", entity=entity)
        assert (summary.entity, summary.currentSupported, summary.summarySupported, summary.refreshRate) == (
            entity, True, False, 20,
        )
    assert root.get(MANAGER, "historicalInterval").items == ()
    for entity in (POOL, ManagedObjectReference("VirtualMachine", "no-such")):
        with pytest.raises(Faulted, match="InvalidArgument"):
            root.call(MANAGER, "QueryPerfProviderSummary", entity=entity)


def test_available_of_vm(root: Client, vm: ManagedObjectReference) -> None:
    """A VM's metrics name its CPUs, cards, disks and datastores."""
    metrics = root.call(MANAGER, "QueryAvailablePerfMetric", entity=vm, intervalId=20)
    found = {(metric.counterId, metric.instance) for metric in metrics}
    assert len(found) == len(metrics) > 60
    assert {(CPU_MHZ, ""), (CPU_MHZ, "0"), (CPU_MHZ, "1"), (NET_USAGE, "4000"), (524290, "scsi0:0")} <= found
    assert (CPU_MHZ, "2") not in found
    rollups = {counter.key: counter.rollupType for counter in root.get(MANAGER, "perfCounter").items}
    assert {str(rollups[key]) for key, _ in found} == {"average", "summation", "latest"}


def test_available_of_host(root: Client, clock: Clock) -> None:
    """The host's metrics name its threads, NICs, adapters, disks and datastores."""
    clock.advance(20)
    metrics = root.call(MANAGER, "QueryAvailablePerfMetric", entity=HOST)
    instances = {metric.instance for metric in metrics}
    assert {"", "0", "15", "vmnic0", "vmhba0"} <= instances
    assert any(name.startswith("t10.") for name in instances)


def test_nothing_available_of_vm_that_is_off(root: Client, host: Esx, clock: Clock) -> None:
    """A VM that was not on has no metrics and no samples."""
    vm = add_vm(host)
    clock.advance(100)
    assert root.call(MANAGER, "QueryAvailablePerfMetric", entity=vm, intervalId=20) == []
    result = query(root, vm, (CPU_MHZ, ""))
    assert (result.sampleInfo, result.value) == ((), ())


def test_samples_follow_the_load(root: Client, host: Esx, vm: ManagedObjectReference) -> None:
    """Samples stand at multiples of 20 seconds and are what the VM used then."""
    result = query(root, vm, (CPU_MHZ, ""), (UPTIME, ""), (CONSUMED, ""))
    times = [info.timestamp.timestamp() for info in result.sampleInfo]
    assert len(times) == 15
    assert all(t % 20 == 0 for t in times)
    assert all(info.interval == 20 for info in result.sampleInfo)
    uses = [host.load.vm(vm, t) for t in times]
    assert series(result) == {
        (CPU_MHZ, ""): tuple(round(use.cpu) for use in uses),
        (UPTIME, ""): tuple(round(use.uptime) for use in uses),
        (CONSUMED, ""): tuple(use.consumed for use in uses),
    }
    assert uses[0].cpu > uses[-1].cpu


def test_instances_make_the_whole(root: Client, vm: ManagedObjectReference) -> None:
    """An instance "*" stands for all; the CPUs together use what the VM uses."""
    found = series(query(root, vm, (CPU_MHZ, "*"), (CPU_USED, "*"), maxSample=3))
    assert {name for _, name in found} == {"", "0", "1"}
    for key in (CPU_MHZ, CPU_USED):
        for whole, one, two in zip(found[key, ""], found[key, "0"], found[key, "1"], strict=True):
            assert abs(whole - one - two) <= 2


def test_all_metrics_by_default(root: Client, vm: ManagedObjectReference) -> None:
    """Without metricId all that is available comes back, nothing negative, percentages within bounds."""
    available = root.call(MANAGER, "QueryAvailablePerfMetric", entity=vm)
    result = query(root, vm)
    assert [one.id for one in result.value] == available
    assert all(len(one.value) == len(result.sampleInfo) for one in result.value)
    assert all(value >= 0 for one in result.value for value in one.value)
    assert all(value <= 10000 for value in series(result)[65537, ""])


def test_time_range(root: Client, vm: ManagedObjectReference) -> None:
    """startTime is exclusive, endTime inclusive; maxSample takes the latest of what is left."""
    times = [info.timestamp for info in query(root, vm, (CPU_MHZ, "")).sampleInfo]
    some = query(root, vm, (CPU_MHZ, ""), startTime=times[2], endTime=times[6])
    assert [info.timestamp for info in some.sampleInfo] == times[3:7]
    last = query(root, vm, (CPU_MHZ, ""), endTime=times[6], maxSample=2)
    assert [info.timestamp for info in last.sampleInfo] == times[5:7]


def test_csv(root: Client, vm: ManagedObjectReference) -> None:
    """CSV has the same numbers as the normal form."""
    normal = query(root, vm, (CPU_MHZ, "*"), maxSample=4)
    csv = query(root, vm, (CPU_MHZ, "*"), maxSample=4, format="csv")
    info = csv.sampleInfoCSV.split(",")
    assert info[::2] == ["20"] * 4
    assert info[1] == normal.sampleInfo[0].timestamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert {(one.id.counterId, one.id.instance): one.value for one in csv.value} == {
        key: ",".join(map(str, values)) for key, values in series(normal).items()
    }


def test_an_hour_at_most(host: Esx, vm: ManagedObjectReference, clock: Clock) -> None:
    """Samples go back an hour: 180 of them."""
    clock.advance(10_000)
    root = Client(host).login()  # the session has expired
    assert len(query(root, vm, (CPU_MHZ, "")).sampleInfo) == 180
    assert len(query(root, HOST, (CPU_MHZ, "")).sampleInfo) == 180


def test_powered_off_in_between(root: Client, host: Esx, vm: ManagedObjectReference, clock: Clock) -> None:
    """There are samples of the times a VM was on, and none of those it was off."""
    power(host, vm, False)
    clock.advance(200)
    power(host, vm, True)
    clock.advance(100)
    uptimes = series(query(root, vm, (UPTIME, "")))[UPTIME, ""]
    assert len(uptimes) == 20
    assert list(uptimes).index(min(uptimes)) in (0, 15)
    assert uptimes[15] < uptimes[14]


def test_host_samples(root: Client, host: Esx, vm: ManagedObjectReference) -> None:
    """The host's CPU use holds its VMs'."""
    both = zip(
        series(query(root, HOST, (CPU_MHZ, "")))[CPU_MHZ, ""], series(query(root, vm, (CPU_MHZ, "")))[CPU_MHZ, ""],
        strict=True,
    )
    assert all(whole >= one for whole, one in both)
    available = root.call(MANAGER, "QueryAvailablePerfMetric", entity=HOST)
    assert [one.id for one in query(root, HOST).value] == available


def test_what_is_wrong(root: Client, vm: ManagedObjectReference) -> None:
    """Unknown entity, counter, interval and format raise InvalidArgument; unknown instances are left out."""
    for values in ({"intervalId": 300}, {"format": "xml"}, {"maxSample": 0}):
        with pytest.raises(Faulted, match="InvalidArgument"):
            query(root, vm, (CPU_MHZ, ""), **values)
    with pytest.raises(Faulted, match="InvalidArgument"):
        query(root, vm, (999, ""))
    with pytest.raises(Faulted, match="InvalidArgument"):
        query(root, POOL, (CPU_MHZ, ""))
    assert query(root, vm, (CPU_MHZ, "77"), (720897, "")).value == ()


def test_counters(root: Client) -> None:
    """Counters by key, in the order asked, and by level."""
    found = root.call(MANAGER, "QueryPerfCounter", counterId=[UPTIME, CPU_MHZ])
    assert [counter.key for counter in found] == [UPTIME, CPU_MHZ]
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "QueryPerfCounter", counterId=[CPU_MHZ, -1])
    sizes = [len(root.call(MANAGER, "QueryPerfCounterByLevel", level=level)) for level in (1, 2, 3, 4)]
    assert sizes == sorted(set(sizes))
    assert sizes[-1] == len(root.get(MANAGER, "perfCounter").items)
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "QueryPerfCounterByLevel", level=5)


def test_intervals_are_refused(root: Client) -> None:
    """A host keeps no history, so no intervals can be made."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(MANAGER, "RemovePerfInterval", samplePeriod=300)


def test_composite(root: Client, vm: ManagedObjectReference) -> None:
    """A composite of the host has the host's samples and those of each VM."""
    metric = vim.PerfMetricId(counterId=CPU_MHZ, instance="")
    found = root.call(MANAGER, "QueryPerfComposite", querySpec=vim.PerfQuerySpec(
        entity=HOST, metricId=[metric], intervalId=20, maxSample=1,
    ))
    assert found.entity.entity == HOST
    assert [child.entity for child in found.childEntity] == [vm]


def test_large_queries_take_turns(host: Esx, vm: ManagedObjectReference, clock: Clock) -> None:
    """A query for very many values is answered later, and is the same as many small ones."""
    clock.advance(4000)
    root = Client(host).login()  # the session has expired
    spec = vim.PerfQuerySpec(entity=vm, intervalId=20)
    reply = root.call(MANAGER, "QueryPerf", querySpec=[spec] * 8)
    assert isinstance(reply, Deferred)
    answers: list[Any] = []
    reply.addCallback(answers.append)
    assert not answers
    for _ in range(50):
        clock.advance(0)
    assert len(answers[0]) == 8
    assert answers[0][7] == query(root, vm)


@given(st.floats(0, 1e9), st.floats(0, 5000))
def test_slots(start: float, length: float) -> None:
    """Slots end at multiples of 20 seconds after the start, up to the end."""
    end = start + length
    found = slots(start, end)
    assert all(start < t <= end and t % 20 == 0 for t in found)
    assert abs(len(found) - length / 20) <= 1


def test_time_zone_of_the_caller(root: Client, vm: ManagedObjectReference) -> None:
    """A time before everything gives everything, one after it nothing."""
    assert len(query(root, vm, (CPU_MHZ, ""), startTime=datetime(2000, 1, 1, tzinfo=UTC)).sampleInfo) == 15
    assert query(root, vm, (CPU_MHZ, ""), startTime=datetime(2030, 1, 1, tzinfo=UTC)).sampleInfo == ()
