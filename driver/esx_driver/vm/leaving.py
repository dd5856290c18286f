"""Removing a machine together with the VLAN port groups that nothing else uses."""

from __future__ import annotations

from collections.abc import Sequence

from oslo_config import cfg

from esx_driver.errors import DriverError, HostError, InstanceNotFound
from esx_driver.host import Host
from esx_driver.undoing import twice
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, leftovers, lookup


def destroy(host: Host, conf: cfg.ConfigOpts, vm: Ref, name: str) -> list[str]:
    """Destroy a machine as ``destroying.destroy``: the port groups that went with it, with ``vmwareapi_vlan_cleanup``.

    Raises as ``destroying.destroy``, and ``DriverError`` with a note when the machine is gone and a port group could not be
    removed.
    """
    networks = lookup.networks(host, vm, name) if conf.vmwareapi_vlan_cleanup else []
    destroying.destroy(host, vm, name)
    return _clean(host, conf, name, networks)


def clear(
    host: Host, conf: cfg.ConfigOpts, name: str, missing: InstanceNotFound, *, really: bool,
) -> tuple[list[str], list[str]]:
    """Delete what is left of a machine that is gone: the port groups, as ``destroy``, and the folders that went.

    Raises ``missing`` where nothing is left of it, and where it is not ``really`` to be deleted (with a note that says what
    is left); ``InstanceError`` where there are other files in it; ``DriverError``.
    """
    try:
        found = leftovers.find(host, name)
    except HostError:
        if really:
            raise
        found = []
    if not found or not really:
        for left in found:
            missing.add_note(f"there is a folder {left.folder} with files of such a machine; destroy --leftovers deletes it")
        raise missing
    networks = [each for left in found for each in leftovers.networks(host, left)] if conf.vmwareapi_vlan_cleanup else []
    leftovers.remove(host, found)
    return _clean(host, conf, name, networks), [str(left.folder) for left in found]


def _clean(host: Host, conf: cfg.ConfigOpts, name: str, networks: Sequence[str]) -> list[str]:
    removed: list[str] = []
    if networks:
        try:
            twice(lambda: removed.extend(host.port_groups.clean(conf.vmwareapi_vlan_interface, networks)))
        except DriverError as error:
            error.add_note(f"{name} itself is gone; its port groups may be left: {', '.join(networks)}")
            raise
    return removed
