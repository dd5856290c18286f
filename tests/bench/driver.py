"""What the driver costs, against a host in a process of its own. Each floor is the same work without the driver."""

from __future__ import annotations

import functools
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.client import Client, Connection
from tests.bench.measures import MS, Figure, bare, container_view, floor, median, served
from tests.bench.transfer import _SHM, _get, _put

_MB = 1e6
_BLOCK = 1 << 20
_VMS = 5000
_CONNECT = """
import sys, time
from esx_driver import options
from esx_driver.vim import connect
begun = time.process_time()
with connect(options.load(sys.argv[1:])):
    print(time.process_time() - begun)
"""
_READ_WSDL = """
import time
from importlib import resources
from zeep import Transport
from zeep.wsdl import Document
file = str(resources.files("esx_driver") / "wsdl" / "vimService.wsdl")
transport = Transport()
begun = time.process_time()
Document(file, transport)
print(time.process_time() - begun)
"""


def driver(quick: bool) -> list[Figure]:
    """Connecting, making a machine, images up and down and packed, finding a machine, and a lost session."""
    rounds = 3 if quick else 9
    with served() as ready, floor() as ground:
        request = bare(Connection(ground), 1000, 100)
        figures = [_connect(ready, rounds), *_spawn(ready, rounds, request), _recovery(ready, rounds, request)]
    return [*figures, *_files(256 << 20 if quick else 1 << 30, rounds), *_packing(64 << 20, rounds), *_find(rounds)]


def _options(ready: dict[str, Any]) -> dict[str, Any]:
    return {
        "vmwareapi_host_ip": f"{ready['host']}:{ready['port']}", "vmwareapi_host_username": ready["user"],
        "vmwareapi_host_password": ready["password"], "vmwareapi_ca_file": ready["cafile"],
    }


@contextmanager
def _host(ready: dict[str, Any]) -> Iterator[Any]:
    from esx_driver import options
    from esx_driver.host import Host
    from esx_driver.vim import connect

    with connect(options.load(**_options(ready))) as session:
        yield Host(session)


