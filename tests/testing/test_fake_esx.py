"""A host in this process: its life, what it shows, and that nothing of it is left."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from fakeesx import FakeESX
from fakeesx.inventory.file import InventoryError, Lab
from fakeesx.testing import VimClient
from fakeesx.testing.errors import CannotStart, NotRunning
from fakeesx.testing.reactors import OwnThread

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where hosts of other processes leave nothing."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def login(esx: FakeESX) -> str:
    """The full name of the host, as a client that logged in sees it."""
    client = VimClient(esx.url, esx.cafile)
    try:
        client.login(esx.user, esx.password)
        return client.content.about.fullName
    finally:
        client.close()


def left() -> tuple[set[str], int, set[str]]:
    """What a host may leave: open files, threads, folders."""
    files = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            files.add(f"{descriptor.name} {descriptor.readlink()}")
        except OSError:  # the one that lists them
            continue
    return files, threading.active_count(), {path.name for path in Path(tempfile.gettempdir()).iterdir()}


def test_a_client_logs_in() -> None:
    """Over TLS that the host's own certificate verifies."""
    with FakeESX() as esx:
        assert login(esx).startswith("VMware ESX 4.1.0")
        assert esx.url == f"https://{esx.host}:{esx.port}/sdk"
        assert esx.control == f"https://{esx.host}:{esx.port}/fakeesx/v1/"
        with socket.create_connection((esx.host, esx.port), 10) as plain, \
                esx.ssl_context.wrap_socket(plain, server_hostname=esx.host) as secure:
            assert secure.version() == "TLSv1.3"


def test_nothing_is_left() -> None:
    """No file, thread or folder, also when clients are still connected."""
    with FakeESX() as esx:  # what the first one loads stays
        login(esx)
    gc.collect()
    before = left()
    for _ in range(5):
        with FakeESX(vms=1) as esx:
            client = VimClient(esx.url, esx.cafile)
            client.login(esx.user, esx.password)
        client.close()
    assert left() == before


def test_start_and_stop_without_a_block() -> None:
    """``stop`` may come twice, and a stopped one can start anew as another host."""
    esx = FakeESX()
    assert esx.start() is esx
    first = login(esx)
    with pytest.raises(RuntimeError, match="runs already"):
        esx.start()
    esx.stop()
    esx.stop()
    with esx:
        assert login(esx) == first


def test_use_before_start_and_after_stop() -> None:
    """Says what is to be done."""
    esx = FakeESX()
    with pytest.raises(NotRunning, match=r"with FakeESX\(\) as esx"):
        esx.url  # noqa: B018
    with esx:
        vms = esx.vms
        assert repr(esx) == f"<FakeESX {esx.url}>"
    for use in (lambda: esx.vms, lambda: esx.ssl_context, lambda: esx.run(id)):
        with pytest.raises(NotRunning, match="has been stopped"):
            use()
    with pytest.raises(NotRunning):
        len(vms)
    assert repr(esx) == "<FakeESX (not running)>"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"profile": "esx-5.0"}, "there is no profile 'esx-5.0'; did you mean 'esx-4.1'"),
        ({"license": "paid"}, "there are 'licensed', 'evaluation', 'free'"),
        ({"port": 70000}, "not 70000"),
        ({"vms": -1}, "not -1"),
        ({"password": ""}, "can't log in"),
        ({"clock": "fast"}, "there is no clock 'fast'; there are 'real', 'virtual'"),
        ({"tasks": "slow"}, "there are instant, realistic"),
    ],
)
def test_wrong_arguments(arguments: dict[str, Any], says: str) -> None:
    """Are told of at once, with what would be right."""
    with pytest.raises(ValueError, match=says):
        FakeESX(**arguments)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"vms": "3"}, "vms is a whole number, not '3'"), ({"vms": True}, "not True"),
        ({"port": None}, "port is a whole number"), ({"tls": "no"}, "tls is True or False, not 'no'"),
        ({"user": 5}, "user is a text, not 5"), ({"password": b"x"}, "password is a text, not b'x'"),
    ],
)
def test_arguments_of_another_type(arguments: dict[str, Any], says: str) -> None:
    """So are these."""
    with pytest.raises(TypeError, match=says):
        FakeESX(**arguments)


def test_a_reactor_that_is_none() -> None:
    """An event loop of asyncio is no reactor; nothing is left."""
    before, loop = left(), asyncio.new_event_loop()
    try:
        with pytest.raises(TypeError, match=r"reactor is a Twisted reactor, not <.*EventLoop"):
            FakeESX(reactor=loop).start()
    finally:
        loop.close()
    assert left() == before


def test_a_port_that_is_taken() -> None:
    """Is told of, as other programs do it by an OSError, and nothing is left."""
    assert issubclass(CannotStart, OSError)
    with FakeESX() as esx:
        before = left()
        with pytest.raises(CannotStart, match=f"can't listen on 127.0.0.1:{esx.port}: .*in use"):
            FakeESX(port=esx.port).start()
        assert left() == before


