"""Removing a machine together with the VLAN port groups that nothing else uses."""

from __future__ import annotations

from oslo_config import cfg

from esx_driver.errors import DriverError
from esx_driver.host import Host
from esx_driver.undoing import twice
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, lookup


def destroy(host: Host, conf: cfg.ConfigOpts, vm: Ref, name: str) -> list[str]:
    """Destroy a machine as ``destroying.destroy``: the port groups that went with it, with ``vmwareapi_vlan_cleanup``.

    Raises as ``destroying.destroy``, and ``DriverError`` with a note when the machine is gone and a port group could not be
    removed.
    """
    networks = lookup.networks(host, vm, name) if conf.vmwareapi_vlan_cleanup else []
    destroying.destroy(host, vm, name)
    removed: list[str] = []
    if networks:
        try:
            twice(lambda: removed.extend(host.port_groups.clean(conf.vmwareapi_vlan_interface, networks)))
        except DriverError as error:
            error.add_note(f"{name} itself is gone; its port groups may be left: {', '.join(networks)}")
            raise
    return removed
