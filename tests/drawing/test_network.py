"""What a picture of a network shows of vim25 values."""

from __future__ import annotations

from fakeesx.drawing.network import Group, Machine, Member, Uplink, picture
from fakeesx.inventory.profile import load_profile
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

INFO: vim.HostNetworkInfo = load_profile("esx-4.1").objects[
    ManagedObjectReference("HostNetworkSystem", "networkSystem")
]["networkInfo"]


def test_the_default_host() -> None:
    """Its switch with groups and interfaces, the card on it and the spare one."""
    found = picture("esx1", INFO, [])
    (switch,) = found.switches
    assert (switch.name, switch.about) == ("vSwitch0", "128 ports, 124 free, MTU 1500")
    assert [group.name for group in switch.groups] == ["VM Network", "VMkernel", "Service Console"]
    assert switch.groups[2].members == (Member("vswif0", "interface", "192.0.2.10"),)
    assert (switch.uplinks, found.spare) == ((Uplink("vmnic0", 1000),), (Uplink("vmnic1", 1000),))
    assert found.lost == ()


def test_machines() -> None:
    """Are on each of their networks once, by name; those that are not there are told apart."""
    machines = [
        Machine("b", "poweredOn", ["VM Network", "VM Network", "gone"]), Machine("a%2fb", "suspended", ["VM Network"]),
        Machine("c", "poweredOff", []),
    ]
    found = picture("esx1", INFO, machines)
    assert found.switches[0].groups[0].members == (Member("a/b", "suspended"), Member("b", "poweredOn"))
    assert found.lost == (Group("gone", 0, (Member("b", "poweredOn"),)),)


def test_escaped_names() -> None:
    """A network's name is escaped as that of an entity, the port group's is not."""
    old = next(group for group in INFO.portgroup if group.spec.name == "VM Network")
    info = INFO.replace(portgroup=tuple(
        group.replace(spec=group.spec.replace(name="a/b")) if group is old else group for group in INFO.portgroup
    ))
    found = picture("esx1", info, [Machine("vm", "poweredOn", ["a%2fb"])])
    assert found.lost == ()
    assert found.switches[0].groups[0] == Group("a/b", 0, (Member("vm", "poweredOn"),))


def test_words() -> None:
    """For VLANs and links."""
    assert [Group("a", vlan, ()).vlan_text for vlan in (0, 1, 4094, 4095)] == ["", "VLAN 1", "VLAN 4094", "all VLANs"]
    links = [Uplink("a", 1000), Uplink("a", 10, False), Uplink("a", None)]
    assert [uplink.link_text for uplink in links] == ["1000 Mb/s full", "10 Mb/s half", "down"]
