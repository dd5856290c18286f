"""What it costs to take a checkpoint of a host, to go back to it, and that one could."""

from __future__ import annotations

import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.measures import MS, Figure, median

_FILES = 100


def checkpoints(quick: bool) -> list[Figure]:
    """A thousand VMs; a hundred files; the share of a VM's life that keeping track of its files takes."""
    times = 10 if quick else 50
    return [*_inventory(times), *_files(times // 2), _share(times * 4)]


def _host(folder: str, vms: int = 0) -> Any:
    from twisted.internet.task import Clock

    from fakeesx.host.esx import Esx, Settings

    return Esx(Settings(Path(folder), vms=vms), Clock(), random.Random(1))


def _inventory(times: int) -> list[Figure]:
    """Taking; going back with nothing to do, and after every hundredth VM has changed. The floor is a copy of the nodes."""
    with tempfile.TemporaryDirectory() as folder:
        host = _host(folder, 1000)
        nodes = {node.ref.value: node for node in host.inventory.nodes()}
        floor = median(nodes.copy, times)
        vms = [node.ref for node in host.inventory.of_type("VirtualMachine")][::100]

        def change() -> None:
            for vm in vms:
                host.guests.set(vm, host_name="changed")

        gc.collect()
        gc.freeze()
        take = median(lambda: host.checkpoints.take("one", replace=True), times)
        back = _after(change, lambda: host.checkpoints.restore("one"), times)
        nothing = median(lambda: host.checkpoints.restore("one"), times)
        gc.unfreeze()
        host.stop()
    return [
        Figure("checkpoint of 1,000 VMs (floor: copy a dictionary)", take * MS, "ms", 1, floor * MS),
        Figure("restore, 1,000 VMs, nothing changed", nothing * MS, "ms", 1, floor * MS),
        Figure("restore, 1,000 VMs, 10 of them changed", back * MS, "ms", 1, floor * MS),
    ]


def _files(times: int) -> list[Figure]:
    """Going back after files came, went and were replaced. The floor is deleting, making and renaming as many."""
    with tempfile.TemporaryDirectory() as folder:
        host = _host(folder)
        store = host.volumes.get("datastore1")
        for number in range(_FILES):
            store.write_file(f"old-{number}", b"old")
        host.checkpoints.take("one")

        def change() -> None:
            for number in range(_FILES):
                if number % 2:
                    store.delete_file(f"old-{number}")
                else:
                    store.write_file(f"new-{number}", b"new")

        back = _after(change, lambda: host.checkpoints.restore("one"), times)
        bare = Path(folder, "bare")
        bare.mkdir()

        def make() -> None:
            for number in range(_FILES):
                (bare / str(number)).write_bytes(b"new")

        def delete() -> None:
            for number in range(_FILES):
                if number % 2:
                    (bare / str(number)).rename(bare / f"{number}.old")
                else:
                    (bare / str(number)).unlink()

        floor = _after(make, delete, times)
        host.stop()
    return [Figure(f"restore, {_FILES} files changed (floor: rename, unlink)", back * MS, "ms", 10, floor * MS)]


def _share(times: int) -> Figure:
    """Files of a VM that comes and goes, with and without anything to go back to: how much longer it takes, per cent."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        hosts = _host(one), _host(other)
        hosts[1].past.forget(hosts[1].checkpoints._start.files)
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(times):
            for host, list_ in zip(hosts, taken, strict=True):
                store, begun = host.volumes.get("datastore1"), time.process_time()
                for _ in range(10):
                    store.mkdir("vm")
                    store.create_files({f"vm/{number}": b"data" for number in range(6)})
                    store.write_file("vm/0", b"other", in_place=True)
                    store.delete("vm")
                list_.append(time.process_time() - begun)
        for host in hosts:
            host.stop()
        more = statistics.median(taken[0]) / statistics.median(taken[1]) - 1
    return Figure("files of a VM that comes and goes: what a reset costs", 100 * more, "%", 10)


def _after(prepare: Callable[[], object], run: Callable[[], object], times: int) -> float:
    """The median time of a call after another one that does not count, in seconds."""
    taken = []
    for _ in range(times + 1):
        prepare()
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken[1:])
