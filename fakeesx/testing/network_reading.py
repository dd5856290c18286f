"""The network of a host, real or fake, read over vim25 for a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fakeesx.drawing.network import Machine, Picture, picture
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.testing.client import PROPERTY_COLLECTOR, VimClient


def read_network(client: VimClient) -> Picture:
    """The picture of the host that a client is logged in to. Raises ``Fault``, ``LookupError`` where there is no host."""
    host = _host(client)
    name, manager = client.get(host, "name", "configManager")
    if manager is None or manager.networkSystem is None:
        raise LookupError("this user may not read the host's network")
    (info,) = client.get(manager.networkSystem, "networkInfo")
    if info is None:
        raise LookupError("this user may not read the host's network")
    networks = {ref: values["name"] for ref, values in _below(client, host, "network", "Network", "name")}
    machines = [
        Machine(
            values["name"], str(values["runtime.powerState"]), [networks[ref] for ref in _refs(values) if ref in networks],
        )
        for _, values in _below(client, host, "vm", "VirtualMachine", "name", "runtime.powerState", "network")
    ]
    return picture(name, info, machines)


def _host(client: VimClient) -> ManagedObjectReference:
    """The one host of a standalone host."""
    (centers,) = client.get(client.content.rootFolder, "childEntity")
    for center in centers or ():
        (folder,) = client.get(center, "hostFolder")
        (resources,) = client.get(folder, "childEntity")
        for resource in resources or ():
            (hosts,) = client.get(resource, "host")
            if hosts:
                found: ManagedObjectReference = hosts[0]
                return found
    raise LookupError("this user sees no host there")


def _below(
    client: VimClient, host: ManagedObjectReference, path: str, type: str, *properties: str,
) -> Iterator[tuple[ManagedObjectReference, dict[str, Any]]]:
    """Properties of all objects in a list of the host's, in one call; those that can't be read whole are left out."""
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type=type, pathSet=properties)],
        objectSet=[vim.ObjectSpec(
            obj=host, skip=True, selectSet=[vim.TraversalSpec(type="HostSystem", path=path, skip=False)],
        )],
    )
    for found in client.call("RetrieveProperties", PROPERTY_COLLECTOR, specSet=[spec]) or ():
        values = {item.name: item.val for item in found.propSet}
        if values.keys() >= set(properties):
            yield found.obj, values


def _refs(values: dict[str, Any]) -> tuple[ManagedObjectReference, ...]:
    network = values["network"]
    refs: tuple[ManagedObjectReference, ...] = network.items if isinstance(network, vim.Array) else tuple(network)
    return refs
