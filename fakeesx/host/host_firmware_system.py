"""HostFirmwareSystem: backup of an ESXi's configuration. Classic ESX has none (recorded).

The URLs have the form that the vSphere command line takes apart: ``*`` stands for the host that was asked.
"""

from __future__ import annotations

from fakeesx.host.managed_object import Call, ManagedObject, fault, method
from fakeesx.host.services.host_config import get_config

_UPLOAD = "/tmp/configBundle.tgz"  # noqa: S108 - a path on the simulated host


class HostFirmwareSystem(ManagedObject):
    """The firmware of an ESXi host. Nothing is at the URLs: neither a bundle to fetch nor a place for one."""

    @method
    def BackupFirmwareConfiguration(self, call: Call) -> str:
        """The URL of a bundle that holds the configuration."""
        network = get_config(self.host).network
        dns = network.dnsConfig if network is not None else None
        name = ".".join(part for part in (dns.hostName, dns.domainName) if part) if dns is not None else "localhost"
        return f"http://*/downloads/configBundle-{name}.tgz"

    @method
    def QueryFirmwareConfigUploadURL(self, call: Call) -> str:
        """The URL that a bundle is to be put to."""
        return f"http://*{_UPLOAD}"

    @method
    def RestoreFirmwareConfiguration(self, call: Call, force: bool) -> None:
        """Take the configuration from the bundle that was put there.

        Raises InvalidState outside maintenance mode, FileNotFound as there is no bundle.
        """
        if not self.host.in_maintenance:
            raise fault("InvalidState")
        raise fault("FileNotFound", file=_UPLOAD)
