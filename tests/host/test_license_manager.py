"""The licence of a host, and what a free one refuses."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted

from fakeesx.host.esx import ROOT_POOL
from fakeesx.host.services.licence import is_write
from fakeesx.schema import vim
from fakeesx.schema.model import load
from fakeesx.schema.values import ManagedObjectReference

MANAGER = "ha-license-manager"
FULL, FREE, ZERO = "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", "AAAAA-FREE7-CCCCC-DDDDD-EEEEE", "00000-00000-00000-00000-00000"
SPEC = vim.VirtualMachineConfigSpec(name="one", files=vim.VirtualMachineFileInfo(vmPathName="[datastore1]"))


@pytest.fixture
def free(make_host: Any) -> Client:
    """A client of a host with the free licence."""
    return Client(make_host(license="free")).login()


@pytest.fixture
def evaluation(make_host: Any) -> Client:
    """A client of a host that is evaluated."""
    return Client(make_host(license="evaluation")).login()


# what the licence is


@pytest.mark.parametrize(("license", "edition"), [
    ("licensed", "esxEnterprisePlus"), ("evaluation", "eval"), ("free", "esxBasic"),
])
def test_states(make_host: Any, license: str, edition: str) -> None:
    """Each licence state shows itself in all places."""
    client = Client(make_host(license=license)).login()
    assert client.get(MANAGER, "licensedEdition") == edition
    assert [info.editionKey for info in client.get(MANAGER, "licenses")] == [edition]


def test_new_key_takes_the_old_ones_place(root: Client) -> None:
    """A host has one licence; edition and features are that licence's."""
    info = root.call(MANAGER, "UpdateLicense", licenseKey=FREE.lower(), labels=[vim.KeyValue(key="a", value="b")])
    assert root.get(MANAGER, "licenses").items == (info,)
    assert (info.licenseKey, info.editionKey, info.labels[0].value) == (FREE, "esxBasic", "b")
    assert root.get(MANAGER, "licensedEdition") == "esxBasic"
    assert root.get(MANAGER, "source").licenseKeys == FREE
    assert "vmotion" not in {feature.key for feature in root.call(MANAGER, "QuerySupportedFeatures")}


def test_add_is_update(evaluation: Client) -> None:
    """AddLicense ends an evaluation, RemoveLicense goes back to it."""
    evaluation.call(MANAGER, "AddLicense", licenseKey=FULL)
    assert evaluation.get(MANAGER, "licensedEdition") == "esxEnterprisePlus"
    evaluation.call(MANAGER, "RemoveLicense", licenseKey=FULL)
    assert evaluation.get(MANAGER, "licensedEdition") == "eval"
    assert evaluation.get(MANAGER, "source").remainingHours == 1440


def test_decoding_changes_nothing(root: Client) -> None:
    """The result shows what the key would give."""
    before = root.get(MANAGER, "licenses")
    assert root.call(MANAGER, "DecodeLicense", licenseKey=FREE).editionKey == "esxBasic"
    assert root.call(MANAGER, "DecodeLicense", licenseKey=ZERO).editionKey == "eval"
    assert root.get(MANAGER, "licenses") == before


@pytest.mark.parametrize("key", ["", "AAAAA", "AAAAA-BBBBB-CCCCC-DDDDD", FULL + "-FFFFF", "AAAAA-BBBBB-CCCCC-DDDDD-EEEE!"])
@pytest.mark.parametrize("name", ["AddLicense", "UpdateLicense", "DecodeLicense", "RemoveLicense"])
def test_no_key(root: Client, name: str, key: str) -> None:
    """What is no key is InvalidArgument."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, name, licenseKey=key)


def test_evaluation_that_is_over(root: Client) -> None:
    """A licensed host has no evaluation to go back to."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "UpdateLicense", licenseKey=ZERO)
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(MANAGER, "RemoveLicense", licenseKey=root.get(MANAGER, "licenses").items[0].licenseKey)


def test_labels(root: Client) -> None:
    """Labels are set, changed and removed."""
    root.call(MANAGER, "UpdateLicense", licenseKey=FULL)
    for value in ("one", "two"):
        root.call(MANAGER, "UpdateLicenseLabel", licenseKey=FULL, labelKey="site", labelValue=value)
    assert root.get(MANAGER, "licenses").items[0].labels == (vim.KeyValue(key="site", value="two"),)
    root.call(MANAGER, "RemoveLicenseLabel", licenseKey=FULL, labelKey="site")
    assert root.get(MANAGER, "licenses").items[0].labels == ()
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "RemoveLicenseLabel", licenseKey=FULL, labelKey="site")
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "UpdateLicenseLabel", licenseKey=FREE, labelKey="site", labelValue="x")


def test_features(root: Client, free: Client) -> None:
    """Licensed, not licensed, unknown."""
    assert root.call(MANAGER, "CheckLicenseFeature", featureKey="vmotion") is True
    assert free.call(MANAGER, "CheckLicenseFeature", featureKey="vmotion") is False
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "CheckLicenseFeature", featureKey="teleport")


