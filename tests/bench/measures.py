"""The measures: each starts the servers it needs, takes its figures and ends them."""

from __future__ import annotations

import functools
import json
import os
import re
import selectors
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.client import Client, Connection, envelope, returned, view_spec

MS = 1000.0


@dataclass(frozen=True)
class Figure:
    """One measured figure. ``floor`` is the same work done by a bare resource; ``higher`` says that more is better."""

    what: str
    value: float
    unit: str
    target: float | None = None
    floor: float | None = None
    higher: bool = False

    @property
    def missed(self) -> bool:
        """Whether there is a target and it was not reached."""
        if self.target is None:
            return False
        return self.value < self.target if self.higher else self.value > self.target

    def line(self) -> str:
        """The figure as a row of the table."""
        target = f"{'≥' if self.higher else '≤'} {self.target:g}" if self.target is not None else ""
        floor = f"{self.floor:.2f}" if self.floor is not None else ""
        ratio = f"{self.value / self.floor:.2f}" if self.floor else ""
        flag = "  MISSED" if self.missed else ""
        return f"{self.what:<58} {self.value:>8.2f} {self.unit:<3} {target:>12}   {floor:>10} {ratio:>7}{flag}"


@contextmanager
def served(*options: str, environment: dict[str, str] | None = None) -> Iterator[dict[str, Any]]:
    """A host in a process of its own."""
    yield from _process([sys.executable, "-m", "fakeesx", "serve", *options], environment)


@contextmanager
def floor() -> Iterator[dict[str, Any]]:
    """The bare resource in a process of its own."""
    yield from _process([sys.executable, "-m", "tests.bench.floor"])


def _process(command: list[str], environment: dict[str, str] | None = None) -> Iterator[dict[str, Any]]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        ready["pid"] = process.pid
        yield ready
    finally:
        process.terminate()
        process.wait(10)


def median(run: Callable[[], object], times: int) -> float:
    """The median duration of a call, in seconds, after one that is not counted."""
    run()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def container_view(client: Client, type: str = "VirtualMachine") -> str:
    """A container view of all objects of a type."""
    return returned(client.call(
        "CreateContainerView", "ViewManager", "ViewManager",
        f'<container type="Folder">ha-folder-root</container><type>{type}</type><recursive>true</recursive>',
    ))


def bare(connection: Connection, size: int, times: int) -> float:
    """The median time in which the bare resource answers so many bytes, in seconds."""
    body = b"x" * 600
    return median(lambda: connection.post(f"/{size}", body), times)


def start(quick: bool) -> list[Figure]:
    """From starting the process to the first login; a second host in the same process; the end of the process.

    With compiled modules, as an installed package has them; the floor is the start of Python with Twisted's reactor.
    """

    def once() -> float:
        begun = time.perf_counter()
        with served(environment=environment) as ready:
            Client(ready).close()
            return time.perf_counter() - begun

    def end() -> float:
        with served("--vms", "10", environment=environment) as ready:
            client = Client(ready)
            begun = time.perf_counter()
        client.close()
        return time.perf_counter() - begun

    def bare_start() -> None:
        subprocess.run([sys.executable, "-c", "import twisted.internet.reactor"], env=environment, check=True)

    times = 3 if quick else 7
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        once()
        taken = [once() for _ in range(times)]
        ended = [end() for _ in range(times)]
        ground = median(bare_start, times)
    code = (
        "import random,tempfile,time\nfrom pathlib import Path\nfrom twisted.internet import reactor\n"
        "from fakeesx.host.esx import Esx, Settings\nfrom fakeesx.web.listening import Listen, ListeningHost\n"
        "def one():\n    b=time.perf_counter()\n    h=Esx(Settings(Path(tempfile.mkdtemp())),reactor,random.Random(1))\n"
        "    ListeningHost(h,reactor,Listen())\n    return time.perf_counter()-b\n"
        "one()\nprint(sorted(one() for _ in range(9))[4])\n"
    )
    second = float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    return [
        Figure("process start to first login", statistics.median(taken), "s", 0.6, ground),
        Figure("a second host in the same process", second * MS, "ms", 20),
        Figure("from SIGTERM to the end, a client connected", statistics.median(ended), "s", 2),
    ]


def retrieve(quick: bool) -> list[Figure]:
    """Properties of many VMs through a container view."""
    times = 7 if quick else 21
    figures = []
    cases = (
        (1000, ("name", "runtime.powerState"), 8.0), (5000, ("name", "runtime.powerState"), 35.0),
        (1000, ("config", "summary", "runtime"), 60.0),
    )
    for count in (1000, 5000):
        with served("--vms", str(count)) as ready, floor() as ground:
            client, base = Client(ready), Connection(ground)
            view = container_view(client)
            for number, paths, target in cases:
                if number != count:
                    continue
                spec = view_spec("VirtualMachine", view, paths)
                body = envelope("RetrieveProperties", "PropertyCollector", "ha-property-collector", spec)
                size = len(client.post("/sdk", body))
                taken = median(functools.partial(client.post, "/sdk", body), times)
                name = f"{' + '.join(paths)} of {count:,} VMs ({size / 1e6:.1f} MB)"
                figures.append(Figure(name, taken * MS, "ms", target, bare(base, size, times) * MS))
    return figures