def _connect(ready: dict[str, Any], rounds: int) -> Figure:
    """Processor time from the options to the login, in processes that have read no WSDL yet."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "driver.conf")
        file.write_text("".join(["[DEFAULT]\n", *(f"{name} = {value}\n" for name, value in _options(ready).items())]))
        taken = [_seconds(_CONNECT, str(file)) for _ in range(rounds)]
    ground = statistics.median(_seconds(_READ_WSDL) for _ in range(rounds))
    return Figure("connect, processor time after imports (floor: the WSDL)", statistics.median(taken), "s", 0.6, ground)


def _seconds(code: str, *arguments: str) -> float:
    ended = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return float(ended.stdout)


@dataclass(frozen=True)
class Disk:
    """An image that is in memory; fulfils the driver's ``Image``."""

    capacity: int
    name: str = "bench"
    os_type: str | None = None
    adapter_type: str | None = None
    card_model: str | None = None
    linked_clone: bool | None = None
    disk_type: str | None = None
    identity: str | None = None

    @contextmanager
    def open(self) -> Iterator[Iterable[bytes]]:
        """Its content, in blocks of 1 MiB."""
        yield [_NOISE] * (self.capacity // _BLOCK)


_NOISE = random.Random(1).randbytes(_BLOCK)


def _spawn(ready: dict[str, Any], rounds: int, request: float) -> list[Figure]:
    """A machine of 8 MiB on a VLAN of its own; the host's tasks take no time."""
    from ipaddress import IPv4Address

    from esx_driver import options
    from esx_driver.machine_id import NicSettings
    from esx_driver.vm import destroying, spawning

    conf = options.load(**_options(ready), flat_injected=True)
    address = IPv4Address("192.0.2.2")
    nic = NicSettings("fa:16:3e:00:00:01", address, address, address, address, ())
    taken, calls = [], 0
    with _host(ready) as host:
        for number in range(rounds + 1):
            wanted = spawning.Request(
                f"web-{number}", f"52aaaaaa-0000-4000-8000-{number:012}", 1, 64,
                (spawning.NicRequest(nic, f"br{number}", 100 + number),),
            )
            before, begun = host.session.calls, time.perf_counter()
            vm = spawning.spawn(host, conf, wanted, Disk(8 << 20))
            taken.append(time.perf_counter() - begun)
            if not number:
                calls = host.session.calls - before
            destroying.destroy(host, vm, wanted.name)
    seconds = statistics.median(taken[1:])
    return [
        Figure("spawn of 8 MiB (floor: as many requests)", seconds, "s", 0.25, calls * request),
        Figure("spawn, SOAP calls, the first on a host", calls, "", 18),
    ]


def _recovery(ready: dict[str, Any], rounds: int, request: float) -> Figure:
    """From a read whose session has been ended to its answer; the floor is the four requests that it takes."""
    from esx_driver.vim import Ref, properties

    taken = []
    with _host(ready) as host:
        for _ in range(rounds):
            killer = Client(ready)
            killer.call("TerminateSession", "SessionManager", "ha-sessionmgr", f"<sessionId>{host.session.key}</sessionId>")
            killer.close()
            begun = time.perf_counter()
            properties.get(host.session, Ref("HostSystem", "ha-host"), "name")
            taken.append(time.perf_counter() - begun)
        if host.session.logins != rounds + 1:
            raise RuntimeError(f"{host.session.logins} logins")
    return Figure("a read whose session was lost", statistics.median(taken), "s", 0.3, 4 * request)


def _files(size: int, rounds: int) -> list[Figure]:
    """A flat disk up and down over TLS; the floor is a bare client of the same host."""
    from esx_driver.datastore.paths import DatastorePath

    path = DatastorePath("datastore1", "file")

    @contextmanager
    def content() -> Iterator[Iterable[bytes]]:
        yield [_NOISE] * (size // _BLOCK)

    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=_SHM if _SHM.is_dir() else None))
        ready = stack.enter_context(served(environment={**os.environ, "TMPDIR": folder}))
        host = stack.enter_context(_host(ready))
        source = Path(folder, "source")
        source.write_bytes(_NOISE * (size // _BLOCK))
        transfer = host.transfer

        def up() -> None:
            transfer.upload(path, size, content)

        def down() -> None:
            with transfer.download(path) as (length, blocks):
                if length != sum(map(len, blocks)):
                    raise RuntimeError("cut")

        figures = []
        for what, run, plain in (
            ("upload", up, lambda: _put(ready, "/folder/file", source, size, True)),
            ("download", down, lambda: _get(ready, "/folder/file", True)),
        ):
            rates = _rates(size, rounds, run, plain)
            name = f"{what} of {size >> 20} MiB, TLS (floor: a bare client)"
            figures.append(Figure(name, rates[0], "MB/s", 250, rates[1], higher=True))
    return figures


def _rates(size: int, rounds: int, *runs: Callable[[], object]) -> list[float]:
    """MB/s of several, measured one after the other in each round."""
    taken: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds + 1):
        for run, times in zip(runs, taken, strict=True):
            begun = time.perf_counter()
            run()
            times.append(time.perf_counter() - begun)
    return [size / statistics.median(times[1:]) / _MB for times in taken]


def _packing(size: int, rounds: int) -> list[Figure]:
    """streamOptimized written and read, of content that can be halved; the floor is zlib alone."""
    import io

    from esx_driver.images.vmdk import reading, writing
    from esx_driver.images.vmdk.header import SECTOR, Header

    grain = 64 << 10
    source = random.Random(2)
    grains = [source.randbytes(grain // 2) + bytes(grain // 2) for _ in range(16)]
    block = b"".join(grains)
    blocks = [block] * (size // len(block))
    packed = b"".join(writing.stream_optimized(blocks, size))
    alone = [zlib.compress(each, 1) for each in grains]
    times = size // len(block)

    def write(threads: int | None = None) -> None:
        for _ in writing.stream_optimized(blocks, size, threads=threads):
            pass

    def read(threads: int | None = None) -> None:
        reader = io.BytesIO(packed)
        head = reader.read(SECTOR)
        if sum(map(len, reading.stream_optimized(reader, Header.decode(head), head, threads))) != size:
            raise RuntimeError("cut")

    def compress() -> None:
        for _ in range(times):
            for each in grains:
                zlib.compress(each, 1)

    def inflate() -> None:
        for _ in range(times):
            for each in alone:
                zlib.decompress(each)

    figures = []
    for what, run, ground in (
        ("written", write, compress), ("written, one thread", functools.partial(write, 1), compress),
        ("read", read, inflate), ("read, one thread", functools.partial(read, 1), inflate),
    ):
        rates = _rates(size, rounds, run, ground)
        figures.append(Figure(f"streamOptimized {what} (floor: zlib alone)", rates[0], "MB/s", None, rates[1], higher=True))
    return figures


def _find(rounds: int) -> list[Figure]:
    """One machine among many, by its uuid and by its name; bytes are those of both bodies."""
    from esx_driver.vm import lookup

    with served("--vms", str(_VMS)) as ready, floor() as ground:
        client = Client(ready)
        container_view(client)
        request = bare(Connection(ground), 1000, 100)
        with _host(ready) as host:
            names = lookup.list_names(host)
            uuid = lookup.info(host, lookup.by_name(host, names[_VMS // 2]), "").uuid
            sizes = _sizes(host.session)
            figures = []
            for what, run in (
                ("uuid", functools.partial(lookup.by_uuid, host, uuid)),
                ("name", functools.partial(lookup.by_name, host, names[_VMS // 2])),
            ):
                seconds = median(run, 7 * rounds)
                sizes.clear()
                run()
                name = f"find one of {_VMS:,} machines by {what}"
                figures.append(Figure(f"{name} (floor: a bare request)", seconds * MS, "ms", 5, request * MS))
                figures.append(Figure(f"{name}, on the wire", sum(sizes) / 1000, "KB", 2))
        client.close()
    return figures


def _sizes(session: Any) -> list[int]:
    """Notes how many bytes the bodies have."""
    sizes: list[int] = []
    post = session.wire.post

    def noting(path: str, body: bytes, *more: Any) -> Any:
        answer = post(path, body, *more)
        sizes.extend([len(body), len(answer.content)])
        return answer

    session.wire.post = noting
    return sizes
