"""The log as a test sees it: pyVmomi and a bare HTTP client call a host over TLS."""

from __future__ import annotations

import http.client
import threading
from base64 import b64encode
from collections.abc import Iterator

import pytest
from asking import Zeep
from pyVim.connect import Disconnect, SmartConnect
from pyVim.task import WaitForTask
from pyVmomi import vim
from suds.sudsobject import Factory, Property

from fakeesx import FakeESX
from fakeesx.calls import Outcome, Record
from fakeesx.calls.matching import matches, normal
from fakeesx.calls.plain import Reference
from fakeesx.schema import vim as schema


@pytest.fixture
def esx() -> Iterator[FakeESX]:
    """A host with one VM."""
    with FakeESX(vms=1) as esx:
        yield esx


def test_pyvmomi(esx: FakeESX) -> None:
    """A session of pyVmomi: the calls with their arguments, the task and how it ended, no password anywhere."""
    connection = SmartConnect(
        host=esx.host, port=esx.port, user=esx.user, pwd=esx.password, sslContext=esx.ssl_context,
    )  # fmt: skip
    vm = connection.content.rootFolder.childEntity[0].vmFolder.childEntity[0]
    WaitForTask(vm.PowerOnVM_Task())
    network = connection.content.rootFolder.childEntity[0].hostFolder.childEntity[0].host[0].configManager.networkSystem
    network.AddPortGroup(
        vim.host.PortGroup.Specification(
            name="br10", vlanId=10, vswitchName="vSwitch0", policy=vim.host.NetworkPolicy(),
        )
    )  # fmt: skip
    Disconnect(connection)

    def look(host: object) -> tuple[list[Record], Record, str, str]:
        log = host.requests  # type: ignore[attr-defined]
        (power_on,) = log.find("PowerOnVM_Task", object="vm-0001", user="root")
        text = str(log.nearest("AddPortGroup", **{"portgrp.name": "br100"}))
        return log.find("AddPortGroup", portgrp={"name": "br1?", "vlanId": 10}), power_on, text, "\n".join(log.json_lines())

    added, power_on, text, lines = esx.run(look)
    assert len(added) == 1
    assert power_on.task is not None
    assert power_on.task["state"] == "success"
    assert "nearest: call" in text
    assert "AddPortGroup(portgrp.name='br10') by root" in text
    assert "FindAllByDnsName" not in lines
    assert '"Login"' in lines
    assert esx.password not in lines


def test_specs_of_pyvmomi_are_expected(esx: FakeESX) -> None:
    """What the code under test has sent can be expected as it is, and so can the objects it called."""
    connection = SmartConnect(
        host=esx.host, port=esx.port, user=esx.user, pwd=esx.password, sslContext=esx.ssl_context,
    )
    (datacenter,) = connection.content.rootFolder.childEntity
    (vm,) = datacenter.vmFolder.childEntity
    disk = vim.vm.device.VirtualDisk(
        key=-1, controllerKey=1000, unitNumber=5, capacityInKB=1024,
        backing=vim.vm.device.VirtualDisk.FlatVer2BackingInfo(fileName="", diskMode="persistent", thinProvisioned=True),
    )
    spec = vim.vm.ConfigSpec(
        annotation="hi", extraConfig=[vim.option.OptionValue(key="a", value="b")],
        deviceChange=[vim.vm.device.VirtualDeviceSpec(operation="add", fileOperation="create", device=disk)],
    )
    WaitForTask(vm.ReconfigVM_Task(spec))
    connection.content.searchIndex.FindByDnsName(datacenter, "nobody", True)
    view = connection.content.viewManager.CreateContainerView(datacenter, [vim.VirtualMachine], True)
    Disconnect(connection)
    esx.expect_call("ReconfigVM_Task", object=vm, spec=spec, times=1)
    esx.expect_call("ReconfigVM_Task", object=esx.vms["vm-0001"], spec=vim.vm.ConfigSpec(annotation="hi"))
    esx.expect_call("CreateContainerView", container=datacenter, type=None, arguments={"type": [vim.VirtualMachine]})
    assert view is not None
    esx.expect_call("FindByDnsName", datacenter=datacenter)
    assert esx.calls("ReconfigVM_Task", object=datacenter) == []
    disk.backing = vim.vm.device.VirtualDisk.SparseVer2BackingInfo(fileName="", diskMode="persistent")
    assert esx.calls("ReconfigVM_Task", spec=spec) == []
    with pytest.raises(AssertionError, match=r"expected ReconfigVM_Task\(spec.annotation='ho'\); nearest: call \d+ "):
        esx.expect_call("ReconfigVM_Task", spec=vim.vm.ConfigSpec(annotation="ho"))
    with pytest.raises(ValueError, match="by its name or moid"):
        esx.calls("ReconfigVM_Task", object=7)


