"""`esx-driver`: its commands, run in this process on a host over sockets; what they print and how they end."""

from __future__ import annotations

import base64
import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from driver_isos import iso_file
from driver_machines import Pattern
from esx_driver import commands_page
from esx_driver.cli import main

from fakeesx import FakeESX
from fakeesx.host.services.storage_devices import STORAGE
from fakeesx.testing import Fault, VimClient

IQN = "iqn.2010-10.org.openstack:volume-1"
SECRET = "s3cret-pass"
Run = Callable[..., Result]
NETWORK = "VM Network,mac=fa:16:3e:00:00:01,ip=192.0.2.2,netmask=255.255.255.0,gateway=192.0.2.1"


@pytest.fixture
def esx() -> Iterator[FakeESX]:
    """A host whose password is easy to look for."""
    with FakeESX(seed=1, password=SECRET) as esx:
        yield esx


@pytest.fixture
def config(esx: FakeESX, tmp_path: Path) -> Path:
    """The file with the options."""
    file = tmp_path / "driver.conf"
    file.write_text(
        "[DEFAULT]\n"
        f"vmwareapi_host_ip = {esx.host}:{esx.port}\nvmwareapi_host_username = {esx.user}\n"
        f"vmwareapi_host_password = {SECRET}\nvmwareapi_ca_file = {esx.cafile}\nflat_injected = true\n"
        "vmwareapi_api_retry_count = 1\nvmwareapi_retry_delay = 0.001\n"
        f"console_database = sqlite:///{tmp_path}/consoles.db\n",
    )
    return file


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A flat image."""
    file = tmp_path / "image.vmdk"
    file.write_bytes(Pattern().content)
    return file


@pytest.fixture
def run(config: Path) -> Iterator[Run]:
    """Runs a command; nothing but what was asked for may show the password."""
    said: list[str] = []

    def run_(*arguments: object, code: int = 0, secret: bool = False) -> Result:
        result = CliRunner().invoke(main, ["--config-file", str(config), *map(str, arguments)])
        assert result.exit_code == code, (result.output, result.exception)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        if not secret:
            said.append(result.output)
        return result

    yield run_
    assert SECRET not in "".join(said)
    logging.getLogger("esx_driver").setLevel(logging.NOTSET)


@pytest.fixture
def web(run: Run, image: Path) -> None:
    """A machine that runs."""
    run("spawn", "web", "--image", image, "--network", NETWORK, "--vcpus", 2, "--memory-mb", 64)


def told(result: Result) -> Any:
    """What a command with `--json` printed: JSON, and nothing else on standard output."""
    return json.loads(result.stdout)


def test_life_of_a_machine(esx: FakeESX, run: Run, image: Path, tmp_path: Path) -> None:
    """From spawn to destroy, with JSON all the way."""
    spawned = told(run("--json", "spawn", "web", "--image", image, "--network", "VM Network", "--network", "br7,vlan=7"))
    assert [nic.mac for nic in esx.vms["web"].nics] == spawned["macs"]
    assert all(mac.startswith("fa:16:3e:") for mac in spawned["macs"])  # missing ones are made, and differ
    assert len(set(spawned["macs"])) == 2
    assert told(run("--json", "list")) == ["web"]
    shown = told(run("--json", "show", "web"))
    assert {key: shown[key] for key in ("name", "uuid", "state", "memory_mb", "vcpus")} == {
        "name": "web", "uuid": spawned["uuid"], "state": "running", "memory_mb": 512, "vcpus": 1,
    }
    assert [nic["mac"] for nic in shown["nics"]] == spawned["macs"]
    for command, state in (
        ("suspend", "suspended"), ("resume", "poweredOn"), ("reboot", "poweredOn"), ("power-off", "poweredOff"),
        ("power-on", "poweredOn"),
    ):
        assert told(run("--json", command, "web"))["name"] == "web"
        assert esx.vms["web"].power_state == state
    file = tmp_path / "web.vmdk"
    assert told(run("--json", "snapshot", "web", "--to", file)) == {"name": "web", "to": str(file)}
    assert file.read_bytes().startswith(b"KDMV")
    assert told(run("--json", "destroy", "web"))["destroyed"] is True
    assert list(esx.vms) == told(run("--json", "list")) == []
    assert run("list").output == "no machines\n"


def test_machine_that_was_half_destroyed(esx: FakeESX, run: Run, web: None) -> None:
    """It is told what is left of it, each time, until it is deleted on request."""
    esx.chaos.add("DeleteDatastoreFile_Task", task_fails=10, fault="FileLocked", fields={"file": "web.vmdk"}, times=2)
    assert "left behind: the folder [datastore1] web\n" in run("destroy", "web", code=69).output
    assert run("destroy", "web", code=66).output == (
        "esx-driver: the host has no virtual machine 'web'\n"
        "esx-driver: there is a folder [datastore1] web with files of such a machine; destroy --leftovers deletes it\n"
    )
    assert told(run("--json", "destroy", "web", "--leftovers")) == {
        "name": "web", "destroyed": True, "port_groups_removed": [], "folders_removed": ["[datastore1] web"],
    }
    assert esx.datastores["datastore1"].files == ()
    assert run("destroy", "web", "--leftovers", code=66).output == "esx-driver: the host has no virtual machine 'web'\n"


def test_machines_after_a_boot(esx: FakeESX, run: Run, image: Path) -> None:
    """The host's list follows what the driver starts and stops; what should run is started by name, or by the list."""
    on = ("--set", "resume_guests_state_on_host_boot=true", "--json")
    run(*on, "spawn", "web", "--image", image)
    assert told(run("--json", "auto-start")) == {"enabled": True, "machines": ["web"]}
    for command, listed in (("suspend", []), ("resume", ["web"]), ("power-off", []), ("power-on", ["web"])):
        run(*on, command, "web")
        assert told(run("--json", "auto-start"))["machines"] == listed
    run("power-off", "web")
    assert run("resume-guests", "--auto-start").output == "starting web\nweb was started\n"
    assert run("--json", "resume-guests", "web", "none", code=69).stdout == (
        '{"started": [], "running": ["web"], "failed": {"none": "the host has no virtual machine \'none\'"}}\n'
    )
    assert esx.vms["web"].power_state == "poweredOn"
    assert run("auto-start", "web", "--off").output == "no machine starts with the host\n"
    for wrong in ("auto-start web", "auto-start --on", "resume-guests", "resume-guests web --auto-start"):
        run(*wrong.split(), code=64)


