"""The keys of an inventory file: the one table that reading, the JSON Schema and the page of the reference are made from."""

from __future__ import annotations

from fakeesx.inventory.file import lab
from fakeesx.inventory.file.kinds import Choice, Flag, Number, Size, Text
from fakeesx.inventory.file.sections import Key, ListOf, Section, TextByName
from fakeesx.inventory.file.vim_values import Patches, VimData
from fakeesx.inventory.profile import LICENSES, MOST_VMS, NAMES
from fakeesx.schema import vim

ROLES = ("Admin", "ReadOnly", "View", "Anonymous", "NoAccess")
"""The fixed roles of a host."""
NIC_TYPES = ("e1000", "pcnet32", "vmxnet", "vmxnet2", "vmxnet3")
LOWEST_MEMORY, MOST_MEMORY = 4 << 20, 261120 << 20
"""What hardware version 7 takes."""

_PLAIN = r"[^\x00-\x1f\x7f]*"
_NOT_BLANK = r"[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*"
_MAC = Text("a MAC address", r"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}", 17, 17, "00:50:56:00:00:01")
_DEVICE = Text("the name of a network card", r"[A-Za-z][A-Za-z0-9._-]{0,30}", 1, 31, "vmnic0")
_SWITCH = Text("the name of a switch", _NOT_BLANK, 1, 32, "vSwitch0", printable=True)
_GROUP = Text("the name of a port group", _NOT_BLANK, 1, 80, "VM Network", printable=True)
_DATASTORE = Text("the name of a datastore", r"[^\x00-\x1f\x7f/\\\[\]]+", 1, 42, "datastore1")
_UUID = Text(
    "a UUID", r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", 36, 36, "564d1234-0000-1111-2222-333344445555",
)
_IP = Text("an IPv4 address", r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}", 7, 15, "192.0.2.10")
_GATEWAY = Text("an IPv4 address, or none", r"none|[0-9]{1,3}(?:\.[0-9]{1,3}){3}", 4, 15, "192.0.2.1")
_SUBNET = Text("an IPv4 subnet", r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}/[0-9]{1,2}", 9, 18, "192.0.2.0/24")
_USER = Text(
    "a user's name: a letter or _, then letters, digits, . _ -, at most 32", r"[A-Za-z_][A-Za-z0-9_.-]{0,31}", 1, 32,
    "operator",
)
_POLICY = VimData("HostNetworkPolicy")
_FILE = Text("a path on the datastore", r"[^\x00-\x1f\x7f/\[\]][^\x00-\x1f\x7f]*", 1, 1024, "web/web.vmx")
_GUEST = Choice(
    tuple(str(value) for value in vim.VirtualMachineGuestOsIdentifier.members()),
    listed="a guest id of API 4.1, such as otherLinux64Guest",
)

HOST = Section("host", lab.HostLab, (
    Key("profile", Choice(NAMES), "Which host to be."),
    Key("license", Choice(LICENSES), "The licence state; a `free` host refuses writes. The profile's, if not given."),
    Key("name", Text("a host name", r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}))*", 1, 255,
                     "esx1.example.test"), "The host's name, with or without its domain."),
    Key("time_zone", Text("the name of a time zone", r"[A-Za-z0-9_+/-]+", 1, 64, "Europe/Zurich"),
        "One of the zones that `QueryAvailableTimeZones` lists."),
    Key("time_offset", Number(-(10**10), 10**10, "seconds"), "By how much the host's clock is wrong."),
    Key("maintenance", Flag(), "Whether it is in maintenance mode."),
    Key("options", TextByName("a mapping of the names of advanced settings to their values", scalars=True),
        "Advanced settings: those of `ha-adv-options` and `HostAgentSettings` that are not as in the profile."),
), "The host itself. What is not given is as in the profile.")

