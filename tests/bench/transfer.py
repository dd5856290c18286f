"""PUT and GET of large files, plain and over TLS, beside a bare Twisted server and ``cp`` in the same run.

Files are on ``/dev/shm`` where that is (memory), else where temporary files go. Each round measures host and bare server one
after the other, so that both see the same noise; the figures are the medians.
"""

from __future__ import annotations

import json
import os
import re
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.bench.measures import Figure

_GB = 1e9
_PIECE = 1 << 20
_SHM = Path("/dev/shm")
_TARGETS = {("GET", False): 3.0, ("GET", True): 1.2, ("PUT", False): 1.3, ("PUT", True): 1.0}
_QUERY = "?dcPath=ha-datacenter&dsName=datastore1"


def transfer(quick: bool) -> list[Figure]:
    """PUT and GET of one file, in GB/s, and how much memory the host takes for it."""
    size, rounds = (256 << 20, 3) if quick else (1 << 30, 5)
    with tempfile.TemporaryDirectory(dir=_SHM if _SHM.is_dir() else None, prefix="fakeesx-bench-") as name:
        folder = Path(name)
        source = folder / "source"
        with source.open("wb") as file:
            for _ in range(size // _PIECE):
                file.write(os.urandom(_PIECE))
        figures = [Figure(f"cp of {size >> 20} MiB", _copied(source, folder / "copy", rounds), "GB/s", higher=True)]
        for tls in (False, True):
            figures += _of_one_kind(folder, source, size, rounds, tls)
    return figures


def _of_one_kind(folder: Path, source: Path, size: int, rounds: int, tls: bool) -> list[Figure]:
    figures: list[Figure] = []
    with ExitStack() as stack:
        bare_folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=folder)))
        host_folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=folder)))
        options = ["tls"] if tls else []
        bare = stack.enter_context(_process(bare_folder, "tests.bench.bare_files", str(bare_folder), *options))
        host = stack.enter_context(_process(host_folder, "fakeesx", "serve", *([] if tls else ["--no-tls"])))
        _put(host, "/folder/warm-up", source, _PIECE, tls)
        _get(host, "/folder/warm-up", tls)
        before = _memory(host["pid"], "VmRSS")
        Path(f"/proc/{host['pid']}/clear_refs").write_text("5")  # the peak is that from now on
        for verb in ("PUT", "GET"):
            rates: dict[str, list[float]] = {"host": [], "bare": []}
            used: dict[str, list[float]] = {"host": [], "bare": []}
            for _ in range(rounds + 1):
                for which, ready, path in (("bare", bare, "/file"), ("host", host, "/folder/file")):
                    worked, begun = _processor(ready["pid"]), time.perf_counter()
                    done = _put(ready, path, source, size, tls) if verb == "PUT" else _get(ready, path, tls)
                    rates[which].append(size / (time.perf_counter() - begun) / _GB)
                    used[which].append((_processor(ready["pid"]) - worked) / size * _GB)
                    if done != size:
                        raise RuntimeError(f"{verb}: {done} bytes instead of {size}")
            measured, floor = (statistics.median(rates[which][1:]) for which in ("host", "bare"))
            what = f"{verb} of {size >> 20} MiB, {'TLS' if tls else 'plain'}"
            figures.append(Figure(what, measured, "GB/s", _TARGETS[verb, tls], floor, higher=True))
            worked, ground = (statistics.median(used[which][1:]) for which in ("host", "bare"))
            figures.append(Figure(f"{what}, processor time of the server", worked, "s/GB", None, ground))
            if verb == "PUT":
                figures.append(Figure(f"{what}, of the bare sink's rate", measured / floor, "", 0.9, higher=True))
        growth = (_memory(host["pid"], "VmHWM") - before) / (1 << 20)
        figures.append(Figure(f"growth of memory, {'TLS' if tls else 'plain'}", growth, "MB", 30))
    return figures


def _copied(source: Path, target: Path, rounds: int) -> float:
    """GB/s of cp, to a file that was not there, as for a PUT."""
    rates = []
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        subprocess.run(["cp", source, target], check=True)
        rates.append(source.stat().st_size / (time.perf_counter() - begun) / _GB)
        target.unlink()
    return statistics.median(rates[1:])


@contextmanager
def _process(temporary: Path, module: str, *arguments: str) -> Iterator[dict[str, Any]]:
    """A server in a process of its own whose temporary files are in a folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield {**json.loads(process.stdout.readline()), "pid": process.pid}
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def _connection(ready: dict[str, Any], tls: bool) -> Iterator[socket.socket]:
    with socket.create_connection((ready["host"], ready["port"])) as plain:
        if not tls:
            yield plain
            return
        context = ssl.create_default_context(cafile=ready["cafile"])
        with context.wrap_socket(plain, server_hostname=ready["host"]) as secure:
            yield secure


def _head(ready: dict[str, Any], verb: str, path: str, length: int | None = None) -> bytes:
    user = b64encode(f"{ready.get('user', '')}:{ready.get('password', '')}".encode()).decode()
    query = _QUERY if path.startswith("/folder") else ""
    lines = [f"{verb} {path}{query} HTTP/1.1", "Host: bench", f"Authorization: Basic {user}"]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _put(ready: dict[str, Any], path: str, source: Path, size: int, tls: bool) -> int:
    buffer = memoryview(bytearray(_PIECE))
    with _connection(ready, tls) as connection, source.open("rb", buffering=0) as file:
        connection.sendall(_head(ready, "PUT", path, size))
        if tls:
            sent = 0
            while sent < size:
                count = file.readinto(buffer[: size - sent])
                connection.sendall(buffer[:count])
                sent += count or 0
        else:
            sent = connection.sendfile(file, count=size)
        answer = connection.recv(65536)
    if answer[9:12] not in (b"200", b"201"):
        raise RuntimeError(answer.decode())
    return sent


def _get(ready: dict[str, Any], path: str, tls: bool) -> int:
    """The bytes that came as the body."""
    buffer = memoryview(bytearray(_PIECE))
    with _connection(ready, tls) as connection:
        connection.sendall(_head(ready, "GET", path))
        head = b""
        while (end := head.find(b"\r\n\r\n")) < 0:
            head += connection.recv(4096)
        if head[9:12] != b"200":
            raise RuntimeError(head.decode())
        found = re.search(rb"(?i)content-length: (\d+)", head[:end])
        length = int(found[1]) if found else 0
        received = len(head) - end - 4
        while received < length:
            count = connection.recv_into(buffer)
            if not count:
                break
            received += count
    return received


def _processor(pid: int) -> float:
    """Seconds of processor time that a process has used: what others do on the machine does not change it much."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int, name: str) -> int:
    """Bytes of a process in memory: VmRSS now, VmHWM at most."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError(f"no {name}")
