"""`fakeesx record`: how it starts, what it refuses, and real clients through it."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from OpenSSL import SSL
from recorded.rig import lines, recorder
from recorded.sessions import SESSIONS
from recorded.upstream import CONTENT, Asked, scripted
from served import Server, fakeesx, serve

from fakeesx.web.tls import identity

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def esx() -> Iterator[Server]:
    """A host to record."""
    with serve() as server:
        yield server


def run(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    return subprocess.run([fakeesx(), *words], capture_output=True, text=True, timeout=60, check=False, cwd=cwd)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], "Missing option '--upstream'"),
        (["--upstream", "esx.example.com"], "is no URL such as https://esx.example.com/sdk"),
        (["--upstream", "https://u:p@a/sdk"], "with a user or a password in it is not taken"),
        (["--upstream", "https://a:99999/sdk"], "is no URL"),
        (["--upstream", "https://a", "--mask", "("], "is no regular expression"),
        (["--upstream", "https://a", "--listen", "x"], "is not ADDRESS:PORT"),
        (["--upstream", "https://a", "--insecure", "--cafile", "x"], "do not go together"),
    ],
)
def test_wrong_usage(words: list[str], text: str) -> None:
    """Exit code 2, with what is wrong; nothing was connected to."""
    result = run("record", *words)
    assert result.returncode == 2
    assert text in " ".join(result.stderr.split())


def test_certificate_that_is_not_known(esx: Server, tmp_path: Path) -> None:
    """Is refused at the start, with the two ways out; no recording is left behind."""
    result = run("record", "--upstream", esx.url, "--out", "out.jsonl", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (69, "")
    assert "--cafile FILE" in result.stderr
    assert "--insecure" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_host_that_does_not_answer(tmp_path: Path) -> None:
    """Nobody there, something that is no host, a file that holds no certificates, a recording that is there already."""
    with scripted() as host:
        url = host.server.url
        host.script["/sdk"] = lambda asked: asked.answer(b"<html/>" if asked.body() else b"")
        result = run("record", "--upstream", url, cwd=tmp_path)
        assert (result.returncode, "its answer has no ServiceContent" in result.stderr) == (69, True)
        host.script["/sdk"] = lambda asked: asked.answer(b"", status=b"404 Not Found") if asked.body() else None
        result = run("record", "--upstream", url, cwd=tmp_path)
        assert (result.returncode, "is no vSphere API: it answered 404" in result.stderr) == (69, True)
        del host.script["/sdk"]
        (tmp_path / "there").write_text("mine")
        result = run("record", "--upstream", url, "--out", "there", cwd=tmp_path)
        assert result.returncode == 73
        assert result.stderr == "fakeesx: there exists already; a recording is a new file\n"
        result = run("record", "--upstream", url, "--out", "no/out", cwd=tmp_path)
        assert result.returncode == 73
        assert result.stderr == "fakeesx: can't write no/out: No such file or directory\n"
        assert (tmp_path / "there").read_text() == "mine"
        result = run("record", "--upstream", url, "--cafile", "there", cwd=tmp_path)
        assert (result.returncode, "holds no certificates" in result.stderr) == (66, True)
    result = run("record", "--upstream", url, cwd=tmp_path)
    assert (result.returncode, "can't connect to 127.0.0.1" in result.stderr) == (69, True)


def test_ready_file_and_unverified_host(esx: Server, tmp_path: Path) -> None:
    """The line is in the file too; only the owner may read the recording."""
    ready, out = tmp_path / "ready.json", tmp_path / "out.jsonl"
    with recorder(esx, out, "--ready-file", str(ready), trust=("--insecure",)) as proxy:
        said = json.loads(ready.read_text())
        assert (said["url"], said["out"]) == (proxy.url, str(out))
        assert set(said) == {"url", "host", "port", "cafile", "pid", "out"}
        assert out.stat().st_mode & 0o777 == 0o600
    header = json.loads(out.read_text().splitlines()[0])
    assert header["about"]["fullName"].startswith("VMware ESX 4.1.0")
    assert header["anonymised"] is False


def test_tls_of_old_hosts(tmp_path: Path) -> None:
    """TLS 1.0, which is all that a host of 2010 speaks, works with --insecure; without, the message says so."""
    known = identity()
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.set_min_proto_version(SSL.TLS1_VERSION)
    context.set_max_proto_version(SSL.TLS1_VERSION)
    context.set_cipher_list(b"ALL:@SECLEVEL=0")
    key, certificate = tmp_path / "key", tmp_path / "certificate"
    key.write_bytes(known.key)
    certificate.write_bytes(known.certificate)
    context.use_privatekey_file(str(key))
    context.use_certificate_file(str(certificate))

    def talk(asked: Asked) -> None:
        """Speak TLS on the connection that came."""
        tls = SSL.Connection(context, None)
        tls.set_accept_state()
        answered = False
        while True:
            try:
                if tls.recv(65536).endswith(b"</soapenv:Envelope>") and not answered:
                    answered = True
                    tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(CONTENT), CONTENT))
            except SSL.WantReadError:
                pass
            except SSL.Error:
                with suppress(SSL.Error):
                    asked.sock.sendall(tls.bio_read(65536))  # the alert
                return
            try:
                asked.sock.sendall(tls.bio_read(65536))
            except SSL.WantReadError:
                data = asked.sock.recv(65536)
                if not data:
                    return
                tls.bio_write(data)

    with scripted() as host:
        host.raw = talk
        secure = Server(host.server.url.replace("http:", "https:"), "root", "x", None)
        with recorder(secure, tmp_path / "out.jsonl", trust=("--insecure",)):
            pass
        result = run("record", "--upstream", secure.url, "--cafile", str(certificate), cwd=tmp_path)
        assert result.returncode == 69
        assert "--insecure also speaks the TLS of old hosts" in result.stderr
    assert json.loads((tmp_path / "out.jsonl").read_text())["about"]["fullName"] == "Scripted"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("name", SESSIONS)
def test_real_clients_through_the_proxy(esx: Server, tmp_path: Path, name: str) -> None:
    """What they do works as without it, and the recording replays on the host that was recorded."""
    out = tmp_path / "out.jsonl"
    with recorder(esx, out, "--anonymise") as proxy:
        SESSIONS[name](proxy)
    assert {each["ending"] for each in lines(out)} == {"complete"}
    result = run("replay", str(out), "--against", esx.url, "--cafile", esx.cafile or "")
    assert result.returncode == 0, result.stdout + result.stderr


def test_end_while_a_call_waits(esx: Server, tmp_path: Path) -> None:
    """SIGTERM ends it at once; what was under way is recorded as broken off."""
    out = tmp_path / "out.jsonl"
    waiting = threading.Event()
    with scripted() as host:
        host.script["/wait"] = lambda asked: (waiting.set(), asked.gone())[0]
        with recorder(host.server, out) as proxy:
            sock = proxy.connect()
            sock.sendall(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
            assert waiting.wait(60)
        sock.close()
    assert [each["ending"] for each in lines(out)] == ["cut"]