def test_reboot_that_is_waited_for(esx: FakeESX, run: Run, web: None) -> None:
    """By its guest, or by the reset button: it is said which."""
    assert run("reboot", "web", "--timeout", 60).output == "web was reset\n"  # no Tools
    esx.guest("web").set(tools="running")
    assert told(run("--json", "reboot", "web", "--timeout", 60)) == {"name": "web", "done": "reboot", "by_guest": True}
    assert run("reboot", "web", "--timeout", 60).output == "web has rebooted\n"
    assert run("reboot", "web").output == "web reboots\n"
    assert run("reboot", "web", "--hard").output == "web was reset\n"


def test_boots_from_a_cd_or_a_volume(esx: FakeESX, run: Run, web: None, image: Path, tmp_path: Path) -> None:
    """What is told to be made, and what can't be meant."""
    run("spawn", "cd", "--image", iso_file(tmp_path), "--root-gb", 1, "--disk-type", "thin")
    assert [(disk.size, disk.thin) for disk in esx.vms["cd"].disks] == [(1 << 30, True)]
    run("power-off", "web")
    run("spawn", "volume", "--boot-volume", "[datastore1] web/web.vmdk")
    assert [disk.path for disk in esx.vms["volume"].disks] == ["[datastore1] web/web.vmdk"]
    assert "is an ISO image, and not a disk" in run("rescue", "web", "--image", iso_file(tmp_path), code=65).output
    assert "give one of --image and --boot-volume" in run("spawn", "x", code=64).output
    wrong = ("spawn", "x", "--boot-volume", "[datastore1] web/web.vmdk", "--root-gb", 1)
    assert "--boot-volume takes a disk as it is" in run(*wrong, code=64).output
    assert "'fat' is not one of" in run("spawn", "x", "--image", image, "--disk-type", "fat", code=64).output


