"""HostKernelModuleSystem: the VMkernel's modules and the options they are loaded with.

Names are those of an ESX 4 host with the default persona's hardware; sizes and addresses are made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fakeesx.host.managed_object import Call, ManagedObject, fault, method
from fakeesx.schema import vim

_MODULES = """
vmklinux 9 vmkapi_mgmt 2 random 1 dm 0 nmp 5 vmw_satp_local 3 vmw_satp_default_aa 1 vmw_satp_lib 4 vmw_psp_lib 3
vmw_psp_fixed 5 vmw_psp_rr 1 vmw_psp_mru 2 libata 2 ata_piix 4 usb 3 ehci-hcd 0 usb-uhci 0 hid 0 usb-storage 0 bnx2 1
cnic 0 vmfs3 3 etherswitch 2 shaper 1 tcpip2 1 cosShadow 0 deltadisk 1 nfsclient 0 migration 0 fdisk 1
"""
"""Name and use count."""
_BASE, _STEP = 0x41801A400000, 0x40000


class HostKernelModuleSystem(ManagedObject):
    """The kernel modules of a host. Options are kept, by module, as the object's private state."""

    @method
    def QueryModules(self, call: Call) -> list[vim.KernelModuleInfo]:
        """The modules, in the order they were loaded."""
        about = self.host.profile.about
        version = f"{about.version}-{about.build}"
        return [
            _module(number, name, version, int(uses), self._options.get(name, ""))
            for number, (name, uses) in enumerate(_names().items(), 1)
        ]

    @method
    def QueryConfiguredModuleOptionString(self, call: Call, name: str) -> str:
        """The options a module is loaded with. Raises NotFound."""
        self._require(name)
        return self._options.get(name, "")

    @method
    def UpdateModuleOptionString(self, call: Call, name: str, options: str) -> None:
        """Change the options a module is loaded with. Raises NotFound."""
        self._require(name)
        self.host.inventory.update(self.ref, private=MappingProxyType({**self._options, name: options}))

    @property
    def _options(self) -> Mapping[str, str]:
        return self.node.private or {}

    def _require(self, name: str) -> None:
        if name not in _names():
            raise fault("NotFound")


def _names() -> dict[str, str]:
    words = _MODULES.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _module(number: int, name: str, version: str, uses: int, options: str) -> vim.KernelModuleInfo:
    start = _BASE + number * _STEP

    def section(index: int, length: int) -> vim.KernelModuleSectionInfo:
        return vim.KernelModuleSectionInfo(address=start + index * 0x8000, length=length)

    return vim.KernelModuleInfo(
        id=number, name=name, version=version, filename=f"{name}.o", optionString=options, loaded=True, enabled=True,
        useCount=uses, readOnlySection=section(0, 4096), writableSection=section(1, 4096), textSection=section(2, 24576),
        dataSection=section(3, 8192), bssSection=section(4, 2048),
    )
