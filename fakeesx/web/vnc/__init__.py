"""The VNC servers of VMs: RFB 3.3, 3.7 and 3.8 on ports of their own, beside the host's."""

from fakeesx.web.vnc.displays import Displays

__all__ = ["Displays"]