USER = Section("user", lab.UserLab, (
    Key("name", _USER, "What the user logs in with."),
    Key("password", Text("a password", _PLAIN, 1, 127), "The password; this or `password_hash` must be there."),
    Key("password_hash", Text("a hash of a password, SALT:SHA256", r"[0-9a-f]{2,256}:[0-9a-f]{64}", 67, 321),
        "In place of the password what `fakeesx inventory dump` writes of it: salted, one round."),
    Key("role", Choice((*ROLES, "none"), {None: "none"}),
        "The user's role on the whole host; `none`: no permission of its own."),
    Key("description", Text("a description", _PLAIN, 0, 255), "The full name, say; the name, if not given."),
    Key("id", Number(0, 2**31 - 1), "The POSIX id; the next one, if not given."),
    Key("groups", ListOf(_USER, 100), "The local groups that it is in; `users`, if not given."),
    Key("shell", Flag(), "Whether it may log in to a shell; as a new user, if not given."),
), "A local user. One of the administrator's name (`root`) sets the administrator's password.")

GROUP_ACCOUNT = Section("group", lab.GroupAccountLab, (
    Key("name", _USER, "The name."),
    Key("description", Text("a description", _PLAIN, 0, 255), "What it is for; the name, if not given."),
    Key("id", Number(0, 2**31 - 1), "The POSIX id; the next one, if not given."),
), "A local group beside the profile's; users say which groups they are in.")

FILE = Section("file", lab.FileLab, (
    Key("name", _FILE, "The path on the datastore; its folders are made."),
    Key("size", Size(1, 2 << 40, example="600 MiB"), "How large it is; empty, if not given."),
), "A file on a datastore: all zeros, but it takes its size there. An image for CD drives, say.")

DATASTORE = Section("datastore", lab.DatastoreLab, (
    Key("name", _DATASTORE, "The name, up to 42 characters."),
    Key("type", Choice(("VMFS", "NFS", "local")), "What it is; `local` is a folder in the service console's file system."),
    Key("capacity", Size(64 << 20, 64 << 40, example="500 GiB"),
        "How large it is. Without it a VMFS datastore is as large as the profile's own, and NFS has 50 GiB."),
    Key("block_size", Number(1, 8, "MB", choices=(1, 2, 4, 8)),
        "The block size of VMFS-3, in MB: the largest file has 256 GiB for each."),
    Key("uuid", Text("a uuid of a volume", r"[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}", 35, 35,
                     "4c3f1e2a-0b1c2d3e-4f50-001b21aabbcc"), "The VMFS volume's uuid; made up, if not given."),
    Key("lun", Text("the name of a disk", r"naa\.6[0-9a-f]{31}", 36, 36),
        "The disk it is on; follows from the uuid, if not given."),
    Key("remote", Text("SERVER:/PATH", r"[A-Za-z0-9._%-][A-Za-z0-9._:%-]{0,254}:/[^\x00-\x1f\x7f]{0,1023}", 3, 1280,
                       "nas.example.test:/export"),
        "For NFS: the server and the path of the export."),
    Key("read_only", Flag(), "For NFS: mounted read-only."),
    Key("folder", Text("an absolute path", r"/[^\x00-\x1f\x7f]*", 1, 1024, "/vmimages"),
        "For local: the path in the service console."),
    Key("files", ListOf(FILE, 10_000), "Files on it that are no virtual machine's."),
), "A datastore. The list stands in place of the profile's own datastore.")

SEEN = Section("seen", lab.SeenLab, (
    Key("subnet", _SUBNET, "Addresses of the traffic."),
    Key("vlan", Number(1, 4094), "The VLAN that the frames are tagged with; none, if not given."),
), "Traffic that a card sees on its wire; network hints show it.")

NIC = Section("nic", lab.NicLab, (
    Key("name", _DEVICE, "The device's name."),
    Key("mac", _MAC, "Its address; made up, if not given."),
    Key("speed", Number(10, 10000, "Mb/s", choices=(10, 100, 1000, 10000)), "The speed of the link."),
    Key("duplex", Choice(("full", "half")), "The duplex mode of the link."),
    Key("link", Choice(("up", "down")), "Whether a cable is in it."),
    Key("driver", Text("the name of a driver", r"[A-Za-z0-9_.-]+", 1, 32, "bnx2"), "The driver that has it."),
    Key("pci", Text("a PCI address", r"(?:[0-9A-Fa-f]{4}:)?[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}\.[0-7]", 7, 12,
                    "02:00.0"), "Where it is; made up, if not given."),
    Key("seen", ListOf(SEEN, 64), "Traffic that it sees."),
), "A physical network card. The list stands in place of the profile's cards.")

