"""What guests do that clients only see: a test says it, there is no operating system that would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from fakeesx.host.virtual_machine.guest import TOOLS_KEY, guest_after
from fakeesx.host.virtual_machine.machine import ON, SUSPENDED, storage_faults
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.schema import vim
from fakeesx.storage import vmfiles

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.schema.values import ManagedObjectReference

TOOLS = ("notInstalled", "notRunning", "running")
"""The states of VMware Tools in a guest."""


class Guests:
    """The guests of a host's VMs."""

    def __init__(self, host: Esx) -> None:
        self._host = host

    def set(
        self, vm: ManagedObjectReference, *, tools: str | None = None,
        ip_addresses: Sequence[str] | Mapping[str, Sequence[str]] | None = None, host_name: str | None = None,
    ) -> None:
        """Change what Tools tell of a VM's guest; what is ``None`` stays. It stays beyond power operations, too.

        ``tools``: notInstalled, notRunning or running (that is: from when the VM runs). ``ip_addresses``: those of the first
        network adapter, or a mapping from adapters to theirs, an adapter being named by its MAC address or its network. Both
        they and ``host_name`` show while Tools run. Raises ``ValueError``, and nothing has changed then; ``KeyError`` when
        there is no such VM.
        """
        host = self._host
        target: Any = host.object(host.inventory.node(vm).ref)
        config: vim.VirtualMachineConfigInfo = target.config
        changes: dict[str, Any] = {}
        if tools is not None:
            if tools not in TOOLS:
                raise ValueError(f"Tools are {', '.join(TOOLS[:-1])} or {TOOLS[-1]}, not {tools!r}")
            config = config.replace(extraConfig=_with_tools(config, tools))
        if ip_addresses is not None:
            changes["addresses"] = _by_key(config, ip_addresses)
        if host_name is not None:
            if not host_name or any(c.isspace() for c in host_name):
                raise ValueError(f"{host_name!r} is no host name")
            changes["host_name"] = host_name
        machine = target.change_machine(**changes)
        state, guest = guest_after(config, target.power_state == ON, machine)
        if tools is None and machine.tools != "running" and target.power_state == ON:
            state, guest = machine.tools, target.get("guest")  # it is still booting
        with host.inventory.transaction(), storage_faults():
            target.change(config=config, guest=guest, machine=target.change_machine(**changes, tools=state))
            if tools is not None and target.power_state != SUSPENDED:
                vmx = vmx_of(config, machine.foreign, machine.standby)
                vmfiles.write_vmx(target.datastore, machine.home, vmx, owner=target.owner)


def _with_tools(config: vim.VirtualMachineConfigInfo, tools: str) -> list[vim.OptionValue]:
    """extraConfig with what it says of Tools."""
    options = [option for option in config.extraConfig if option.key != TOOLS_KEY]
    return options if tools == "notInstalled" else [*options, vim.OptionValue(key=TOOLS_KEY, value=tools)]


def _by_key(
    config: vim.VirtualMachineConfigInfo, told: Sequence[str] | Mapping[str, Sequence[str]],
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Addresses by the keys of adapters. Raises ``ValueError``."""
    cards = [device for device in config.hardware.device if isinstance(device, vim.VirtualEthernetCard)]
    if isinstance(told, str):
        raise ValueError(f"ip_addresses is a list of addresses, or a mapping to such lists, not {told!r}")
    if not isinstance(told, Mapping):
        if not cards and told:
            raise ValueError("this virtual machine has no network adapter that could have an address")
        return ((cards[0].key, _checked(told)),) if told else ()
    names = {name: card.key for card in reversed(cards) for name in _names(card)}
    found = {}
    for name, addresses in told.items():
        key = names.get(name) or names.get(name.lower())
        if key is None:
            raise ValueError(f"this virtual machine has no network adapter {name!r}; there are {', '.join(names) or 'none'}")
        found[key] = _checked(addresses)
    return tuple(sorted(found.items()))


def _names(card: vim.VirtualEthernetCard) -> Iterable[str]:
    network = getattr(card.backing, "deviceName", None)
    return [name for name in (card.macAddress, network) if name]


def _checked(addresses: Iterable[str]) -> tuple[str, ...]:
    if isinstance(addresses, str):
        raise ValueError(f"the addresses of an adapter are a list, not {addresses!r}")
    return tuple(str(ip_address(address)) for address in addresses)
