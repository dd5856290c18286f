"""Bodies that are no good: each is answered with the right fault, at once, and leaves no trace."""

from __future__ import annotations

import time

import pytest
from calling import Client
from lxml import etree
from served import HEAD, TAIL, operation
from twisted.internet.defer import Deferred

from fakeesx.host.esx import Esx

COLLECTOR = ("ha-property-collector", "PropertyCollector")
SPEC = (
    '<specSet><propSet><type>{}</type>{}</propSet><objectSet><obj type="Folder">ha-folder-root</obj></objectSet>'
    "</specSet>"
)
STEP = '<selectSet xsi:type="TraversalSpec"><type>Folder</type><path>parent</path>'
CREATE = (
    '<config><name>{name}</name><files><vmPathName>[datastore1]</vmPathName></files>{more}</config>'
    '<pool type="ResourcePool">ha-root-pool</pool>'
)  # fmt: skip


@pytest.fixture(scope="module")
def client(host: Esx) -> Client:
    """An administrator's session."""
    return Client(host).login()


def answer(client: Client, body: bytes) -> tuple[str, str, str]:
    """Send a body: the faultcode, the fault's name, the text. It must be a fault, within a second."""
    begin = time.process_time()
    reply, _ = client.host.pipeline.handle(body, '"urn:vim25/4.1"', client.cookie)
    assert time.process_time() - begin < 2
    assert not isinstance(reply, Deferred)
    assert reply.status == 500
    assert b"Traceback" not in reply.body
    assert b'.py"' not in reply.body
    fault = etree.fromstring(reply.body)[0][0]
    assert etree.QName(fault).localname == "Fault"
    detail = fault.find("detail")
    name = etree.QName(detail[0]).localname.removesuffix("Fault") if detail is not None else ""
    return fault.findtext("faultcode") or "", name, fault.findtext("faultstring") or ""


def soap(inner: str) -> bytes:
    """An envelope."""
    return (HEAD + inner + TAIL).encode()


def selecting(steps: str) -> str:
    """A filter spec with selection specs."""
    return SPEC.format("Folder", "").replace("</objectSet>", steps + "</objectSet>")


LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
DOCTYPE = '<!DOCTYPE l [<!ENTITY a "b">]>'
TIME = operation("CurrentTime", "ServiceInstance", "ServiceInstance")