def watch(quick: bool) -> list[Figure]:
    """How soon a change reaches a client that waits for it."""
    figures = []
    for count, target in ((1, 2.0), (5000, 3.0)):
        with served("--vms", str(count)) as ready, floor() as ground:
            changer, watcher, base = Client(ready), Client(ready), Connection(ground)
            taken = _latency(changer, watcher, 15 if quick else 60)
            name = f"a change reaches a waiting client, {count:,} VM{'s' if count > 1 else ''} watched"
            figures.append(Figure(name, taken * MS, "ms", target, bare(base, 1000, 100) * MS))
    return figures


def _latency(changer: Client, watcher: Client, times: int) -> float:
    view = container_view(watcher)
    spec = view_spec("VirtualMachine", view, ("name", "runtime.powerState"), "spec")
    watcher.call("CreateFilter", "PropertyCollector", "ha-property-collector",
                 f"{spec}<partialUpdates>false</partialUpdates>")
    version, first = watcher.wait_updates("", "")
    found = re.search(rb'<obj type="VirtualMachine">([^<]*)<', first)
    assert found is not None
    vm = found[1].decode()
    taken = []
    for number in range(times):
        body = f"<version>{version}</version>"
        watcher.start("WaitForUpdatesEx", "PropertyCollector", "ha-property-collector", body)
        time.sleep(0.005)
        begun = time.perf_counter()
        changer.start("PowerOnVM_Task" if number % 2 == 0 else "PowerOffVM_Task", "VirtualMachine", vm)
        answer = watcher.receive()
        taken.append(time.perf_counter() - begun)
        changer.receive()
        match = re.search(rb"<version>([^<]*)<", answer)
        assert match is not None
        version = match[1].decode()
    return statistics.median(taken)


def create_spec(name: str) -> str:
    """The arguments of CreateVM_Task for a small VM with a disk controller and a NIC."""
    return (
        f"<config><name>{name}</name><guestId>otherGuest</guestId><files><vmPathName>[datastore1]</vmPathName></files>"
        "<numCPUs>1</numCPUs><memoryMB>64</memoryMB>"
        '<deviceChange><operation>add</operation><device xsi:type="VirtualLsiLogicController"><key>-1</key>'
        "<busNumber>0</busNumber><sharedBus>noSharing</sharedBus></device></deviceChange>"
        '<deviceChange><operation>add</operation><device xsi:type="VirtualE1000"><key>-2</key>'
        '<backing xsi:type="VirtualEthernetCardNetworkBackingInfo"><deviceName>VM Network</deviceName></backing>'
        "<addressType>generated</addressType></device></deviceChange></config>"
        '<pool type="ResourcePool">ha-root-pool</pool>'
    )


def _steps(name: str) -> Iterator[tuple[str, str, str, str]]:
    """The four tasks of a cycle; the VM's id is sent in after the first."""
    vm = yield "CreateVM_Task", "Folder", "ha-folder-vm", create_spec(name)
    for method in ("PowerOnVM_Task", "PowerOffVM_Task", "Destroy_Task"):
        yield method, "VirtualMachine", vm or "", ""


def cycle(quick: bool) -> list[Figure]:
    """Create, power on, power off, destroy: on one connection and on sixteen, polling and waiting."""
    seconds = 2.0 if quick else 5.0
    figures = []
    with served() as ready, floor() as ground:
        base = Connection(ground)
        request = bare(base, 1000, 200)
        one = _cycles_polling(ready, 1, seconds)
        figures.append(Figure("cycles on 1 connection, polling", one, "/s", 150, 1 / (8 * request), higher=True))
        requests = _bare_rate(ground, 16, seconds)
        many = _cycles_polling(ready, 16, seconds)
        figures.append(Figure("cycles on 16 connections, polling", many, "/s", 400, requests / 8, higher=True))
        waiting = _cycles_waiting(ready, 1, seconds)
        name = "cycles on 1 connection, a filter and WaitForUpdatesEx"
        figures.append(Figure(name, waiting, "/s", one, 1 / (16 * request), higher=True))
        waiting = _cycles_waiting(ready, 16, seconds)
        name = "cycles on 16 connections, a filter and WaitForUpdatesEx"
        figures.append(Figure(name, waiting, "/s", many, requests / 16, higher=True))
    return figures


