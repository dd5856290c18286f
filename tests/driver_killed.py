"""`esx-driver` in processes that can be killed: forked, for each command, from one that has all imported."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from fakeesx import FakeESX

_PARENT = """
import gc, json, os, sys
import esx_driver.cli.drives, esx_driver.cli.nics, esx_driver.cli.places, esx_driver.images.opening
import esx_driver.vm.leaving, esx_driver.vm.spawning
from esx_driver.cli import main
from esx_driver.vim.document import document
from esx_driver.vim.session import SERVICE_INSTANCE
from esx_driver.vim.soap import Soap

Soap(document()).request("RetrieveServiceContent", SERVICE_INSTANCE, {})  # all that is done once only is done
gc.collect()
gc.freeze()
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.close(1)
        os.open(os.devnull, os.O_WRONLY)
        try:
            main(json.loads(line))
        finally:
            os._exit(70)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""


class Forks:
    """Starts commands and kills them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def kill(self, esx: FakeESX, rule: str, *words: str) -> None:
        """Run a command until a chaos rule holds one of its calls, and end it there without a warning."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        options = {
            "vmwareapi_host_ip": f"{esx.host}:{esx.port}", "vmwareapi_host_username": esx.user,
            "vmwareapi_host_password": esx.password, "vmwareapi_ca_file": esx.cafile,
        }
        given = [word for name, value in options.items() for word in ("--set", f"{name}={value}")]
        print(json.dumps([*given, *words]), file=self._process.stdin, flush=True)
        child = int(self._process.stdout.readline())
        for _ in range(6000):
            if esx.chaos.held(rule):
                break
            ended, _, _ = select.select([self._process.stdout], [], [], 0.01)
            assert not ended, f"it has ended: {self._process.stdout.readline()}"
        os.kill(child, signal.SIGKILL)
        assert int(self._process.stdout.readline()) == signal.SIGKILL


@contextmanager
def forks() -> Iterator[Forks]:
    """The process that is forked."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", _PARENT], **pipes, text=True) as process:
        yield Forks(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == 0
