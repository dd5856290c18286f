"""The persona data: every value fits the vim25 model, and what is said twice is said alike."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import fakeesx.inventory
from fakeesx.schema.model import Model, Property, load

ROOT = Path(fakeesx.inventory.__file__).parent / "profiles"
PROFILES = ("esx-4.1", "esxi-4.1")
LICENSES = ("licensed", "evaluation", "free")
MODEL = load("4.1")
RANGES = {"xsd:byte": 7, "xsd:short": 15, "xsd:int": 31, "xsd:long": 63}
STRINGS = {"xsd:string", "xsd:anyURI"}
# Mandatory properties that change all the time: code answers them.
COMPUTED = {("ServiceInstance", "serverClock")}

Objects = dict[str, dict[str, Any]]


def read(path: str) -> Any:
    return json.loads((ROOT / path).read_text("utf-8"))


def overlay(base: Objects, layer: Objects) -> Objects:
    """What a later file makes of the objects before it: by object, then by property."""
    merged = dict(base)
    for moid, changes in layer.items():
        if changes.get("_remove"):
            del merged[moid]
            continue
        assert moid not in base or base[moid]["_type"] == changes["_type"], moid
        both = {**merged.get(moid, {}), **changes}
        merged[moid] = {name: value for name, value in both.items() if value is not None}
    return merged


def layers(name: str) -> Objects:
    """The objects of a profile and those it extends, without a licence."""
    head = read(f"{name}/profile.json")
    objects = layers(head["extends"]) if head["extends"] else {}
    for file in head["files"]:
        objects = overlay(objects, read(f"{name}/{file}"))
    return objects


def objects_of(name: str, license_state: str = "") -> Objects:
    """The standing managed objects of a profile, by moid, in its own licence state if no other is named."""
    state = license_state or read(f"{name}/profile.json")["license"]
    return overlay(layers(name), read(f"licenses/{state}.json"))


class Checker:
    """Walks values against the model and collects what does not fit."""

    def __init__(self, model: Model, objects: Objects) -> None:
        self.model = model
        self.objects = objects
        self.problems: list[str] = []
        self.keys: set[tuple[str, str]] = set()
        self.links: list[tuple[str, str, str]] = []

    def run(self) -> list[str]:
        for moid, value in self.objects.items():
            self.managed(moid, value)
        for path, target, key in self.links:
            if (target, key) not in self.keys:
                self.problems.append(f"{path}: no {target} has the key {key!r}")
        return self.problems

    def wrong(self, path: str, text: str) -> None:
        self.problems.append(f"{path}: {text}")

    def managed(self, moid: str, value: dict[str, Any]) -> None:
        type_ = value.get("_type", "")
        if type_ in self.model.managed:
            self.properties(moid, type_, value, self.model.managed_properties(type_))
        else:
            self.wrong(moid, f"unknown managed type {type_!r}")

    def properties(self, path: str, type_: str, value: dict[str, Any], known: dict[str, Property]) -> None:
        for name in value.keys() - known.keys() - {"_type"}:
            self.wrong(path, f"{type_} has no property {name}")
        for name, prop in known.items():
            if name in value:
                self.property(f"{path}.{name}", prop, value[name])
            elif not prop.optional and (type_, name) not in COMPUTED:
                self.wrong(path, f"{type_}.{name} is mandatory")

    def property(self, path: str, prop: Property, value: Any) -> None:
        if prop.array != isinstance(value, list):
            self.wrong(path, "an array is declared" if prop.array else "no array is declared")
        elif prop.array:
            for index, item in enumerate(value):
                self.value(f"{path}[{index}]", prop, item)
        else:
            self.value(path, prop, value)

    def value(self, path: str, prop: Property, value: Any) -> None:
        if prop.type == "xsd:anyType":
            self.any(path, value)
        elif prop.type == "ManagedObjectReference":
            self.reference(path, prop.target, value)
        elif prop.type in self.model.data:
            self.data(path, prop.type, value)
        else:
            self.simple(path, prop.type, value)
            if prop.target in self.model.data:
                self.links.append((path, str(prop.target), value))

    def any(self, path: str, value: Any) -> None:
        if not isinstance(value, dict):
            kind = {str: "xsd:string", bool: "xsd:boolean", int: "xsd:int"}.get(type(value), "nothing")
            self.simple(path, kind, value)
        elif "_any" in value:
            self.simple(path, *value["_any"])
        elif "_ref" in value:
            self.reference(path, "ManagedObject", value)
        else:
            self.data(path, "DynamicData", value)

    def reference(self, path: str, target: str | None, value: Any) -> None:
        type_, moid = value["_ref"] if isinstance(value, dict) else (target, value)
        if not self.model.managed_is_a(type_, str(target)):
            self.wrong(path, f"{type_} is no {target}")
        elif self.objects.get(moid, {}).get("_type") != type_:
            self.wrong(path, f"there is no {type_} {moid}")

    def data(self, path: str, declared: str, value: Any) -> None:
        type_ = value.get("_type", declared) if isinstance(value, dict) else repr(value)
        if type_ == "DynamicData" or not self.model.data_is_a(type_, declared):
            self.wrong(path, f"{type_} is no {declared}")
            return
        self.properties(path, type_, value, {prop.name: prop for prop in self.model.properties(type_)})
        if isinstance(value.get("key"), str):
            self.keys.update((base, value["key"]) for base in self.lineage(type_))

    def lineage(self, type_: str | None) -> Iterator[str]:
        while type_:
            yield type_
            type_ = self.model.data[type_].base

    def simple(self, path: str, type_: str, value: Any) -> None:
        if not self.fits(type_, value):
            self.wrong(path, f"{value!r} is no {type_}")

    def fits(self, type_: str, value: Any) -> bool:
        if type_ in self.model.enums:
            return value in self.model.enums[type_]
        if type_ in RANGES:
            return type(value) is int and -(1 << RANGES[type_]) <= value < 1 << RANGES[type_]
        if type_ in ("xsd:float", "xsd:double"):
            return type(value) in (int, float)
        if type_ == "xsd:boolean":
            return isinstance(value, bool)
        if type_ == "xsd:dateTime":
            return datetime.fromisoformat(value).tzinfo is not None
        if type_ == "xsd:base64Binary":
            return bool(base64.b64decode(value, validate=True))
        return type_ in STRINGS and isinstance(value, str)


def at(objects: Objects, path: str) -> Any:
    """The value at ``moid/property/property…``; ``None`` where a step is not set."""
    moid, *names = path.split("/")
    value: Any = objects.get(moid, {})
    for name in names:
        value = value.get(name) if value is not None else None
    return value


@pytest.fixture(params=PROFILES)
def objects(request: pytest.FixtureRequest) -> Objects:
    """The objects of each profile in turn."""
    return objects_of(request.param)


@pytest.mark.parametrize("name", PROFILES)
def test_every_value_fits_the_model(name: str) -> None:
    """Names, kinds and enum values are the model's, what is mandatory is there, references lead somewhere."""
    assert Checker(MODEL, objects_of(name)).run() == []


