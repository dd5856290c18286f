"""The file of a recording: written in whole lines without secrets, read again, refused when it is something else."""

from __future__ import annotations

import base64
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.schema import scalars, vim
from fakeesx.soap import masking
from fakeesx.soap.encode import encoder
from fakeesx.testing.recorder import BadRecording, Exchange, Header, open_recording
from fakeesx.testing.recorder.format import Body
from fakeesx.testing.recorder.masking import Masker
from fakeesx.testing.recorder.tee import Tee
from fakeesx.testing.recorder.writer import Passed, Writer

HEADER = Header({"version": "4.1.0", "productLineId": "esx"}, "2026-01-01T00:00:00+00:00", "fakeesx 0")
TEXT = st.text(max_size=20)
BODIES = st.builds(
    Body, st.integers(0, 1 << 40), st.none() | TEXT, st.none() | st.binary(max_size=20), st.none() | TEXT,
)
HEADERS = st.dictionaries(TEXT, TEXT, max_size=3)
EXCHANGES = st.builds(
    Exchange, st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 9), st.integers(0, 9), TEXT, TEXT, HEADERS, BODIES,
    st.integers(0, 599), HEADERS, BODIES, st.sampled_from(["complete", "client-gone", "upstream-failed", "cut"]),
)  # fmt: skip
SOAP = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema"><e:Body>%s</e:Body></e:Envelope>'
)
SECRETS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs"]), min_size=4, max_size=20)
    .filter(lambda text: not re.search(r"[;,]", text))
    .map(lambda text: f"zq9-{text}")  # or it might be part of an element's name, which is no secret
)


def write(path: Path, *lines: Any) -> Path:
    """A file of a header and lines."""
    path.write_text("".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines))
    return path


def tee(data: str | bytes) -> Tee:
    """A body that has passed."""
    seen = Tee()
    seen.add(data.encode() if isinstance(data, str) else data)
    return seen


def passed(
    request: str | bytes = "", reply: str | bytes = "", uri: str = "/sdk", method: str = "POST",
    request_headers: dict[str, str] | None = None, reply_headers: dict[str, str] | None = None,
) -> Passed:
    """An exchange as the proxy saw it."""
    xml = {"content-type": "text/xml"}
    return Passed(
        5.0, 1.0, 1, method, uri, {**xml, **(request_headers or {})}, tee(request), 200, {**xml, **(reply_headers or {})},
        tee(reply), "complete",
    )  # fmt: skip


def written(*exchanges: Passed, masker: Masker | None = None) -> list[Any]:
    """What is in the file after exchanges, line by line."""
    file = io.StringIO()
    writer = Writer(file, masker or Masker(), {"version": "4.1.0"}, datetime(2026, 1, 1, tzinfo=UTC), 0.0)
    for exchange in exchanges:
        writer.write(exchange)
    return [json.loads(line) for line in file.getvalue().splitlines()]


@given(EXCHANGES)
def test_exchange_comes_back(exchange: Exchange) -> None:
    """From its line."""
    assert Exchange.from_json(json.loads(json.dumps(exchange.to_json()))) == exchange


def test_recording_comes_back(tmp_path: Path) -> None:
    """Header and exchanges, again and again."""
    one = Exchange(0.0, 1.0, 1, 1, "POST", "/sdk")
    recording = open_recording(write(tmp_path / "r", HEADER.to_json(), one.to_json(), "\n", one.to_json()))
    assert recording.header == HEADER
    assert [*recording] == [*recording] == [one, one]
    assert recording.warnings == []


def test_broken_last_line(tmp_path: Path) -> None:
    """What a crash leaves: it is left out, and said so."""
    one = Exchange(0.0, 1.0, 1, 1, "POST", "/sdk")
    recording = open_recording(write(tmp_path / "r", HEADER.to_json(), one.to_json(), json.dumps(one.to_json())[:-9]))
    assert [*recording] == [one]
    assert recording.warnings == ["line 3 is not complete and was left out: the recording was broken off"]


