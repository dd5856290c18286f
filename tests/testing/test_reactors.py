"""Where a host runs: in a reactor of its own, which needs nobody's, or in one that a program has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(code: str) -> list[str]:
    """What a program prints that ends well, without a word on standard error."""
    ended = subprocess.run(
        [sys.executable, "-W", "default::ResourceWarning", "-c", code], capture_output=True, text=True, timeout=100,
        cwd=ROOT, check=False,
    )
    said = [line for line in ended.stderr.splitlines() if "/dev/null" not in line]  # Twisted's, for hard times
    assert (ended.returncode, said) == (0, [])
    return ended.stdout.splitlines()


EVERYTHING = """
import os, random, sys
from fakeesx import FakeESX
from fakeesx.schema import vim
from fakeesx.testing import VimClient
from fakeesx.storage import chains

LAB = {"vms": [{"name": "vm", "disks": [{"size": "64M"}]}]}
with FakeESX(LAB) as esx:
    client = VimClient(esx.url, esx.cafile)
    client.login(esx.user, esx.password)
    image = os.urandom(1 << 20)
    client.put("datastore1", "images/image", [image] * 8, 8 << 20)
    assert esx.datastores["datastore1"].read("images/image") == image * 8

    manager = client.content.virtualDiskManager
    client.task(
        "CopyVirtualDisk_Task", manager, sourceName="[datastore1] vm/vm.vmdk", destName="[datastore1] images/copy.vmdk",
    )
    assert "images/copy.vmdk" in esx.datastores["datastore1"].files

    vm = vim.ManagedObjectReference("VirtualMachine", esx.vms["vm"].moid)
    snapshot = client.task("CreateSnapshot_Task", vm, name="s", memory=False, quiesce=False)

    def guest_writes(host):
        place = host.volumes.resolve("[datastore1] vm/vm-000001.vmdk")
        chains.write(host.volumes, *place, 0, image * 32, random.Random(1))

    esx.run(guest_writes)
    client.task("RemoveSnapshot_Task", snapshot, removeChildren=False)
    assert esx.datastores["datastore1"].read("vm/vm-flat.vmdk")[: 32 << 20] == image * 32
    client.close()
assert "twisted.internet.reactor" not in sys.modules
print("done")
"""


def test_a_host_needs_no_reactor_of_the_program() -> None:
    """TLS, uploads, copies in threads, snapshots that are put together: Twisted's own reactor was not even imported."""
    assert run(EVERYTHING) == ["done"]


LOGIN = """
from fakeesx import FakeESX
from fakeesx.testing import VimClient

def login(esx):
    client = VimClient(esx.url, esx.cafile)
    try:
        client.login(esx.user, esx.password)
        return client.content.about.fullName
    finally:
        client.close()
"""

BESIDE = LOGIN + """
from twisted.internet.task import react
from twisted.internet.threads import deferToThread
from twisted.internet.defer import ensureDeferred

async def main(reactor):
    async with FakeESX() as esx:
        print(await deferToThread(login, esx))
        print(login(esx))  # the host does not need this thread

react(lambda reactor: ensureDeferred(main(reactor)))
"""

INSIDE = LOGIN + """
import threading
from twisted.internet.task import react, deferLater
from twisted.internet.threads import deferToThread
from twisted.internet.defer import ensureDeferred

async def main(reactor):
    async with FakeESX(reactor=reactor, vms=1) as esx:
        print(await deferToThread(login, esx))
        assert list(esx.vms) == ["vm-0001"]  # a direct call
        assert await deferToThread(lambda: list(esx.vms)) == ["vm-0001"]
        assert esx.run(lambda host: threading.current_thread()) is threading.main_thread()
        assert await deferToThread(esx.run, lambda host: threading.current_thread()) is threading.main_thread()

        class Mine(Exception):
            pass

        def fails(host):
            raise Mine

        for failing in (lambda: deferToThread(esx.run, fails), lambda: esx.run(fails)):
            try:
                await failing()
            except Mine:
                print("mine")
    with FakeESX(reactor=reactor) as other:
        port = other.port
    try:
        other.url
    except RuntimeError as error:
        print(error)
    await deferLater(reactor, 0, lambda: None)
    with FakeESX(reactor=reactor, port=port):
        pass
    third = FakeESX(reactor=reactor).start()
    await third.stop()
    fourth = await deferToThread(FakeESX(reactor=reactor).start)
    print(await deferToThread(login, fourth))
    await deferToThread(fourth.stop)
    assert not [each for each in reactor.getReaders() if "Waker" not in type(each).__name__], reactor.getReaders()

react(lambda reactor: ensureDeferred(main(reactor)))
"""

ASYNCIO = LOGIN + """
import asyncio
from twisted.internet import asyncioreactor
loop = asyncio.new_event_loop()
asyncioreactor.install(loop)
from twisted.internet import reactor

async def main():
    async with FakeESX(reactor=reactor) as esx:
        print(await loop.run_in_executor(None, login, esx))
    reactor.stop()

task = None
def begin():
    global task
    task = loop.create_task(main())
reactor.callWhenRunning(begin)
reactor.run()
assert task.exception() is None
loop.close()
"""

BEFORE = LOGIN + """
from twisted.internet import reactor
from twisted.internet.threads import deferToThread

esx = FakeESX(reactor=reactor, vms=1).start()
assert len(esx.vms) == 1  # the reactor does not run yet
reactor.callWhenRunning(lambda: deferToThread(login, esx).addCallback(print).addBoth(lambda _: reactor.stop()))
reactor.run()
esx.stop()
"""

NAME = "VMware ESX 4.1.0 build-260247"


@pytest.mark.parametrize(
    ("program", "prints"),
    [
        (BESIDE, [NAME, NAME]), (INSIDE, [NAME, "mine", "mine", "this FakeESX has been stopped", NAME]), (ASYNCIO, [NAME]),
        (BEFORE, [NAME]),
    ],
    ids=["beside", "inside", "asyncio", "before"],
)
def test_programs_with_a_reactor(program: str, prints: list[str]) -> None:
    """A host beside it, a host in it from its thread and from others, in that of asyncio, before it runs."""
    assert run(program) == prints


TRIAL = """
from twisted.internet import reactor
from twisted.internet.threads import deferToThread
from twisted.trial.unittest import TestCase
from fakeesx import FakeESX
from fakeesx.testing import VimClient

class TestIt(TestCase):
    def test_it(self):
        esx = FakeESX(reactor=reactor, vms=1).start()
        self.addCleanup(esx.stop)

        def login():
            client = VimClient(esx.url, esx.cafile)
            client.login(esx.user, esx.password)
            client.close()

        return deferToThread(login)
"""


def test_trial(tmp_path: Path) -> None:
    """Whose reactor has to be clean after each test: ``addCleanup(esx.stop)`` sees to it."""
    (tmp_path / "test_it.py").write_text(TRIAL)
    ended = subprocess.run(
        [sys.executable, "-m", "twisted.trial", "--temp-directory", str(tmp_path / "trial"), str(tmp_path / "test_it.py")],
        capture_output=True, text=True, timeout=100, cwd=tmp_path, check=False,
    )
    assert (ended.returncode, "PASSED (successes=1)" in ended.stdout) == (0, True), ended.stdout + ended.stderr
