"""The software iSCSI adapter, through HostStorageSystem."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted

from fakeesx.schema import vim

STORAGE = "storageSystem"
SEND = vim.HostInternetScsiHbaSendTarget
STATIC = vim.HostInternetScsiHbaStaticTarget
CHAP = vim.HostInternetScsiHbaAuthenticationProperties
DIGEST = vim.HostInternetScsiHbaDigestProperties
IQN = "iqn.2010-10.org.openstack:volume-1"


def info(client: Client) -> vim.HostStorageDeviceInfo:
    found = client.get(STORAGE, "storageDeviceInfo")
    assert client.get("ha-host", "config").storageDevice == found
    return found


def adapter(client: Client) -> vim.HostInternetScsiHba:
    (found,) = [hba for hba in info(client).hostBusAdapter if isinstance(hba, vim.HostInternetScsiHba)]
    return found


def switch(client: Client, enabled: bool) -> None:
    client.call(STORAGE, "UpdateSoftwareInternetScsiEnabled", enabled=enabled)


def change(client: Client, name: str, **arguments: Any) -> None:
    client.call(STORAGE, name, iScsiHbaDevice=adapter(client).device, **arguments)


def refused(client: Client, expected: str, name: str, **arguments: Any) -> None:
    before = info(client)
    with pytest.raises(Faulted, match=expected):
        change(client, name, **arguments)
    assert info(client) == before


@pytest.fixture
def iscsi(root: Client) -> Client:
    """A client of a host whose software adapter is enabled."""
    switch(root, True)
    return root


def test_adapter_appears_and_goes(root: Client) -> None:
    """It has the next free name, and both topologies know it."""
    before = info(root)
    switch(root, True)
    after, hba = info(root), adapter(root)
    assert after.softwareInternetScsiEnabled
    assert (hba.device, hba.key, hba.isSoftwareBased) == ("vmhba34", "key-vim.host.InternetScsiHba-vmhba34", True)
    assert hba.iScsiName.startswith("iqn.1998-01.com.vmware:esx1-")
    assert after.scsiTopology.adapter[-1].adapter == after.plugStoreTopology.adapter[-1].adapter == hba.key
    root.call(STORAGE, "RescanHba", hbaDevice=hba.device)
    switch(root, False)
    assert info(root) == before


def test_switching_twice(iscsi: Client) -> None:
    """Changes nothing."""
    before = info(iscsi)
    switch(iscsi, True)
    assert info(iscsi) == before


def test_settings_come_back(iscsi: Client) -> None:
    """A disabled adapter keeps its name and its targets."""
    change(iscsi, "UpdateInternetScsiName", iScsiName="iqn.1998-01.com.vmware:mine")
    change(iscsi, "AddInternetScsiSendTargets", targets=[SEND(address="192.0.2.30")])
    before = adapter(iscsi)
    switch(iscsi, False)
    switch(iscsi, True)
    assert adapter(iscsi) == before


def test_adapter_in_use_stays(iscsi: Client) -> None:
    """One that sees a target can't be disabled."""
    before, hba = info(iscsi), adapter(iscsi)
    target = vim.HostScsiTopologyTarget(key="key-vim.host.ScsiTopology.Target-vmhba34:0:0", target=0)
    interfaces = [i.replace(target=[target]) if i.adapter == hba.key else i for i in before.scsiTopology.adapter]
    node = iscsi.host.inventory.find(STORAGE)
    assert node is not None
    seen = before.replace(scsiTopology=before.scsiTopology.replace(adapter=interfaces))
    iscsi.host.inventory.update(node.ref, storageDeviceInfo=seen)
    with pytest.raises(Faulted, match="HostConfigFault"):
        switch(iscsi, False)


CALLS: list[tuple[str, dict[str, Any]]] = [
    ("UpdateInternetScsiName", {"iScsiName": IQN}),
    ("UpdateInternetScsiAlias", {"iScsiAlias": "x"}),
    ("UpdateInternetScsiDiscoveryProperties", {"discoveryProperties": vim.HostInternetScsiHbaDiscoveryProperties(
        iSnsDiscoveryEnabled=False, slpDiscoveryEnabled=False, staticTargetDiscoveryEnabled=True,
        sendTargetsDiscoveryEnabled=True)}),
    ("UpdateInternetScsiIPProperties", {
        "ipProperties": vim.HostInternetScsiHbaIPProperties(dhcpConfigurationEnabled=False)}),
    ("UpdateInternetScsiAuthenticationProperties", {"authenticationProperties": CHAP(chapAuthEnabled=False)}),
    ("UpdateInternetScsiDigestProperties", {"digestProperties": DIGEST()}),
    ("UpdateInternetScsiAdvancedOptions", {
        "options": [vim.HostInternetScsiHbaParamValue(key="DelayedAck", value=False)]}),
    ("AddInternetScsiSendTargets", {"targets": [SEND(address="192.0.2.30")]}),
    ("RemoveInternetScsiSendTargets", {"targets": [SEND(address="192.0.2.30")]}),
    ("AddInternetScsiStaticTargets", {"targets": [STATIC(address="192.0.2.30", iScsiName=IQN)]}),
    ("RemoveInternetScsiStaticTargets", {"targets": [STATIC(address="192.0.2.30", iScsiName=IQN)]}),
]  # fmt: skip