@pytest.mark.parametrize(
    ("lines", "line", "text"),
    [
        ([""], 1, "not JSON"),
        (["hello\n"], 1, "not JSON"),
        ([[1]], 1, "no recording"),
        (["[" * 100_000 + "\n"], 1, "not JSON"),
        ([HEADER.to_json(), '{"a":' * 100_000 + "\n"], 2, "nested too deeply"),
        ([{"version": 1}], 1, "has no 'fakeesx-recording'"),
        ([{**HEADER.to_json(), "fakeesx-recording": 2}], 1, "is of format 2; this fakeesx reads format 1"),
        ([{**HEADER.to_json(), "about": {"version": 4}}], 1, "about must be an object of strings"),
        ([HEADER.to_json(), "nonsense\n"], 2, "this line is not JSON"),
        ([HEADER.to_json(), {}], 2, "request is missing"),
        ([HEADER.to_json(), []], 2, "must be an object"),
        ([HEADER.to_json(), {**Exchange(0, 0, 1, 1, "GET", "/").to_json(), "ending": "odd"}], 2, "ending must be one of"),
        ([HEADER.to_json(), {**Exchange(0, 0, 1, 1, "GET", "/").to_json(), "request": 7}], 2, "not subscriptable"),
    ],
)
def test_what_is_no_recording(tmp_path: Path, lines: list[Any], line: int, text: str) -> None:
    """Is refused, with the place and what is wrong."""
    with pytest.raises(BadRecording) as caught:
        list(open_recording(write(tmp_path / "r", *lines)))
    assert caught.value.line == line
    assert text in str(caught.value)


def _envelopes(secret: str) -> list[Passed]:
    """Exchanges that have a secret wherever there are secrets."""
    text = scalars.escape(secret).decode()
    names = "".join(f"<{name}>{text}</{name}>" for name in masking.NAMES)
    option = encoder().any("extraConfig", vim.OptionValue(key="RemoteDisplay.vnc.password", value=secret)).decode()
    later = f"<Fetch><prop>sessionList[&quot;{text}&quot;]</prop></Fetch>"
    basic = base64.b64encode(f"root:{secret}".encode()).decode()
    cookie = {"cookie": f'vmware_soap_session="{secret}"; Path=/'}
    where = "/folder/a.vmx?dcPath=d&dsName=s"
    ticket = f"<AcquireCloneTicketResponse><returnval>{text}</returnval></AcquireCloneTicketResponse>"
    return [
        passed(SOAP % f"<Login><userName>u</userName><password>{text}</password></Login>", SOAP % f"<x>{names}</x>"),
        passed(SOAP % option, SOAP % ticket),
        passed(SOAP % later, f"{text} is no XML", request_headers={**cookie, "x-secret": secret}),
        passed(reply_headers={"set-cookie": f'vmware_soap_session="{secret}"; Path=/; HttpOnly'}),
        passed(uri=where, method="GET", request_headers={"authorization": f"Basic {basic}"}, reply=f'a = "{secret}"\n'),
        passed(uri=where, method="PUT", request=b"\x00\xff" + secret.encode()),
        passed(uri=f"/screen?id=1&ticket={secret}", method="GET", request_headers={"authorization": f"Bearer {secret}"}),
    ]


@given(SECRETS)
def test_no_secret_reaches_the_file(secret: str) -> None:
    """Wherever it stood: not as it is, not as XML or JSON or base64 write it."""
    lines = written(*_envelopes(secret))
    forms = {secret, scalars.escape(secret).decode(), base64.b64encode(f"root:{secret}".encode()).decode()}

    def check(value: Any) -> None:
        if isinstance(value, dict):
            for member in (*value, *value.values()):
                check(member)
        elif isinstance(value, list):
            for member in value:
                check(member)
        elif isinstance(value, str):
            assert not any(form in value for form in forms)

    check(lines[1:])