def test_usage(root: Client) -> None:
    """A reservation and an availability for each feature, in CPU packages."""
    usage = root.call(MANAGER, "QueryLicenseUsage", host=ManagedObjectReference("HostSystem", "ha-host"))
    features = [feature.key for feature in root.get(MANAGER, "featureInfo")]
    assert [(item.key, item.state, item.required) for item in usage.reservationInfo] == [
        (key, "licensed", 2) for key in features
    ]
    available = root.call(MANAGER, "QueryLicenseSourceAvailability")
    assert [(item.feature.key, item.total, item.available) for item in available] == [(key, 2, 0) for key in features]


def test_other_host(root: Client) -> None:
    """A host knows only itself."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "QueryLicenseUsage", host=ManagedObjectReference("HostSystem", "host-7"))


@pytest.mark.parametrize(("name", "arguments"), [
    ("SetLicenseEdition", {"featureKey": "esxFull"}), ("EnableFeature", {"featureKey": "das"}),
    ("DisableFeature", {"featureKey": "das"}), ("ConfigureLicenseSource", {"licenseSource": vim.EvaluationLicenseSource()}),
])
def test_what_is_gone_since_4_0(root: Client, name: str, arguments: dict[str, Any]) -> None:
    """The ways of VI 3 to license a host are refused."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(MANAGER, name, **arguments)


# what a free licence refuses


@pytest.mark.parametrize(("moid", "name", "arguments"), [
    ("ha-folder-vm", "CreateVM_Task", {"config": SPEC, "pool": ROOT_POOL}),
    ("firewallSystem", "DisableRuleset", {"id": "webAccess"}),
    ("ha-localacctmgr", "CreateUser", {"user": vim.HostAccountSpec(id="anna")}),
    ("ha-authmgr", "AddAuthorizationRole", {"name": "mine"}),
    ("dateTimeSystem", "UpdateDateTimeConfig", {"config": vim.HostDateTimeConfig()}),
    ("ha-sessionmgr", "UpdateServiceMessage", {"message": "x"}),
])
def test_free_host_refuses_writes(free: Client, moid: str, name: str, arguments: dict[str, Any]) -> None:
    """RestrictedVersion, and nothing has changed."""
    before = dict(free.host.inventory.snapshot().nodes)
    with pytest.raises(Faulted) as refused:
        free.call(moid, name, **arguments)
    assert refused.value.name == "RestrictedVersion"
    assert refused.value.text == "Current license or ESXi version prohibits execution of the requested operation."
    assert dict(free.host.inventory.snapshot().nodes) == before


def test_free_host_reads(free: Client) -> None:
    """Sessions, properties, filters, views, searches and queries work."""
    assert free.get("ha-host", "name")
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="HostSystem", pathSet=["name"])],
        objectSet=[vim.ObjectSpec(obj=ManagedObjectReference("HostSystem", "ha-host"))],
    )
    free.call("ha-property-collector", "CreateFilter", spec=spec, partialUpdates=False)
    assert free.call("ha-property-collector", "CheckForUpdates").filterSet
    assert free.call("ha-adv-options", "QueryOptions")
    assert free.call("dateTimeSystem", "QueryAvailableTimeZones")
    free.call("firewallSystem", "RefreshFirewall")
    free.call("ha-sessionmgr", "Logout")


def test_free_host_is_licensed(free: Client) -> None:
    """With a full key the refusals end."""
    free.call(MANAGER, "UpdateLicense", licenseKey=FULL)
    free.call("firewallSystem", "DisableRuleset", id="webAccess")


def test_privilege_goes_before_licence(free: Client) -> None:
    """Who may not is told so, whatever the licence."""
    free.host.add_user("anna", "secret", -2)
    with pytest.raises(Faulted, match="NoPermission"):
        Client(free.host).login("anna", "secret").call("firewallSystem", "DisableRuleset", id="webAccess")


def test_evaluated_host_writes(evaluation: Client) -> None:
    """Only the free licence refuses."""
    evaluation.call("firewallSystem", "DisableRuleset", id="webAccess")


_READS = """
Login Logout RetrieveProperties WaitForUpdatesEx CreateContainerView DestroyView FindByUuid QueryPerf QueryEvents
CreateCollectorForTasks ReadNextTasks QueryConfigOption SearchDatastore_Task RetrieveUserGroups QueryNetworkHint
AcquireTicket AcquireMksTicket AddLicense RefreshStorageSystem RefreshDatastore CancelTask RetrieveAllPermissions
QueryModules DestroyPropertyFilter QueryHostPatch_Task
"""
_WRITES = """
CreateVM_Task RegisterVM_Task PowerOnVM_Task PowerOffVM_Task ResetVM_Task ReconfigVM_Task Destroy_Task Rename_Task
CreateSnapshot_Task RevertToSnapshot_Task RemoveSnapshot_Task AddPortGroup AddVirtualSwitch UpdateOptions EnableRuleset
StartService MakeDirectory DeleteDatastoreFile_Task CreateVirtualDisk_Task CreateNasDatastore RebootHost_Task
EnterMaintenanceMode_Task SetEntityPermissions RescanHba UpdateDateTime ReconfigureAutostart AnswerVM ShutdownGuest
MountToolsInstaller LogUserEvent UnregisterVM CreateScreenshot_Task UpdateConfig ImportVApp
"""


@pytest.mark.parametrize(("name", "write"), [(n, False) for n in _READS.split()] + [(n, True) for n in _WRITES.split()])
def test_what_is_a_write(name: str, write: bool) -> None:
    """Methods that change the host or a VM, and methods that don't."""
    assert is_write(load().methods[name]) is write
