"""Strategies for what clients send: specs of machines, port groups and switches, as values of ``fakeesx.schema.vim``.

A default host takes what they give, as long as names are free and there is room; what it refuses then is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from hypothesis import strategies as st

from fakeesx.inventory.file.keys import NIC_TYPES
from fakeesx.schema import vim
from fakeesx.testing.strategies import checks
from fakeesx.testing.strategies.names import entity_names, mac_addresses

CARDS: dict[str, type[Any]] = {
    "e1000": vim.VirtualE1000, "pcnet32": vim.VirtualPCNet32, "vmxnet": vim.VirtualVmxnet, "vmxnet2": vim.VirtualVmxnet2,
    "vmxnet3": vim.VirtualVmxnet3,
}
GUESTS = ("otherGuest", "otherLinux64Guest", "winNetStandardGuest", "debian5_64Guest", "windows7Server64Guest")
_ADD = vim.VirtualDeviceConfigSpecOperation.add
_CREATE = vim.VirtualDeviceConfigSpecFileOperation.create
_UNITS = tuple(unit for unit in range(16) if unit != 7)
_OPTIONS = st.dictionaries(st.sampled_from(("guestinfo.a", "guestinfo.b")), st.text("xyz1", min_size=1))
_MODES = ("persistent", "independent_persistent", "independent_nonpersistent")


@st.composite
def _vm_specs(
    draw: st.DrawFn, names: st.SearchStrategy[str], stores: tuple[str, ...], networks: tuple[str, ...],
    cards: tuple[str, ...], most: dict[str, int],
) -> vim.VirtualMachineConfigSpec:
    home = draw(st.sampled_from(stores))
    changes = []
    disks = draw(st.integers(0, most["disks"]))
    if disks:
        changes.append(_added(draw(st.sampled_from((vim.VirtualLsiLogicController, vim.VirtualBusLogicController)))(
            key=-1, busNumber=0, sharedBus=vim.VirtualSCSISharing.noSharing,
        )))
    for number in range(disks):
        changes.append(vim.VirtualDeviceConfigSpec(operation=_ADD, fileOperation=_CREATE, device=vim.VirtualDisk(
            key=-100 - number, controllerKey=-1, unitNumber=_UNITS[number],
            capacityInKB=draw(st.integers(1, most["disk_mb"])) << 10,
            backing=vim.VirtualDiskFlatVer2BackingInfo(
                fileName="", diskMode=draw(st.sampled_from(_MODES)), thinProvisioned=draw(st.booleans()),
            ),
        )))
    macs = st.lists(mac_addresses(), unique=True, max_size=most["nics"] if networks else 0)
    for number, address in enumerate(draw(macs)):
        mac = address if draw(st.booleans()) else None
        changes.append(_added(CARDS[draw(st.sampled_from(cards))](
            key=-200 - number, addressType="manual" if mac else "generated", macAddress=mac,
            backing=vim.VirtualEthernetCardNetworkBackingInfo(deviceName=draw(st.sampled_from(networks))),
            connectable=vim.VirtualDeviceConnectInfo(
                startConnected=draw(st.booleans()), allowGuestControl=True, connected=False,
            ),
        )))
    return vim.VirtualMachineConfigSpec(
        name=draw(names), guestId=draw(st.sampled_from(GUESTS)), numCPUs=draw(st.integers(1, most["cpus"])),
        memoryMB=4 * draw(st.integers(1, most["memory_mb"] // 4)),
        annotation=draw(st.none() | st.text("ab \né", max_size=20)),
        files=vim.VirtualMachineFileInfo(vmPathName=f"[{home}]"), deviceChange=changes,
        extraConfig=[vim.OptionValue(key=key, value=value) for key, value in draw(_OPTIONS).items()],
    )


def vm_specs(
    *, names: st.SearchStrategy[str] | None = None, datastores: Collection[str] = ("datastore1",),
    networks: Collection[str] = ("VM Network",), nic_types: Collection[str] = NIC_TYPES, max_disks: int = 3,
    max_disk_mb: int = 64, max_nics: int = 3, max_cpus: int = 8, max_memory_mb: int = 4096,
) -> st.SearchStrategy[vim.VirtualMachineConfigSpec]:
    """Specs for CreateVM_Task: machines with disks on one SCSI controller and network cards.

    ``networks`` may be empty: then machines have no cards. Disks are made with the machine.
    """
    stores, groups = checks.texts("datastores", datastores), checks.texts("networks", networks, empty=True)
    cards = checks.one_of("nic_types", nic_types, NIC_TYPES)
    most = {
        "disks": checks.count("max_disks", max_disks, 0, len(_UNITS)),
        "disk_mb": checks.count("max_disk_mb", max_disk_mb, 1, 256 << 10),
        "nics": checks.count("max_nics", max_nics, 0, 10), "cpus": checks.count("max_cpus", max_cpus, 1, 8),
        "memory_mb": checks.count("max_memory_mb", max_memory_mb, 4, 261120),
    }
    return _vm_specs(entity_names() if names is None else names, stores, groups, cards, most)


def port_group_specs(
    *, names: st.SearchStrategy[str] | None = None, switches: Collection[str] = ("vSwitch0",), policies: bool = True,
) -> st.SearchStrategy[vim.HostPortGroupSpec]:
    """Specs for AddPortGroup. ``policies``: whether some have rules on security and shaping of their own."""
    return st.builds(
        _typed(vim.HostPortGroupSpec), name=entity_names() if names is None else names,
        vlanId=st.sampled_from((0, 1, 4094, 4095)) | st.integers(0, 4095),
        vswitchName=st.sampled_from(checks.texts("switches", switches)),
        policy=_policies() if policies else st.just(vim.HostNetworkPolicy()),
    )


def vswitch_specs(*, nics: Collection[str] = (), policies: bool = True) -> st.SearchStrategy[vim.HostVirtualSwitchSpec]:
    """Specs for AddVirtualSwitch. ``nics``: cards that no other switch has; without them switches have no uplink."""
    cards = checks.texts("nics", nics, empty=True)
    bridge: st.SearchStrategy[Any] = st.none()
    if cards:
        bridge |= st.lists(st.sampled_from(cards), unique=True, min_size=1).map(
            lambda chosen: vim.HostVirtualSwitchBondBridge(nicDevice=chosen)
        )
    return st.builds(
        _typed(vim.HostVirtualSwitchSpec), numPorts=st.integers(1, 512) | st.sampled_from((24, 56, 120)), bridge=bridge,
        mtu=st.none() | st.sampled_from((1500, 9000)), policy=st.none() | _policies() if policies else st.none(),
    )


def _policies() -> st.SearchStrategy[vim.HostNetworkPolicy]:
    flag = st.none() | st.booleans()
    security = st.builds(_typed(vim.HostNetworkSecurityPolicy), allowPromiscuous=flag, macChanges=flag, forgedTransmits=flag)
    shaping = st.builds(
        lambda average, more, burst: vim.HostNetworkTrafficShapingPolicy(
            enabled=True, averageBandwidth=average, peakBandwidth=average + more, burstSize=burst,
        ),
        st.integers(1, 10**9), st.integers(0, 10**9), st.integers(1, 10**9),
    )
    return st.builds(_typed(vim.HostNetworkPolicy), security=st.none() | security, shapingPolicy=st.none() | shaping)


def _added(device: Any) -> vim.VirtualDeviceConfigSpec:
    return vim.VirtualDeviceConfigSpec(operation=_ADD, device=device)


def _typed(cls: Callable[..., Any]) -> Callable[..., Any]:
    """A data object's class as a function, whose signature Hypothesis does not look into."""
    return lambda **values: cls(**values)
