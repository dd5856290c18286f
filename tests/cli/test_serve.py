"""`fakeesx serve`: what scripts depend on."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from served import CONTENT, HEAD, TAIL, TIME, Answer, call, fakeesx, login, operation, serve

from fakeesx import __version__
from fakeesx.cli import main
from fakeesx.cli.announcing import write_ready
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.testing.client import VimClient


def start(*arguments: str) -> subprocess.Popen[str]:
    """The command, with its output caught."""
    return subprocess.Popen([fakeesx(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
    """Send a signal: the exit code, the rest of the output, the errors."""
    process.send_signal(number)
    out, errors = process.communicate(timeout=60)
    return process.returncode, out, errors


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("arguments", [("serve",), ()])
def test_one_line_and_an_end(arguments: tuple[str, ...], number: signal.Signals) -> None:
    """One JSON line when it accepts connections, nothing else; exit code 0 when it is told to end; bare `fakeesx` too."""
    process = start(*arguments)
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    assert list(ready) == ["url", "host", "port", "user", "password", "cafile", "pid", "control"]
    assert ready["url"] == f"https://{ready['host']}:{ready['port']}/sdk"
    assert ready["control"] == f"https://{ready['host']}:{ready['port']}/fakeesx/v1/"
    assert (ready["host"], ready["user"], ready["password"]) == ("127.0.0.1", "root", "vmware")
    assert ready["pid"] == process.pid
    assert Path(ready["cafile"]).read_text().startswith("-----BEGIN CERTIFICATE-----")
    with socket.create_connection((ready["host"], ready["port"]), 5):
        pass
    assert end(process, number) == (0, "", "")
    assert not Path(ready["cafile"]).exists()


def test_garbage_is_looked_for_while_it_serves() -> None:
    """Not while it starts, which would take a fourth of the time; and what it was started with is left out for good."""
    code = "import atexit, gc; atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 10_000))"
    process = subprocess.Popen(
        [sys.executable, "-c", f"{code}; from fakeesx.cli import main; main(['serve'])"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["pid"] == process.pid
    assert end(process) == (0, "True True\n", "")


def test_end_in_the_background() -> None:
    """A shell lets what it starts in the background ignore SIGINT: a host ends by it all the same."""
    process = subprocess.Popen(
        ["sh", "-c", 'trap "" INT; exec "$0" serve', fakeesx()], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["pid"] == process.pid
    assert end(process, signal.SIGINT) == (0, "", "")


def test_end_while_clients_wait() -> None:
    """Open connections and a waiting call do not hold it up (`serve` asserts exit code 0)."""
    with serve() as server:
        connection = server.http()
        cookie = call(connection, login(server.user, server.password)).cookie
        wait = (HEAD + operation("WaitForUpdates", "ha-property-collector", "PropertyCollector") + TAIL).encode()
        connection.request("POST", "/sdk", wait, {"Cookie": cookie or ""})
        idle = server.connect()
        assert server.process is not None
        server.process.terminate()
        server.process.wait(60)
        idle.close()
        connection.close()


def test_ready_file(tmp_path: Path) -> None:
    """Holds the same object, and nothing else is left beside it."""
    file = tmp_path / "ready.json"
    process = start("serve", "--ready-file", str(file))
    assert process.stdout is not None
    line = process.stdout.readline()
    assert json.loads(file.read_text()) == json.loads(line)
    assert list(tmp_path.iterdir()) == [file]
    assert not stat.S_IMODE(file.stat().st_mode) & 0o077, "the password in it is its owner's"
    assert end(process)[0] == 0


def test_user_and_password() -> None:
    """As given; the documented ones do not work then."""
    with serve("--user", "admin", "--password", "a secret & more") as server:
        connection = server.http()
        assert call(connection, login("root", "vmware")).fault == "InvalidLogin"
        assert call(connection, login("admin", "a secret &amp; more")).status == 200
        connection.close()


def test_without_tls() -> None:
    """`--no-tls`: plain HTTP, and no certificate."""
    import http.client

    process = start("serve", "--no-tls")
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    assert ready["url"].startswith("http://")
    assert ready["cafile"] is None
    connection = http.client.HTTPConnection(ready["host"], ready["port"], timeout=10)
    answer: Answer = call(connection, CONTENT)
    assert answer.status == 200
    assert "Secure" not in answer.headers["Set-Cookie"]
    connection.close()
    assert end(process)[0] == 0


def test_all_addresses() -> None:
    """A wildcard address: `host` is one that can be connected to, and the certificate is good for it."""
    with serve("--listen", "0.0.0.0:0", "--password", "x") as server:
        assert server.host == "127.0.0.1"
        connection = server.http()
        assert call(connection, CONTENT).status == 200
        connection.close()


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_ipv6() -> None:
    """The loopback address of IPv6, for which the certificate is good too."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6 loopback address")
    with serve("--listen", "[::1]:0") as server:
        assert server.url.startswith("https://[::1]:")
        connection = server.http()
        assert call(connection, CONTENT).status == 200
        connection.close()


def test_seed_gives_the_same_host() -> None:
    """The same identifiers each time."""
    wanted = operation(
        "RetrieveProperties", "ha-property-collector", "PropertyCollector",
        "<specSet><propSet><type>VirtualMachine</type><pathSet>config.uuid</pathSet></propSet>"
        '<objectSet><obj type="VirtualMachine">16</obj></objectSet></specSet>',
    )  # fmt: skip
    seen = set()
    for seed in ("7", "7", "8"):
        with serve("--vms", "1", "--seed", seed) as server:
            connection = server.http()
            cookie = call(connection, login(server.user, server.password)).cookie
            seen.add("".join(call(connection, wanted, cookie).xml.itertext()))
            connection.close()
    assert len(seen) == 2


