"""What the guests of VMs tell of themselves."""

from __future__ import annotations

from typing import Any

from fakeesx.host.services.guests import TOOLS
from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.soap.errors import SoapError
from fakeesx.web.control.problems import Problem, unknown
from fakeesx.web.control.routes import TEXT, Asked, Body, Route, list_of, object_of, or_null

_GUEST = object_of(
    ("name", "moid", "power", "tools", "host_name", "ip_addresses"), name=TEXT, moid=TEXT,
    power={"enum": ["poweredOn", "poweredOff", "suspended"]}, tools={"enum": list(TOOLS)}, host_name=or_null(TEXT),
    ip_addresses=list_of(TEXT),
)
_NO_SUCH = {404: "there is no such machine"}


def _told(node: Node) -> dict[str, Any]:
    guest: vim.GuestInfo = node.get("guest")
    return {
        "name": node.get("name"), "moid": node.ref.value, "power": str(node.get("runtime").powerState),
        "tools": node.private.tools, "host_name": guest.hostName,
        "ip_addresses": [address for card in guest.net for address in card.ipAddress],
    }


def _list(asked: Asked) -> Any:
    return [_told(node) for node in asked.host.inventory.of_type("VirtualMachine")]


def _node(asked: Asked) -> Node:
    """The machine of a name, or else of a moid. Raises ``Problem`` (404, or 409 when there are several of the name)."""
    name, machines = asked.path["name"], list(asked.host.inventory.of_type("VirtualMachine"))
    found = [node for node in machines if node.get("name") == name]
    found = found or [node for node in machines if node.ref.value == name]
    if not found:
        raise Problem(404, unknown("virtual machine", name, [node.get("name") for node in machines]))
    if len(found) > 1:
        moids = ", ".join(node.ref.value for node in found)
        raise Problem(409, f"several machines are named {name!r}; say which by its moid: {moids}")
    return found[0]


def _get(asked: Asked) -> Any:
    return _told(_node(asked))


def _change(asked: Asked) -> Any:
    node, body = _node(asked), asked.body
    if not body:
        raise Problem(400, "nothing is to be changed: there are tools, host_name and ip_addresses")
    try:
        asked.host.guests.set(node.ref, **body)
    except ValueError as error:
        raise Problem(422, str(error)) from None
    except SoapError as error:
        raise Problem(409, error.text) from None
    return _told(asked.host.inventory.node(node.ref))


ROUTES = (
    Route("GET", "guests", "List what the guests of all virtual machines tell.", _list, list_of(_GUEST), tag="guests"),
    Route(
        "GET", "guests/{name}", "Tell of one guest; the machine is named by its name or its moid.", _get, _GUEST,
        problems=_NO_SUCH, tag="guests",
    ),
    Route(
        "PATCH", "guests/{name}",
        "Change what VMware Tools tell of a guest. What is not given stays. Addresses are those of the first network "
        "adapter, or an object from adapters (a MAC address or a network) to lists. They and the name show while Tools run.",
        _change, _GUEST,
        body=Body("What changes.", object_of(
            tools={**TEXT, "enum": list(TOOLS)}, host_name=TEXT,
            ip_addresses={"type": ["array", "object"], "items": TEXT, "additionalProperties": list_of(TEXT)},
        )),
        problems={**_NO_SUCH, 409: "several machines have the name, or the machine's files can't be written",
                  422: "an address or name that is none, or no such adapter"},
        tag="guests",
    ),
)