@pytest.mark.parametrize("state", LICENSES)
@pytest.mark.parametrize("name", PROFILES)
def test_every_license_state_fits_the_model(name: str, state: str) -> None:
    """A licence overlay leaves a valid profile, and names the edition it grants."""
    objects = objects_of(name, state)
    assert Checker(MODEL, objects).run() == []
    manager = objects["ha-license-manager"]
    assert manager["licensedEdition"] == manager["licenses"][0]["editionKey"]


@pytest.mark.parametrize(("broken", "problem"), [
    ({"nmae": "x"}, "Folder has no property nmae"),
    ({"name": 1}, "1 is no xsd:string"),
    ({"overallStatus": "blue"}, "'blue' is no ManagedEntityStatus"),
    ({"childType": "VirtualMachine"}, "an array"),
    ({"effectiveRole": [1 << 31]}, "2147483648 is no xsd:int"),
    ({"parent": {"_ref": ["Datacenter", "elsewhere"]}}, "there is no Datacenter elsewhere"),
    ({"parent": "ha-datacenter"}, "there is no ManagedEntity ha-datacenter"),
    ({"permission": [{"_type": "Tag", "key": "x"}]}, "Tag is no Permission"),
    ({"permission": [{"principal": "root"}]}, "Permission.group is mandatory"),
])
def test_the_checker_sees_what_is_wrong(broken: dict[str, Any], problem: str) -> None:
    """Each kind of mistake is found: a checker that finds nothing would pass any data."""
    objects = objects_of("esx-4.1")
    objects["ha-folder-vm"] = {**objects["ha-folder-vm"], **broken}
    assert any(problem in text for text in Checker(MODEL, objects).run())


