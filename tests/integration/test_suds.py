"""suds-community: what OpenStack spoke with in 2011."""

import ssl
import urllib.request
from typing import Any

import pytest
from served import Server
from suds import WebFault
from suds.client import Client
from suds.sudsobject import Property
from suds.transport.http import HttpTransport


class VerifiedTransport(HttpTransport):  # type: ignore[misc] - suds is untyped
    """suds' transport with a context that verifies the host."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__()
        self._context = context

    def u2handlers(self) -> list[Any]:
        return [*super().u2handlers(), urllib.request.HTTPSHandler(context=self._context)]


def moref(type: str, value: str) -> Property:
    """A reference as suds wants it."""
    ref = Property(value)
    ref._type = type
    return ref


@pytest.fixture(scope="module")
def client(server: Server) -> Client:
    """A client of the served WSDL."""
    return Client(
        f"{server.url}/vimService.wsdl", location=server.url, cache=None,
        transport=VerifiedTransport(server.context()),
    )  # fmt: skip


def test_content_and_login(client: Client, server: Server) -> None:
    """A session from its begin to its end."""
    content = client.service.RetrieveServiceContent(moref("ServiceInstance", "ServiceInstance"))
    assert content.about.apiVersion == "4.1"
    session = client.service.Login(content.sessionManager, server.user, server.password)
    assert session.userName == server.user
    assert client.service.CurrentTime(moref("ServiceInstance", "ServiceInstance")) is not None
    client.service.Logout(content.sessionManager)


def test_properties(client: Client, server: Server) -> None:
    """A filter spec from the factory."""
    manager = moref("SessionManager", "ha-sessionmgr")
    client.service.Login(manager, server.user, server.password)
    spec = client.factory.create("ns0:PropertyFilterSpec")
    wanted = client.factory.create("ns0:PropertySpec")
    wanted.type, wanted.pathSet, wanted.all = "HostSystem", ["name"], False
    start = client.factory.create("ns0:ObjectSpec")
    start.obj, start.skip = moref("HostSystem", "ha-host"), False
    spec.propSet, spec.objectSet = [wanted], [start]
    (found,) = client.service.RetrieveProperties(moref("PropertyCollector", "ha-property-collector"), [spec])
    assert (found.obj.value, found.propSet[0].name) == ("ha-host", "name")
    client.service.Logout(manager)


def test_fault(client: Client) -> None:
    """Arrives as a WebFault with its text."""
    with pytest.raises(WebFault, match="incorrect user name or password"):
        client.service.Login(moref("SessionManager", "ha-sessionmgr"), "nobody", "nothing")