@pytest.mark.parametrize("device", ["vmhba0", "vmhba99"])
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_unknown_adapter(root: Client, name: str, arguments: dict[str, Any], device: str) -> None:
    """NotFound for one that is not there and for one that is no iSCSI adapter."""
    with pytest.raises(Faulted, match="NotFound"):
        root.call(STORAGE, name, iScsiHbaDevice=device, **arguments)


@pytest.mark.parametrize(("name", "arguments"), [call for call in CALLS if not call[0].startswith("Remove")])
def test_valid_changes_are_taken(iscsi: Client, name: str, arguments: dict[str, Any]) -> None:
    """Each method does what it is for."""
    change(iscsi, name, **arguments)


def test_name_and_alias(iscsi: Client) -> None:
    """They change, and are refused where they are none."""
    change(iscsi, "UpdateInternetScsiName", iScsiName="eui.0123456789abcdef")
    change(iscsi, "UpdateInternetScsiAlias", iScsiAlias="rack 1")
    assert (adapter(iscsi).iScsiName, adapter(iscsi).iScsiAlias) == ("eui.0123456789abcdef", "rack 1")
    for name in ("", "disk", "iqn.2010.org.openstack", "iqn.2010-10.org:a b", f"iqn.2010-10.org:{'x' * 223}"):
        refused(iscsi, "InvalidArgument", "UpdateInternetScsiName", iScsiName=name)
    refused(iscsi, "InvalidArgument", "UpdateInternetScsiAlias", iScsiAlias="x" * 256)


def test_what_a_software_adapter_can_not_set(iscsi: Client) -> None:
    """Ways of discovery and addresses are HostConfigFault, an unknown method InvalidArgument."""
    discovery = adapter(iscsi).discoveryProperties
    refused(iscsi, "HostConfigFault", "UpdateInternetScsiDiscoveryProperties",
            discoveryProperties=discovery.replace(iSnsDiscoveryEnabled=True))
    refused(iscsi, "InvalidArgument", "UpdateInternetScsiDiscoveryProperties",
            discoveryProperties=discovery.replace(slpDiscoveryMethod="slpCarrierPigeon"))
    refused(iscsi, "HostConfigFault", "UpdateInternetScsiIPProperties",
            ipProperties=vim.HostInternetScsiHbaIPProperties(dhcpConfigurationEnabled=False, address="192.0.2.40"))


def test_send_targets(iscsi: Client) -> None:
    """They have the default port, belong to the adapter and have its settings; each address and port once."""
    change(iscsi, "AddInternetScsiSendTargets", targets=[SEND(address="192.0.2.30"), SEND(address="192.0.2.30", port=3261)])
    first, second = adapter(iscsi).configuredSendTarget
    assert (first.port, second.port, first.parent) == (3260, 3261, "vmhba34")
    assert first.authenticationProperties.chapInherited
    assert first.digestProperties.headerDigestType == "digestProhibited"
    assert all(option.isInherited for option in first.advancedOptions)
    refused(iscsi, "HostConfigFault", "AddInternetScsiSendTargets", targets=[SEND(address="192.0.2.30", port=3260)])
    change(iscsi, "RemoveInternetScsiSendTargets", targets=[SEND(address="192.0.2.30")])
    assert adapter(iscsi).configuredSendTarget == (second,)


def test_static_targets(iscsi: Client) -> None:
    """Their iSCSI name tells them apart."""
    one, two = STATIC(address="192.0.2.30", iScsiName=IQN), STATIC(address="192.0.2.30", iScsiName=f"{IQN}0")
    change(iscsi, "AddInternetScsiStaticTargets", targets=[one, two])
    refused(iscsi, "HostConfigFault", "AddInternetScsiStaticTargets", targets=[one])
    change(iscsi, "RemoveInternetScsiStaticTargets", targets=[one])
    assert [target.iScsiName for target in adapter(iscsi).configuredStaticTarget] == [two.iScsiName]


