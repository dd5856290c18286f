"""Replies recorded from a real ESX 4.1 against the fake's to the same question, by the comparison of ``fakeesx replay``.

What was asked is told by the answers: which properties of which object.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakeesx import FakeESX
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.testing import VimClient
from fakeesx.testing.recorder import Difference, Target
from fakeesx.testing.recorder.comparing import compare_replies
from fakeesx.testing.recorder.shapes import Reply, local, read_reply

CAPTURES = Path(__file__).parents[4] / "shared" / "captures" / "esx-4.1.0-build-260247"
pytestmark = [
    pytest.mark.captures,
    pytest.mark.skipif(not CAPTURES.is_dir(), reason="the recorded replies (../shared/captures) are not here"),
]
LAB = {
    "datastores": [{"name": "datastore1"}, {"name": "nfs", "type": "NFS", "remote": "198.51.100.9:/export"}],
}
CALL = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><%s xmlns="urn:vim25">'
    '<_this type="%s">%s</_this>%s</%s></e:Body></e:Envelope>'
)


def captured(name: str) -> Reply:
    """A reply of the real host."""
    reply = read_reply((CAPTURES / f"{name}.soap").read_bytes())
    assert reply is not None
    return reply


class Asking:
    """A session with the fake host."""

    def __init__(self, esx: FakeESX, target: Target) -> None:
        self.esx = esx
        self.target = target

    def ask(self, name: str, type: str, moid: str, inner: str = "") -> Reply:
        """The reply to a call."""
        body = (CALL % (name, type, moid, inner, name)).encode()
        answer = self.target.send(1, 1, "POST", "/sdk", {"content-type": "text/xml"}, body, len(body), 30)
        reply = read_reply(answer.body)
        assert reply is not None
        return reply

    def same(self, capture: Reply, type: str, moid: str) -> list[Difference]:
        """Ask an object of this host for the properties that a capture has; what differs."""
        names = [part[0].text for part in capture.content[0] if local(part) == "propSet"]
        paths = "".join(f"<pathSet>{name}</pathSet>" for name in names)
        spec = f'<propSet><type>{type}</type>{paths}</propSet><objectSet><obj type="{type}">{moid}</obj></objectSet>'
        reply = self.ask("RetrieveProperties", "PropertyCollector", "ha-property-collector", f"<specSet>{spec}</specSet>")
        return compare_replies(capture, reply)


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    """A host with a machine that runs, as the real one had."""
    with FakeESX(LAB, vms=2) as esx:
        client = VimClient(esx.url, esx.cafile)
        client.login(esx.user, esx.password)
        client.task("PowerOnVM_Task", machine(client))
        client.close()
        target = Target(esx.url, Path(esx.cafile or ""))
        asking = Asking(esx, target)
        login = f"<userName>{esx.user}</userName><password>{esx.password}</password>"
        assert compare_replies(captured("Login"), asking.ask("Login", "SessionManager", "ha-sessionmgr", login)) == []
        yield asking
        target.close()


def machine(client: VimClient, number: int = 0) -> ManagedObjectReference:
    """A machine: the first runs, the second does not."""
    found: ManagedObjectReference = client.get(ManagedObjectReference("ResourcePool", "ha-root-pool"), "vm")[0][number]
    return found


def test_service_content(asking: Asking) -> None:
    """The same members, of the same types."""
    reply = asking.ask("RetrieveServiceContent", "ServiceInstance", "ServiceInstance")
    assert compare_replies(captured("ServiceInstance"), reply) == []


def test_host(asking: Asking) -> None:
    """All properties of the host that were recorded."""
    assert asking.same(captured("RetrieveProperties"), "HostSystem", "ha-host") == []


@pytest.mark.parametrize(("name", "number"), [("VM-16", 0), ("VM-48", 0), ("VM-64", 1)])
def test_machine(asking: Asking, name: str, number: int) -> None:
    """All properties of a machine without VMware Tools (VM-32 has them), that runs or not.

    But for its devices, of which the real ones have others, and its last tasks.
    """
    client = VimClient(asking.esx.url, asking.esx.cafile)
    client.login(asking.esx.user, asking.esx.password)
    found = asking.same(captured(f"RetrieveProperties-{name}"), "VirtualMachine", machine(client, number).value)
    client.close()
    others = [each for each in found if "/hardware/device" not in each.path and "[recentTask]" not in each.path]
    assert others == []