def test_same_secret_by_the_same_name() -> None:
    """And another by another; a cookie by the number of its session."""
    login = "<Login><password>%s</password></Login>"
    lines = written(*[
        passed(SOAP % login % password, request_headers={"cookie": f"vmware_soap_session={cookie}"})
        for password, cookie in (("one", "c1"), ("two", "c2"), ("one", "c2"))
    ])  # fmt: skip
    texts = [line["request"]["body"]["text"] for line in lines[1:]]
    assert [re.findall(r"masked-password-\d", text) for text in texts] == [
        ["masked-password-1"], ["masked-password-2"], ["masked-password-1"],
    ]  # fmt: skip
    assert [line["session"] for line in lines[1:]] == [1, 2, 2]


def test_without_secrets_the_bytes_stay() -> None:
    """Odd white space, prefixes and comments."""
    odd = "<?xml version='1.0'?>\n" + SOAP % "<a  b='1' ><!-- c --></a >"
    assert written(passed(odd))[1]["request"]["body"] == {"size": len(odd), "text": odd}


def test_short_passwords_are_masked_only_where_they_stand() -> None:
    """Or a password like root would take users with it."""
    lines = written(passed(SOAP % "<Login><userName>root</userName><password>root</password></Login>"))
    assert "<userName>root</userName><password>masked-password-1</password>" in lines[1]["request"]["body"]["text"]


def test_patterns() -> None:
    """What the user names is masked in any text."""
    masker = Masker([re.compile(r"proj-\d+")])
    lines = written(passed(SOAP % "<a>x proj-7 y</a>", uri="/folder/proj-7?a"), masker=masker)
    assert "proj-7" not in json.dumps(lines)
    assert lines[1]["request"]["uri"] == "/folder/masked-text-1?a"


def test_vmx_files() -> None:
    """A password of VNC in a file that is small enough to be recorded; no digest then, for a guess could be confirmed."""
    text = 'displayName = "a"\nRemoteDisplay.vnc.password = "short"\n'
    body = written(passed(text, uri="/folder/a.vmx?x", method="PUT"))[1]["request"]["body"]
    assert body == {"size": len(text), "text": text.replace("short", "masked-password-1")}


def test_headers_that_nobody_knows_are_left_out() -> None:
    """They may hold anything."""
    lines = written(passed(request_headers={"x-api-key": "k", "soapaction": '"urn:vim25/4.1"'}))
    assert set(lines[1]["request"]["headers"]) == {"content-type", "soapaction"}


def test_anonymised() -> None:
    """Names, addresses and numbers of the host go, the same by the same; what a host checks stays good."""
    reply = SOAP % (
        "<x><hostName>esx7</hostName><domainName>corp.example.com</domainName><a>esx7.corp.example.com at 10.1.2.3</a>"
        "<m>255.255.255.0 127.0.0.1</m><mac>00:50:56:AA:bb:01</mac><b>10.1.2.3</b><serialNumber>XYZ123</serialNumber>"
        "<licenseKey>A0000-B0000-C0000-D0000-E0000</licenseKey><systemInfo><vendor>v</vendor><uuid>1-2</uuid></systemInfo></x>"
    )
    masker = Masker(anonymise=True)
    text = written(passed("", reply), masker=masker)[1]["reply"]["body"]["text"]
    for gone in ("esx7", "corp", "10.1.2.3", "bb:01", "XYZ123", "A0000", ">1-2<"):
        assert gone not in text
    assert "<a>host-1.domain-1.example at 198.18.0.1</a>" in text
    assert "<m>255.255.255.0 127.0.0.1</m>" in text
    assert "<mac>00:50:56:00:00:01</mac>" in text
    assert "<b>198.18.0.1</b>" in text
    again = written(passed("", text), masker=masker)[1]["reply"]["body"]["text"]
    assert "host-1.domain-1.example at 198.18.0.1" in again