@pytest.mark.parametrize("target", [SEND(address=" "), SEND(address="192.0.2.30", port=0), SEND(address="x", port=65536)])
def test_targets_that_are_none(iscsi: Client, target: vim.HostInternetScsiHbaSendTarget) -> None:
    """An address or port that can't be one is InvalidArgument, and the valid target beside it is not added."""
    refused(iscsi, "InvalidArgument", "AddInternetScsiSendTargets", targets=[SEND(address="192.0.2.30"), target])


def test_static_target_without_a_name(iscsi: Client) -> None:
    """InvalidArgument."""
    refused(iscsi, "InvalidArgument", "AddInternetScsiStaticTargets", targets=[STATIC(address="x", iScsiName="disk")])


@pytest.mark.parametrize(("kind", "first", "other"), [
    ("Send", SEND(address="192.0.2.30"), SEND(address="192.0.2.31")),
    ("Static", STATIC(address="192.0.2.30", iScsiName=IQN), STATIC(address="192.0.2.30", iScsiName=f"{IQN}1")),
])
def test_removing_one_that_is_not_there(iscsi: Client, kind: str, first: Any, other: Any) -> None:
    """NotFound, and the one that is there is removed all the same (documented)."""
    change(iscsi, f"AddInternetScsi{kind}Targets", targets=[first])
    failed: list[Faulted] = []
    reply = iscsi.call(STORAGE, f"RemoveInternetScsi{kind}Targets", iScsiHbaDevice="vmhba34", targets=[first, other])
    reply.addErrback(lambda failure: failed.append(failure.value))
    assert [fault.name for fault in failed] == ["NotFound"]
    assert not adapter(iscsi).configuredSendTarget + adapter(iscsi).configuredStaticTarget


def test_chap_is_inherited(iscsi: Client) -> None:
    """Targets follow their adapter until they have settings of their own; secrets are never shown."""
    change(iscsi, "AddInternetScsiSendTargets", targets=[SEND(address="192.0.2.30"), SEND(address="192.0.2.31")])
    own = CHAP(chapAuthEnabled=True, chapName="esx", chapSecret="s3cret", chapAuthenticationType="chapRequired",
               mutualChapName="san", mutualChapSecret="other", mutualChapAuthenticationType="chapRequired")
    change(iscsi, "UpdateInternetScsiAuthenticationProperties", authenticationProperties=own)
    for item in (adapter(iscsi), *adapter(iscsi).configuredSendTarget):
        assert item.authenticationProperties.chapAuthEnabled
        assert (item.authenticationProperties.chapName, item.authenticationProperties.mutualChapName) == ("esx", "san")
        assert item.authenticationProperties.chapSecret is item.authenticationProperties.mutualChapSecret is None
    chosen = vim.HostInternetScsiHbaTargetSet(sendTargets=[SEND(address="192.0.2.31")])
    off = CHAP(chapAuthEnabled=False, chapInherited=False, mutualChapInherited=False)
    change(iscsi, "UpdateInternetScsiAuthenticationProperties", authenticationProperties=off, targetSet=chosen)
    enabled = [target.authenticationProperties.chapAuthEnabled for target in adapter(iscsi).configuredSendTarget]
    assert enabled == [True, False]
    assert adapter(iscsi).authenticationProperties.chapAuthEnabled


@pytest.mark.parametrize("properties", [
    CHAP(chapAuthEnabled=True, chapSecret="s"),
    CHAP(chapAuthEnabled=True, chapName="n"),
    CHAP(chapAuthEnabled=True, chapName="n" * 512, chapSecret="s"),
    CHAP(chapAuthEnabled=True, chapName="n", chapSecret="s" * 256),
    CHAP(chapAuthEnabled=False, chapAuthenticationType="chapSometimes"),
    CHAP(chapAuthEnabled=False, mutualChapAuthenticationType="chapRequired", mutualChapName="n", mutualChapSecret="s"),
    CHAP(chapAuthEnabled=True, chapName="n", chapSecret="s", chapAuthenticationType="chapPreferred",
         mutualChapAuthenticationType="chapRequired", mutualChapName="n", mutualChapSecret="s"),
])
def test_chap_that_is_refused(iscsi: Client, properties: vim.HostInternetScsiHbaAuthenticationProperties) -> None:
    """InvalidArgument, on the adapter and with a new target."""
    refused(iscsi, "InvalidArgument", "UpdateInternetScsiAuthenticationProperties", authenticationProperties=properties)
    target = SEND(address="192.0.2.30", authenticationProperties=properties)
    refused(iscsi, "InvalidArgument", "AddInternetScsiSendTargets", targets=[target])