NO_XML = {
    "nothing": b"",
    "white space": b" \r\n\t ",
    "text": b"Hello.",
    "html": b"<html><body>not closed</html>",
    "json": b'{"jsonrpc": "2.0"}',
    "half an envelope": soap(TIME)[:200],
    "something behind": soap(TIME) + b"<more/>",
    "no utf-8": soap(TIME).replace(b"ServiceInstance<", b"\xff\xfe<"),
    "overlong utf-8": soap(TIME).replace(b"ServiceInstance<", b"\xc0\xaf<"),
    "a null byte": soap(TIME).replace(b"ServiceInstance<", b"\x00<"),
    "a control character": soap(TIME).replace(b"ServiceInstance<", b"\x0b<"),
    "a control character as reference": soap(TIME).replace(b"ServiceInstance<", b"&#11;<"),
    "a surrogate": soap(TIME).replace(b"ServiceInstance<", b"&#xD800;<"),
    "an unknown entity": soap(TIME).replace(b"ServiceInstance<", b"&nbsp;<"),
    "an undeclared prefix, and more that is wrong": soap(TIME)[:-9].replace(b"<_this", b"<q:_this"),
    "attributes twice": soap(TIME).replace(b'type="', b'type="x" type="'),
    "billion laughs": (DOCTYPE.replace("]", LAUGHS + "]") + HEAD + TIME.replace("ServiceInstance<", "&i;<") + TAIL).encode(),
    "quadratic blow-up": (f'<!DOCTYPE l [<!ENTITY a "{"x" * 50000}">]>' + HEAD + "&a;" * 5000 + TAIL).encode(),
    "an external entity": ('<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + HEAD + "&a;" + TAIL).encode(),
    "an external dtd": b'<!DOCTYPE l SYSTEM "http://192.0.2.1/l.dtd">' + soap(TIME),
    "a dtd in utf-16": ('<?xml version="1.0" encoding="utf-16"?>' + DOCTYPE + HEAD + TIME + TAIL).encode("utf-16"),
    "a dtd in utf-16 without mark": (DOCTYPE + HEAD + TIME + TAIL).encode("utf-16-le"),
    "a dtd in utf-7": b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE l+AD4-' + soap(TIME),
    "a dtd in ebcdic": ('<?xml version="1.0" encoding="cp037"?>' + DOCTYPE + HEAD + TAIL).encode("cp037"),
    "100,000 deep": (HEAD + "<a>" * 100_000 + "</a>" * 100_000 + TAIL).encode(),
    "an encoding nobody knows": b'<?xml version="1.0" encoding="x-klingon"?>' + soap(TIME),
}  # fmt: skip


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("body", NO_XML.values(), ids=NO_XML)
def test_no_xml(client: Client, body: bytes) -> None:
    """The client's fault, without a detail."""
    code, name, text = answer(client, body)
    assert (code, name) == ("ClientFaultCode", "")
    assert "Error returned by expat parser" in text
    assert "root:" not in text


NO_REQUEST = {
    "no envelope": b"<a/>",
    "an undeclared prefix": soap(TIME).replace(b"<_this", b"<q:_this").replace(b"</_this", b"</q:_this"),
    "no body": HEAD.split("<soapenv:Body>")[0].encode() + b"</soapenv:Envelope>",
    "an empty body": soap(""),
    "SOAP 1.2": soap(TIME).replace(b"schemas.xmlsoap.org/soap/envelope/", b"www.w3.org/2003/05/soap-envelope"),
    "a foreign namespace": soap(TIME.replace("urn:vim25", "urn:vim26")),
    "no namespace": soap(TIME.replace(' xmlns="urn:vim25"', "")),
    "an unknown method": soap(operation("NoSuchMethod", "ServiceInstance", "ServiceInstance")),
    "a method of python": soap(operation("__class__", "ServiceInstance", "ServiceInstance")),
    "a property as method": soap(operation("content", "ServiceInstance", "ServiceInstance")),
    "a method of 5.0": soap(operation("QueryVsanDisks", "ServiceInstance", "ServiceInstance")),
    "a method without this": soap('<CurrentTime xmlns="urn:vim25"/>'),
    "an untyped this": soap('<CurrentTime xmlns="urn:vim25"><_this>ServiceInstance</_this></CurrentTime>'),
    "an unknown type of object": soap(operation("CurrentTime", "ServiceInstance", "NoSuchType")),
    "a data type as type of object": soap(operation("CurrentTime", "ServiceInstance", "AboutInfo")),
    "a method of another type": soap(operation("CurrentTime", "ha-host", "HostSystem")),
    "an unexpected parameter": soap(operation("CurrentTime", "ServiceInstance", "ServiceInstance", "<x>1</x>")),
    "a missing parameter": soap(operation("RetrieveProperties", *COLLECTOR)),
    "parameters out of order": soap(operation("CreateFilter", *COLLECTOR, "<partialUpdates>true</partialUpdates><spec/>")),
    "a parameter twice": soap(operation("FindByInventoryPath", "ha-searchindex", "SearchIndex",
                                        "<inventoryPath>a</inventoryPath>" * 2)),
    "an unknown property": soap(operation("RetrieveProperties", *COLLECTOR, SPEC.format("Folder", "<nme>x</nme>"))),
    "an unknown property type": soap(operation("RetrieveProperties", *COLLECTOR, SPEC.format("NoSuchType", ""))),
    "an unknown subtype": soap(operation("RetrieveProperties", *COLLECTOR, SPEC.format("Folder", "").replace(
        "<objectSet>", '<objectSet xsi:type="NoSuchSpec">'))),
    "a subtype of something else": soap(operation("RetrieveProperties", *COLLECTOR, SPEC.format("Folder", "").replace(
        "<objectSet>", '<objectSet xsi:type="AboutInfo">'))),
    "no boolean": soap(operation("RetrieveProperties", *COLLECTOR, SPEC.format("Folder", "<all>maybe</all>"))),
    "no number": soap(operation("WaitForUpdatesEx", *COLLECTOR, "<options><maxWaitSeconds>soon</maxWaitSeconds></options>")),
    "a fraction": soap(operation("WaitForUpdatesEx", *COLLECTOR, "<options><maxWaitSeconds>1.5</maxWaitSeconds></options>")),
    "a number out of range": soap(operation("WaitForUpdatesEx", *COLLECTOR,
                                            "<options><maxWaitSeconds>2147483648</maxWaitSeconds></options>")),
    "a huge number": soap(operation("WaitForUpdatesEx", *COLLECTOR,
                                    f"<options><maxWaitSeconds>{'9' * 100_000}</maxWaitSeconds></options>")),
    "digits of another script": soap(operation("WaitForUpdatesEx", *COLLECTOR,
                                               "<options><maxWaitSeconds>\u0663</maxWaitSeconds></options>")),
    "elements inside text": soap(operation("FindByInventoryPath", "ha-searchindex", "SearchIndex",
                                           "<inventoryPath><b>a</b></inventoryPath>")),
    "text instead of elements": soap(operation("RetrieveProperties", *COLLECTOR, "<specSet>everything</specSet>")),
    "a reference without type": soap(operation("RetrieveProperties", *COLLECTOR, SPEC.format("Folder", "").replace(
        ' type="Folder"', ""))),
    "150 deep": soap(operation("RetrieveProperties", *COLLECTOR, selecting(STEP * 150 + "</selectSet>" * 150))),
    "no date": soap(operation("CreateCollectorForEvents", "ha-eventmgr", "EventManager",
                              "<filter><time><beginTime>yesterday</beginTime></time></filter>")),
    "a date that is none": soap(operation("CreateCollectorForEvents", "ha-eventmgr", "EventManager",
                                          "<filter><time><beginTime>2010-02-30T25:00:00Z</beginTime></time></filter>")),
    "an unknown enumeration value": soap(operation("CreateVM_Task", "ha-folder-vm", "Folder", CREATE.format(name="x",
        more="<deviceChange><operation>invent</operation><device xsi:type='VirtualE1000'><key>-1</key></device>"
             "</deviceChange>"))),
    "an abstract mandatory field missing": soap(operation("CreateVM_Task", "ha-folder-vm", "Folder", CREATE.format(name="x",
        more="<deviceChange><operation>add</operation></deviceChange>"))),
    "an untyped any": soap(operation("UpdateOptions", "ha-adv-options", "OptionManager",
                                     "<changedValue><key>a</key><value><b/></value></changedValue>")),
    "an unknown any": soap(operation("UpdateOptions", "ha-adv-options", "OptionManager",
                                     '<changedValue><key>a</key><value xsi:type="NoSuch">1</value></changedValue>')),
    "a value that is not of its type": soap(operation("UpdateOptions", "ha-adv-options", "OptionManager",
        '<changedValue><key>a</key><value xsi:type="xsd:int">x</value></changedValue>')),
    "no base64": soap(operation("UpdateOptions", "ha-adv-options", "OptionManager",
        '<changedValue><key>a</key><value xsi:type="xsd:base64Binary">!</value></changedValue>')),
}  # fmt: skip


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("body", NO_REQUEST.values(), ids=NO_REQUEST)
def test_no_request(client: Client, body: bytes) -> None:
    """InvalidRequest, with a text that says what is wrong."""
    code, name, text = answer(client, body)
    assert (code, name) == ("ServerFaultCode", "InvalidRequest")
    assert text.strip()


REFUSED = {
    "an object that is gone": ("ManagedObjectNotFound", operation("CurrentTime", "4711", "ServiceInstance")),
    "an object of another type": ("ManagedObjectNotFound", operation("PowerOnVM_Task", "ha-host", "VirtualMachine")),
    "an empty moid": ("ManagedObjectNotFound", operation("PowerOnVM_Task", "", "VirtualMachine")),
    "a moid with markup": ("ManagedObjectNotFound", operation("PowerOnVM_Task", "&lt;b&gt;&amp;", "VirtualMachine")),
    "a very long moid": ("ManagedObjectNotFound", operation("PowerOnVM_Task", "9" * 100_000, "VirtualMachine")),
    "an unknown property path": ("InvalidProperty", operation("RetrieveProperties", *COLLECTOR,
                                 SPEC.format("Folder", "<pathSet>name.first</pathSet>"))),
    "an absurd property path": ("InvalidProperty", operation("RetrieveProperties", *COLLECTOR,
                                SPEC.format("Folder", f"<pathSet>{'name.' * 10_000}</pathSet>"))),
    "a private property path": ("InvalidProperty", operation("RetrieveProperties", *COLLECTOR,
                                SPEC.format("Folder", "<pathSet>__class__</pathSet>"))),
    "an unknown selection": ("InvalidArgument", operation("RetrieveProperties", *COLLECTOR,
                             selecting("<selectSet><name>no</name></selectSet>"))),
    "an unknown token": ("InvalidArgument", operation("ContinueRetrievePropertiesEx", *COLLECTOR, "<token>x</token>")),
    "a negative wait": ("InvalidArgument", operation("WaitForUpdatesEx", *COLLECTOR,
                        "<options><maxWaitSeconds>-1</maxWaitSeconds></options>")),
    "an unknown version": ("InvalidCollectorVersion", operation("CheckForUpdates", *COLLECTOR, "<version>99</version>")),
    "a second login": ("InvalidLogin", operation("Login", "ha-sessionmgr", "SessionManager",
                       "<userName>root</userName><password>x</password>")),
    "a session that is not": ("NotFound", operation("TerminateSession", "ha-sessionmgr", "SessionManager",
                              "<sessionId>x</sessionId>")),
}  # fmt: skip


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize(("fault", "inner"), REFUSED.values(), ids=REFUSED)
def test_refused(client: Client, fault: str, inner: str) -> None:
    """A valid request that can not be: its own fault."""
    code, name, _ = answer(client, soap(inner))
    assert (code, name) == ("ServerFaultCode", fault)


@pytest.mark.usefixtures("unharmed")
def test_traversal_in_circles(client: Client) -> None:
    """A traversal that comes back to itself ends, and quickly."""
    steps = (
        '<selectSet xsi:type="TraversalSpec"><name>down</name><type>ManagedEntity</type><path>parent</path>'
        "<selectSet><name>up</name></selectSet><selectSet><name>down</name></selectSet></selectSet>"
        '<selectSet xsi:type="TraversalSpec"><name>up</name><type>Folder</type><path>childEntity</path>'
        "<selectSet><name>up</name></selectSet><selectSet><name>down</name></selectSet></selectSet>"
    )
    spec = SPEC.format("ManagedEntity", "<pathSet>name</pathSet>").replace("</objectSet>", steps + "</objectSet>")
    begin = time.process_time()
    reply, _ = client.host.pipeline.handle(
        soap(operation("RetrieveProperties", *COLLECTOR, spec * 20)), "urn:vim25/4.1", client.cookie
    )
    assert not isinstance(reply, Deferred)
    assert reply.status == 200
    assert time.process_time() - begin < 2


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("soap_action", ["x" * 100_000, "\x00", "urn:vim25/", "urn:vim25/-1", "😀"])
def test_soap_action(client: Client, soap_action: str) -> None:
    """Any will do."""
    reply, _ = client.host.pipeline.handle(soap(TIME), soap_action, client.cookie)
    assert not isinstance(reply, Deferred)
    assert reply.status == 200


@pytest.mark.parametrize("cookie", ["", "x" * 100_000, "\x00", '"', "52'; --", "../.."])
def test_cookie(host: Esx, cookie: str) -> None:
    """One that the host did not give out is none."""
    reply, _ = host.pipeline.handle(soap(TIME), None, cookie)
    assert not isinstance(reply, Deferred)
    assert reply.status == 500
    assert b"NotAuthenticatedFault" in reply.body


@pytest.mark.parametrize("name", ["root", "", "x" * 100_000, "'; --", "\u202eroot", "root\n"])
@pytest.mark.parametrize("password", ["", "x" * 100_000, "\u00e9"])
def test_login(host: Esx, name: str, password: str) -> None:
    """Refused with InvalidLogin, whatever is tried."""
    client = Client(host)
    inner = f"<userName>{name}</userName><password>{password}</password>"
    assert answer(client, soap(operation("Login", "ha-sessionmgr", "SessionManager", inner)))[1] == "InvalidLogin"