def test_the_checker_follows_links() -> None:
    """A key that no object of the linked type bears is found."""
    objects = objects_of("esx-4.1")
    objects["networkSystem"]["networkInfo"]["vswitch"][0]["pnic"] = ["key-vim.host.PhysicalNic-vmnic9"]
    (problem,) = Checker(MODEL, objects).run()
    assert problem.endswith("no PhysicalNic has the key 'key-vim.host.PhysicalNic-vmnic9'")


@pytest.mark.parametrize("name", PROFILES)
def test_profile_lists_exactly_its_files(name: str) -> None:
    """No file lies about unused, none is missing."""
    head = read(f"{name}/profile.json")
    assert sorted([*head["files"], "profile.json"]) == sorted(p.name for p in (ROOT / name).glob("*.json"))
    assert (head["name"], head["license"] in LICENSES) == (name, True)


@pytest.mark.parametrize("name", PROFILES)
def test_product_is_the_same_everywhere(name: str) -> None:
    """profile.json, ServiceContent, config and summary name one product."""
    objects = objects_of(name)
    about = read(f"{name}/profile.json")["about"]
    for path in ("ServiceInstance/content/about", "ha-host/config/product", "ha-host/summary/config/product"):
        assert at(objects, path) == about, path


@pytest.mark.parametrize(("config", "manager"), [
    ("hyperThread", "cpuSchedulerSystem/hyperthreadInfo"),
    ("consoleReservation", "memoryManagerSystem/consoleReservationInfo"),
    ("storageDevice", "storageSystem/storageDeviceInfo"),
    ("multipathState", "storageSystem/multipathStateInfo"),
    ("fileSystemVolume", "storageSystem/fileSystemVolumeInfo"),
    ("systemFile", "storageSystem/systemFile"),
    ("network", "networkSystem/networkInfo"),
    ("capabilities", "networkSystem/capabilities"),
    ("offloadCapabilities", "networkSystem/offloadCapabilities"),
    ("network/dnsConfig", "networkSystem/dnsConfig"),
    ("network/ipRouteConfig", "networkSystem/ipRouteConfig"),
    ("network/consoleIpRouteConfig", "networkSystem/consoleIpRouteConfig"),
    ("vmotion/netConfig", "ha-vmotion-system/netConfig"),
    ("virtualNicManagerInfo", "ha-vnic-mgr/info"),
    ("datastoreCapabilities", "ha-datastoresystem/capabilities"),
    ("service", "serviceSystem/serviceInfo"),
    ("firewall", "firewallSystem/firewallInfo"),
    ("autoStart", "ha-autostart-mgr/config"),
    ("activeDiagnosticPartition", "diagnosticsystem/activePartition"),
    ("option", "ha-adv-options/setting"),
    ("optionDef", "ha-adv-options/supportedOption"),
    ("dateTimeInfo", "dateTimeSystem/dateTimeInfo"),
    ("pciPassthruInfo", "ha-pcipassthrusystem/pciPassthruInfo"),
    ("authenticationManagerInfo", "ha-auth-manager/info"),
    ("powerSystemCapability", "ha-power-system/capability"),
    ("powerSystemInfo", "ha-power-system/info"),
])
def test_config_says_what_its_manager_says(objects: Objects, config: str, manager: str) -> None:
    """ha-host.config repeats the configuration managers word for word."""
    assert at(objects, f"ha-host/config/{config}") == at(objects, manager)