SWITCH = Section("switch", lab.SwitchLab, (
    Key("name", _SWITCH, "The name, up to 32 characters."),
    Key("nics", ListOf(_DEVICE, 32), "The cards it goes out by."),
    Key("ports", Number(8, 4096), "How many ports it has; rounded up to a multiple of 8."),
    Key("mtu", Number(1280, 9000), "The largest frame, in bytes."),
    Key("policy", _POLICY, "Security, teaming and shaping; what is not given is as on a new switch."),
), "A virtual switch. The list stands in place of the profile's switches.")

GROUP = Section("port_group", lab.GroupLab, (
    Key("name", _GROUP, "The name, up to 80 characters; VMs use it as their network."),
    Key("switch", _SWITCH, "The switch it is on."),
    Key("vlan", Number(0, 4095), "The VLAN: 0 for none, 4095 for all."),
    Key("policy", _POLICY, "Security, teaming and shaping; what is not given is as on its switch."),
), "A port group. The list stands in place of the profile's groups; those of the host's own interfaces are always there.")

INTERFACE = Section("interface", lab.InterfaceLab, (
    Key("port_group", _GROUP, "The port group it is on, which no virtual machine uses."),
    Key("ip", _IP, "Its address; without one it asks for one (DHCP)."),
    Key("netmask", _IP, "The mask of the subnet."),
    Key("mac", _MAC, "Its MAC address; generated, if not given."),
    Key("mtu", Number(1280, 9000), "The largest frame, in bytes; for the VMkernel's only."),
), "A network interface of the host itself, `vmk0` or `vswif0` the first.")

DNS = Section("dns", lab.DnsLab, (
    Key("servers", ListOf(Text("an IP address", r"[0-9A-Fa-f.:]+", 2, 45, "192.0.2.53"), 16), "Name servers."),
    Key("search", ListOf(Text("a domain", r"[A-Za-z0-9.-]+", 1, 253, "example.test"), 32), "Domains that are searched."),
), "How the host looks names up. What is not given is as in the profile.")

ROUTE = Section("route", lab.RouteLab, (
    Key("network", _SUBNET, "Where it leads."),
    Key("gateway", _IP, "The next hop, in the subnet of an interface."),
), "A route of the VMkernel beside those of its interfaces.")

NETWORK = Section("network", lab.NetworkLab, (
    Key("nics", ListOf(NIC, 32), "The physical network cards."),
    Key("switches", ListOf(SWITCH, 248), "The virtual switches."),
    Key("port_groups", ListOf(GROUP, 512), "The port groups."),
    Key("vmkernel_nics", ListOf(INTERFACE, 16), "The interfaces of the VMkernel: `vmk0`, `vmk1` and so on."),
    Key("console_nics", ListOf(INTERFACE, 16), "The interfaces of the service console, where there is one: `vswif0` first."),
    Key("dns", DNS, "Name servers."),
    Key("gateway", _GATEWAY, "The VMkernel's default gateway; the profile's, if not given."),
    Key("console_gateway", _GATEWAY, "The service console's default gateway; the profile's, if not given."),
    Key("routes", ListOf(ROUTE, 256), "Further routes of the VMkernel."),
), "The host's network. What is not given is as in the profile.")

_IQN = Text(
    "an iSCSI name", r"iqn\.\d{4}-\d{2}\.[^\s:]+(?::\S*)?|eui\.[0-9A-Fa-f]{16}|naa\.[0-9A-Fa-f]{16,32}", 5, 223,
    "iqn.2010-10.org.openstack:volume-1",
)
_ADDRESS = Text("an address", r"[^\s,]+", 1, 255, "192.0.2.50")
_PORT = Key("port", Number(1, 65535), "The TCP port.")
_LUN_ID = Text("the name of a LUN", r"naa\.[0-9a-f]{16}(?:[0-9a-f]{16})?", 20, 36, "naa.60014050000000000000000000000001")
_CHAP_NAME, _CHAP_SECRET = Text("a CHAP name", _PLAIN, 1, 511, "openstack"), Text("a CHAP secret", _PLAIN, 1, 255)

