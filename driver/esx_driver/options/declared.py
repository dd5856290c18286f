"""The options: names and defaults of the original flags, and the new ones that were needed."""

from __future__ import annotations

from oslo_config import cfg

CONNECTION_TYPE = "vmwareapi"
FLAT_MANAGER, VLAN_MANAGER = "nova.network.manager.FlatManager", "nova.network.manager.VlanManager"
VIF_DRIVER = "nova.virt.vmwareapi.vif.VMWareVlanBridgeDriver"
CREDENTIALS_CONSOLE, SESSION_CONSOLE = "nova.console.vmrc.VMRCConsole", "nova.console.vmrc.VMRCSessionConsole"

LONGEST = 10**9
"""Seconds, some thirty years: more than that (or what is no number, nan) is nothing that can be waited for."""

HOST: list[cfg.Opt] = [
    cfg.StrOpt("connection_type", default=CONNECTION_TYPE, choices=[CONNECTION_TYPE],
               help="What the compute service drives; this driver is vmwareapi."),
    cfg.StrOpt("vmwareapi_host_ip", help="Address of the ESX host; a port may follow after a colon. Required."),
    cfg.PortOpt("vmwareapi_host_port", default=443, min=1,
                help="Port of the host's API, where vmwareapi_host_ip names none."),
    cfg.StrOpt("vmwareapi_host_username", help="Name of a user with administrator's rights on the host. Required."),
    cfg.StrOpt("vmwareapi_host_password", secret=True, help="The user's password. Required; it may be empty."),
    cfg.StrOpt("vmwareapi_ca_file", help="File with the certificates that verify the host (default: the system's)."),
    cfg.BoolOpt("vmwareapi_insecure", default=False, help="Do not verify the host's certificate."),
    cfg.StrOpt("vmwareapi_tls_minimum", default="1.2", choices=["1.0", "1.1", "1.2"],
               help="The oldest version of TLS to speak. Hosts of 4.1 need 1.0."),
    cfg.StrOpt("vmwareapi_wsdl_loc",
               help="File or URL of another vimService.wsdl. Not needed: a sound one of API 4.1 comes with the driver."),
]
CALLS: list[cfg.Opt] = [
    cfg.IntOpt("vmwareapi_api_retry_count", default=10, min=0,
               help="How often a call is tried again after overload, a lost connection or a lost session."),
    cfg.FloatOpt("vmwareapi_task_poll_interval", default=5.0, min=0.01,
                 help="Seconds between two looks at a task, on hosts that can't tell of its progress by themselves."),
    cfg.FloatOpt("vmwareapi_connect_timeout", default=10.0, min=0.1, help="Seconds a connection may take to be made."),
    cfg.FloatOpt("vmwareapi_call_timeout", default=60.0, min=1.0,
                 help="Seconds the host may be silent in a call that does not wait for something."),
    cfg.FloatOpt("vmwareapi_keepalive_interval", default=600.0, min=0.0,
                 help="Seconds after which a session that is not used asks the host something, which would end it after "
                      "thirty minutes; 0: it may end, and the next call logs in again."),
    cfg.FloatOpt("vmwareapi_retry_delay", default=0.1, min=0.0,
                 help="Seconds before the first repetition of a call; each one doubles it, up to 5."),
]
GUESTS: list[cfg.Opt] = [
    cfg.BoolOpt("resume_guests_state_on_host_boot", default=False,
                help="Whether machines are on the host's list of those that it starts when it boots, from when this driver "
                     "starts them until it stops them."),
]
NETWORK: list[cfg.Opt] = [
    cfg.StrOpt("network_manager", default=FLAT_MANAGER, choices=[FLAT_MANAGER, VLAN_MANAGER],
               help="FlatManager: port groups must be there. VlanManager: missing ones are made, for their VLAN."),
    cfg.StrOpt("flat_network_bridge", help="In flat mode: the port group of a NIC that names none."),
    cfg.BoolOpt("flat_injected", default=False, help="Whether spawn writes the network settings into machine.id."),
    cfg.StrOpt("vmwareapi_vlan_interface", default="vmnic0", help="The network card whose switch carries the VLANs."),
    cfg.StrOpt("vmware_vif_driver", default=VIF_DRIVER, choices=[VIF_DRIVER], help="The only one there ever was."),
    cfg.BoolOpt("vmwareapi_vlan_cleanup", default=False,
                help="Whether destroy removes the VLAN port groups of a machine that nothing else uses."),
]
IMAGES: list[cfg.Opt] = [
    cfg.StrOpt("image_service", default="nova.image.glance.GlanceImageService",
               choices=["nova.image.glance.GlanceImageService"], help="The image service."),
    cfg.HostAddressOpt("glance_host", default="127.0.0.1", help="Address of Glance."),
    cfg.PortOpt("glance_port", default=9292, min=1, help="Port of Glance."),
    cfg.ListOpt("glance_api_servers", default=[], help="URLs of Glance, in place of glance_host and glance_port."),
    cfg.BoolOpt("glance_auth", default=False,
                help="Whether Glance wants to know who asks: as OS_... variables or a clouds.yaml say."),
    cfg.FloatOpt("glance_timeout", default=60.0, min=0.1, help="Seconds that Glance may be silent."),
    cfg.StrOpt("vmwareapi_datastore_regex", help="Only datastores whose names match this (from their start) are used."),
    cfg.BoolOpt("use_linked_clone", default=False,
                help="Whether images of Glance are kept on the datastore, and root disks are linked clones of them."),
    cfg.StrOpt("vmwareapi_cache_folder", default="esx_driver_cache",
               help="Folder of the image cache on a datastore. Hosts that share a datastore need folders of their own."),
    cfg.IntOpt("vmwareapi_cache_age", default=24 * 3600, min=0,
               help="Seconds after which a cached image that no machine uses is removed."),
]
CONSOLES: list[cfg.Opt] = [
    cfg.StrOpt("console_manager", default="nova.console.vmrc_manager.ConsoleVMRCManager",
               choices=["nova.console.vmrc_manager.ConsoleVMRCManager"], help="The console manager."),
    cfg.StrOpt("console_driver", default=CREDENTIALS_CONSOLE, choices=[CREDENTIALS_CONSOLE, SESSION_CONSOLE],
               help="VMRCConsole hands out the host's own credentials, VMRCSessionConsole sessions that work once."),
    cfg.PortOpt("console_vmrc_port", default=443, min=1,
                help="The port that consoles are told to connect to. When neither it nor console_public_hostname is set, "
                     "that is the port of the host's API."),
    cfg.IntOpt("console_vmrc_error_retries", default=10, min=0, help="vmwareapi_api_retry_count of the consoles' sessions."),
    cfg.StrOpt("console_public_hostname", default="", help="The host name that consoles are told, if not the address."),
    cfg.StrOpt("console_database", secret=True,
               help="SQLAlchemy URL of the consoles' database (default: SQLite in the user's state directory)."),
    cfg.IntOpt("console_session_seconds", default=600, min=1,
               help="Seconds after which a one-time session expires unused. One of the command `console` is on the host "
                    "for no longer than the host lets sessions idle, thirty minutes."),
]
VNC: list[cfg.Opt] = [
    cfg.BoolOpt("vnc_enabled", default=False,
                help="Whether spawn gives machines a VNC console: a port of the host, with a password, not encrypted."),
    cfg.PortOpt("vnc_port", default=5900, min=1, help="The first port that machines are given for VNC."),
    cfg.IntOpt("vnc_port_total", default=10000, min=1,
               help="How many ports there are for VNC. The firewall of ESX 4.1 can be opened for 5900 to 5964."),
    cfg.StrOpt("vnc_password", secret=True,
               help="The password of all VNC consoles, up to 8 characters (default: one of its own for each machine)."),
]
LOGGING: list[cfg.Opt] = [
    cfg.ListOpt("default_log_levels", default=[],
                help="Pairs of logger=LEVEL. esx_driver.vim=DEBUG shows each API call, no passwords and tickets."),
]
ALL = [*HOST, *CALLS, *GUESTS, *NETWORK, *IMAGES, *CONSOLES, *VNC, *LOGGING]


def sample() -> str:
    """A configuration file with every option, its default and what it is for."""
    lines = ["[DEFAULT]", ""]
    for option in ALL:
        lines += [f"# {option.help}"]
        choices = getattr(option.type, "choices", None)
        if choices:
            lines.append(f"# One of: {', '.join(choices)}")
        default = option.default
        shown = "" if default is None else ",".join(default) if isinstance(default, list) else str(default)
        lines += [f"#{option.name} = {shown}".rstrip(), ""]
    return "\n".join(lines)