def test_digests_are_inherited(iscsi: Client) -> None:
    """A target that sets one of the two follows its adapter in the other."""
    mine = DIGEST(headerDigestType="digestRequired", headerDigestInherited=False, dataDigestInherited=True)
    change(iscsi, "AddInternetScsiSendTargets", targets=[SEND(address="192.0.2.30", digestProperties=mine)])
    change(iscsi, "UpdateInternetScsiDigestProperties", digestProperties=DIGEST(dataDigestType="digestPreferred"))
    digest = adapter(iscsi).configuredSendTarget[0].digestProperties
    assert (digest.headerDigestType, digest.dataDigestType) == ("digestRequired", "digestPreferred")
    assert adapter(iscsi).digestProperties.headerDigestType == "digestProhibited"
    refused(iscsi, "InvalidArgument", "UpdateInternetScsiDigestProperties",
            digestProperties=DIGEST(dataDigestType="digestSometimes"))


def options(item: Any) -> dict[str, Any]:
    return {option.key: option.value for option in item.advancedOptions}


def test_options_are_inherited(iscsi: Client) -> None:
    """A target follows its adapter in what it does not set itself, and again when it inherits anew."""
    def choose(key: str, value: Any, target: bool, **more: bool) -> None:
        chosen = vim.HostInternetScsiHbaTargetSet(staticTargets=[STATIC(address="x", iScsiName=IQN)]) if target else None
        given = [vim.HostInternetScsiHbaParamValue(key=key, value=value, **more)]
        change(iscsi, "UpdateInternetScsiAdvancedOptions", options=given, targetSet=chosen)

    change(iscsi, "AddInternetScsiStaticTargets", targets=[STATIC(address="x", iScsiName=IQN)])
    choose("LoginTimeout", 30, target=False)
    choose("DelayedAck", False, target=True)
    (target,) = adapter(iscsi).configuredStaticTarget
    assert (options(target)["LoginTimeout"], options(target)["DelayedAck"]) == (30, False)
    assert options(adapter(iscsi))["DelayedAck"] is True
    choose("DelayedAck", None, target=True, isInherited=True)
    assert options(adapter(iscsi).configuredStaticTarget[0])["DelayedAck"] is True


@pytest.mark.parametrize(("key", "value"), [
    ("Speed", 1), ("LoginTimeout", 61), ("LoginTimeout", "5"), ("LoginTimeout", True), ("MaxCommands", 64),
    ("DelayedAck", 1),
])
def test_options_that_are_refused(iscsi: Client, key: str, value: Any) -> None:
    """InvalidArgument for an unknown key, a value out of bounds or of the wrong type, and what can't be set; all or none."""
    given = [vim.HostInternetScsiHbaParamValue(key="NoopInterval", value=20),
             vim.HostInternetScsiHbaParamValue(key=key, value=value)]  # fmt: skip
    refused(iscsi, "InvalidArgument", "UpdateInternetScsiAdvancedOptions", options=given)


def test_settings_of_an_unknown_target(iscsi: Client) -> None:
    """NotFound."""
    chosen = vim.HostInternetScsiHbaTargetSet(sendTargets=[SEND(address="192.0.2.30")])
    refused(iscsi, "NotFound", "UpdateInternetScsiDigestProperties", digestProperties=DIGEST(), targetSet=chosen)


def test_discovery_that_is_off(iscsi: Client) -> None:
    """HostConfigFault where the adapter does not look for targets that way."""
    before, hba = info(iscsi), adapter(iscsi)
    off = hba.replace(discoveryProperties=hba.discoveryProperties.replace(
        sendTargetsDiscoveryEnabled=False, staticTargetDiscoveryEnabled=False))
    node = iscsi.host.inventory.find(STORAGE)
    config = iscsi.get("ha-host", "config")
    assert node is not None
    changed = before.replace(hostBusAdapter=[*before.hostBusAdapter[:-1], off])
    iscsi.host.inventory.update(node.ref, storageDeviceInfo=changed)
    iscsi.host.inventory.update(config.host, config=config.replace(storageDevice=changed))
    refused(iscsi, "HostConfigFault", "AddInternetScsiSendTargets", targets=[SEND(address="192.0.2.30")])
    refused(iscsi, "HostConfigFault", "AddInternetScsiStaticTargets", targets=[STATIC(address="x", iScsiName=IQN)])


def test_esxi_has_it_too(esxi: Client) -> None:
    """The same adapter."""
    switch(esxi, True)
    assert adapter(esxi).isSoftwareBased
