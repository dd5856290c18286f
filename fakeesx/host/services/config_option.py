"""VirtualMachineConfigOption: what VMs of a hardware version can be, and what each guest OS is known to like.

Names and identifiers of guests are those of the API; what is recommended for them is made up after what they were sold for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from fakeesx.host.resource_pool import resource_config_option
from fakeesx.host.services.device_options import NEW, device_options, long, number
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import guest_os
from fakeesx.host.virtual_machine.devices import Environment, default_devices
from fakeesx.schema import vim

DESCRIPTIONS = {"vmx-04": "ESX Server 3.x virtual machine", NEW: "ESX/ESXi 4.x virtual machine"}
"""Each hardware version a host makes, the default last."""

_SUPPORTED_DISKS = 60


@dataclass(frozen=True)
class _Version:
    hardware_version: str


@dataclass(frozen=True)
class _Likes:
    """What a guest OS likes: CPUs and MB of memory at most, MB at least and best, MB of disk, controller and card."""

    cpus: int
    least: int
    best: int
    disk: int
    controller: str = "VirtualLsiLogicController"
    card: str = "VirtualE1000"
    most: int = 261120


_OLD = ("VirtualBusLogicController", "VirtualPCNet32")
_SAS = "VirtualLsiLogicSASController"
_LIKES: tuple[tuple[str, _Likes], ...] = (
    ("dos", _Likes(1, 4, 16, 2048, "VirtualIDEController", "VirtualPCNet32", 2048)),
    ("win31", _Likes(1, 4, 16, 2048, "VirtualIDEController", "VirtualPCNet32", 1024)),
    ("win95", _Likes(1, 8, 64, 4096, "VirtualIDEController", "VirtualPCNet32", 1024)),
    ("win98", _Likes(1, 16, 64, 4096, "VirtualIDEController", "VirtualPCNet32", 1024)),
    ("winMe", _Likes(1, 32, 96, 4096, "VirtualIDEController", "VirtualPCNet32", 1024)),
    ("winNT", _Likes(2, 16, 256, 4096, *_OLD, 3072)),
    ("win2000", _Likes(4, 64, 512, 8192, *_OLD, 8192)),
    ("winXPPro64", _Likes(2, 256, 512, 16384)),
    ("winXP", _Likes(2, 64, 256, 8192, *_OLD, 4096)),
    ("winNet", _Likes(8, 128, 512, 16384, most=65532)),
    ("winVista", _Likes(2, 512, 1024, 40960, _SAS)),
    ("winLonghorn", _Likes(8, 512, 2048, 40960, _SAS)),
    ("windows7Server", _Likes(8, 512, 2048, 40960, _SAS)),
    ("windows7", _Likes(2, 512, 1024, 40960, _SAS)),
    ("netware", _Likes(1, 64, 512, 4096, *_OLD, 65532)),
    ("os2", _Likes(1, 16, 128, 4096, "VirtualIDEController", "VirtualPCNet32", 2048)),
    ("eCom", _Likes(1, 16, 128, 4096, "VirtualIDEController", "VirtualPCNet32", 2048)),
    ("solaris", _Likes(8, 512, 1024, 16384)),
    ("freebsd", _Likes(8, 64, 256, 8192)),
    ("", _Likes(8, 32, 512, 8192)),
)


@lru_cache(maxsize=4)
def config_option(version: str) -> vim.VirtualMachineConfigOption:
    """What VMs of a hardware version can be. ``KeyError`` for a version that a host does not make."""
    ids = vim.VirtualMachineGuestOsIdentifier.members()
    return vim.VirtualMachineConfigOption(
        version=version, description=DESCRIPTIONS[version],
        guestOSDescriptor=[_guest(id, version) for id in ids], guestOSDefaultIndex=ids.index("winNetStandardGuest"),
        hardwareOptions=vim.VirtualHardwareOption(
            hwVersion=int(version.partition("-")[2]), virtualDeviceOption=device_options(version), deviceListReadonly=False,
            numCPU=tuple(range(1, configs.MOST_CPUS + 1)), numCpuReadonly=False,
            memoryMB=long(4, configs.MOST_MEMORY_MB[version], 32), numPCIControllers=number(1, 1, 1),
            numIDEControllers=number(2, 2, 2), numUSBControllers=number(0, 1, 0), numSIOControllers=number(1, 1, 1),
            numPS2Controllers=number(1, 1, 1), resourceConfigOption=resource_config_option(),
        ),
        capabilities=configs.capability(), datastore=vim.DatastoreOption(),
        defaultDevice=default_devices(cast(Environment, _Version(version))),
        supportedMonitorType=("release", "debug", "stats"),
    )


def descriptors(host: vim.ManagedObjectReference) -> list[vim.VirtualMachineConfigOptionDescriptor]:
    """The hardware versions that a host makes."""
    return [
        vim.VirtualMachineConfigOptionDescriptor(
            key=version, description=text, host=[host], createSupported=True, defaultConfigOption=version == NEW
        )
        for version, text in DESCRIPTIONS.items()
    ]


def _guest(id: str, version: str) -> vim.GuestOsDescriptor:
    likes = next(likes for prefix, likes in _LIKES if id.startswith(prefix))
    new, wide = version == NEW, guest_os.is_64_bit(id)
    controllers = ["VirtualIDEController", "VirtualLsiLogicController"]
    if not wide:
        controllers.insert(1, "VirtualBusLogicController")
    if new:
        controllers += [_SAS, "ParaVirtualSCSIController"]
    cards = ["VirtualE1000"] if wide else ["VirtualE1000", "VirtualPCNet32", "VirtualVmxnet"]
    cards += ["VirtualVmxnet2", *(["VirtualVmxnet3"] if new else [])]
    controller = likes.controller if likes.controller in controllers else "VirtualLsiLogicController"
    hot = new and likes.cpus == configs.MOST_CPUS
    return vim.GuestOsDescriptor(
        id=id, family=guest_os.family(id), fullName=guest_os.full_name(id) or id, supportedMaxCPUs=likes.cpus,
        supportedMinMemMB=likes.least, supportedMaxMemMB=min(likes.most, configs.MOST_MEMORY_MB[version]),
        recommendedMemMB=likes.best, recommendedColorDepth=16, supportedDiskControllerList=controllers,
        recommendedSCSIController=controller if controller != "VirtualIDEController" else "VirtualBusLogicController",
        recommendedDiskController=controller, supportedNumDisks=_SUPPORTED_DISKS, recommendedDiskSizeMB=likes.disk,
        supportedEthernetCard=cards, recommendedEthernetCard=likes.card if likes.card in cards else "VirtualE1000",
        supportsSlaveDisk=True, supportsWakeOnLan=True, supportsVMI=False, supportsMemoryHotAdd=hot, supportsCpuHotAdd=hot,
        supportsCpuHotRemove=False,
    )
