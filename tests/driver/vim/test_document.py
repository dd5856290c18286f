"""The WSDL that calls are made of, and the values of its types."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from driver_conf import conf_of
from esx_driver.errors import ConfigError
from esx_driver.vim import connect, properties
from esx_driver.vim.document import Types, document
from esx_driver.vim.refs import Ref
from zeep.wsdl import Document

from fakeesx import FakeESX


@pytest.fixture
def elsewhere(tmp_path: Path) -> Callable[[], str]:
    """Writes a small WSDL of somebody's own, with one type, and says where."""

    def write() -> str:
        file = tmp_path / "own.wsdl"
        file.write_text(
            '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" '
            'xmlns:v="urn:vim25" targetNamespace="urn:vim25"><types>'
            '<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:vim25" elementFormDefault="qualified">'
            '<complexType name="Own"><sequence><element name="a" type="string"/></sequence></complexType></schema></types>'
            '<portType name="T"/><binding name="B" type="v:T">'
            '<soap:binding transport="http://schemas.xmlsoap.org/soap/http"/></binding>'
            '<service name="VimService"><port name="VimPort" binding="v:B">'
            '<soap:address location="https://localhost/sdk"/>'
            "</port></service></definitions>",
        )
        return str(file)

    return write


def test_one_for_a_process() -> None:
    """Reading it takes half a second: all sessions share one."""
    assert document() is document(None)
    assert isinstance(document(), Document)


def test_one_of_ones_own(elsewhere: Callable[[], str]) -> None:
    """`vmwareapi_wsdl_loc` names it; it is no other's."""
    own = document(elsewhere())
    assert own is not document()
    assert Types(own).Own(a="x").a == "x"


@pytest.mark.parametrize("text", ["", "root:x:0:0:root\n", "<html>", "<html></html>", None])
def test_what_is_no_wsdl(tmp_path: Path, text: str | None) -> None:
    """The error names the option, and nothing of the library's insides."""
    file = tmp_path / "bad.wsdl"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ConfigError, match="vmwareapi_wsdl_loc") as caught:
        document(str(file))
    assert "NoneType" not in str(caught.value)


@pytest.mark.parametrize("verified", [{}, {"vmwareapi_insecure": True, "vmwareapi_ca_file": None}])
def test_the_hosts_own(fresh: FakeESX, verified: dict[str, Any]) -> None:
    """It is read as the host is spoken to: verified by the same certificates, or not at all."""
    url = f"https://{fresh.host}:{fresh.port}/sdk/vimService.wsdl"
    with connect(conf_of(fresh, vmwareapi_wsdl_loc=url, **verified)) as session:
        assert properties.get(session, Ref("HostSystem", "ha-host"), "name")


def test_the_hosts_own_and_nobody_verifies_it(fresh: FakeESX) -> None:
    """The error names both options. So is a file that the host does not have."""
    url = f"https://{fresh.host}:{fresh.port}/sdk/vimService.wsdl"
    with pytest.raises(ConfigError, match=r"vmwareapi_wsdl_loc: .*verif.*vmwareapi_ca_file"):
        connect(conf_of(fresh, vmwareapi_wsdl_loc=url, vmwareapi_ca_file=None))
    with pytest.raises(ConfigError, match=r"vmwareapi_wsdl_loc: .*HTTP 404 for /sdk/none\.wsdl"):
        connect(conf_of(fresh, vmwareapi_wsdl_loc=url.replace("vimService", "none")))


def test_password_in_the_url() -> None:
    """Is not told."""
    with pytest.raises(ConfigError) as caught:
        document("http://user:s3cret@127.0.0.1:1/vimService.wsdl")
    assert "//127.0.0.1:1/vimService.wsdl can't be used" in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_looked_for_afterwards(tmp_path: Path, elsewhere: Callable[[], str], enabled: bool) -> None:
    """As before, whether the document could be read or not: the program is not ours."""
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        document(elsewhere())
        assert gc.isenabled() is enabled
        with pytest.raises(ConfigError):
            document(str(tmp_path / "none.wsdl"))
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_values() -> None:
    """References go as such, in lists too; what is `None` is left out, and what the type does not have is an error."""
    types = Types(document())
    port_group = types.HostPortGroupSpec(name="a", vlanId=0, vswitchName="vSwitch0", policy=types.HostNetworkPolicy())
    assert (port_group.name, port_group.vlanId) == ("a", 0)
    mount = types.DatastoreHostMount(key=Ref("HostSystem", "ha-host"), mountInfo=None)
    assert (mount.key._value_1, mount.key.type, mount.mountInfo) == ("ha-host", "HostSystem", None)
    assert [each._value_1 for each in types.out([Ref("VirtualMachine", "16"), Ref("VirtualMachine", "32")])] == ["16", "32"]
    with pytest.raises(TypeError):
        types.HostPortGroupSpec(nmae="a")
    with pytest.raises(AttributeError, match="HostPortGroupSpce"):
        types.HostPortGroupSpce  # noqa: B018
    assert types.lineage(types.VirtualE1000())[:3] == ("VirtualE1000", "VirtualEthernetCard", "VirtualDevice")
    assert types.lineage("text") == ()