def _drive(connections: list[Connection], make: Callable[[Connection, int], Iterator[bytes]], seconds: float) -> float:
    """Run scripts (generators of answers wanted) on many connections at once; finished scripts per second."""
    selector = selectors.DefaultSelector()
    scripts: dict[Connection, Any] = {}
    for number, connection in enumerate(connections):
        selector.register(connection._socket, selectors.EVENT_READ, connection)
        scripts[connection] = make(connection, number)
        next(scripts[connection])
    done, begun, counter = 0, time.perf_counter(), len(connections)
    while (now := time.perf_counter()) - begun < seconds:
        for key, _ in selector.select(1.0):
            connection = key.data
            while True:
                try:
                    scripts[connection].send(connection.receive())
                except StopIteration:
                    done += 1
                    counter += 1
                    scripts[connection] = make(connection, counter)
                    next(scripts[connection])
                if not connection._socket.pending():
                    break
    return done / (now - begun)


def _polling_script(connection: Connection, number: int) -> Iterator[bytes]:
    assert isinstance(connection, Client)
    steps = _steps(f"{connection.cookie[-8:-1]}-{number}")
    step = next(steps)
    while True:
        connection.start(*step)
        task = returned((yield b""))  # type: ignore[misc]
        while True:
            connection.start(
                "RetrieveProperties", "PropertyCollector", "ha-property-collector",
                '<specSet><propSet><type>Task</type><pathSet>info</pathSet></propSet><objectSet>'
                f'<obj type="Task">{task}</obj></objectSet></specSet>',
            )
            answer: Any = yield b""
            if b"<state>success<" in answer:
                break
            if b"<state>error<" in answer:
                raise RuntimeError(answer.decode())
        found = re.search(rb"<result [^>]*>([^<]*)<", answer)
        try:
            step = steps.send(found[1].decode() if found else None)  # type: ignore[attr-defined]
        except StopIteration:
            return


def _waiting_script(connection: Connection, number: int) -> Iterator[bytes]:
    """As a client does that waits: a filter on the task, WaitForUpdatesEx until it has ended, filter destroyed."""
    assert isinstance(connection, Client)
    steps = _steps(f"{connection.cookie[-8:-1]}-{number}")
    step = next(steps)
    while True:
        connection.start(*step)
        task = returned((yield b""))  # type: ignore[misc]
        connection.start(
            "CreateFilter", "PropertyCollector", "ha-property-collector",
            f'<spec><propSet><type>Task</type><pathSet>info</pathSet></propSet><objectSet><obj type="Task">{task}</obj>'
            "</objectSet></spec><partialUpdates>false</partialUpdates>",
        )
        filter_ = returned((yield b""))  # type: ignore[misc]
        version = ""
        while True:
            connection.start(
                "WaitForUpdatesEx", "PropertyCollector", "ha-property-collector", f"<version>{version}</version>"
            )
            answer: Any = yield b""
            if b"<state>success<" in answer:
                break
            if b"<state>error<" in answer:
                raise RuntimeError(answer.decode())
        connection.start("DestroyPropertyFilter", "PropertyFilter", filter_)
        yield b""
        found = re.search(rb"<result [^>]*>([^<]*)<", answer)
        try:
            step = steps.send(found[1].decode() if found else None)  # type: ignore[attr-defined]
        except StopIteration:
            return


def _cycles_polling(ready: dict[str, Any], connections: int, seconds: float) -> float:
    return _drive([Client(ready) for _ in range(connections)], _polling_script, seconds)


def _cycles_waiting(ready: dict[str, Any], connections: int, seconds: float) -> float:
    return _drive([Client(ready) for _ in range(connections)], _waiting_script, seconds)


def _bare_rate(ground: dict[str, Any], connections: int, seconds: float) -> float:
    def script(connection: Connection, number: int) -> Iterator[bytes]:
        connection.send("/1000", b"x" * 600)
        yield b""

    return _drive([Connection(ground) for _ in range(connections)], script, seconds)


def calls(quick: bool) -> list[Figure]:
    """The smallest call, one after the other."""
    times = 500 if quick else 3000
    with served() as ready, floor() as ground:
        client, base = Client(ready), Connection(ground)
        body = envelope("CurrentTime", "ServiceInstance", "ServiceInstance")
        size = len(client.post("/sdk", body))
        taken = median(lambda: client.post("/sdk", body), times)
        ground_taken = bare(base, size, times)
    return [
        Figure("CurrentTime", 1 / taken, "/s", None, 1 / ground_taken, higher=True),
        Figure("CurrentTime, of the bare resource's rate", ground_taken / taken, "", 0.6, higher=True),
    ]


def memory(quick: bool) -> list[Figure]:
    """Memory of a VM after it was read in full."""
    few, many = 100, 1100 if quick else 2100
    used = []
    for count in (few, many):
        with served("--vms", str(count)) as ready:
            client = Client(ready)
            view = container_view(client)
            spec = view_spec("VirtualMachine", view, ())
            body = envelope("RetrieveProperties", "PropertyCollector", "ha-property-collector", spec)
            client.post("/sdk", body)
            client.post("/sdk", envelope("CurrentTime", "ServiceInstance", "ServiceInstance"))
            used.append(_resident(ready["pid"]))
    return [Figure("memory of a VM after reading it in full", (used[1] - used[0]) / (many - few) / 1024, "KB", 60)]


def _resident(pid: int) -> int:
    """Bytes of a process in memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no VmRSS")
