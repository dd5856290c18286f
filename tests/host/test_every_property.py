"""Every property of every object is readable, and what comes is valid by the schema."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from calling import Client
from lxml import etree
from network_specs import SYSTEM, group, ordered
from served import HEAD, TAIL, operation
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings
from fakeesx.network.specs import GroupSpec, NetworkSpec, NicSpec, SwitchSpec
from fakeesx.schema import vim, wsdl
from fakeesx.schema.model import load

NS = "{urn:vim25}"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The whole schema, compiled."""
    return etree.XMLSchema(etree.fromstring(wsdl.xsd_single(load("4.1"))))


NETWORK = NetworkSpec(
    (NicSpec("vmnic0"), NicSpec("vmnic1", link=False), NicSpec("vmnic10", speed=10000, duplex=True)),
    (SwitchSpec("vSwitch0", ("vmnic0", "vmnic1")), SwitchSpec("back & bone-1", ("vmnic10",), 60, 9000)),
    (GroupSpec("VM Network", "vSwitch0"), GroupSpec("v &7", "back & bone-1", 7), GroupSpec("all", "back & bone-1", 4095)),
)


@pytest.fixture(scope="module", params=["esx-4.1", "esxi-4.1"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a host with something of everything: networks, VMs on and off, tasks, views, filters, collectors."""
    clock = Clock()
    clock.advance(1_300_000_000)
    settings = Settings(tmp_path_factory.mktemp("host"), request.param, vms=3, network=NETWORK)
    host = Esx(settings, clock, random.Random(1))
    client = Client(host).login()
    _change_network(client)
    vms = [node.ref for node in host.inventory.of_type("VirtualMachine")]
    client.call(vms[0], "PowerOnVM_Task")
    client.call(vms[0], "PowerOffVM_Task")
    client.call(vms[1], "PowerOnVM_Task")
    client.call("ViewManager", "CreateContainerView", container=host.root, type=["VirtualMachine"], recursive=True)
    client.call("ViewManager", "CreateListView", obj=vms)
    clock.advance(60)
    yield client
    host.stop()


def _change_network(client: Client) -> None:
    """Routes, interfaces by hand and by DHCP, a policy, a group with another name."""
    ip = vim.HostIpConfig(dhcp=False, ipAddress="10.0.0.5", subnetMask="255.0.0.0")
    client.call(SYSTEM, "AddVirtualNic", portgroup="all", nic=vim.HostVirtualNicSpec(ip=ip, mtu=9000))
    client.call(SYSTEM, "AddPortGroup", portgrp=group("h", 9))
    client.call(SYSTEM, "AddVirtualNic", portgroup="h", nic=vim.HostVirtualNicSpec(ip=vim.HostIpConfig(dhcp=True)))
    route = vim.HostIpRouteEntry(network="172.16.0.0", prefixLength=12, gateway="10.0.0.1")
    client.call(SYSTEM, "UpdateIpRouteTableConfig", config=vim.HostIpRouteTableConfig(ipRoute=[
        vim.HostIpRouteOp(changeOperation="add", route=route)]))
    client.call(SYSTEM, "UpdatePortGroup", pgName="VM Network", portgrp=group(
        "Büro", policy=ordered("vmnic1", standby=("vmnic0",))))


def retrieve(client: Client, version: str) -> etree._Element:
    """The reply to one RetrieveProperties of all properties of all objects, as a client of some version gets it."""
    nodes = list(client.host.inventory.nodes())
    types = sorted({node.ref.type for node in nodes})
    wanted = "".join(f"<propSet><type>{type}</type><all>true</all></propSet>" for type in types)
    starts = "".join(
        f'<objectSet><obj type="{node.ref.type}">{node.ref.value.replace("&", "&amp;")}</obj></objectSet>' for node in nodes
    )
    inner = operation(
        "RetrieveProperties", "ha-property-collector", "PropertyCollector", f"<specSet>{wanted}{starts}</specSet>"
    )
    reply, _ = client.host.pipeline.handle((HEAD + inner + TAIL).encode(), f"urn:vim25/{version}", client.cookie)
    assert not isinstance(reply, Deferred)
    assert reply.status == 200, reply.body[:2000]
    return etree.fromstring(reply.body)[0][0]


def test_every_property_is_valid(client: Client, schema: etree.XMLSchema) -> None:
    """In one reply, against the XSD of 4.1."""
    reply = retrieve(client, "4.1")
    schema.assertValid(reply)
    assert len(reply) == len(client.host.inventory)
    assert not list(reply.iter(f"{NS}missingSet"))


def test_every_property_is_valid_for_an_older_client(client: Client) -> None:
    """What a client gets that speaks 4.0, against the XSD of 4.0."""
    older = etree.XMLSchema(etree.fromstring(wsdl.xsd_single(load("4.0"))))
    older.assertValid(retrieve(client, "4.0"))


def test_every_mandatory_property_is_set(client: Client) -> None:
    """Of every object."""
    model = client.host.model
    missing = [
        f"{node.ref.type}.{prop.name}"
        for node in client.host.inventory.nodes()
        for prop in model.managed_properties(node.ref.type).values()
        if not prop.optional and prop.name not in node.values
        and prop.name not in client.host.class_of(node.ref.type).per_session
    ]  # fmt: skip
    assert sorted(set(missing)) == []


def test_every_reference_leads_somewhere(client: Client) -> None:
    """Whatever object a property names is there, and of the type it should be."""
    host = client.host
    lost = set()
    for found in retrieve(client, "4.1"):
        where = found[0].get("type")
        for prop in found.iter(f"{NS}propSet"):
            for element in prop.iter():
                moid, type_ = element.text or "", element.get("type")
                if type_ is None:
                    continue
                node = host.inventory.find(moid)
                if node is None or node.ref.type != type_:
                    lost.add(f"{where}.{prop.findtext(f'{NS}name')}: {type_} {moid}")
    assert sorted(lost) == []


def test_arrays_are_always_there(client: Client) -> None:
    """An empty list is an empty list and not nothing, as recorded."""
    model = client.host.model
    for found in retrieve(client, "4.1"):
        names = {prop.findtext(f"{NS}name") for prop in found.iter(f"{NS}propSet")}
        arrays = {p.name for p in model.managed_properties(found[0].get("type") or "").values() if p.array}
        assert arrays <= names, found[0].text


def test_every_property_alone(client: Client) -> None:
    """Each with `Fetch`, as pyVmomi reads it."""
    host = client.host
    for node in host.inventory.nodes():
        for name in host.model.managed_properties(node.ref.type):
            moid = node.ref.value.replace("&", "&amp;")
            inner = operation("Fetch", moid, node.ref.type, f"<prop>{name}</prop>")
            reply, _ = host.pipeline.handle((HEAD + inner + TAIL).encode(), None, client.cookie)
            assert not isinstance(reply, Deferred)
            assert reply.status == 200, (node.ref, name, reply.body)
