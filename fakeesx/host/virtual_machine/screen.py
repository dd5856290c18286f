"""What the console of a VM shows, and pictures of it.

A VM that runs shows the text of its firmware (name, processors, memory, devices, what it boots from) and below it what its
guest has written; as long as no guest has written anything, the name of its system and a login prompt. (What a real guest
shows is its own; this text is ours.)
"""

from __future__ import annotations

from fakeesx.host.managed_object import Call, TaskBody, task
from fakeesx.host.services.console_image import CYAN, ROWS, WHITE, Row, png, rows_of
from fakeesx.host.virtual_machine.machine import ON, VmBase, storage_faults
from fakeesx.schema import vim
from fakeesx.storage import vmfiles

_BOOTABLE = (vim.VirtualFloppy, vim.VirtualCdrom, vim.VirtualDisk, vim.VirtualEthernetCard)


class Screen(VmBase):
    """The console of a VirtualMachine."""

    @task
    def CreateScreenshot_Task(self, call: Call) -> TaskBody:
        """Write a picture of the console into the VM's directory: ``<vm>-<n>.png``. The result is its datastore path.

        Raises InvalidPowerState unless the VM runs, FileFault. (The file's name is inferred.)
        """
        self.require_power(ON)
        yield None
        self.require_power(ON)
        datastore, home = self.datastore, self.machine.home
        with storage_faults():
            path = vmfiles.new_screenshot(datastore, home)
            datastore.create_files({path: png(self.screen_rows())})
        self.change(look=True)
        self.host.datastores.refresh((datastore.name,))
        return datastore.text(path)

    def screen_rows(self) -> tuple[Row, ...]:
        """What the console of the running VM shows, from the top."""
        written = [row for text in self.machine.screen for row in rows_of(text)]
        rows = [*_firmware(self.config, self.host.profile.about), *(written or _prompt(self.config))]
        return tuple(rows[-ROWS:])

    def write_on_screen(self, text: str) -> None:
        """What a guest shows: lines below those that are there. A start of the guest clears them."""
        lines = (*self.machine.screen, *text.rstrip("\n").split("\n"))[-ROWS:]
        self.host.inventory.update(self.ref, self.change_machine(screen=lines))
        for tell in self.host.on_screen:
            tell(self.ref)


def _firmware(config: vim.VirtualMachineConfigInfo, about: vim.AboutInfo) -> list[Row]:
    hardware = config.hardware
    rows = [
        Row(f"{about.name} virtual machine BIOS, build {about.build}", WHITE), Row(""),
        Row(f"{config.name}: {hardware.numCPU} processor{'s' if hardware.numCPU > 1 else ''}, {hardware.memoryMB} MB"),
    ]
    shown = [device for device in hardware.device if isinstance(device, _BOOTABLE)]
    for device in shown:
        label = device.deviceInfo.label if device.deviceInfo else f"Device {device.key}"
        rows += rows_of(f"  {label}: {_detail(device)}")
    if len(rows) > ROWS // 2:
        rows = [*rows[: ROWS // 2], Row(f"  and {len(rows) - ROWS // 2} more")]
    first = next((device for kind in _BOOTABLE for device in shown if isinstance(device, kind) and _inserted(device)), None)
    name = first.deviceInfo.label if first is not None and first.deviceInfo else None
    return [*rows, Row(""), Row(f"Booting from {name}" if name else "Nothing to boot from"), Row("")]


def _detail(device: vim.VirtualDevice) -> str:
    if isinstance(device, vim.VirtualDisk):
        return f"{device.capacityInKB >> 10} MB"
    if isinstance(device, vim.VirtualEthernetCard):
        return device.macAddress or "no address"
    return "inserted" if _inserted(device) else "empty"


def _inserted(device: vim.VirtualDevice) -> bool:
    """Whether something can be read from a device: disks and cards always, drives with a medium that is connected."""
    if isinstance(device, vim.VirtualDisk | vim.VirtualEthernetCard):
        return True
    return bool(device.connectable and device.connectable.connected)


def _prompt(config: vim.VirtualMachineConfigInfo) -> list[Row]:
    return [*rows_of(config.guestFullName or config.guestId, CYAN), Row(""), *rows_of(f"{config.name} login: ")]