def test_screenshot(run: Run, web: None, tmp_path: Path) -> None:
    """A PNG in a file; where none can be written, an error and no traceback."""
    file = tmp_path / "web.png"
    assert told(run("--json", "screenshot", "web", file))["bytes"] == file.stat().st_size
    assert file.read_bytes().startswith(b"\x89PNG")
    assert "can't write" in run("screenshot", "web", tmp_path / "none" / "web.png", code=74).output
    run("power-off", "web")
    assert "it is poweredOff, and would have to be poweredOn" in run("screenshot", "web", file, code=65).output


def test_rescue(esx: FakeESX, run: Run, web: None, image: Path) -> None:
    """There and back."""
    assert told(run("--json", "rescue", "web", "--image", image)) == {"name": "web", "rescued": True}
    assert len(esx.vms["web"].disks) == 2
    assert "it is in rescue" in run("rescue", "web", "--image", image, code=65).output
    assert run("unrescue", "web").stdout == "web runs from its own disk\n"
    assert len(esx.vms["web"].disks) == 1


def test_attach_and_detach(esx: FakeESX, run: Run, web: None) -> None:
    """A card whose MAC is made, and a volume; what is not there is said."""
    mac = told(run("--json", "attach", "web", "--network", "br7,vlan=7", "--model", "vmxnet3"))["mac"]
    assert [(nic.mac, nic.network) for nic in esx.vms["web"].nics][1:] == [(mac, "br7")]
    run("detach", "web", "--mac", mac)
    assert len(esx.vms["web"].nics) == 1
    assert f"no network card {mac}" in run("detach", "web", "--mac", mac, code=65).output
    assert "FileNotFound" in run("attach", "web", "--volume", "[datastore1] v/v.vmdk", code=69).output
    assert "is a disk of 'web' itself" in run("detach", "web", "--volume", "[datastore1] web/web.vmdk", code=64).output
    assert "not of the form [datastore] path" in run("attach", "web", "--volume", "v.vmdk", code=65).output
    assert "give one of --network, --volume and --iscsi" in run("attach", "web", code=64).output


def _enable_software_iscsi(host: Any) -> None:
    with host.inventory.transaction():
        host.object(STORAGE).UpdateSoftwareInternetScsiEnabled(None, enabled=True)


def test_iscsi(esx: FakeESX, run: Run, web: None, tmp_path: Path) -> None:
    """A LUN with CHAP, and who the host is to storage; the secret comes from a file alone."""
    lun = f"192.0.2.50,{IQN},1"
    assert "software iSCSI is disabled on the host" in run("attach", "web", "--iscsi", lun, code=65).output
    esx.run(_enable_software_iscsi)
    found = told(run("--json", "connector"))
    assert found == {"ip": esx.host, "host": esx.host, "initiator": found["initiator"]}
    assert f"initiator    {found['initiator']}" in run("connector").output
    (disk,) = esx.iscsi_targets.add("192.0.2.50", IQN, {1: 8 << 20}, user="tom", secret=SECRET).luns
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    attached = told(run("--json", "attach", "web", "--iscsi", f"{lun},user=tom,secret-file={tmp_path / 'secret'}"))
    assert attached == {
        "name": "web", "iscsi": {"portal": "192.0.2.50:3260", "iqn": IQN, "lun": 1}, "device": disk.id, "bytes": 8 << 20,
    }
    assert len(esx.vms["web"].disks) == 2
    assert "disk       [datastore1] web/web_1.vmdk, 8 MB, LUN 02000100006001405" in run("show", "web").output
    assert run("detach", "web", "--iscsi", lun).output == f"LUN 1 of {IQN} at 192.0.2.50:3260 is free\n"
    assert "is not attached to 'web'" in run("detach", "web", "--iscsi", lun, code=65).output


@pytest.mark.parametrize(("text", "said"), [
    ("192.0.2.50", "it is PORTAL,IQN,LUN"), (f"192.0.2.50,{IQN},one", "'one' is no number of a LUN"),
    (f"192.0.2.50,{IQN},1,secret=x", "'secret=x' is none of user=, secret-file="),
    (f"192.0.2.50,{IQN},1,user=tom", "CHAP at .* needs both"), (f"192.0.2.50,{IQN},1,user=a,user=b", "user= is given twice"),
    (f"192.0.2.50,{IQN},1,user=tom,secret-file=none", "can't read the secret in none: No such file"),
    (f"192.0.2.50,{IQN},1,user=tom,secret-file=/dev/null", "first line of /dev/null is empty"),
])
def test_iscsi_that_can_not_be_meant(run: Run, text: str, said: str) -> None:
    """What is wrong, before anybody connects."""
    assert re.search(said, " ".join(run("attach", "web", "--iscsi", text, code=64).output.split()))