def test_specs_of_zeep_are_expected(esx: FakeESX) -> None:
    """Its objects, and its references."""
    client = Zeep(esx)
    made = client.client.get_type
    assert client.add_group("br20") == ""
    spec = made("{urn:vim25}HostPortGroupSpec")(name="br20", vlanId=0, vswitchName="vSwitch0", policy={})
    system = made("{urn:vim25}ManagedObjectReference")("networkSystem", type="HostNetworkSystem")
    esx.expect_call("AddPortGroup", object=system, portgrp=spec)
    spec.vlanId = 7
    assert esx.calls("AddPortGroup", portgrp=spec) == []
    client.session.close()


def test_specs_of_suds_are_expected() -> None:
    """Its objects and its references; what is not set in them does not matter."""
    host = Property("ha-host")
    host._type = "HostSystem"
    spec = Factory.object("Spec", {"name": "a", "host": host, "other": None, "more": []})
    assert normal({"spec": spec}) == {"spec": {"name": "a", "host": "ha-host"}}
    assert matches(normal({"spec": spec}), {"spec": {"name": "a", "host": Reference("HostSystem:ha-host")}})


def test_references_within_specs_are_expected() -> None:
    """By their moids."""
    spec = vim.vm.RelocateSpec(host=vim.HostSystem("ha-host", None), datastore=vim.Datastore("d1", None))
    assert normal({"spec": spec}) == {"spec": {"host": "ha-host", "datastore": "d1"}}


def test_values_of_the_schema_are_expected() -> None:
    """They bear no name of a type, for what was declared is as good."""
    spec = schema.HostPortGroupSpec(name="a", vlanId=1, vswitchName="b", policy=schema.HostNetworkPolicy())
    assert normal({"portgrp": spec})["portgrp"] == {"name": "a", "vlanId": 1, "vswitchName": "b", "policy": {}}


def test_files_over_http(esx: FakeESX) -> None:
    """A file that is put and got: its bytes and the status."""
    connection = http.client.HTTPSConnection(esx.host, esx.port, context=esx.ssl_context)
    basic = "Basic " + b64encode(f"{esx.user}:{esx.password}".encode()).decode()
    target = "/folder/x/disk.bin?dcPath=ha-datacenter&dsName=datastore1"
    connection.request("PUT", target, b"x" * 300_000, {"Authorization": basic})
    assert connection.getresponse().read() == b""
    connection.request("GET", target, headers={"Authorization": basic})
    assert len(connection.getresponse().read()) == 300_000
    connection.close()
    put, get = esx.run(lambda host: host.requests.find(object="/folder/x/*"))
    assert (put.method, put.status, put.size, put.user) == ("PUT", 201, 300_000, "root")
    assert (get.method, get.status, get.to_json()["bytes"]) == ("GET", 200, {"in": 0, "out": 300_000})


def test_a_client_that_hangs_up(esx: FakeESX) -> None:
    """While it waits for updates."""
    connection = SmartConnect(
        host=esx.host, port=esx.port, user=esx.user, pwd=esx.password, sslContext=esx.ssl_context,
    )  # fmt: skip
    cookie = connection._stub.cookie
    body = (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><WaitForUpdates xmlns="urn:vim25">'
        '<_this type="PropertyCollector">ha-property-collector</_this></WaitForUpdates></e:Body></e:Envelope>'
    )
    came, gone = threading.Event(), threading.Event()

    def watch(host: object) -> None:
        log = host.requests  # type: ignore[attr-defined]
        log.subscribe(lambda record: gone.set() if record.method == "WaitForUpdates" else came.set())

    esx.run(watch)
    bare = http.client.HTTPSConnection(esx.host, esx.port, context=esx.ssl_context)
    bare.request("POST", "/sdk", body, {"Cookie": cookie})
    connection.CurrentTime()
    assert came.wait(30)
    bare.close()
    assert gone.wait(30)
    (record,) = esx.run(lambda host: host.requests.find("WaitForUpdates"))
    assert record.outcome is Outcome.GONE
    Disconnect(connection)
