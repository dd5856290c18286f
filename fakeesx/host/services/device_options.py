"""What virtual devices can be: the VirtualDeviceOption of each class, as the devices themselves enforce it.

Which backings and which limits there are comes from ``virtual_machine.devices``; what only a client's dialogue shows
(choices of file extensions, labels) is made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fakeesx.host.virtual_machine.devices import disk, fixed, mapping, nic, ports, scsi
from fakeesx.schema import vim

NEW = "vmx-07"
"""The hardware version that has all devices."""

_LARGEST_DISK_KB = 256 << 20
"""The largest file of a VMFS-3 volume with 1 MB blocks."""
_DISKS = ("VirtualDisk", "VirtualCdrom")


def device_options(version: str) -> tuple[vim.VirtualDeviceOption, ...]:
    """The options of every device class of a hardware version."""
    new = version == NEW
    return (*_controllers(new), *_scsi(new), *_drives(), *_nics(new), *_ports(), *_others(new))


def boolean(default: bool, supported: bool = True) -> vim.BoolOption:
    """A choice between yes and no; one that is not supported is always ``default``."""
    return vim.BoolOption(supported=supported, defaultValue=default)


def number(least: int, most: int, default: int) -> vim.IntOption:
    """A number."""
    return vim.IntOption(min=least, max=most, defaultValue=default)


def long(least: int, most: int, default: int) -> vim.LongOption:
    """A large number."""
    return vim.LongOption(min=least, max=most, defaultValue=default)


def choice(*keys: str, default: int = 0) -> vim.ChoiceOption:
    """One of several texts."""
    return vim.ChoiceOption(
        choiceInfo=[vim.ElementDescription(key=key, label=key, summary=key) for key in keys], defaultIndex=default
    )


def _option(cls: Any, type: str, controller: str | None = None, *, hot: bool = False, **values: Any) -> Any:
    """An option; ``hot``: whether the device can come and go while the VM runs."""
    backings = values.pop("backingOption", ())
    return cls(
        type=type, controllerType=controller, deprecated=False, plugAndPlay=hot, hotRemoveSupported=hot,
        autoAssignController=boolean(True) if controller else None, backingOption=backings,
        defaultBackingOptionIndex=0 if backings else None, **values,
    )


def _connect(start: bool = True) -> vim.VirtualDeviceConnectOption:
    return vim.VirtualDeviceConnectOption(startConnected=boolean(start), allowGuestControl=boolean(True))


def _device(cls: Any, type: str, auto: bool = True, **values: Any) -> Any:
    return cls(type=type, autoDetectAvailable=boolean(False, auto), **values)


def _file(cls: Any, type: str, *extensions: str, **values: Any) -> Any:
    return cls(type=type, fileNameExtensions=choice(*extensions), **values)


def _one(count: int = 1) -> vim.IntOption:
    return number(count, count, count)


def _controllers(new: bool) -> Iterable[vim.VirtualDeviceOption]:
    most_nics, most_scsi = nic.MOST, len(scsi.BUSES)
    yield _option(
        vim.VirtualIDEControllerOption, "VirtualIDEController", devices=number(0, 2, 0), supportedDevice=_DISKS,
        numIDEDisks=number(0, 2, 0), numIDECdroms=number(0, 2, 0),
    )
    yield _option(
        vim.VirtualPS2ControllerOption, "VirtualPS2Controller", devices=_one(2),
        supportedDevice=("VirtualKeyboard", "VirtualPointingDevice"), numKeyboards=_one(), numPointingDevices=_one(),
    )
    new_only = ("VirtualMachineVMCIDevice", "VirtualPCIPassthrough") if new else ()
    yield _option(
        vim.VirtualPCIControllerOption, "VirtualPCIController", devices=number(0, 18, 0),
        supportedDevice=(
            *_scsi_types(new), *_nic_types(new), "VirtualMachineVideoCard", "VirtualEnsoniq1371", "VirtualSoundBlaster16",
            "VirtualUSBController", "VirtualMachineVMIROM", *new_only,
        ),
        numSCSIControllers=number(0, most_scsi, 0), numEthernetCards=number(0, most_nics, 0), numVideoCards=_one(),
        numSoundCards=number(0, 1, 0), numVmiRoms=number(0, 1, 0), numVmciDevices=_one() if new else None,
        numPCIPassthroughDevices=number(0, 6, 0) if new else None,
        numSasSCSIControllers=number(0, most_scsi, 0) if new else None,
        numVmxnet3EthernetCards=number(0, most_nics, 0) if new else None,
        numParaVirtualSCSIControllers=number(0, most_scsi, 0) if new else None,
    )
    yield _option(
        vim.VirtualSIOControllerOption, "VirtualSIOController", devices=number(0, 9, 0),
        supportedDevice=("VirtualFloppy", "VirtualSerialPort", "VirtualParallelPort"), numFloppyDrives=number(0, 2, 0),
        numSerialPorts=number(0, ports.MOST_SERIAL, 0), numParallelPorts=number(0, ports.MOST_PARALLEL, 0),
    )
    yield _option(
        vim.VirtualUSBControllerOption, "VirtualUSBController", "VirtualPCIController", devices=number(0, 20, 0),
        supportedDevice=("VirtualUSB",), autoConnectDevices=boolean(False), ehciSupported=boolean(True),
    )


def _scsi_types(new: bool) -> tuple[str, ...]:
    old = ("VirtualBusLogicController", "VirtualLsiLogicController")
    return (*old, "VirtualLsiLogicSASController", "ParaVirtualSCSIController") if new else old


def _scsi(new: bool) -> Iterable[vim.VirtualDeviceOption]:
    most = len(scsi.UNITS)
    for type in _scsi_types(new):
        yield _option(
            vim.TYPES.data(f"{type}Option"), type, "VirtualPCIController", hot=new, devices=number(0, most, 0),
            supportedDevice=(*_DISKS, "VirtualSCSIPassthrough"), numSCSIDisks=number(0, most, 0),
            numSCSICdroms=number(0, most, 0), numSCSIPassthrough=number(0, most, 0),
            sharing=vim.VirtualSCSISharing.members(), defaultSharedIndex=0, hotAddRemove=boolean(True, False),
            scsiCtlrUnitNumber=scsi.OWN_UNIT,
        )


def _drives() -> Iterable[vim.VirtualDeviceOption]:
    yield _option(
        vim.VirtualDiskOption, "VirtualDisk", "VirtualSCSIController", hot=True,
        capacityInKB=long(1, _LARGEST_DISK_KB, 4 << 20),
        backingOption=[_file(
            vim.VirtualDiskFlatVer2BackingOption, "VirtualDiskFlatVer2BackingInfo", "vmdk", diskMode=choice(*disk.MODES),
            split=boolean(False, False), writeThrough=boolean(False), growable=True, hotGrowable=True, uuid=True,
            thinProvisioned=boolean(False), eagerlyScrub=boolean(False),
        ), _device(
            vim.VirtualDiskRawDiskMappingVer1BackingOption, "VirtualDiskRawDiskMappingVer1BackingInfo", auto=False,
            descriptorFileNameExtensions=choice("vmdk"), compatibilityMode=choice(mapping.VIRTUAL, mapping.PHYSICAL),
            diskMode=choice(*disk.MODES), uuid=True,
        )],
        ioAllocationOption=vim.StorageIOAllocationOption(
            limitOption=long(-1, 2**31 - 1, -1),
            sharesOption=vim.SharesOption(
                sharesOption=number(200, disk.MOST_SHARES, 1000), defaultLevel=vim.SharesLevel.normal,
            ),
        ),
    )
    yield _option(
        vim.VirtualCdromOption, "VirtualCdrom", "VirtualIDEController", connectOption=_connect(),
        backingOption=[
            _file(vim.VirtualCdromIsoBackingOption, "VirtualCdromIsoBackingInfo", "iso"),
            _device(
                vim.VirtualCdromPassthroughBackingOption, "VirtualCdromPassthroughBackingInfo", exclusive=boolean(False)
            ),
            _device(
                vim.VirtualCdromRemotePassthroughBackingOption, "VirtualCdromRemotePassthroughBackingInfo",
                exclusive=boolean(False),
            ),
            _device(vim.VirtualCdromAtapiBackingOption, "VirtualCdromAtapiBackingInfo"),
            _device(vim.VirtualCdromRemoteAtapiBackingOption, "VirtualCdromRemoteAtapiBackingInfo"),
        ],
    )
    yield _option(
        vim.VirtualFloppyOption, "VirtualFloppy", "VirtualSIOController", connectOption=_connect(),
        backingOption=[
            _file(vim.VirtualFloppyImageBackingOption, "VirtualFloppyImageBackingInfo", "flp", "img"),
            _device(vim.VirtualFloppyDeviceBackingOption, "VirtualFloppyDeviceBackingInfo"),
            _device(vim.VirtualFloppyRemoteDeviceBackingOption, "VirtualFloppyRemoteDeviceBackingInfo"),
        ],
    )


def _nic_types(new: bool) -> tuple[str, ...]:
    old = ("VirtualE1000", "VirtualPCNet32", "VirtualVmxnet", "VirtualVmxnet2")
    return (*old, "VirtualVmxnet3") if new else old


def _nics(new: bool) -> Iterable[vim.VirtualDeviceOption]:
    for type in _nic_types(new):
        more = {"supportsMorphing": True} if type == "VirtualPCNet32" else {}
        yield _option(
            vim.TYPES.data(f"{type}Option"), type, "VirtualPCIController", hot=new, connectOption=_connect(),
            supportedOUI=choice("00:50:56", "00:0c:29"), macType=choice("generated", "assigned", "manual"),
            wakeOnLanEnabled=boolean(True), vmDirectPathGen2Supported=False, **more,
            backingOption=[_device(
                vim.VirtualEthernetCardNetworkBackingOption, "VirtualEthernetCardNetworkBackingInfo", auto=False
            )],
        )


def _ports() -> Iterable[vim.VirtualDeviceOption]:
    yield _option(
        vim.VirtualSerialPortOption, "VirtualSerialPort", "VirtualSIOController", connectOption=_connect(),
        yieldOnPoll=boolean(True),
        backingOption=[
            _device(vim.VirtualSerialPortDeviceBackingOption, "VirtualSerialPortDeviceBackingInfo"),
            _file(vim.VirtualSerialPortFileBackingOption, "VirtualSerialPortFileBackingInfo", "log", "txt"),
            vim.VirtualSerialPortPipeBackingOption(
                type="VirtualSerialPortPipeBackingInfo", endpoint=choice(*ports.ENDPOINTS), noRxLoss=boolean(False)
            ),
            vim.VirtualSerialPortURIBackingOption(
                type="VirtualSerialPortURIBackingInfo", directions=choice("server", "client")
            ),
        ],
    )
    yield _option(
        vim.VirtualParallelPortOption, "VirtualParallelPort", "VirtualSIOController", connectOption=_connect(),
        backingOption=[
            _device(vim.VirtualParallelPortDeviceBackingOption, "VirtualParallelPortDeviceBackingInfo"),
            _file(vim.VirtualParallelPortFileBackingOption, "VirtualParallelPortFileBackingInfo", "log", "txt"),
        ],
    )


def _others(new: bool) -> Iterable[vim.VirtualDeviceOption]:
    yield _option(vim.VirtualKeyboardOption, "VirtualKeyboard", "VirtualPS2Controller")
    yield _option(
        vim.VirtualPointingDeviceOption, "VirtualPointingDevice", "VirtualPS2Controller",
        backingOption=[_device(
            vim.VirtualPointingDeviceBackingOption, "VirtualPointingDeviceDeviceBackingInfo",
            hostPointingDevice=choice(*vim.VirtualPointingDeviceHostChoice.members()),
        )],
    )
    yield _option(
        vim.VirtualVideoCardOption, "VirtualMachineVideoCard", "VirtualPCIController",
        videoRamSizeInKB=long(1024, fixed.MOST_VIDEO_KB, 4096), numDisplays=number(1, fixed.MOST_DISPLAYS, 1),
        useAutoDetect=boolean(False), support3D=boolean(False, False),
    )
    for type in ("VirtualEnsoniq1371", "VirtualSoundBlaster16"):
        yield _option(
            vim.TYPES.data(f"{type}Option"), type, "VirtualPCIController", connectOption=_connect(),
            backingOption=[_device(vim.VirtualSoundCardDeviceBackingOption, "VirtualSoundCardDeviceBackingInfo")],
        )
    yield _option(
        vim.VirtualUSBOption, "VirtualUSB", "VirtualUSBController", hot=True,
        backingOption=[_device(vim.VirtualUSBUSBBackingOption, "VirtualUSBUSBBackingInfo")],
    )
    yield _option(
        vim.VirtualSCSIPassthroughOption, "VirtualSCSIPassthrough", "VirtualSCSIController", connectOption=_connect(),
        backingOption=[_device(vim.VirtualSCSIPassthroughDeviceBackingOption, "VirtualSCSIPassthroughDeviceBackingInfo")],
    )
    yield _option(vim.VirtualVMIROMOption, "VirtualMachineVMIROM", "VirtualPCIController")
    if new:
        yield _option(
            vim.VirtualMachineVMCIDeviceOption, "VirtualMachineVMCIDevice", "VirtualPCIController",
            allowUnrestrictedCommunication=boolean(False),
        )
        yield _option(
            vim.VirtualPCIPassthroughOption, "VirtualPCIPassthrough", "VirtualPCIController",
            backingOption=[_device(
                vim.VirtualPCIPassthroughDeviceBackingOption, "VirtualPCIPassthroughDeviceBackingInfo", auto=False
            )],
        )