def test_resize(esx: FakeESX, run: Run, web: None) -> None:
    """Larger, and never smaller."""
    assert told(run("--json", "resize", "web", "--root-gb", 2)) == {"name": "web", "root_gb": 2}
    assert esx.vms["web"].disks[0].size == 2 << 30
    assert "can't shrink" in run("resize", "web", "--root-gb", 1, code=64).output


def test_inject(esx: FakeESX, run: Run, web: None) -> None:
    """The settings of a card that it has, which has to be named."""
    run("inject", "web", "--network", "VM Network,mac=fa:16:3e:00:00:01,ip=192.0.2.9,netmask=255.255.255.0")
    assert esx.vms["web"].extra_config["machine.id"] == "fa:16:3e:00:00:01;192.0.2.9;255.255.255.0;;;#"
    assert "mac= is needed" in run("inject", "web", "--network", "VM Network", code=64).output


def test_config_drive(esx: FakeESX, run: Run, image: Path, tmp_path: Path) -> None:
    """Of a folder, or of a file for cloud-init; not of both."""
    folder, file = tmp_path / "drive", tmp_path / "user-data"
    (folder / "openstack").mkdir(parents=True)
    (folder / "openstack" / "x.json").write_text("{}")
    file.write_text("#cloud-config\n")
    for name, option, value in (("a", "--config-drive", folder), ("b", "--user-data", file)):
        run("spawn", name, "--image", image, option, value)
        assert esx.datastores["datastore1"].read(f"{name}/configdrive.iso")[32769:32774] == b"CD001"
    assert b"#cloud-config" in esx.datastores["datastore1"].read("b/configdrive.iso")
    both = ("--config-drive", folder, "--user-data", file)
    assert "give one of" in run("spawn", "c", "--image", image, *both, code=64).output
    assert sorted(esx.vms) == ["a", "b"]


def test_user_data_without_end(esx: FakeESX, run: Run, image: Path) -> None:
    """Is not read to its end."""
    assert "67108864" in run("spawn", "web", "--image", image, "--user-data", "/dev/zero", code=65).output
    assert list(esx.vms) == []


def test_diagnostics(run: Run, web: None) -> None:
    """As JSON and for people."""
    found = told(run("--json", "diagnostics", "web"))
    assert found["state"] == "running"
    assert [nic["mac"] for nic in found["nics"]] == ["fa:16:3e:00:00:01"]
    run("power-off", "web")
    lines = run("diagnostics", "web").output.splitlines()
    assert lines[0].split() == ["state", "shutdown"]
    assert "nic  fa:16:3e:00:00:01: received_kbps not measured, sent_kbps not measured" in lines


def test_host(run: Run, web: None) -> None:
    """What it has."""
    found = told(run("--json", "host"))
    assert (found["vcpus_used"], found["machines_running"], found["hypervisor_version"]) == (2, 1, "4.1.0")
    assert found["supported_instances"][-1] == ["x86_64", "vmware", "hvm"]
    assert found["uptime_seconds"] >= 0
    assert "1 of 1 run" in run("host").output


def test_maintenance_and_power(esx: FakeESX, run: Run, web: None) -> None:
    """Machines keep the host from it; then it reboots and is waited for."""
    assert "while machines run: web" in run("maintenance", "on", code=75).output
    assert "not in maintenance mode" in run("host-reboot", code=75).output
    run("power-off", "web")
    assert told(run("--json", "maintenance", "on")) == {"maintenance": True}
    assert "in maintenance mode" in run("host").output
    assert run("host-reboot", "--timeout", 60).output == "the host is back\n"
    run("maintenance", "off")
    assert told(run("--json", "host-shutdown", "--force")) == {"shut_down": True}
    assert not esx.run(lambda fake: fake.power.is_up)