def test_a_port_that_was_chosen() -> None:
    """A stopped host's port can be taken again at once."""
    with FakeESX() as esx:
        port = esx.port
        login(esx)
    with FakeESX(port=port) as esx:
        assert login(esx)
        assert esx.port == port


LAB: dict[str, Any] = {
    "users": [{"name": "root", "password": "geheim"}],
    "vms": [{"name": "web-{}", "count": 2, "nics": [{"network": "VM Network"}], "disks": [{"size": "1G"}]}],
}


def test_inventories(tmp_path: Path) -> None:
    """A path, as text or not, a dictionary, a Lab: all the same."""
    file = tmp_path / "lab.yaml"
    file.write_text(json.dumps(LAB))
    with FakeESX(LAB) as first, FakeESX(file) as second, FakeESX(str(file), vms=1) as third, FakeESX(Lab()) as fourth:
        assert list(first.vms) == list(second.vms) == ["web-1", "web-2"]
        assert first.password == second.password == "geheim"
        assert len(third.vms) == 3
        assert dict(fourth.vms) == {}
        login(first)


def test_a_dump_is_an_inventory() -> None:
    """As it is, without a file: of another host, and of the same."""
    with FakeESX({"vms": LAB["vms"]}, seed=1) as esx:
        text = esx.dump()
        with FakeESX(text) as other:
            assert other.dump() == text
            other.load({"vms": [{"name": "one"}]})
            other.load(text)
            assert list(other.vms) == ["web-1", "web-2"]
        with pytest.raises(InventoryError, match=r"<text>:2:\d+: vms\[0\]\.nam"):
            esx.load("vms:\n- nam: web")
        assert list(esx.vms) == ["web-1", "web-2"]


def test_wrong_inventories(tmp_path: Path) -> None:
    """What is wrong with each, and nothing is left."""
    before = left()
    for inventory, error, says in (
        ({"vms": [{"nam": "a"}]}, InventoryError, r"vms\[0\]"),
        ({"vms": [{"name": "a", "cpus": 99}]}, InventoryError, r"vms\[0\]\.cpus"),
        (tmp_path / "none.yaml", FileNotFoundError, "none.yaml"),
        (7, TypeError, "not int"),
        ({"vms": [{"name": object()}]}, TypeError, "what no inventory file can say: Object of type object"),
    ):
        with pytest.raises(error, match=says):
            FakeESX(inventory).start()
    assert left() == before


def test_plain_http() -> None:
    """No certificate then, and no context."""
    with FakeESX(tls=False) as esx:
        assert esx.url.startswith("http://")
        assert esx.cafile is None
        assert login(esx)
        with pytest.raises(RuntimeError, match="plain HTTP"):
            esx.ssl_context  # noqa: B018


def test_profiles_and_users() -> None:
    """Arguments go before what the profile says."""
    with FakeESX(profile="esxi-4.1", license="free", user="admin", password="secret") as esx:
        assert login(esx).startswith("VMware ESXi 4.1.0")
        assert (esx.user, esx.password) == ("admin", "secret")


def test_the_same_seed() -> None:
    """Makes the same identifiers, another one others."""

    def uuids(seed: int | None) -> list[str]:
        with FakeESX(vms=2, seed=seed) as esx:
            return [vm.uuid for vm in esx.vms.values()]

    assert uuids(1) == uuids(1)
    assert len({*uuids(1), *uuids(2), *uuids(None)}) == 6


