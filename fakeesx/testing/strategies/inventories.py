"""A strategy for inventory files: whole hosts as plain values."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

from fakeesx.inventory.file.nodes import resolved
from fakeesx.inventory.profile import LICENSES, NAMES
from fakeesx.testing.strategies import checks

_TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and text.isprintable() and not set(text) & set("/\\%[]{}")
    and isinstance(resolved(text), str)  # PyYAML does not put 1e5 in quotes
)
_SIZES = st.sampled_from(["1 MiB", "64 MiB", "1 GiB", "8G", "2 GB"])


_POLICIES = st.fixed_dictionaries({}, optional={
    "security": st.fixed_dictionaries({}, optional={"allowPromiscuous": st.booleans(), "macChanges": st.booleans()}),
    "shapingPolicy": st.just({"enabled": True, "averageBandwidth": 1000, "peakBandwidth": 2000, "burstSize": 9}),
    "nicTeaming": st.just({"policy": "loadbalance_ip"}),
})


def _optional(**parts: Any) -> Any:
    return st.fixed_dictionaries({}, optional=parts)


def _unique(entries: Any, key: str = "name", most: int = 3) -> Any:
    return st.lists(entries, max_size=most, unique_by=lambda entry: entry[key])


@st.composite
def _networks(draw: Any) -> dict[str, Any]:
    """A network section that names all its cards, switches and groups."""
    cards = draw(st.lists(st.sampled_from([f"vmnic{n}" for n in range(12)]), unique=True, max_size=4))
    nics = [{"name": card, **draw(_optional(
        speed=st.sampled_from([10, 100, 1000, 10000]), link=st.sampled_from(["up", "down"]),
        duplex=st.sampled_from(["full", "half"]), driver=st.just("e1000e"),
        seen=st.lists(st.sampled_from([{"subnet": "192.0.2.0/24"}, {"subnet": "10.0.0.0/8", "vlan": 7}]), max_size=2),
    ))} for card in cards]
    switches: list[dict[str, Any]] = []
    left = list(cards)
    for name in draw(st.lists(st.sampled_from(["vSwitch0", "v-Switch-1", "Lab 2"]), unique=True, min_size=1)):
        mine = [left.pop() for _ in range(draw(st.integers(0, len(left))))]
        switches.append({"name": name, "nics": mine, **draw(_optional(
            ports=st.sampled_from([24, 56, 120, 248]), mtu=st.sampled_from([1500, 9000]), policy=_POLICIES,
        ))})
    groups = [{"name": name, "switch": draw(st.sampled_from([each["name"] for each in switches])),
               **draw(_optional(vlan=st.integers(0, 4095), policy=_POLICIES))}
              for name in draw(st.lists(_TEXTS, unique=True, max_size=4))]
    found = {"nics": nics, "switches": switches, "port_groups": groups, **draw(_optional(
        dns=_optional(servers=st.lists(st.sampled_from(["192.0.2.53", "2001:db8::1"]), max_size=2, unique=True),
                      search=st.lists(st.just("lab.example"), max_size=1)),
        gateway=st.sampled_from(["none", "192.0.2.1"]),
    ))}
    if draw(st.booleans()):
        found["vmkernel_nics"] = [
            {"port_group": "VMkernel", "ip": "192.0.2.20", "netmask": "255.255.255.0", **draw(_optional(
                mtu=st.sampled_from([1500, 9000]), mac=st.just("00:50:56:70:00:01"),
            ))},
        ]
        found["routes"] = draw(st.lists(st.just({"network": "198.51.100.0/24", "gateway": "192.0.2.7"}), max_size=1))
    return found


_IQN = "iqn.2010-10.org.example:volume-"


@st.composite
def _iscsi(draw: st.DrawFn) -> dict[str, Any]:
    """Targets around the host, and an adapter that sees some of them."""
    chap = st.sampled_from([{}, {"user": "tom", "secret": "geheim"}])
    luns: st.SearchStrategy[dict[str, Any]] = st.sampled_from([
        {"number": 0, "size": "1 MiB"}, {"number": 7, "size": "10 GiB", "vendor": "NETAPP"},
    ])
    targets: list[dict[str, Any]] = [
        {"address": f"192.0.2.{50 + number}", "iqn": f"{_IQN}{number}", **draw(chap),
         "luns": draw(st.lists(luns, unique_by=lambda lun: lun["number"], max_size=2))}
        for number in range(draw(st.integers(1, 2)))
    ]
    adapter = {
        **draw(chap), "name": "iqn.1998-01.com.vmware:a",
        "send_targets": draw(st.lists(st.just({"address": "192.0.2.50"}), max_size=1)),
        "static_targets": draw(st.lists(st.just({"address": "192.0.2.51", "iqn": f"{_IQN}1", **draw(chap)}), max_size=1)),
    }
    return {"iscsi_targets": targets, **draw(_optional(software_iscsi=st.just(adapter)))}


@st.composite
def _inventories(draw: st.DrawFn, asked: dict[str, Any]) -> dict[str, Any]:
    lab: dict[str, Any] = draw(_optional(
        host=_optional(
            profile=st.sampled_from(asked["profiles"]), license=st.sampled_from(asked["licenses"]),
            name=st.sampled_from(["a", "esx7.lab.example"]), time_zone=st.just("Asia/Bangkok"),
            time_offset=st.integers(-10**6, 10**6),
        ),
        **(_accounts() if asked["users"] else {}),
        **({"spare_luns": st.lists(st.sampled_from(["64 MiB", "10 GiB"]), max_size=2)} if asked["storage"] else {}),
    ))
    if asked["storage"] and draw(st.booleans()):
        lab |= draw(_iscsi())
    stores, writable = ["datastore1"], ["datastore1"]
    if asked["storage"] and draw(st.booleans()):
        names = draw(st.lists(st.sampled_from(["datastore1", "fast", "nas 1", "iso"]), unique=True, min_size=1))
        lab["datastores"] = [draw(_store(name, number)) for number, name in enumerate(names)]
        stores = names
        writable = [each["name"] for each in lab["datastores"] if not each.get("read_only")]
    groups = ["VM Network"]
    if asked["network"] and draw(st.booleans()):
        lab["network"] = draw(_networks())
        groups = [group["name"] for group in lab["network"]["port_groups"]]
    if writable and stores and asked["max_vms"]:
        lab["vms"] = draw(_unique(_vm(writable, groups), most=asked["max_vms"]))
    return lab


def inventories(
    *, max_vms: int = 3, network: bool = True, storage: bool = True, users: bool = True,
    profiles: Collection[str] = NAMES, licenses: Collection[str] = LICENSES,
) -> st.SearchStrategy[dict[str, Any]]:
    """Inventory files as plain values, for ``FakeESX(inventory=...)``: hosts that can be, and that start.

    ``max_vms``: entries in ``vms``, each of which may be up to four machines. ``network``, ``storage`` and ``users``:
    whether files say something of them; a host has those of its profile otherwise.
    """
    asked = {
        "max_vms": checks.count("max_vms", max_vms, 0, 100), "network": network, "storage": storage, "users": users,
        "profiles": checks.one_of("profiles", profiles, NAMES), "licenses": checks.one_of("licenses", licenses, LICENSES),
    }
    return _inventories(asked)


def _accounts() -> dict[str, Any]:
    return {
        "groups": _unique(
            st.fixed_dictionaries({"name": st.sampled_from(["ops", "dev"])}, optional={"id": st.just(7000)}), most=1,
        ),
        "users": _unique(st.fixed_dictionaries(
            {"name": st.from_regex(r"[a-c][a-z0-9_.-]{0,8}", fullmatch=True),
             "password": st.text("abc é", min_size=1, max_size=9)},
            optional={
                "role": st.sampled_from(["Admin", "ReadOnly", "View", "Anonymous", "NoAccess", "none"]),
                "description": st.text("ab c", max_size=5), "shell": st.booleans(),
                "groups": st.lists(st.sampled_from(["users", "root"]), unique=True),
            },
        )),
    }


def _store(name: str, number: int) -> Any:
    return st.one_of(
        st.fixed_dictionaries({"name": st.just(name)}, optional={
            "capacity": st.sampled_from(["100 GiB", "2 TiB"]), "block_size": st.sampled_from([1, 2, 4, 8]),
            "files": st.lists(st.sampled_from([{"name": "iso/a.iso", "size": "3 MiB"}, {"name": "b c.txt"}]), max_size=2,
                              unique_by=lambda file: file["name"]),
        }),
        st.fixed_dictionaries(
            {"name": st.just(name), "type": st.just("NFS"), "remote": st.just(f"nas.example:/export/{number}")},
            optional={"read_only": st.booleans()},
        ),
    )


def _vm(stores: list[str], groups: list[str]) -> Any:
    disk = st.fixed_dictionaries({"size": _SIZES}, optional={"thin": st.booleans(), "datastore": st.sampled_from(stores)})
    nic = st.fixed_dictionaries({"network": st.sampled_from(groups or ["none"])}, optional={
        "type": st.sampled_from(["e1000", "pcnet32", "vmxnet", "vmxnet2", "vmxnet3"]), "connected": st.booleans(),
    })
    parts = {
        "cpus": st.integers(1, 8), "memory": st.sampled_from([4, 512, "64 MiB", "1 GiB"]),
        "datastore": st.sampled_from(stores), "disks": st.lists(disk, max_size=3),
        "nics": st.lists(nic, max_size=3 if groups else 0),
        "power": st.sampled_from(["on", "off", "suspended"]),
        "tools": st.sampled_from(["notInstalled", "notRunning", "running"]),
        "guest_id": st.sampled_from(["otherLinux64Guest", "winNetStandardGuest"]),
        "annotation": st.text("ab\né", max_size=9),
        "extra_config": st.dictionaries(st.sampled_from(["guestinfo.a", "b.c"]), _TEXTS),
    }
    single = {
        "uuid": st.uuids().map(str), "instance_uuid": st.uuids().map(str), "snapshots": _snapshots(),
        "vmx": st.sampled_from([
            {"memsize": "128"}, {"sched.mem.minsize": "4"}, {"floppy0.present": "TRUE"}, {"numvcpus": None, "x.y": "z"},
            {"ide1:0.present": "TRUE", "ide1:0.deviceType": "cdrom-image", "ide1:0.fileName": "/vmfs/volumes/x/a.iso"},
        ]),
    }
    return st.one_of(
        st.fixed_dictionaries({"name": _TEXTS}, optional={**parts, **single}),
        st.fixed_dictionaries(
            {"name": st.sampled_from(["many-{:03d}", "of {}"]), "count": st.integers(1, 4)}, optional=parts,
        ),
    )


@st.composite
def _snapshots(draw: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 3))):
        found.append({"name": draw(st.sampled_from(["a", "b c"])), **draw(_optional(
            description=st.just("d\ne"), power=st.sampled_from(["on", "off"]), quiesced=st.just(False),
            parent=st.integers(1, number) if number else st.just(0),
        ))})
    if found and draw(st.booleans()):
        draw(st.sampled_from(found))["current"] = True
    return found
