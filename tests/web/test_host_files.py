"""/host and /tmp: the files of the host itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from talking import ROOT, Talk

from fakeesx.host.esx import Esx

GUEST = "Basic Z3Vlc3Q6Z3Vlc3Q="


def files(host: Esx) -> list[str]:
    """All files in the folder of /tmp, staged ones too."""
    root = host.settings.root / ".tmp"
    return sorted(str(each.relative_to(root)) for each in root.rglob("*") if each.is_file())


def test_listing(talk: Talk) -> None:
    """Each file is linked, and can be read there with the size that is shown."""
    page = talk.request("GET", "/host")
    assert page.status == 200
    assert talk.request("GET", "/host/").body == page.body
    found = dict(re.findall(r'href="(/host/[^"]+)">[^<]*</a></td><td class="number" title="(\d+) bytes"', page.text))
    assert {"/host/hostd.log", "/host/messages", "/host/esx.conf", "/host/hosts"} <= set(found)
    for path, size in found.items():
        answer = talk.request("GET", path)
        assert (answer.status, str(len(answer.body))) == (200, size)
        assert answer.headers["Content-Type"].startswith("text/plain")


def test_says_what_the_host_is(talk: Talk, host: Esx) -> None:
    """Configuration by the inventory, logs by the events."""
    conf = talk.request("GET", "/host/esx.conf").text
    assert '/net/vswitch/child[0000]/name = "vSwitch0"' in conf
    assert re.search(r'/net/vswitch/child\[0000\]/portgroup/child\[\d+\]/name = "VM Network"', conf)
    assert "esx1.example.test esx1" in talk.request("GET", "/host/hosts").text
    host.events.post("UserLoginSessionEvent", ipAddress="10.1.1.1", locale="en", sessionId="x")
    assert "10.1.1.1" in talk.request("GET", "/host/hostd.log").text


def test_head(talk: Talk) -> None:
    """As GET, without the body."""
    head, get = talk.request("HEAD", "/host/motd"), talk.request("GET", "/host/motd")
    assert (head.body, head.headers["Content-Length"]) == (b"", str(len(get.body)))


def test_written_configuration(talk: Talk) -> None:
    """What is written is read, also by HEAD and in the listing."""
    assert talk.request("PUT", "/host/motd", b"hello\n").status == 200
    assert talk.request("GET", "/host/motd").body == b"hello\n"
    assert 'title="6 bytes"' in talk.request("GET", "/host").text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("PUT", "/host/hostd.log", 403), ("PUT", "/host/other", 404), ("GET", "/host/other", 404), ("PUT", "/host", 405),
        ("GET", "/host/..%2Fetc%2Fpasswd", 404), ("DELETE", "/host/motd", 405), ("POST", "/host/motd", 405),
        ("PUT", "/host/sub/motd", 404),
    ],
)  # fmt: skip
def test_refused(talk: Talk, method: str, path: str, status: int) -> None:
    """What is not there, logs, other methods; nothing changes."""
    before = talk.request("GET", "/host").body
    assert talk.request(method, path, b"x").status == status
    assert talk.request("GET", "/host").body == before


def test_too_large(talk: Talk) -> None:
    """A configuration file has an end."""
    before = talk.request("GET", "/host/motd").body
    talk.head("PUT", "/host/motd", {"Content-Length": str(1 << 30)})
    assert talk.read().status == 413
    assert talk.channel.site.open  # it waits for the client to read
    assert Talk(talk.channel.site).request("GET", "/host/motd").body == before


@pytest.mark.parametrize(("user", "status"), [(None, 401), (GUEST, 403), (ROOT, 200)])
@pytest.mark.parametrize(("method", "path"), [("GET", "/host"), ("GET", "/host/esx.conf"), ("PUT", "/host/motd")])
def test_privileges(talk: Talk, user: str | None, status: int, method: str, path: str) -> None:
    """Read-only users see none of it."""
    assert talk.request(method, path, b"" if method == "PUT" else None, user=user).status == status


def test_temporary_files(talk: Talk, host: Esx) -> None:
    """201 and 200, with directories; nobody reads them over HTTP; they are on no datastore."""
    before = [(volume.name, volume.used) for volume in host.volumes]
    assert talk.request("PUT", "/tmp/a/b+c", b"one").status == 201
    assert talk.request("PUT", "/tmp/a/b%2Bc", b"two").status == 200
    assert files(host) == ["a/b+c"]
    assert (host.settings.root / ".tmp" / "a" / "b+c").read_bytes() == b"two"
    assert [(volume.name, volume.used) for volume in host.volumes] == before
    for method in ("GET", "HEAD", "DELETE"):
        assert talk.request(method, "/tmp/a/b%2Bc").status == 405


@pytest.mark.parametrize("path", ["/tmp", "/tmp/", "/tmp/a/", "/tmp/../x", "/tmp/%2e%2e%2fx", "/tmp/a%00"])
def test_no_such_place(talk: Talk, host: Esx, path: str) -> None:
    """Directories, and what leads out."""
    assert talk.request("PUT", path, b"x").status in (400, 405)
    assert not files(host)
    assert not (host.settings.root / "x").exists()


def test_links_do_not_lead_out(talk: Talk, host: Esx, tmp_path: Path) -> None:
    """As in a datastore."""
    talk.request("PUT", "/tmp/a", b"x")
    (host.settings.root / ".tmp" / "out").symlink_to(tmp_path)
    assert talk.request("PUT", "/tmp/out/x", b"x").status == 403
    assert not (tmp_path / "x").exists()


def test_full(talk: Talk, host: Esx) -> None:
    """507 before the body, and nothing is left."""
    host.files.temporary.capacity = 10
    answer: Any = talk.request("PUT", "/tmp/a", b"x" * 11)
    assert answer.status == 507
    assert files(host) == []


def test_aborted(talk: Talk, host: Esx) -> None:
    """Half a file is none."""
    talk.head("PUT", "/tmp/a", {"Content-Length": "10"})
    talk.send(b"12345")
    talk.hang_up()
    assert files(host) == []


@pytest.mark.parametrize("user", [None, GUEST])
def test_temporary_needs_a_privilege(talk: Talk, host: Esx, user: str | None) -> None:
    """Who may not configure the host leaves nothing on it."""
    assert talk.request("PUT", "/tmp/a", b"x", user=user).status in (401, 403)
    assert files(host) == []
