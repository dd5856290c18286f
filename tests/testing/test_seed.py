"""The same seed and the same calls give the same answers, byte for byte, over real sockets."""

from __future__ import annotations

import http.client
from typing import Any

from served import call, login, operation

from fakeesx import FakeESX
from fakeesx.clock import VirtualClock

NOW = 1_289_000_000.0
INVENTORY = {
    "users": [{"name": "op", "password": "secret"}],
    "datastores": [{"name": "datastore1"}, {"name": "fast", "capacity": "1 TiB"}], "spare_luns": ["10 GiB"],
    "network": {"nics": [{"name": "vmnic0"}, {"name": "vmnic7"}]},
    "vms": [{"name": "a{}", "count": 3, "disks": [{"size": "1 MiB"}], "nics": [{"network": "VM Network"}], "power": "on"}],
}


def conversation(seed: int) -> list[bytes]:
    """What a host with a seed answers to the same requests: heads and bodies."""
    answers = []
    with FakeESX(INVENTORY, seed=seed, clock=VirtualClock(NOW)) as esx:
        connection = http.client.HTTPSConnection(esx.host, esx.port, context=esx.ssl_context, timeout=30)
        cookie = None
        for request in requests(esx):
            answer = call(connection, request, cookie)
            cookie = answer.cookie or cookie
            answers.append(b"%d %b" % (answer.status, answer.body))
        answers.append((cookie or "").encode())
        connection.close()
    return answers


def requests(esx: FakeESX) -> Any:
    """Log in, make and change things, read all of it."""
    yield login(esx.user, esx.password)
    spec = '<name>new</name><files><vmPathName>[fast]</vmPathName></files>'
    yield operation(
        "CreateVM_Task", "ha-folder-vm", "Folder",
        f'<config>{spec}</config><pool type="ResourcePool">ha-root-pool</pool>',
    )
    yield operation("PowerOffVM_Task", "16", "VirtualMachine", "")
    for type, moid in (("VirtualMachine", "16"), ("VirtualMachine", "64"), ("HostSystem", "ha-host"),
                       ("HostStorageSystem", "storageSystem"), ("HostNetworkSystem", "networkSystem"),
                       ("TaskManager", "ha-taskmgr"), ("EventManager", "ha-eventmgr")):
        yield operation("RetrieveProperties", "ha-property-collector", "PropertyCollector", (
            f"<specSet><propSet><type>{type}</type><all>true</all></propSet>"
            f'<objectSet><obj type="{type}">{moid}</obj></objectSet></specSet>'
        ))


def test_the_same_again() -> None:
    """Two hosts with one seed; another seed gives other identifiers."""
    one = conversation(7)
    assert all(answer.startswith(b"200 ") for answer in one[:-1])
    assert one == conversation(7)
    other = conversation(8)
    assert one != other
    assert one[-1] != other[-1]
