"""A virtual machine's home directory."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.storage.descriptor import new_disk_uuid
from fakeesx.storage.errors import (
    FileAlreadyExists,
    FileLocked,
    FileNotFound,
    InvalidVmx,
    NoDiskSpace,
)
from fakeesx.storage.paths import DatastorePath, normalise
from fakeesx.storage.vmdk import create_disk, delete_disk, lock_disk
from fakeesx.storage.vmfiles import (
    NVRAM_SIZE,
    VmHome,
    create_home,
    delete_home,
    free_disk,
    free_home,
    home_name,
    own_files,
    power_off,
    power_on,
    read_vmx,
    rotate_logs,
    vmxf_text,
    write_vmx,
)
from fakeesx.storage.vmx import Vmx

MIB = 1024**2
UUID = "564d9904-a176-a762-1b95-f75ddd0642d8"
VMX = Vmx({"displayName": "vm", "memsize": "256"})


@pytest.fixture
def home(datastore):
    """The home of a machine "vm" that was just made."""
    home = free_home(datastore, "vm")
    create_home(datastore, home, VMX, uuid=UUID)
    return home


def names(datastore, directory="vm"):
    """What is in the directory."""
    return [each.name for each in datastore.listing(directory)]


def start(datastore, home, owner="16", swap_size=256 * MIB, tag=0x966D25CA):
    """Power on."""
    power_on(datastore, home, owner=owner, swap_size=swap_size, tag=tag, log="started\n")


def test_names():
    """The names of the recorded machines' files."""
    home = VmHome.of("ubuntu/ubuntu.vmx")
    assert home == VmHome("ubuntu", "ubuntu")
    assert (home.vmx, home.vmxf, home.vmsd, home.nvram, home.log) == (
        "ubuntu/ubuntu.vmx",
        "ubuntu/ubuntu.vmxf",
        "ubuntu/ubuntu.vmsd",
        "ubuntu/ubuntu.nvram",
        "ubuntu/vmware.log",
    )
    assert home.swap(0x966D25CA) == "ubuntu/ubuntu-966d25ca.vswp"
    assert [home.disk(number) for number in (0, 1)] == ["ubuntu/ubuntu.vmdk", "ubuntu/ubuntu_1.vmdk"]
    assert VmHome.of("/vm.vmx"[1:]).vmxf == "vm.vmxf"


@given(st.text(min_size=1, max_size=300))
def test_any_name_of_a_machine_gives_a_file_name(name):
    """Whatever a machine is called, its files have a name that every door can show."""
    found = home_name(name)
    assert normalise(f"{found}-000001-delta.vmdk") == f"{found}-000001-delta.vmdk"
    assert "/" not in found
    assert DatastorePath("d", found).path == found
    assert '"' not in found


def test_usual_names_stay():
    """Blanks and letters of any script are kept."""
    for name in ("ubuntu", "Nouvelle machine virtuelle", "日本 1.2_x-y"):
        assert home_name(name) == name
    assert home_name('a/b\\c:"d"') == "a_b_c__d_"


@pytest.mark.parametrize(
    ("name", "size"),
    [("ubuntu", 261), ("windows", 262), ("solaris", 262), ("Nouvelle machine virtuelle", 281)],
)
def test_vmxf_sizes_of_the_recorded_host(name, size):
    """Each of the four recorded .vmxf files has the recorded length."""
    assert len(vmxf_text(f"{name}.vmx", UUID)) == size


def test_vmxf_is_xml():
    """Names are escaped."""
    root = ET.fromstring(vmxf_text("a<&>b.vmx", UUID))
    assert root.findtext("VM/vmxPathName") == "a<&>b.vmx"
    assert root.findtext("VM/VMId") == "56 4d 99 04 a1 76 a7 62-1b 95 f7 5d dd 06 42 d8"


def test_create(datastore, home):
    """A new machine has its configuration and an empty list of snapshots."""
    assert names(datastore) == ["vm.vmsd", "vm.vmx", "vm.vmxf"]
    assert datastore.stat("vm/vm.vmsd").size == 0
    assert read_vmx(datastore, home.vmx) == VMX


