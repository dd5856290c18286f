"""The driver's options: read, checked, and what they mean."""

from esx_driver.options.declared import (
    ALL,
    CALLS,
    CONNECTION_TYPE,
    CONSOLES,
    CREDENTIALS_CONSOLE,
    FLAT_MANAGER,
    GUESTS,
    HOST,
    IMAGES,
    LOGGING,
    LONGEST,
    NETWORK,
    SESSION_CONSOLE,
    VIF_DRIVER,
    VLAN_MANAGER,
    VNC,
    sample,
)
from esx_driver.options.reading import load
from esx_driver.options.values import HostAddress, address, console_address, set_log_levels, vnc_ports

__all__ = [
    "ALL", "CALLS", "CONNECTION_TYPE", "CONSOLES", "CREDENTIALS_CONSOLE", "FLAT_MANAGER", "GUESTS", "HOST", "IMAGES",
    "LOGGING", "LONGEST", "NETWORK", "SESSION_CONSOLE", "VIF_DRIVER", "VLAN_MANAGER", "VNC", "HostAddress", "address",
    "console_address", "load", "sample", "set_log_levels", "vnc_ports",
]