LUN = Section("lun", lab.LunLab, (
    Key("number", Number(0, 255), "Its number at the target."),
    Key("size", Size(1 << 10, 2 << 40, example="10 GiB"), "Its capacity."),
    Key("id", _LUN_ID, "Its canonical name; follows from the target and the number, if not given. LUNs of several targets "
                       "with one name are one LUN."),
    Key("vendor", Text("a vendor of SCSI devices", r"[ -~]*", 1, 8, "LIO-ORG"), "The vendor that it names."),
    Key("model", Text("a model of SCSI devices", r"[ -~]*", 1, 16, "IBLOCK"), "The model that it names."),
), "A LUN, blank: a sparse file.")

TARGET = Section("target", lab.TargetLab, (
    Key("address", _ADDRESS, "Where it is."),
    Key("iqn", _IQN, "Its iSCSI name."),
    _PORT,
    Key("luns", ListOf(LUN, 256), "Its LUNs."),
    Key("user", _CHAP_NAME, "CHAP: it takes those alone who name themselves so and know the secret."),
    Key("secret", _CHAP_SECRET, "The secret to `user`."),
), "An iSCSI target around the host. The host sees its LUNs when its software adapter is told of it, and rescanned.")

SEND_TARGET = Section("send_target", lab.SendTargetLab, (
    Key("address", _ADDRESS, "The address that is asked."), _PORT,
    Key("user", _CHAP_NAME, "CHAP for the targets that it tells of; the adapter's, if not given."),
    Key("secret", _CHAP_SECRET, "The secret to `user`."),
), "An address at which targets are asked for (dynamic discovery).")

STATIC_TARGET = Section("static_target", lab.StaticTargetLab, (
    Key("address", _ADDRESS, "Where the target is."), Key("iqn", _IQN, "Its iSCSI name."), _PORT,
    Key("user", _CHAP_NAME, "CHAP for it; the adapter's, if not given."),
    Key("secret", _CHAP_SECRET, "The secret to `user`."),
), "A target that the adapter is told of.")

SOFTWARE_ISCSI = Section("software_iscsi", lab.SoftwareIscsiLab, (
    Key("name", _IQN, "The iSCSI name of the host; made of its name, if not given."),
    Key("alias", Text("an alias", _PLAIN, 0, 255), "Its alias."),
    Key("user", _CHAP_NAME, "CHAP for all its targets that have none of their own."),
    Key("secret", _CHAP_SECRET, "The secret to `user`."),
    Key("send_targets", ListOf(SEND_TARGET, 256), "Addresses at which it asks for targets."),
    Key("static_targets", ListOf(STATIC_TARGET, 256), "Targets that it is told of."),
), "The software iSCSI adapter, enabled and rescanned; without this section it is disabled.")

DISK = Section("disk", lab.DiskLab, (
    Key("size", Size(1 << 10, 2 << 40), "Its capacity; this or `lun` must be there."),
    Key("thin", Flag(), "Thin: space is taken as it is written. Otherwise all of it is taken at once."),
    Key("datastore", _DATASTORE, "Where it is; with the VM, if not given."),
    Key("file", _FILE, "Its path on the datastore; beside the VM's other files, if not given."),
    Key("uuid", _UUID, "The disk's uuid; made up, if not given."),
    Key("content_id", Text("a content id: 32 hexadecimal digits", r"[0-9a-f]{32}", 32, 32), "Made up, if not given."),
    Key("eager", Flag(), "Not thin, and zeroed when it was made."),
    Key("lun", _LUN_ID, "A LUN that the host sees: the disk is a raw device mapping of it."),
    Key("compatibility", Choice(("physical", "virtual")), "Of a mapping: whether the guest talks to the LUN itself."),
), "A virtual disk on the VM's SCSI controllers: new and blank, or a LUN.")

VM_NIC = Section("vm_nic", lab.VmNicLab, (
    Key("network", _GROUP, "The port group it is on."),
    Key("type", Choice(NIC_TYPES), "Which adapter it is."),
    Key("mac", _MAC, "A static address; generated, if not given. Not together with `count`."),
    Key("connected", Flag(), "Whether it is connected, and will be at power on."),
), "A network adapter of a VM.")

