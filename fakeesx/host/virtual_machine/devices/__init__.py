"""The virtual devices of hardware versions 7 and 4, as pure logic: values in, values out.

``default_devices`` are those of a new VM, ``apply`` changes them as ``deviceChange`` says, ``power`` as powering on and off
does; ``vmx_keys`` and ``from_vmx`` are their form in a ``.vmx`` file. What the logic must know of the host it asks an
``Environment``; what is to be done to files it returns as operations.
"""

from fakeesx.host.virtual_machine.devices.applying import apply
from fakeesx.host.virtual_machine.devices.boot_options import boot_options
from fakeesx.host.virtual_machine.devices.environment import DiskFile, Environment
from fakeesx.host.virtual_machine.devices.fixed import default_devices
from fakeesx.host.virtual_machine.devices.operations import (
    AttachDisk,
    CreateDelta,
    CreateDisk,
    CreateFile,
    DestroyDisk,
    DetachDisk,
    ExtendDisk,
    Operation,
    Outcome,
)
from fakeesx.host.virtual_machine.devices.powering import power
from fakeesx.host.virtual_machine.devices.vmx_reading import from_vmx
from fakeesx.host.virtual_machine.devices.vmx_writing import is_device_key, vmx_keys

__all__ = [
    "AttachDisk",
    "CreateDelta",
    "CreateDisk",
    "CreateFile",
    "DestroyDisk",
    "DetachDisk",
    "DiskFile",
    "Environment",
    "ExtendDisk",
    "Operation",
    "Outcome",
    "apply",
    "boot_options",
    "default_devices",
    "from_vmx",
    "is_device_key",
    "power",
    "vmx_keys",
]