def test_create_in_a_directory_that_is_there(datastore):
    """An existing directory is used, and what is in it stays."""
    datastore.mkdir("vm")
    datastore.write_file("vm/other", b"")
    create_home(datastore, VmHome("vm", "x"), VMX, uuid=UUID)
    assert names(datastore) == ["other", "x.vmsd", "x.vmx", "x.vmxf"]


def test_create_at_the_root(datastore):
    """A machine may live in the root of a datastore."""
    home = VmHome.of("x.vmx")
    create_home(datastore, home, VMX, uuid=UUID)
    assert names(datastore, "") == ["x.vmsd", "x.vmx", "x.vmxf"]
    delete_home(datastore, home)
    assert names(datastore, "") == []


def test_create_fails(datastore, home):
    """A taken name or a missing parent leaves everything as it was."""
    before = {each.path: datastore.read_file(each.path) for each in datastore.listing("vm")}
    with pytest.raises(FileAlreadyExists):
        create_home(datastore, home, Vmx(), uuid=UUID)
    assert {each.path: datastore.read_file(each.path) for each in datastore.listing("vm")} == before
    with pytest.raises(FileNotFound):
        create_home(datastore, VmHome("no/such", "x"), VMX, uuid=UUID)
    datastore.capacity = datastore.used
    with pytest.raises(NoDiskSpace):
        create_home(datastore, VmHome("new", "new"), VMX, uuid=UUID)
    assert names(datastore, "") == ["vm"]


def test_free_home(datastore, home):
    """A second machine of the same name gets a directory of its own."""
    assert home == VmHome("vm", "vm")
    second = free_home(datastore, "vm")
    assert second == VmHome("vm_1", "vm")
    create_home(datastore, second, VMX, uuid=UUID)
    assert free_home(datastore, "vm") == VmHome("vm_2", "vm")


def test_free_disk(datastore, home):
    """The next disk avoids descriptors and extents."""
    made = []
    for _ in range(3):
        made.append(free_disk(datastore, home))
        create_disk(datastore, made[-1], MIB, thin=True, adapter="ide", uuid=new_disk_uuid(random.Random(1)))
    assert made == ["vm/vm.vmdk", "vm/vm_1.vmdk", "vm/vm_2.vmdk"]
    datastore.delete_file("vm/vm_1.vmdk")
    assert free_disk(datastore, home) == "vm/vm_3.vmdk"
    delete_disk(datastore, "vm/vm.vmdk")
    assert free_disk(datastore, home) == "vm/vm.vmdk"


def test_write_vmx(datastore, home):
    """A running machine's host writes its configuration, others don't."""
    start(datastore, home)
    with pytest.raises(FileLocked):
        write_vmx(datastore, home, Vmx())
    found = write_vmx(datastore, home, VMX.replace({"memsize": "512"}), owner="16")
    assert found.path == home.vmx
    assert read_vmx(datastore, home.vmx)["memsize"] == "512"


def test_read_vmx_of_a_client(datastore):
    """What a client uploaded may be anything."""
    datastore.write_file("bad.vmx", b"\0")
    with pytest.raises(InvalidVmx) as caught:
        read_vmx(datastore, "bad.vmx")
    assert caught.value.path == "[datastore1] bad.vmx"


def test_power_on(datastore, home):
    """A running machine has a swap file, BIOS settings and a log, and holds them."""
    start(datastore, home)
    assert names(datastore) == ["vm-966d25ca.vswp", "vm.nvram", "vm.vmsd", "vm.vmx", "vm.vmxf", "vmware.log"]
    swap = datastore.stat("vm/vm-966d25ca.vswp")
    assert (swap.size, swap.allocated) == (256 * MIB, 256 * MIB)
    assert datastore.stat(home.nvram).size == NVRAM_SIZE
    assert datastore.read_file(home.log) == b"started\n"
    held = {each.name for each in datastore.listing("vm") if datastore.locked_by(each.path) == ("16",)}
    assert held == {"vm-966d25ca.vswp", "vm.nvram", "vm.vmx", "vmware.log"}
    with pytest.raises(FileLocked):
        datastore.open_read(swap.path)
    assert read_vmx(datastore, home.vmx) == VMX


