"""HTTP and SOAP as clients of 2010 and of today speak them, byte by byte."""

import http.client
import re
import socket

import pytest
from lxml import etree
from served import CONTENT, HEAD, TAIL, TIME, XSI, Server, call, login, operation, read

NS = "{urn:vim25}"
XSI_TYPE = f"{{{XSI}}}type"


def request(server: Server, inner: str, *headers: str, version: str = "1.1", path: str = "/sdk") -> bytes:
    """A POST as bytes."""
    body = (HEAD + inner + TAIL).encode()
    lines = [f"POST {path} HTTP/{version}", f"Host: {server.host}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def retrieve(type: str, moid: str, *paths: str, xsd: str = "") -> str:
    """RetrieveProperties of one object."""
    wanted = "".join(f"<pathSet>{path}</pathSet>" for path in paths) or "<all>true</all>"
    return operation(
        "RetrieveProperties", "ha-property-collector", "PropertyCollector",
        f'<specSet><propSet><type>{type}</type>{wanted}</propSet><objectSet><obj type="{type}">{moid}</obj>'
        "</objectSet></specSet>",
    )  # fmt: skip


@pytest.mark.parametrize(
    "action",
    [None, "", '""', "urn:vim25/4.1", '"urn:vim25/4.1"', '"urn:vim25#Login"', '"urn:vim25/9.9"', "'urn:vim25/4.1'"],
)
def test_soap_action_of_any_form(connection: http.client.HTTPConnection, action: str | None) -> None:
    """Quoted, unquoted, missing or foreign: the newest view answers."""
    answer = call(connection, CONTENT, action=action)
    assert answer.status == 200
    assert answer.xml.find(f"{NS}returnval/{NS}storageResourceManager") is not None


@pytest.mark.parametrize("action", ['"urn:vim25/4.0"', "urn:vim25/4.0"])
def test_older_soap_action_selects_that_view(connection: http.client.HTTPConnection, action: str) -> None:
    """Storage I/O control came with 4.1: a 4.0 client does not hear of its manager, but of all else."""
    older, newer = (call(connection, CONTENT, action=a).xml[0] for a in (action, "urn:vim25/4.1"))
    names = [[etree.QName(child).localname for child in content] for content in (older, newer)]
    assert "storageResourceManager" not in names[0]
    assert [name for name in names[1] if name in names[0]] == names[0]
    assert "propertyCollector" in names[0]


def test_older_view_of_properties(connection: http.client.HTTPConnection, cookie: str) -> None:
    """What 4.1 added is left out of property values too."""
    wanted = retrieve("HostSystem", "ha-host", "capability")
    older, newer = (
        {etree.QName(e).localname for e in call(connection, wanted, cookie, f"urn:vim25/{version}").xml.iter()}
        for version in ("4.0", "4.1")
    )
    assert "storageIORMSupported" in newer - older
    assert not older - newer


def test_cookie_comes_with_the_first_reply(connection: http.client.HTTPConnection) -> None:
    """Before any login, quoted, in the form of a UUID; the next reply does not set it again."""
    first = call(connection, CONTENT)
    assert re.fullmatch(
        r'vmware_soap_session="[0-9a-f-]{36,40}"; Path=/; HttpOnly; Secure;', first.headers["Set-Cookie"]
    )
    assert "Set-Cookie" not in call(connection, CONTENT, first.cookie).headers


def test_cookie_comes_with_a_failed_login(server: Server, connection: http.client.HTTPConnection) -> None:
    """InvalidLogin sets one too."""
    answer = call(connection, login(server.user, "not the password"))
    assert (answer.status, answer.fault) == (500, "InvalidLogin")
    assert answer.cookie is not None


@pytest.mark.parametrize(
    "form",
    [
        'vmware_soap_session="{}"',
        "vmware_soap_session={}",
        'vmware_soap_session="{}"; Path=/; HttpOnly; Secure;',
        'vmware_soap_session="{}"; $Path=/',
        'other=1; vmware_soap_session="{}"',
        'other="a b";vmware_soap_session={} ; third',
    ],
)
def test_cookie_of_any_form(connection: http.client.HTTPConnection, cookie: str, form: str) -> None:
    """Quoted, unquoted, with the attributes it came with (rbvmomi), among others."""
    value = cookie.partition("=")[2].strip('"')
    assert call(connection, TIME, form.format(value)).status == 200


def test_unknown_cookie_is_replaced(connection: http.client.HTTPConnection) -> None:
    """A cookie that the host did not give out counts as none."""
    answer = call(connection, TIME, 'vmware_soap_session="52000000-0000-0000-0000-000000000000"')
    assert (answer.status, answer.fault) == (500, "NotAuthenticated")
    assert answer.cookie is not None


def test_headers_of_a_reply(connection: http.client.HTTPConnection, cookie: str) -> None:
    """Exactly these, and no Server."""
    headers = call(connection, TIME, cookie).headers
    assert {name.lower() for name in headers} == {
        "date", "cache-control", "connection", "content-type", "content-length",
    }  # fmt: skip
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Connection"] == "Keep-Alive"
    assert headers["Content-Type"] == "text/xml; charset=utf-8"


@pytest.mark.parametrize("path", ["/nothing", "/sdk2", "/"])
def test_no_server_header_anywhere(connection: http.client.HTTPConnection, path: str) -> None:
    """Not on pages and errors either."""
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    assert response.getheader("Server") is None


def test_layout_of_the_envelope(connection: http.client.HTTPConnection) -> None:
    """One namespace per line, the whole reply on one line."""
    lines = call(connection, CONTENT).body.decode().split("\n")
    assert lines[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert lines[1].startswith("<soapenv:Envelope xmlns:soapenc=")
    assert [line[:7] for line in lines[2:5]] == [" xmlns:"] * 3
    assert lines[5] == "<soapenv:Body>"
    assert lines[6].startswith('<RetrieveServiceContentResponse xmlns="urn:vim25"><returnval>')
    assert lines[7:] == ["</soapenv:Body>", "</soapenv:Envelope>"]


def test_fault_is_500_with_its_text(connection: http.client.HTTPConnection) -> None:
    """The form of a fault."""
    answer = call(connection, TIME)
    assert (answer.status, answer.xml.findtext("faultcode")) == (500, "ServerFaultCode")
    assert answer.xml.findtext("faultstring") == "The session is not authenticated."
    detail = answer.xml.find("detail")
    assert detail is not None
    assert (detail[0].tag, detail[0].get(XSI_TYPE)) == (f"{NS}NotAuthenticatedFault", "NotAuthenticated")
    assert detail[0].findtext(f"{NS}privilegeId") == "System.View"


def test_expect_gets_no_100_continue(server: Server) -> None:
    """The client has to send its body unasked; the first bytes it gets are the answer."""
    head, _, body = request(server, TIME, "Expect: 100-continue").partition(b"\r\n\r\n")
    with server.connect() as sock:
        sock.sendall(head + b"\r\n\r\n")
        sock.settimeout(0.3)
        with pytest.raises(TimeoutError):
            sock.recv(1)
        sock.settimeout(10)
        sock.sendall(body)
        assert sock.recv(12) == b"HTTP/1.1 500"


@pytest.mark.parametrize("value", ["", "something else"])
def test_odd_expect_is_ignored(server: Server, value: str) -> None:
    """Zabbix sends an empty one."""
    with server.connect() as sock:
        sock.sendall(request(server, CONTENT, f"Expect: {value}"))
        assert read(sock).status == 200


@pytest.mark.parametrize("offered", [["http/1.1"], ["h2", "http/1.1"], ["h2"]])
def test_alpn_is_ignored(server: Server, fake_only: None, offered: list[str]) -> None:
    """A host of 2010 does not know it; whatever a client offers, it speaks HTTP/1.1."""
    context = server.context()
    context.set_alpn_protocols(offered)
    plain = socket.create_connection((server.host, server.port), 10)
    with context.wrap_socket(plain, server_hostname=server.host) as sock:
        assert sock.selected_alpn_protocol() is None
        sock.sendall(request(server, CONTENT))
        assert read(sock).status == 200


def test_connection_stays_open(server: Server) -> None:
    """Several calls on one connection, faults among them."""
    with server.connect() as sock:
        for inner, status in ((CONTENT, 200), (TIME, 500), (CONTENT, 200)):
            sock.sendall(request(server, inner))
            assert read(sock).status == status


def test_connection_closes_when_asked(server: Server) -> None:
    """`Connection: close`."""
    with server.connect() as sock:
        sock.sendall(request(server, CONTENT, "Connection: close"))
        answer = read(sock)
        assert answer.headers["Connection"].lower() == "close"
        assert sock.recv(1) == b""


def test_http_1_0_client(server: Server) -> None:
    """Is answered with a length, and the connection closes."""
    with server.connect() as sock:
        sock.sendall(request(server, CONTENT, version="1.0"))
        data = b"".join(iter(lambda: sock.recv(65536), b""))
    head, _, body = data.partition(b"\r\n\r\n")
    assert head.startswith((b"HTTP/1.0 200", b"HTTP/1.1 200"))
    assert f"Content-Length: {len(body)}".encode() in head


def test_pipelined_requests(server: Server) -> None:
    """Are answered in order."""
    with server.connect() as sock:
        sock.sendall(request(server, CONTENT) + request(server, TIME) + request(server, CONTENT))
        stream = sock.makefile("rb")
        seen = []
        for _ in range(3):
            status = int(stream.readline().split()[1])
            headers = http.client.parse_headers(stream)
            stream.read(int(headers["Content-Length"]))
            seen.append(status)
    assert seen == [200, 500, 200]


def test_body_in_small_pieces(server: Server) -> None:
    """However the bytes come."""
    data = request(server, CONTENT)
    with server.connect() as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(data), 7):
            sock.sendall(data[start : start + 7])
        assert read(sock).status == 200


def test_chunked_body(connection: http.client.HTTPConnection) -> None:
    """A body of unknown length."""
    pieces = (piece.encode() for piece in (HEAD, CONTENT, TAIL))
    connection.request("POST", "/sdk", pieces, {"Content-Type": "text/xml"}, encode_chunked=True)
    response = connection.getresponse()
    response.read()
    assert response.status == 200


@pytest.mark.parametrize("path", ["/sdk2", "/nothing", "/SDK", "/sdk/else"])
def test_post_to_a_wrong_path(connection: http.client.HTTPConnection, path: str) -> None:
    """400 without a body."""
    connection.request("POST", path, (HEAD + CONTENT + TAIL).encode())
    response = connection.getresponse()
    assert (response.status, response.read()) == (400, b"")


@pytest.mark.parametrize("path", ["/sdk", "/sdk/", "/sdk/vimService"])
def test_paths_of_the_endpoint(server: Server, path: str) -> None:
    """Also the address that the WSDL names."""
    with server.connect() as sock:
        sock.sendall(request(server, CONTENT, path=path))
        assert read(sock).status == 200


def test_version_id_and_server_guid_are_taken(connection: http.client.HTTPConnection, cookie: str) -> None:
    """pyVmomi sends the one on requests, vCenter's clients the other on references."""
    inner = (
        '<CurrentTime xmlns="urn:vim25"><_this versionId="4.1" serverGuid="" type="ServiceInstance">'
        "ServiceInstance</_this></CurrentTime>"
    )
    assert call(connection, inner, cookie).status == 200


def test_undeclared_xsd_prefix_is_taken(connection: http.client.HTTPConnection, cookie: str) -> None:
    """suds 0.4 writes xsi:type="xsd:string" and never declares xsd."""
    inner = operation(
        "UpdateOptions", "ha-adv-options", "OptionManager",
        '<changedValue><key>NoSuch.Option</key><value xsi:type="xsd:string">x</value></changedValue>',
    )  # fmt: skip
    head = HEAD.replace(' xmlns:xsd="http://www.w3.org/2001/XMLSchema"', "")
    connection.request("POST", "/sdk", (head + inner + TAIL).encode(), {"Cookie": cookie})
    response = connection.getresponse()
    reply = response.read()
    assert response.status == 500
    assert b"InvalidRequest" not in reply
    assert b"undefined" not in reply


def test_unused_soap_header_is_taken(connection: http.client.HTTPConnection) -> None:
    """operationID, and whatever else a client puts there."""
    head = HEAD.replace(
        "<soapenv:Body>",
        '<soapenv:Header><operationID xmlns="urn:vim25">esxcli-1</operationID><x/></soapenv:Header><soapenv:Body>',
    )
    connection.request("POST", "/sdk", (head + CONTENT + TAIL).encode())
    response = connection.getresponse()
    response.read()
    assert response.status == 200


def test_prefixed_request_elements(connection: http.client.HTTPConnection) -> None:
    """zeep and libvirt differ in how they write the same thing."""
    inner = (
        '<v:RetrieveServiceContent xmlns:v="urn:vim25"><v:_this type="ServiceInstance">ServiceInstance'
        "</v:_this></v:RetrieveServiceContent>"
    )
    assert call(connection, inner).status == 200


def test_byte_order_mark_and_white_space(connection: http.client.HTTPConnection) -> None:
    """Before the declaration, and between elements."""
    body = "\ufeff" + '<?xml version="1.0" encoding="utf-8"?>\n' + HEAD.replace("><", ">\n <") + CONTENT + "\n" + TAIL
    connection.request("POST", "/sdk", body.encode())
    response = connection.getresponse()
    response.read()
    assert response.status == 200


def test_expired_session_reads_missing_sets(connection: http.client.HTTPConnection) -> None:
    """Without a session RetrieveProperties is no fault: what can't be seen is in missingSet."""
    answer = call(connection, retrieve("VirtualMachine", "ha-host", "name").replace("VirtualMachine", "HostSystem"))
    assert answer.status == 200
    (missing,) = answer.xml.iter(f"{NS}missingSet")
    assert missing.findtext(f"{NS}path") == "name"
    fault = missing.find(f"{NS}fault/{NS}fault")
    assert fault is not None
    assert fault.get(XSI_TYPE) == "NotAuthenticated"


def test_unknown_property_path(connection: http.client.HTTPConnection, cookie: str) -> None:
    """InvalidProperty with its name."""
    answer = call(connection, retrieve("HostSystem", "ha-host", "name", "nmae"), cookie)
    assert (answer.status, answer.fault) == (500, "InvalidProperty")
    assert answer.xml.findtext(f"detail/*/{NS}name") == "nmae"


def test_all_properties_are_sorted(connection: http.client.HTTPConnection, cookie: str) -> None:
    """And empty arrays are there."""
    answer = call(connection, retrieve("HostSystem", "ha-host"), cookie)
    names = [e.findtext(f"{NS}name") for e in answer.xml.iter(f"{NS}propSet")]
    assert names == sorted(map(str, names))
    assert {"name", "summary", "vm"} <= set(names)


def test_request_that_hangs_does_not_hold_others(server: Server, cookie: str) -> None:
    """A waiting WaitForUpdatesEx leaves the host free; when it is cut nothing happens."""
    other = server.http()
    fresh = call(other, login(server.user, server.password)).cookie
    wait = operation("WaitForUpdates", "ha-property-collector", "PropertyCollector")
    with server.connect() as sock:
        sock.sendall(request(server, wait, f"Cookie: {fresh}"))
        assert call(other, TIME, cookie).status == 200
    assert call(other, TIME, cookie).status == 200
    assert call(other, operation("Logout", "ha-sessionmgr", "SessionManager"), fresh).status == 200
    other.close()
