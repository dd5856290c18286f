"""Which family looks after the devices of a class."""

from __future__ import annotations

from functools import lru_cache

from fakeesx.host.virtual_machine.devices.disk import Disks
from fakeesx.host.virtual_machine.devices.drives import Cdroms, Floppies
from fakeesx.host.virtual_machine.devices.extras import (
    PciDevices,
    ScsiDevices,
    Sound,
    UsbControllers,
    UsbDevices,
    VmiRoms,
)
from fakeesx.host.virtual_machine.devices.family import Family
from fakeesx.host.virtual_machine.devices.fixed import Pointing, Standing, Video, Vmci
from fakeesx.host.virtual_machine.devices.nic import Nics
from fakeesx.host.virtual_machine.devices.ports import ParallelPorts, SerialPorts
from fakeesx.host.virtual_machine.devices.scsi import ScsiControllers
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject

_FAMILIES: tuple[tuple[type[DataObject], Family], ...] = (
    (vim.VirtualDisk, Disks()),
    (vim.VirtualEthernetCard, Nics()),
    (vim.VirtualSCSIController, ScsiControllers()),
    (vim.VirtualCdrom, Cdroms()),
    (vim.VirtualFloppy, Floppies()),
    (vim.VirtualIDEController, Standing()),
    (vim.VirtualPS2Controller, Standing()),
    (vim.VirtualPCIController, Standing()),
    (vim.VirtualSIOController, Standing()),
    (vim.VirtualKeyboard, Standing()),
    (vim.VirtualPointingDevice, Pointing()),
    (vim.VirtualMachineVideoCard, Video()),
    (vim.VirtualMachineVMCIDevice, Vmci()),
    (vim.VirtualSerialPort, SerialPorts()),
    (vim.VirtualParallelPort, ParallelPorts()),
    (vim.VirtualSoundCard, Sound()),
    (vim.VirtualUSBController, UsbControllers()),
    (vim.VirtualUSB, UsbDevices()),
    (vim.VirtualPCIPassthrough, PciDevices()),
    (vim.VirtualSCSIPassthrough, ScsiDevices()),
    (vim.VirtualMachineVMIROM, VmiRoms()),
)


@lru_cache(maxsize=64)
def family_of(cls: type[DataObject]) -> Family | None:
    """The family of a device class; ``None`` for a class that is none, as VirtualDevice itself."""
    return next((family for base, family in _FAMILIES if issubclass(cls, base)), None)
