"""The network of the recorded host is what this logic makes of its specs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fakeesx.network import provision
from fakeesx.network.config import network_config
from fakeesx.network.settling import settle
from fakeesx.network.state import Net
from fakeesx.network.update import update
from fakeesx.schema import vim
from fakeesx.soap.decode import Decoder
from fakeesx.soap.parsing import parse

CAPTURES = Path(__file__).parents[3] / "shared" / "captures"
FILES = sorted(CAPTURES.glob("*/RetrieveProperties.soap"))
pytestmark = [
    pytest.mark.captures,
    pytest.mark.skipif(not FILES, reason="the recorded replies (../shared/captures) are not here"),
]


def recorded(file: Path) -> Net:
    """The network of a recorded host."""
    content: Any = Decoder(vim.TYPES).value(parse(file.read_bytes())[0][0][0], "ObjectContent")
    config = next(prop.val for prop in content.propSet if prop.name == "config")
    return Net(config.network, provision.wired(config.network), config.capabilities or vim.HostNetCapabilities(
        canSetPhysicalNicLinkSpeed=True, supportsNicTeaming=True, supportsVlan=True, usesServiceConsoleNic=True,
        supportsNetworkHints=True, vswitchConfigSupported=True, vnicConfigSupported=True, ipRouteConfigSupported=True,
        dnsConfigSupported=True, dhcpOnVnicSupported=True,
    ))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.parent.name)
def test_what_follows(file: Path) -> None:
    """Keys, effective policies, free ports and routes follow from the rest as recorded."""
    net = recorded(file)
    bare = net.with_info(
        vswitch=[each.replace(key="", numPortsAvailable=0, portgroup=None) for each in net.info.vswitch],
        portgroup=[
            each.replace(key=None, vswitch=None, computedPolicy=vim.HostNetworkPolicy()) for each in net.info.portgroup
        ],
        routeTableInfo=None,
    )
    assert settle(bare).info == net.info


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.parent.name)
def test_given_back(file: Path) -> None:
    """The recorded configuration, given back as a whole, changes nothing."""
    net = recorded(file)
    assert update(net, network_config(net.info), "replace", lambda start: start).net.info == net.info
