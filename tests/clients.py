"""Real clients, connected to the host under test."""

from typing import Any

import requests
from pyVim.connect import SmartConnect
from pyVmomi import vim, vmodl
from served import Server
from zeep.transports import Transport

PC = vmodl.query.PropertyCollector


def connect(server: Server, password: str | None = None) -> vim.ServiceInstance:
    """A new session of pyVmomi's."""
    return SmartConnect(
        host=server.host, port=server.port, user=server.user, sslContext=server.context(),
        pwd=server.password if password is None else password,
    )  # fmt: skip


def spec(start: Any, type: Any, *paths: str, steps: list[Any] | None = None, skip: bool = False) -> PC.FilterSpec:
    """pyVmomi's filter for properties of objects of a type."""
    return PC.FilterSpec(
        propSet=[PC.PropertySpec(type=type, pathSet=list(paths), all=not paths)],
        objectSet=[PC.ObjectSpec(obj=start, skip=skip, selectSet=steps or [])],
    )


def transport(server: Server) -> Transport:
    """zeep's transport with a cookie jar of its own that verifies the host."""
    session = requests.Session()
    session.trust_env = False  # or REQUESTS_CA_BUNDLE, where it is set, takes precedence over what follows
    session.verify = False if server.insecure else server.cafile or True
    return Transport(session=session)
