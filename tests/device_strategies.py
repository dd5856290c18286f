"""Hypothesis strategies for entries of ``deviceChange``: most make sense, some do not."""

from __future__ import annotations

from typing import Any

from device_rig import add, edit, remove
from hypothesis import strategies as st

from fakeesx.schema import vim

_KEYS = st.sampled_from([-101, -102, -1, 0])
_UNITS = st.one_of(st.none(), st.integers(-1, 16))
_SCSI = (
    vim.VirtualBusLogicController, vim.VirtualLsiLogicController, vim.VirtualLsiLogicSASController,
    vim.ParaVirtualSCSIController,
)
_NICS = (vim.VirtualPCNet32, vim.VirtualE1000, vim.VirtualVmxnet, vim.VirtualVmxnet2, vim.VirtualVmxnet3)
_FILES = st.sampled_from(["", "[datastore1]", "[nfs]", "[datastore1] vm1/a.vmdk", "[nfs] x/b.vmdk", "[no] a.vmdk"])
_PARENTS = st.builds(vim.VirtualDiskFlatVer2BackingInfo, fileName=_FILES, diskMode=st.just("persistent"))
_CONNECT = st.none() | st.builds(
    vim.VirtualDeviceConnectInfo, startConnected=st.booleans(), allowGuestControl=st.booleans(), connected=st.booleans()
)
_SHARES = st.none() | st.builds(
    vim.StorageIOAllocationInfo, limit=st.sampled_from([None, -1, 100]),
    shares=st.none() | st.builds(
        vim.SharesInfo, shares=st.sampled_from([1, 700]), level=st.sampled_from(vim.SharesLevel.members())
    ),
)