def test_summary_agrees_with_hardware_and_config(objects: Objects) -> None:
    """Counts and figures of the summary follow from hardware and config."""
    host = objects["ha-host"]
    summary, hardware, config = host["summary"], host["hardware"], host["config"]
    cpu = hardware["cpuInfo"]
    assert summary["hardware"] == {
        **hardware["systemInfo"],
        "memorySize": hardware["memorySize"],
        "cpuModel": hardware["cpuPkg"][0]["description"],
        "cpuMhz": cpu["hz"] // 1_000_000,
        "numCpuPkgs": len(hardware["cpuPkg"]),
        "numCpuCores": cpu["numCpuCores"],
        "numCpuThreads": sum(len(package["threadId"]) for package in hardware["cpuPkg"]),
        "numNics": len(config["network"]["pnic"]),
        "numHBAs": len(config["storageDevice"]["hostBusAdapter"]),
    }
    assert summary["runtime"] == host["runtime"]
    assert at(objects, "healthStatusSystem/runtime") == host["runtime"]["healthSystemRuntime"]
    compute = at(objects, "ha-compute-res/summary")
    assert compute["totalCpu"] == summary["hardware"]["cpuMhz"] * cpu["numCpuCores"]
    assert compute["totalMemory"] == hardware["memorySize"]
    assert (compute["numCpuCores"], compute["numCpuThreads"]) == (cpu["numCpuCores"], cpu["numCpuThreads"])
    assert sorted(i for node in hardware["numaInfo"]["numaNode"] for i in node["cpuID"]) == [
        *range(cpu["numCpuThreads"])]
    assert {device["id"] for device in hardware["pciDevice"]} == {p["id"] for p in config["pciPassthruInfo"]}


def test_names_of_the_host_agree(objects: Objects) -> None:
    """Host, compute resource and DNS settings bear one name."""
    dns = at(objects, "networkSystem/dnsConfig")
    name = f"{dns['hostName']}.{dns['domainName']}"
    for path in ("ha-host/name", "ha-compute-res/name", "ha-host/summary/config/name"):
        assert at(objects, path) == name


def test_network_is_of_one_piece(objects: Objects) -> None:
    """Adapters, switch, port groups, ports and interfaces refer to each other by the right names."""
    info = at(objects, "networkSystem/networkInfo")
    nics = {nic["device"]: nic for nic in info["pnic"]}
    (switch,) = info["vswitch"]
    groups = {group["spec"]["name"]: group for group in info["portgroup"]}
    ports = {port["key"]: port for group in info["portgroup"] for port in group.get("port", [])}
    assert set(nics) == {"vmnic0", "vmnic1"}
    assert all(nic["linkSpeed"] == {"speedMb": 1000, "duplex": True} for nic in nics.values())
    assert switch["pnic"] == [nics[device]["key"] for device in switch["spec"]["bridge"]["nicDevice"]]
    assert (switch["name"], switch["numPorts"], switch["spec"]["numPorts"]) == ("vSwitch0", 128, 128)
    assert switch["portgroup"] == [group["key"] for group in groups.values()]
    # Besides the connected ports, one is the uplink's and one the switch's own (recorded: 5 ports, 121 free).
    assert switch["numPortsAvailable"] == 128 - 2 - len(ports)
    for name, group in groups.items():
        assert (group["key"], group["vswitch"]) == (f"key-vim.host.PortGroup-{name}", switch["key"])
        assert group["spec"]["vswitchName"] == switch["name"]
    for vnic in [*info["vnic"], *info.get("consoleVnic", [])]:
        assert vnic["spec"]["portgroup"] == vnic["portgroup"]
        assert ports[vnic["port"]] in groups[vnic["portgroup"]]["port"]
        assert ports[vnic["port"]]["mac"] == [vnic["spec"]["mac"]]
        assert vnic["spec"]["ip"]["ipAddress"].startswith("192.0.2.")
    for_guests = {f"HaNetwork-{name}" for name, group in groups.items() if "port" not in group}
    assert for_guests == {moid for moid, value in objects.items() if value["_type"] == "Network"}


