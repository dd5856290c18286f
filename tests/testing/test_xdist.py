"""Many workers of pytest-xdist with a host for each test, at once."""

from __future__ import annotations

import os

import pytest
from pages import PLUGIN

NUMBER = int(os.environ.get("FAKEESX_XDIST_TESTS", "160"))
"""How many tests: some twenty for each worker, all of them at it at once; FAKEESX_XDIST_TESTS=800 is the long run."""
TESTS = """
import pytest
from pyVim.connect import Disconnect, SmartConnect
from pyVim.task import WaitForTask
from pyVmomi import vim

@pytest.mark.parametrize("number", range(NUMBER))
def test_it(esx, esx_server, number, worker_id):
    name = f"vm-{worker_id}-{number}"
    instance = SmartConnect(host=esx.host, port=esx.port, user=esx.user, pwd=esx.password, sslContext=esx.ssl_context)
    datacenter = instance.content.rootFolder.childEntity[0]
    assert list(datacenter.vmFolder.childEntity) == []
    config = vim.vm.ConfigSpec(name=name, guestId="otherGuest", files=vim.vm.FileInfo(vmPathName="[datastore1]"))
    WaitForTask(datacenter.vmFolder.CreateVM_Task(config, datacenter.hostFolder.childEntity[0].resourcePool))
    assert [machine.name for machine in datacenter.vmFolder.childEntity] == [name] == list(esx.vms)
    assert esx_server.port != esx.port and not esx_server.vms
    Disconnect(instance)
"""


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_eight_workers(pytester: pytest.Pytester) -> None:
    """Each with many tests: every one has its host for itself, and the worker's session host beside it."""
    pytester.makepyfile(TESTS.replace("NUMBER", str(NUMBER)))
    result = pytester.runpytest_subprocess("-n", "8", "-q", "-p", "no:cacheprovider", *PLUGIN, timeout=380)
    result.assert_outcomes(passed=NUMBER)
