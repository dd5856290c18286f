"""HostHealthStatusSystem: the sensors. They read what the persona says."""

from __future__ import annotations

from fakeesx.host.managed_object import Call, ManagedObject, method


class HostHealthStatusSystem(ManagedObject):
    """The health of a host's hardware."""

    @method
    def RefreshHealthStatusSystem(self, call: Call) -> None:
        """Read the sensors anew: they read what they read before."""

    @method
    def ResetSystemHealthInfo(self, call: Call) -> None:
        """Forget the sensors and read them anew: they read what they read before."""