def test_power_off(datastore, home):
    """Locks and swap file go, the rest stays; twice is no error."""
    start(datastore, home)
    power_off(datastore, home, owner="16", tag=0x966D25CA)
    power_off(datastore, home, owner="16", tag=0x966D25CA)
    assert names(datastore) == ["vm.nvram", "vm.vmsd", "vm.vmx", "vm.vmxf", "vmware.log"]
    assert datastore.lock_owners == ()


def test_power_on_after_a_crash(datastore, home):
    """A swap file that was left over is no hindrance."""
    datastore.create_sparse(home.swap(0x966D25CA), MIB, thick=True)
    start(datastore, home)
    assert datastore.stat(home.swap(0x966D25CA)).size == 256 * MIB


def test_power_on_without_swap(datastore, home):
    """With all memory reserved there is no swap file."""
    start(datastore, home, swap_size=0)
    assert not any(name.endswith(".vswp") for name in names(datastore))


def test_power_on_fails(datastore, home):
    """Held by somebody else, no room, no configuration: nothing is held and no swap file is left."""
    datastore.lock(home.vmx, "other")
    with pytest.raises(FileLocked):
        start(datastore, home)
    datastore.unlock("other")
    before = names(datastore)
    with pytest.raises(NoDiskSpace):
        start(datastore, home, swap_size=datastore.capacity)
    assert (names(datastore), datastore.lock_owners) == (before, ())
    datastore.delete_file(home.vmx)
    with pytest.raises(FileNotFound):
        start(datastore, home)
    assert datastore.lock_owners == ()


def test_logs(datastore, home):
    """Each start begins a log; the last six old ones stay, under rising numbers."""
    rotate_logs(datastore, home)
    for run in range(10):
        power_on(datastore, home, owner="16", swap_size=0, tag=1, log=f"run {run}")
        power_off(datastore, home, owner="16", tag=1)
    logs = [name for name in names(datastore) if name.endswith(".log")]
    assert logs == [f"vmware-{number}.log" for number in range(4, 10)] + ["vmware.log"]
    assert datastore.read_file("vm/vmware-9.log") == b"run 8"


def test_delete(datastore, home):
    """A machine goes with its directory."""
    create_disk(datastore, home.disk(0), MIB, thin=False, adapter="ide", uuid=new_disk_uuid(random.Random(1)))
    for _ in range(2):
        start(datastore, home)
        lock_disk(datastore, home.disk(0), "16")
        with pytest.raises(FileLocked):
            delete_home(datastore, home)
        power_off(datastore, home, owner="16", tag=0x966D25CA)
    delete_disk(datastore, home.disk(0))
    delete_home(datastore, home)
    delete_home(datastore, home)
    assert names(datastore, "") == []
    assert datastore.used == 0


def test_delete_spares_the_files_of_others(datastore, home):
    """What is not the machine's own stays, and so does the directory."""
    others = ["notes.txt", "other.vmx", "vm-extra.vswp", "vm.iso", "vmware-x.log"]
    for name in others:
        datastore.write_file(f"vm/{name}", b"")
    datastore.mkdir("vm/vmware-1.log")
    start(datastore, home)
    power_off(datastore, home, owner="16", tag=0x966D25CA)
    datastore.create_sparse(home.swap(7), MIB, thick=True)
    delete_home(datastore, home)
    assert names(datastore) == sorted([*others, "vmware-1.log"])


def test_own_files(datastore, home):
    """Configuration, snapshots list, BIOS settings, logs and swap files."""
    start(datastore, home)
    datastore.write_file("vm/other", b"")
    assert len(own_files(home, datastore.names("vm")[1])) == 6