SNAPSHOT = Section("snapshot", lab.SnapshotLab, (
    Key("name", Text("a snapshot's name", _NOT_BLANK, 1, 80, "before the update"), "Its name."),
    Key("description", Text("a description", r"(?s:.*)", 0, 4096), "What it is for."),
    Key("parent", Number(0, 400),
        "The number of the snapshot it was taken after, 0 for none; the one before it in the list, if not given."),
    Key("power", Choice(("off", "on", "suspended"), {True: "on", False: "off"}),
        "What going back to it leads to: `on` for one with the memory of a VM that ran."),
    Key("quiesced", Flag(), "Taken with the guest's file systems at rest."),
    Key("current", Flag(), "The VM goes on from this one; from the last, if none says so."),
), "A snapshot. When it was taken the VM had the hardware that it has now.")

VM = Section("vm", lab.VmLab, (
    Key("name", Text("a VM's name", _NOT_BLANK, 1, 80, "web-01"),
        "The name, up to 80 characters; with `count`, a pattern with a place for the number: `web-{:03d}`."),
    Key("count", Number(1, MOST_VMS), "Make so many, numbered from 1."),
    Key("guest_id", _GUEST, "The guest operating system, as vim25 names it."),
    Key("cpus", Number(1, 8), "Virtual CPUs."),
    Key("memory", Size(LOWEST_MEMORY, MOST_MEMORY, LOWEST_MEMORY, 1 << 20, "2 GiB"),
        "Memory; a number without a unit is MiB."),
    Key("datastore", _DATASTORE, "Where its files are; on the first datastore that can be written, if not given."),
    Key("disks", ListOf(DISK, 60), "Its disks."),
    Key("nics", ListOf(VM_NIC, 10), "Its network adapters."),
    Key("power", Choice(("off", "on", "suspended"), {True: "on", False: "off"}), "Whether it runs."),
    Key("tools", Choice(("notInstalled", "notRunning", "running")), "What VMware Tools do in the guest while it runs."),
    Key("annotation", Text("a note", r"(?s:.*)", 0, 4096), "Notes on it."),
    Key("extra_config", TextByName(), "Further entries of `config.extraConfig`."),
    Key("snapshots", ListOf(SNAPSHOT, 400), "Its snapshots, in the order they were taken; the VM goes on from the last."),
    Key("moid", Text("a VM's moid", r"[1-9][0-9]{0,8}", 1, 9), "Its id: the next multiple of 16, if not given."),
    Key("uuid", _UUID, "`config.uuid`; made up, if not given. Generated MAC addresses follow from it."),
    Key("instance_uuid", _UUID, "`config.instanceUuid`; made up, if not given."),
    Key("file", _FILE, "The path of its `.vmx` on the datastore; made up of its name, if not given."),
    Key("vmx", TextByName("a mapping of the keys of a `.vmx` to text or null", none=True),
        "Entries of its `.vmx` in place of those that the other keys make (`null`: none), before it is powered on."),
), "A virtual machine, or with `count` as many as that.")

LAB = Section("lab", lab.Lab, (
    Key("host", HOST, HOST.about),
    Key("users", ListOf(USER, 500), "Local users beside the administrator."),
    Key("groups", ListOf(GROUP_ACCOUNT, 500), GROUP_ACCOUNT.about),
    Key("datastores", ListOf(DATASTORE, 256), DATASTORE.about),
    Key("spare_luns", ListOf(Size(64 << 20, 64 << 40, example="20 GiB"), 256),
        "Blank disks that clients can make VMFS datastores on, by their capacity."),
    Key("iscsi_targets", ListOf(TARGET, 256), TARGET.about),
    Key("software_iscsi", SOFTWARE_ISCSI, SOFTWARE_ISCSI.about),
    Key("network", NETWORK, NETWORK.about),
    Key("vms", ListOf(VM), "The virtual machines."),
    Key("objects", Patches(),
        "Properties of the host's own objects that no other key says, by moid and path, in vim25's terms."),
), "A host as `fakeesx serve --inventory` starts it.")

SECTIONS = (
    LAB, HOST, USER, GROUP_ACCOUNT, DATASTORE, FILE, TARGET, LUN, SOFTWARE_ISCSI, SEND_TARGET, STATIC_TARGET, NETWORK, NIC,
    SEEN, SWITCH, GROUP, INTERFACE, DNS, ROUTE, VM, DISK, VM_NIC, SNAPSHOT,
)
"""All sections, in the order the reference shows them."""