controllers = st.one_of(*[
    st.builds(
        cls, key=_KEYS, busNumber=st.integers(-1, 3), sharedBus=st.sampled_from(vim.VirtualSCSISharing.members())
    ) for cls in _SCSI
])
disks = st.builds(
    vim.VirtualDisk, key=_KEYS, controllerKey=st.sampled_from([-101, -102, 200, 201, 1000, 1001, None]), unitNumber=_UNITS,
    capacityInKB=st.sampled_from([0, 1, 4096, 2**40]), storageIOAllocation=_SHARES,
    backing=st.builds(
        vim.VirtualDiskFlatVer2BackingInfo, fileName=_FILES, thinProvisioned=st.none() | st.booleans(),
        diskMode=st.sampled_from(["persistent", "independent_persistent", "independent_nonpersistent"]),
        writeThrough=st.none() | st.booleans(), parent=st.none() | _PARENTS,
    ),
)
nics = st.one_of(*[
    st.builds(
        cls, key=_KEYS, backing=st.builds(
            vim.VirtualEthernetCardNetworkBackingInfo, deviceName=st.sampled_from(["VM Network", "br100"])
        ),
        connectable=_CONNECT, addressType=st.sampled_from([None, "generated", "manual", "assigned"]),
        macAddress=st.none() | st.sampled_from(["00:50:56:00:00:01", "00:50:56:00:00:02", "02:16:3e:00:00:01"]),
        wakeOnLanEnabled=st.none() | st.booleans(), unitNumber=st.none() | st.integers(5, 18),
    ) for cls in _NICS
])
cdroms = st.builds(
    vim.VirtualCdrom, key=_KEYS, controllerKey=st.sampled_from([200, 201, -101, 1000]), unitNumber=_UNITS,
    connectable=_CONNECT, backing=st.sampled_from([
        vim.VirtualCdromIsoBackingInfo(fileName="[datastore1] iso/a.iso"),
        vim.VirtualCdromRemotePassthroughBackingInfo(deviceName="", exclusive=False),
        vim.VirtualCdromRemoteAtapiBackingInfo(deviceName="d", useAutoDetect=True),
        vim.VirtualCdromAtapiBackingInfo(deviceName="cd0"),
        vim.VirtualCdromPassthroughBackingInfo(deviceName="cd0", exclusive=True),
    ]),
)
floppies = st.builds(
    vim.VirtualFloppy, key=_KEYS, unitNumber=st.none() | st.integers(-1, 1), connectable=_CONNECT,
    backing=st.sampled_from([
        vim.VirtualFloppyRemoteDeviceBackingInfo(deviceName=""),
        vim.VirtualFloppyImageBackingInfo(fileName="[datastore1] flp/a.flp"),
        vim.VirtualFloppyDeviceBackingInfo(deviceName="", useAutoDetect=True),
    ]),
)
serial_ports = st.builds(
    vim.VirtualSerialPort, key=_KEYS, yieldOnPoll=st.booleans(), connectable=_CONNECT, backing=st.sampled_from([
        vim.VirtualSerialPortFileBackingInfo(fileName="[nfs] log"),
        vim.VirtualSerialPortDeviceBackingInfo(deviceName="s0"),
        vim.VirtualSerialPortPipeBackingInfo(pipeName='a"|b', endpoint="server", noRxLoss=True),
        vim.VirtualSerialPortURIBackingInfo(serviceURI="tcp://h:1", direction="client"),
        vim.VirtualSerialPortURIBackingInfo(serviceURI="x", direction="server", proxyURI="vspc://h"),
    ]),
)
parallel_ports = st.builds(
    vim.VirtualParallelPort, key=_KEYS, connectable=_CONNECT, backing=st.sampled_from([
        vim.VirtualParallelPortFileBackingInfo(fileName="[datastore1] vm1/out"),
        vim.VirtualParallelPortDeviceBackingInfo(deviceName="p0"),
    ]),
)
others = st.one_of(
    st.builds(vim.VirtualSoundBlaster16, key=_KEYS, connectable=_CONNECT),
    st.builds(vim.VirtualEnsoniq1371, key=_KEYS, connectable=_CONNECT),
    st.builds(
        vim.VirtualUSBController, key=_KEYS, busNumber=st.just(0), autoConnectDevices=st.none() | st.booleans(),
        ehciEnabled=st.booleans(),
    ),
    st.builds(
        vim.VirtualUSB, key=_KEYS, controllerKey=st.sampled_from([-1, -101, 7000]), connected=st.booleans(),
        backing=st.just(vim.VirtualUSBUSBBackingInfo(deviceName="u0")),
    ),
    st.just(vim.VirtualPCIPassthrough(key=-1, backing=vim.VirtualPCIPassthroughDeviceBackingInfo(
        deviceName="n", id="02:00.0", deviceId="1", systemId="s", vendorId=-32634
    ))),
    st.just(vim.VirtualMachineVMIROM(key=-1)),
)
new_devices = st.one_of(controllers, disks, nics, cdroms, floppies, serial_ports, parallel_ports, others)
_FILE_OPERATIONS = st.sampled_from([None, None, None, "create", "replace", "destroy"])
_VIDEO = st.builds(
    vim.VirtualMachineVideoCard, key=st.just(500), videoRamSizeInKB=st.sampled_from([None, 4096, 8192]),
    numDisplays=st.sampled_from([None, 2]), useAutoDetect=st.none() | st.booleans(),
)
_VMCI = st.builds(
    vim.VirtualMachineVMCIDevice, key=st.just(12000), id=st.none() | st.integers(-5, 5),
    allowUnrestrictedCommunication=st.none() | st.booleans(),
)


def additions() -> st.SearchStrategy[Any]:
    """One entry that adds a device; a disk is mostly made."""
    return st.one_of(
        st.builds(add, new_devices), st.builds(add, disks, st.just("create")), st.builds(add, new_devices, _FILE_OPERATIONS)
    )


def specs() -> st.SearchStrategy[list[Any]]:
    """A few entries for a new VM."""
    return st.lists(st.one_of(additions(), st.builds(edit, _VIDEO), st.builds(edit, _VMCI)), max_size=6)


_MIXED = ("controllerKey", "unitNumber", "backing", "connectable", "capacityInKB", "macAddress", "addressType")


@st.composite
def changes_of(draw: st.DrawFn, devices: tuple[Any, ...]) -> list[Any]:
    """A few entries for a VM with devices: additions, removals, and edits that take properties of other devices."""
    entries = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["add", "add", "remove", "edit"]))
        if kind == "add":
            entries.append(draw(additions()))
            continue
        device = draw(st.sampled_from(devices))
        if kind == "remove":
            entries.append(remove(device, draw(st.sampled_from([None, None, "destroy"]))))
            continue
        other = draw(new_devices)
        changes = {
            name: draw(st.sampled_from([getattr(device, name), getattr(other, name)]))
            for name in _MIXED
            if hasattr(device, name) and hasattr(other, name)
        }
        entries.append(edit(device.replace(**changes)))
    return entries
