"""The keys of an inventory file: the one table that reading, the JSON Schema and the page of the reference are made from."""

from __future__ import annotations

from fakeesx.inventory.file import lab
from fakeesx.inventory.file.kinds import Choice, Flag, Number, Size, Text
from fakeesx.inventory.file.sections import Key, ListOf, Section, TextByName
from fakeesx.inventory.profile import LICENSES, NAMES
from fakeesx.schema import vim

ROLES = ("Admin", "ReadOnly", "View", "Anonymous", "NoAccess")
"""The fixed roles of a host."""
NIC_TYPES = ("e1000", "pcnet32", "vmxnet", "vmxnet2", "vmxnet3")
MOST_VMS = 20_000
LOWEST_MEMORY, MOST_MEMORY = 4 << 20, 261120 << 20
"""What hardware version 7 takes."""

_PLAIN = r"[^\x00-\x1f\x7f]*"
_NOT_BLANK = r"[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*"
_MAC = Text("a MAC address", r"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}", 17, 17, "00:50:56:00:00:01")
_DEVICE = Text("the name of a network card", r"[A-Za-z][A-Za-z0-9._-]{0,30}", 1, 31, "vmnic0")
_SWITCH = Text("the name of a switch", _NOT_BLANK, 1, 32, "vSwitch0", printable=True)
_GROUP = Text("the name of a port group", _NOT_BLANK, 1, 80, "VM Network", printable=True)
_DATASTORE = Text("the name of a datastore", r"[^\x00-\x1f\x7f/\\\[\]]+", 1, 42, "datastore1")
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
), "The host itself. What is not given is as in the profile.")

USER = Section("user", lab.UserLab, (
    Key("name", Text("a user's name: a letter or _, then letters, digits, . _ -, at most 32",
                     r"[A-Za-z_][A-Za-z0-9_.-]{0,31}", 1, 32, "operator"), "What the user logs in with."),
    Key("password", Text("a password", _PLAIN, 1, 127), "The password."),
    Key("role", Choice(ROLES), "The user's role on the whole host."),
    Key("description", Text("a description", _PLAIN, 0, 255), "The full name, say."),
), "A local user. One of the administrator's name (`root`) sets the administrator's password.")

DATASTORE = Section("datastore", lab.DatastoreLab, (
    Key("name", _DATASTORE, "The name, up to 42 characters."),
    Key("type", Choice(("VMFS", "NFS", "local")), "What it is; `local` is a folder in the service console's file system."),
    Key("capacity", Size(64 << 20, 64 << 40, example="500 GiB"),
        "How large it is. Without it a VMFS datastore is as large as the profile's own, and NFS has 50 GiB."),
    Key("block_size", Number(1, 8, "MB", choices=(1, 2, 4, 8)),
        "The block size of VMFS-3, in MB: the largest file has 256 GiB for each."),
    Key("uuid", Text("a uuid of a volume", r"[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}", 35, 35,
                     "4c3f1e2a-0b1c2d3e-4f50-001b21aabbcc"), "The VMFS volume's uuid; made up, if not given."),
    Key("remote", Text("SERVER:/PATH", r"[A-Za-z0-9._%-][A-Za-z0-9._:%-]{0,254}:/[^\x00-\x1f\x7f]{0,1023}", 3, 1280,
                       "nas.example.test:/export"),
        "For NFS: the server and the path of the export."),
    Key("read_only", Flag(), "For NFS: mounted read-only."),
    Key("folder", Text("an absolute path", r"/[^\x00-\x1f\x7f]*", 1, 1024, "/vmimages"),
        "For local: the path in the service console."),
), "A datastore. The list stands in place of the profile's own datastore.")

SEEN = Section("seen", lab.SeenLab, (
    Key("subnet", Text("an IPv4 subnet", r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}/[0-9]{1,2}", 9, 18, "192.0.2.0/24"),
        "Addresses of the traffic."),
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
), "A virtual switch. The list stands in place of the profile's switches.")

GROUP = Section("port_group", lab.GroupLab, (
    Key("name", _GROUP, "The name, up to 80 characters; VMs use it as their network."),
    Key("switch", _SWITCH, "The switch it is on."),
    Key("vlan", Number(0, 4095), "The VLAN: 0 for none, 4095 for all."),
), "A port group. The list stands in place of the profile's groups; those of the host's own interfaces are always there.")

NETWORK = Section("network", lab.NetworkLab, (
    Key("nics", ListOf(NIC, 32), "The physical network cards."),
    Key("switches", ListOf(SWITCH, 248), "The virtual switches."),
    Key("port_groups", ListOf(GROUP, 512), "The port groups."),
), "The host's network. What is not given is as in the profile.")

DISK = Section("disk", lab.DiskLab, (
    Key("size", Size(1 << 20, 2 << 40), "Its capacity."),
    Key("thin", Flag(), "Thin: space is taken as it is written. Otherwise all of it is taken at once."),
    Key("datastore", _DATASTORE, "Where it is; with the VM, if not given."),
), "A virtual disk, new and blank, on the VM's SCSI controllers.")

VM_NIC = Section("vm_nic", lab.VmNicLab, (
    Key("network", _GROUP, "The port group it is on."),
    Key("type", Choice(NIC_TYPES), "Which adapter it is."),
    Key("mac", _MAC, "A static address; generated, if not given. Not together with `count`."),
    Key("connected", Flag(), "Whether it is connected, and will be at power on."),
), "A network adapter of a VM.")

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
    Key("power", Choice(("off", "on"), {True: "on", False: "off"}), "Whether it runs."),
    Key("tools", Choice(("notInstalled", "notRunning", "running")), "What VMware Tools do in the guest while it runs."),
    Key("annotation", Text("a note", r"(?s:.*)", 0, 4096), "Notes on it."),
    Key("extra_config", TextByName(), "Further entries of `config.extraConfig`."),
), "A virtual machine, or with `count` as many as that.")

LAB = Section("lab", lab.Lab, (
    Key("host", HOST, HOST.about),
    Key("users", ListOf(USER, 500), "Local users beside the administrator."),
    Key("datastores", ListOf(DATASTORE, 256), DATASTORE.about),
    Key("spare_luns", ListOf(Size(64 << 20, 64 << 40, example="20 GiB"), 256),
        "Blank disks that clients can make VMFS datastores on, by their capacity."),
    Key("network", NETWORK, NETWORK.about),
    Key("vms", ListOf(VM), "The virtual machines."),
), "A host as `fakeesx serve --inventory` starts it.")

SECTIONS = (LAB, HOST, USER, DATASTORE, NETWORK, NIC, SEEN, SWITCH, GROUP, VM, DISK, VM_NIC)
"""All sections, in the order the reference shows them."""