def test_networks(esx: FakeESX, run: Run, image: Path) -> None:
    """Made, taken, cleaned up; one that a machine is on stays."""
    assert told(run("--json", "ensure-network", "br7", "--vlan", 7)) == {"port_group": "br7", "vlan": 7, "made": True}
    assert told(run("--json", "ensure-network", "br7", "--vlan", 7))["made"] is False
    assert "is for VLAN 7, and not for 8" in run("ensure-network", "br7", "--vlan", 8, code=65).output
    assert "5000 is no VLAN id" in run("ensure-network", "br8", "--vlan", 5000, code=65).output
    run("ensure-network", "br9", "--vlan", 9)
    run("spawn", "web", "--image", image, "--network", "br9,vlan=9")
    assert "give names of port groups, or --all" in run("clean-networks", code=64).output
    assert told(run("--json", "clean-networks", "--all", "--dry-run")) == {"removed": ["br7"], "dry_run": True}
    assert run("clean-networks", "--all").output == "br7 removed\n"
    assert run("clean-networks", "--all").output == "nothing to do\n"
    assert told(run("--json", "clean-snapshots", "--hours", "0")) == {"folders": [], "snapshots": []}
    assert sorted(esx.networks) == ["VM Network", "br9"]


@pytest.mark.parametrize("cleanup", [True, False])
def test_destroy_with_its_networks(esx: FakeESX, run: Run, image: Path, cleanup: bool) -> None:
    """W20: with vmwareapi_vlan_cleanup they go, too, and only then."""
    run("spawn", "web", "--image", image, "--network", "br9,vlan=9")
    gone = told(run("--json", "--set", f"vmwareapi_vlan_cleanup={cleanup}", "destroy", "web"))
    assert gone["port_groups_removed"] == (["br9"] if cleanup else [])
    assert ("br9" in esx.networks) is not cleanup


def test_console(run: Run, web: None, tmp_path: Path) -> None:
    """The one command that shows a secret, for it was asked to."""
    found = told(run("--json", "console", "web", "--type", "vmrc+session", secret=True))
    assert list(found) == ["console_type", "host", "port", "password"]
    page = tmp_path / "page.html"
    run("console", "web", "--type", "vmrc+session", "--page", page, secret=True)
    assert page.stat().st_mode & 0o777 == 0o600


def test_console_opens_after_the_command(esx: FakeESX, run: Run, web: None) -> None:
    """W24: once, and not never: the ticket does not go with the session of the command. Credentials need no session."""
    ends = len(esx.calls("Logout"))
    console = told(run("--json", "console", "web", "--type", "vmrc+session", secret=True))
    ticket = json.loads(base64.b64decode(console["password"]))["password"]
    assert len(esx.calls("Logout")) == ends
    for fault in (None, "InvalidLogin"):
        client = VimClient(esx.url, esx.cafile)
        try:
            manager = client.content.sessionManager
            assert manager is not None
            found = client.call("CloneSession", manager, cloneTicket=ticket).userName
        except Fault as error:
            found = error.name
        client.close()
        assert found == (fault or "root")
    run("console", "web", "--type", "vmrc+credentials", secret=True)
    assert len(esx.calls("Logout")) == ends + 1


def test_console_has_retries_of_its_own(esx: FakeESX, run: Run, web: None) -> None:
    """``console_vmrc_error_retries`` in place of ``vmwareapi_api_retry_count``."""
    options = ("--set", "vmwareapi_api_retry_count=0", "--set")
    for retries, code in ((0, 75), (1, 0)):
        esx.chaos.add("Login", status=503, times=1)
        run(*options, f"console_vmrc_error_retries={retries}", "console", "web", code=code)


def test_console_page_that_others_could_read(run: Run, web: None, tmp_path: Path) -> None:
    """A file that is there gives its place to one that nobody else reads."""
    page = tmp_path / "page.html"
    page.write_text("old")
    page.chmod(0o644)
    run("console", "web", "--type", "vmrc+session", "--page", page, secret=True)
    assert page.stat().st_mode & 0o777 == 0o600
    assert "connectWithSession" in page.read_text()
    assert list(tmp_path.glob(".page*")) == []


def test_console_page_without_a_folder(esx: FakeESX, run: Run, web: None, tmp_path: Path) -> None:
    """Is told before a console that opens once is handed out."""
    result = run("console", "web", "--type", "vmrc+session", "--page", tmp_path / "none" / "page.html", code=65)
    assert "is no folder that can be written to" in result.output
    assert esx.calls("AcquireCloneTicket") == []


