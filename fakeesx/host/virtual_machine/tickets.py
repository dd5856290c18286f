"""Console tickets: what a VMRC client connects with, once."""

from __future__ import annotations

from fakeesx.host.managed_object import Call, invalid_argument, method
from fakeesx.host.virtual_machine.machine import ON, VmBase
from fakeesx.schema import vim

CONSOLE_PORT = 902
_KINDS = ("mks", "device", "guestControl")


class Tickets(VmBase):
    """Tickets of a VirtualMachine."""

    @method
    def AcquireMksTicket(self, call: Call) -> vim.VirtualMachineMksTicket:
        """A ticket for the console. Raises InvalidPowerState when the VM is off."""
        ticket = self.AcquireTicket(call, "mks")
        return vim.VirtualMachineMksTicket(
            ticket=ticket.ticket, cfgFile=ticket.cfgFile, port=ticket.port, sslThumbprint=ticket.sslThumbprint,
        )

    @method
    def AcquireTicket(self, call: Call, ticketType: str) -> vim.VirtualMachineTicket:
        """A ticket of a kind: mks, device or guestControl. Raises InvalidPowerState, InvalidArgument.

        ``host`` is left out: a client takes the one it is connected to.
        """
        if ticketType not in _KINDS:
            raise invalid_argument("ticketType")
        self.require_power(ON)
        secret = self.host.ids.uuid("52")
        self.host.console_tickets.add(secret, self.ref, ticketType)
        path = f"{self.datastore.url}/{self.machine.home.vmx}"
        return vim.VirtualMachineTicket(
            ticket=secret, cfgFile=path, port=CONSOLE_PORT, sslThumbprint=self.host.ssl_thumbprint or None,
        )