def test_physical_adapters_are_pci_devices(objects: Objects) -> None:
    """Network and storage adapters sit at an address where the hardware lists a device of their kind."""
    kinds = {device["id"]: device["classId"] >> 8 for device in at(objects, "ha-host/hardware/pciDevice")}
    assert {kinds[nic["pci"]] for nic in at(objects, "networkSystem/networkInfo/pnic")} == {2}
    assert {kinds[hba["pci"]] for hba in at(objects, "storageSystem/storageDeviceInfo/hostBusAdapter")} == {1}


def test_datastore_lies_on_the_disk(objects: Objects) -> None:
    """Datastore, volume, mount, disk and system file name each other rightly, and the volume fits."""
    (moid,) = (m for m, o in objects.items() if o["_type"] == "Datastore")
    store = objects[moid]
    (mount,) = at(objects, "storageSystem/fileSystemVolumeInfo/mountInfo")
    volume = {k: v for k, v in mount["volume"].items() if k != "_type"}
    luns = at(objects, "storageSystem/storageDeviceInfo/scsiLun")
    (disk,) = (lun for lun in luns if lun["lunType"] == "disk")
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}", moid)
    assert (volume["uuid"], volume["name"], store["info"]["vmfs"]) == (moid, "datastore1", volume)
    assert mount["mountInfo"]["path"] == store["summary"]["url"] == f"/vmfs/volumes/{moid}"
    assert store["summary"]["capacity"] == volume["capacity"]
    assert [extent["diskName"] for extent in volume["extent"]] == [disk["canonicalName"]]
    assert volume["capacity"] < disk["capacity"]["block"] * disk["capacity"]["blockSize"]
    assert all(file.startswith("[datastore1] ") for file in at(objects, "storageSystem/systemFile") or [])


@pytest.mark.parametrize("manager", ["ha-adv-options", "HostAgentSettings"])
def test_each_option_is_defined_once_and_within_its_bounds(objects: Objects, manager: str) -> None:
    """Setting and definition come in pairs, in one order, of one type."""
    settings, definitions = objects[manager]["setting"], objects[manager]["supportedOption"]
    assert [option["key"] for option in settings] == [definition["key"] for definition in definitions]
    assert len({option["key"] for option in settings}) == len(settings)
    kinds = {"LongOption": "xsd:long", "StringOption": str, "BoolOption": bool, "IntOption": int}
    for option, definition in zip(settings, definitions, strict=True):
        type_, value = definition["optionType"], option["value"]
        kind = value["_any"][0] if isinstance(value, dict) else type(value)
        assert kind == kinds[type_["_type"]], option["key"]
        number = value["_any"][1] if isinstance(value, dict) else value
        if "min" in type_:
            assert type_["min"] <= number <= type_["max"], option["key"]


def test_advanced_options_cover_the_well_known_trees(objects: Objects) -> None:
    """All four value types and each subtree that administrators know are there."""
    manager = objects["ha-adv-options"]
    keys = [option["key"] for option in manager["setting"]]
    types = {definition["optionType"]["_type"] for definition in manager["supportedOption"]}
    assert types == {"LongOption", "StringOption", "BoolOption", "IntOption"}
    assert len(keys) >= 150
    assert {key.split(".")[0] for key in keys} >= {
        "BufferCache", "COW", "Config", "Cpu", "DataMover", "Disk", "FT", "Irq", "LPage", "Mem", "Migrate",
        "Misc", "NFS", "Net", "Numa", "Power", "RdmFilter", "Scsi", "User", "UserVars", "VMFS3", "VMkernel"}


def test_performance_counters_are_told_apart(objects: Objects) -> None:
    """Keys are unique, and so is group.name.rollup; units and associated counters exist."""
    counters = at(objects, "ha-perfmgr/perfCounter")
    names = [(c["groupInfo"]["key"], c["nameInfo"]["key"], c["rollupType"]) for c in counters]
    keys = {counter["key"] for counter in counters}
    assert len(keys) == len(set(names)) == len(counters) >= 130
    assert {c["unitInfo"]["key"] for c in counters} <= set(MODEL.enums["PerformanceManagerUnit"])
    assert {key for counter in counters for key in counter.get("associatedCounterId", [])} <= keys
    assert ("cpu", "usage", "average") in names
    assert ("sys", "uptime", "latest") in names