def test_run_in_the_hosts_thread() -> None:
    """A function gets the host, in its one thread; what it raises is raised here."""
    with FakeESX() as esx:
        name, inside = esx.run(lambda host: (threading.current_thread().name, esx.vms))
        assert name == "fakeesx"
        assert list(inside) == []
        with pytest.raises(ZeroDivisionError):
            esx.run(lambda host: 1 // 0)
        with pytest.raises(RuntimeError, match="its own thread"):
            esx.run(lambda host: esx.stop())
        assert list(esx.vms) == []  # it goes on
        esx.stop()
        assert repr(esx) == "<FakeESX (not running)>"


def test_many_threads_stop_it() -> None:
    """One of them does; and of many that start it one succeeds."""
    before = left()
    esx = FakeESX()

    def start() -> str:
        try:
            return repr(esx.start())
        except RuntimeError as error:
            return str(error)

    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            started = [each.result(30) for each in [pool.submit(start) for _ in range(8)]]
            assert sum("runs already" in told for told in started) == 7
            assert [each.result(30) for each in [pool.submit(esx.stop) for _ in range(8)]] == [None] * 8
    assert repr(esx) == "<FakeESX (not running)>"
    assert left() == before


def test_a_call_that_waits_while_the_host_is_stopped() -> None:
    """Ends with an error, not never."""
    from twisted.internet.defer import Deferred

    esx = FakeESX().start()
    problems: list[BaseException] = []
    begun = threading.Event()

    def wait() -> None:
        def never(host: object) -> Deferred[None]:
            begun.set()
            return Deferred()

        try:
            esx.run(never)
        except NotRunning as error:
            problems.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    assert begun.wait(60)
    esx.stop()
    thread.join(60)
    assert [str(problem) for problem in problems] == ["this host was stopped meanwhile"]


def test_stopped_while_others_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is in the midst of a call gets its result, or is told that the host is gone; nothing else."""
    monkeypatch.setattr(threading, "excepthook", lambda arguments: problems.append(arguments.exc_value))
    problems: list[object] = []

    def use(esx: FakeESX) -> None:
        with contextlib.suppress(NotRunning):
            while True:
                esx.run(id)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for _ in range(20):
            esx = FakeESX(tls=False).start()
            threads = [threading.Thread(target=use, args=(esx,)) for _ in range(4)]
            for thread in threads:
                thread.start()
            esx.stop()
            for thread in threads:
                thread.join(30)
            assert not any(thread.is_alive() for thread in threads)
    finally:
        sys.setswitchinterval(interval)
    assert problems == []


def test_coroutines_of_asyncio() -> None:
    """``async with`` while the loop goes on."""

    async def main() -> str:
        async with FakeESX() as esx:
            return await asyncio.get_running_loop().run_in_executor(None, login, esx)

    assert asyncio.run(main()).startswith("VMware ESX 4.1.0")


def test_coroutines_of_anything() -> None:
    """``async with`` awaits nothing of a loop's own, so that any loop will do (trio, curio, none)."""

    async def main() -> str:
        async with FakeESX() as esx:
            return login(esx)

    with pytest.raises(StopIteration) as ended:
        main().send(None)
    assert ended.value.value.startswith("VMware ESX 4.1.0")


def test_many_at_once() -> None:
    """Hosts that are started, used and stopped in many threads at once never meet."""
    found: dict[int, list[str]] = {}

    def one(number: int) -> None:
        for _ in range(3):
            with FakeESX({"vms": [{"name": f"vm-of-{number}"}]}) as esx:
                login(esx)
                found[number] = list(esx.vms)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == {number: [f"vm-of-{number}"] for number in range(8)}


def test_one_that_nobody_stopped() -> None:
    """Is stopped by the garbage collector, which warns."""
    before = left()
    hosts = [FakeESX().start()]
    place: Any = hosts[0]._here.place
    with pytest.warns(ResourceWarning, match="was never stopped"):
        hosts.clear()
    assert isinstance(place, OwnThread)
    place.join(60)
    assert left() == before


def test_a_stopped_host_is_collected() -> None:
    """Nothing keeps it: not the loggers, not the thread; also when it has warned of a method."""
    with FakeESX() as esx:
        host = weakref.ref(esx.run(lambda host: host))
        client = VimClient(esx.url, esx.cafile)
        client.login(esx.user, esx.password)
        esx.run(lambda host: host.not_simulated(host.model.methods["Login"]))
        client.close()
    gc.collect()
    assert host() is None


SCRIPT = """
import os, sys, tempfile
from pathlib import Path
from fakeesx import FakeESX
esx = FakeESX().start()
folder = Path(esx.cafile).parent
{}
print(folder)
"""


@pytest.mark.parametrize("rest", ["", "esx.run(lambda host: host.blocking.run(lambda: None))", "raise SystemExit(0)"])
def test_python_ends_before_the_host(rest: str) -> None:
    """It ends at once and without a word, and the folder is gone."""
    code = SCRIPT.format(f"print(folder, flush=True)\n{rest}")
    ended = subprocess.run(
        [sys.executable, "-X", "dev", "-c", code], capture_output=True, text=True, timeout=60, check=True, cwd=ROOT,
    )
    assert [line for line in ended.stderr.splitlines() if "/dev/null" not in line] == []  # Twisted's, for hard times
    assert not Path(ended.stdout.splitlines()[0]).exists()


FORKED = """
child = os.fork()
if not child:
    try:
        esx.vms
    except RuntimeError as error:
        print(error, flush=True)
    esx.stop()
    sys.exit(0)
assert os.waitpid(child, 0)[1] == 0
assert list(esx.vms) == [] and folder.exists()
esx.stop()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_fork() -> None:
    """The child has no host, is told so, and does not take the parent's away."""
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(FORKED)], capture_output=True, text=True, timeout=60, check=True, cwd=ROOT,
    )
    assert "after a fork start one in the child" in ended.stdout


def test_it_is_imported_when_it_is_asked_for() -> None:
    """``import fakeesx`` alone brings nothing of it."""
    code = (
        "import sys, fakeesx; assert not [m for m in sys.modules if m.startswith(('twisted', 'fakeesx.'))]\n"
        "assert 'FakeESX' in dir(fakeesx); from fakeesx import FakeESX; print(FakeESX.__name__)\n"
        "try:\n    fakeesx.FakeEsx\nexcept AttributeError as error:\n    print(error)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout.splitlines() == ["FakeESX", "module 'fakeesx' has no attribute 'FakeEsx'"]