def test_log_of_calls(tmp_path: Path) -> None:
    """`-v`: a JSON line for each call on standard error; passwords are not in it."""
    log = tmp_path / "log"
    with log.open("w") as stream, serve("-v", "--password", "top-secret", stderr=stream) as server:
        connection = server.http()
        cookie = call(connection, login(server.user, server.password)).cookie
        call(connection, TIME, cookie)
        call(connection, login(server.user, "not-the-password"))
        connection.close()
    text = log.read_text()
    reserve = "sys:1: ResourceWarning"  # Twisted keeps a file descriptor in reserve to the end
    lines = [json.loads(line) for line in text.splitlines() if not line.startswith(reserve)]
    assert any("CurrentTime" in line["message"] for line in lines)
    assert any("InvalidLogin" in line["message"] for line in lines)
    assert "top-secret" not in text
    assert "not-the-password" not in text
    assert (cookie or "").partition("=")[2].strip('"') not in text


def test_version() -> None:
    """`--version`."""
    assert CliRunner().invoke(main, ["--version"]).output == f"fakeesx, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--listen", "0.0.0.0:0"], "--password"),
        (["--listen", "[::]:0"], "--password"),
        (["--listen", "192.0.2.1:0"], "--password"),
        (["--listen", "127.0.0.1"], "ADDRESS:PORT"),
        (["--listen", "127.0.0.1:65536"], "ADDRESS:PORT"),
        (["--listen", "127.0.0.1:-1"], "ADDRESS:PORT"),
        (["--listen", "nowhere:1"], "IP address"),
        (["--listen", "0.0.0.0:0", "--password", ""], "--password"),
        (["--user", ""], "--user"),
        (["--profile", "esx-3.5"], "esx-4.1"),
        (["--vms", "-1"], "--vms"),
        (["--clock", "fast"], "virtual"),
        (["--tasks", "slow"], "realistic"),
        (["--vms", "many"], "--vms"),
        (["--no-such-option"], "No such option"),
    ],
    ids=" ".join,
)
def test_wrong_usage(arguments: list[str], says: str) -> None:
    """Says what is wrong, without a traceback; the exit code is that of wrong usage."""
    result = CliRunner().invoke(main, ["serve", *arguments])
    assert result.exit_code in (2, os.EX_USAGE)
    assert says in result.output
    assert "Traceback" not in result.output


def test_port_in_use() -> None:
    """Says so; exit code EX_OSERR."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start("serve", "--listen", f"127.0.0.1:{taken.getsockname()[1]}")
        out, errors = process.communicate(timeout=60)
    assert (process.returncode, out) == (os.EX_OSERR, "")
    assert "can't listen" in errors
    assert "Traceback" not in errors


def test_ready_file_that_can_not_be(tmp_path: Path) -> None:
    """Says so; exit code EX_CANTCREAT."""
    process = start("serve", "--ready-file", str(tmp_path / "no" / "folder" / "ready"))
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out) == (os.EX_CANTCREAT, "")
    assert "ready file" in errors
    assert "Traceback" not in errors


def test_a_ready_file_in_the_way(tmp_path: Path) -> None:
    """What can't be put in its place leaves nothing behind."""
    place = tmp_path / "ready"
    place.mkdir()
    with pytest.raises(SystemExit) as ended:
        write_ready(place, "{}")
    assert ended.value.code == os.EX_CANTCREAT
    assert list(tmp_path.iterdir()) == [place]


def test_output_that_goes_nowhere() -> None:
    """A full disk ends the server: nobody would know where it is."""
    with Path("/dev/full").open("w") as full:
        process = subprocess.Popen([fakeesx(), "serve"], stdout=full, stderr=subprocess.PIPE, text=True)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == os.EX_IOERR
    assert "Traceback" not in errors


def test_datastores() -> None:
    """Those that were asked for, in place of the usual one; a blank disk."""
    datastores = ("--datastore", "fast disk:20G", "--datastore", "iso=nas.example:/export,ro")
    with serve(*datastores, "--spare-lun", "10G", "--vms", "1") as server:
        client = VimClient(server.url, server.cafile)
        client.login(server.user, server.password)
        host = ManagedObjectReference("HostSystem", "ha-host")
        refs, volumes, vms = client.get(host, "datastore", "config.fileSystemVolume", "vm")
        assert [client.get(ref, "summary.name", "summary.capacity") for ref in refs] == [
            ("fast disk", 20 << 30), ("iso", 50 << 30),
        ]
        assert [each.mountInfo.accessMode for each in volumes.mountInfo] == ["readWrite", "readOnly"]
        assert client.get(vms[0], "datastore") == (refs[:1],)
        system = ManagedObjectReference("HostDatastoreSystem", "ha-datastoresystem")
        (disk,) = client.call("QueryAvailableDisksForVmfs", system)
        assert disk.capacity.block * 512 == 10 << 30
        client.close()


@pytest.mark.parametrize(
    "options",
    [
        ("--datastore", "a:lots"), ("--datastore", "a/b"), ("--datastore", "a=nas"),
        ("--datastore", "a", "--datastore", "a"), ("--datastore", "a=nas:/x,ro", "--vms", "1"), ("--spare-lun", "0"),
    ],
)
def test_impossible_datastores(options: tuple[str, ...]) -> None:
    """Wrong usage: says why, without a traceback."""
    result = CliRunner().invoke(main, ["serve", *options])
    assert result.exit_code in (2, os.EX_USAGE)
    assert "Error:" in result.output
    assert "Traceback" not in result.output