def test_privileges_are_those_that_methods_ask_for(objects: Objects) -> None:
    """Every privilege of the model can be held, roles hold only what exists, and all is described."""
    manager = objects["ha-authmgr"]
    ids = {privilege["privId"] for privilege in manager["privilegeList"]}
    asked = {p.privilege for t in MODEL.managed.values() for p in t.properties}
    asked |= {method.privilege for method in MODEL.methods.values()}
    roles = {role["roleId"]: set(role.get("privilege", [])) for role in manager["roleList"]}
    assert asked - {None, "None"} <= ids
    assert set(roles) == {-1, -2, -3, -4, -5}
    assert roles[-1] == ids
    assert set().union(*roles.values()) <= ids
    assert {item["key"] for item in manager["description"]["privilege"]} == ids
    groups = {privilege["privGroupName"] for privilege in manager["privilegeList"]}
    assert {item["key"] for item in manager["description"]["privilegeGroup"]} == groups


def test_described_events_are_events(objects: Objects) -> None:
    """Each described event is a type of the model, in a category of the description."""
    description = at(objects, "ha-eventmgr/description")
    categories = {item["key"] for item in description["category"]}
    for event in description["eventInfo"]:
        assert MODEL.data_is_a(event["key"], "Event"), event["key"]
        assert event["category"] in categories


def test_each_event_that_is_posted_is_described(objects: Objects) -> None:
    """No event type that the host's code names has an empty message, for want of a format."""
    described = {event["key"] for event in at(objects, "ha-eventmgr/description")["eventInfo"]}
    host = Path(fakeesx.inventory.__file__).parent.parent / "host"
    named = {name for file in host.rglob("*.py") for name in re.findall(r'"([A-Za-z]+)"', file.read_text("utf-8"))}
    posted = {name for name in named if name in MODEL.data and MODEL.data_is_a(name, "Event")}
    assert "VmCreatedEvent" in posted
    assert posted - described <= {"Event", "SessionEvent", "AuthorizationEvent"}  # whole families, nobody posts them


def test_classic_esx_has_a_service_console() -> None:
    """ESX: 35 rule sets with Web Access among them, 9 services, console interface and reservation."""
    objects = objects_of("esx-4.1")
    rulesets = {ruleset["key"]: ruleset for ruleset in at(objects, "firewallSystem/firewallInfo/ruleset")}
    services = {service["key"] for service in at(objects, "serviceSystem/serviceInfo/service")}
    assert len(rulesets) == 35
    assert rulesets["webAccess"]["label"] == "vSphere Web Access"
    assert {ruleset["service"] for ruleset in rulesets.values() if "service" in ruleset} <= services
    assert len(services) == 9
    assert at(objects, "networkSystem/networkInfo")["consoleVnic"][0]["device"] == "vswif0"
    assert at(objects, "ha-host/config/consoleReservation") is not None


def test_esxi_has_none() -> None:
    """ESXi: firmware system, management network on vmk0, boot times in UTC, nothing of a service console."""
    objects = objects_of("esxi-4.1")
    info = at(objects, "networkSystem/networkInfo")
    assert "firewallSystem" not in objects
    assert objects["ha-firmwareSystem"]["_type"] == "HostFirmwareSystem"
    assert [(vnic["device"], vnic["portgroup"]) for vnic in info["vnic"]] == [("vmk0", "Management Network")]
    assert not {"consoleVnic", "consoleIpRouteConfig"} & info.keys()
    assert not {"consoleReservation", "systemFile", "firewall"} & objects["ha-host"]["config"].keys()
    assert objects["ha-host"]["runtime"]["bootTime"].endswith("Z")
    options = {option["key"] for option in at(objects, "ha-adv-options/setting")}
    assert "ScratchConfig.CurrentScratchLocation" in options
    assert "Misc.CosCorefile" not in options
    assert not re.search(r"esxconsole|vswif0|Service Console|260247", json.dumps(objects))