@pytest.mark.parametrize("value", ["nan", "inf", "1e300", "-1"])
@pytest.mark.parametrize("command", [
    ("reboot", "web", "--timeout"), ("power-off", "web", "--timeout"), ("host-reboot", "--timeout"),
    ("clean-snapshots", "--hours"),
])
def test_times_that_never_end(esx: FakeESX, run: Run, command: tuple[str, ...], value: str) -> None:
    """Are wrong usage, and nothing has been asked of the host."""
    assert f"Invalid value for '{command[-1]}'" in run(*command, value, code=64).output
    assert esx.calls() == []


@pytest.mark.parametrize("command", [
    "show", "destroy", "power-on", "power-off", "reboot", "suspend", "resume", "diagnostics", "unrescue", "console",
])
def test_machine_that_is_not_there(run: Run, command: str) -> None:
    """Its own exit code."""
    assert "the host has no virtual machine 'none'" in run(command, "none", code=66).output


def test_exit_codes(esx: FakeESX, run: Run, web: None, image: Path, config: Path, tmp_path: Path) -> None:
    """By the kind of error."""
    for arguments, code, text in (
        (("nix",), 64, "No such command 'nix'"),
        (("--nix", "list"), 64, "No such option"),
        (("list", "--json"), 64, "--json goes before the command"),
        (("resize", "web"), 64, "Missing option '--root-gb'"),
        (("spawn", "x", "--image", image, "--network", "a,vlan=x"), 64, "vlan=x is no number"),
        (("spawn", "x", "--image", image, "--network", "none"), 65, "no port group 'none'"),
        (("spawn", "x", "--image", tmp_path / "none"), 65, "there is no image file"),
        (("spawn", "web", "--image", image), 73, "a virtual machine 'web' already"),
        (("spawn", "x", "--image", image, "--root-gb", 900000), 73, "no datastore can take"),
        (("spawn", "x", "--image", image, "--network", "a,ip=300.1.1.1"), 64, "ip=300.1.1.1 is no IPv4 address"),
        (("spawn", "x", "--image", image, "--network", "a,netmask=255.0.255.0"), 64, "is no netmask, such as"),
        (("spawn", "x", "--image", image, "--network", "a,mac=01:00:5e:00:00:01"), 64, "is no MAC address of a network"),
        (("spawn", "x", "--image", image, "--network", "a,mac=00:00:00:00:00:00"), 64, "is no MAC address of a network"),
        (("spawn", "x", "--image", "ftp://127.0.0.1/x"), 65, "'ftp://127.0.0.1/x' is no http or https URL"),
        (("--set", "nix=1", "list"), 78, "nix"),
        (("--set", "vmwareapi_api_retry_count", "list"), 78, "vmwareapi_api_retry_count: it needs a value"),
        (("--set", "vmwareapi_host_password=wrong", "list"), 77, "does not take the password"),
        (("--set", f"vmwareapi_ca_file={tmp_path}/none", "list"), 78, "vmwareapi_ca_file"),
        (("--set", "vmwareapi_host_ip=127.0.0.1:1", "list"), 69, "127.0.0.1:1"),
    ):
        result = run(*arguments, code=code)
        assert text in result.output, arguments
        assert "Traceback" not in result.output
    esx.chaos.add(request="PUT /folder/*", status=507)
    assert "the datastore is full" in run("spawn", "x", "--image", image, code=74).output
    assert list(esx.vms) == ["web"]


def test_page_is_up_to_date() -> None:
    """The reference of the commands is what the commands are."""
    page = Path(__file__).parents[3] / "docs" / "reference" / "driver-commands.md"
    assert page.read_text("utf-8") == commands_page.page()


def test_help() -> None:
    """Each command says what it is for in a line that is not cut, and explains each of its options."""
    runner = CliRunner()
    assert "..." not in runner.invoke(main, ["--help"], terminal_width=78).output.partition("Commands:")[2]
    for name, command in main.commands.items():
        result = runner.invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert "..." not in result.output.partition("\n")[2]
        for option in command.params:
            if "--" in option.opts[0]:
                assert getattr(option, "help", None) or getattr(option, "show_default", None), (name, option.name)