# --- the recorded host --------------------------------------------------------------------------------------

RECORDED = Path(__file__).parents[3] / "shared/captures/esx-4.1.0-build-260247/RetrieveProperties.soap"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
Shape = tuple[str, str]

ONLY_RECORDED: dict[Shape, str] = {
    ("datastore/ManagedObjectReference", "ManagedObjectReference"): "code fills in the list of datastores",
    ("network/ManagedObjectReference", "ManagedObjectReference"): "code fills in the list of networks",
    ("vm/ManagedObjectReference", "ManagedObjectReference"): "a fresh host has no virtual machines",
    ("config/fileSystemVolume/mountInfo/volume", "HostNasVolume"): "the recorded host mounts NFS too",
    ("config/fileSystemVolume/mountInfo/volume/remoteHost", ""): "of the NFS volume",
    ("config/fileSystemVolume/mountInfo/volume/remotePath", ""): "of the NFS volume",
}


def recorded_shapes(path: Path) -> set[Shape]:
    """(path, xsi:type) of every element below ``propSet`` in a RetrieveProperties reply."""
    etree = pytest.importorskip("lxml.etree")
    shapes: set[Shape] = set()

    def walk(element: Any, path: str) -> None:
        shapes.add((path, element.get(XSI_TYPE, "")))
        for child in element:
            walk(child, f"{path}/{etree.QName(child).localname}")

    for props in etree.parse(str(path)).iter("{urn:vim25}propSet"):
        walk(props[1], props[0].text)
    return shapes


def members(prop: Property, value: dict[str, Any]) -> list[Any]:
    """What a property holds, as a list."""
    held = value.get(prop.name)
    return [] if held is None else held if prop.array else [held]


def sent_type(prop: Property, item: Any) -> str:
    """The xsi:type of a property's value: only where the declared type does not say it."""
    if prop.type == "xsd:anyType":
        plain = {str: "xsd:string", bool: "xsd:boolean", int: "xsd:int"}
        return str(item["_any"][0]) if isinstance(item, dict) else plain[type(item)]
    actual = item.get("_type", prop.type) if prop.type in MODEL.data else prop.type
    return "" if actual == prop.type else str(actual)


def data_shapes(path: str, type_: str, value: dict[str, Any]) -> set[Shape]:
    """The shapes of what a data object in plain form holds."""
    shapes: set[Shape] = set()
    for prop in MODEL.properties(type_):
        for item in members(prop, value):
            shapes.add((f"{path}/{prop.name}", sent_type(prop, item)))
            if prop.type in MODEL.data:
                shapes |= data_shapes(f"{path}/{prop.name}", item.get("_type", prop.type), item)
    return shapes


def profile_shapes(type_: str, value: dict[str, Any]) -> set[Shape]:
    """The shapes of a managed object in plain form, as a reply to RetrieveProperties shows them."""
    shapes: set[Shape] = set()
    for name, prop in MODEL.managed_properties(type_).items():
        path = name
        if prop.array:  # sent even when it is empty
            short = prop.type.removeprefix("xsd:")
            path = f"{name}/{short}"
            shapes.add((name, "ArrayOf" + short[0].upper() + short[1:]))
        for item in members(prop, value):
            shapes.add((path, sent_type(prop, item) or prop.type))
            if prop.type in MODEL.data:
                shapes |= data_shapes(path, item.get("_type", prop.type), item)
    return shapes


@pytest.mark.captures
@pytest.mark.skipif(not RECORDED.is_file(), reason="no recorded replies of an ESX 4.1 beside this checkout")
def test_host_has_the_shape_of_the_recorded_one() -> None:
    """A client that reads all properties of ha-host sees the structure that a real ESX 4.1 shows."""
    recorded = recorded_shapes(RECORDED)
    ours = profile_shapes("HostSystem", objects_of("esx-4.1")["ha-host"])
    assert ours - recorded == set()
    assert recorded - ours == set(ONLY_RECORDED)
