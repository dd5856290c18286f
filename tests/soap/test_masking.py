"""Secrets are hidden in values and in XML, wherever the schema has them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.schema import vim
from fakeesx.schema.values import Array, DataObject
from fakeesx.soap import masking
from fakeesx.soap.encode import encoder
from fakeesx.soap.masking import HIDDEN, mask_arguments, mask_envelope, mask_result, mask_soap, mask_value
from fakeesx.soap.parsing import parse

SECRET = "s3cr<t&\u00e9"
SCHEMA = [
    (name, prop) for name, data in vim.TYPES.model.data.items() for prop in data.properties
    if prop.name in masking.NAMES and prop.type == "xsd:string"
]  # fmt: skip
ENVELOPE = (
    b'<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
    b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
    b"%b<soapenv:Body>%b</soapenv:Body></soapenv:Envelope>"
)


def texts(xml: bytes) -> list[str]:
    """All texts and tails of a document."""
    return [text for element in parse(xml).iter() for text in (element.text, element.tail) if text]


def session(key: str = SECRET) -> vim.UserSession:
    """A session as a host shows it."""
    return vim.UserSession(
        key=key, userName="root", fullName="root", loginTime="2026-01-01T00:00:00Z",
        lastActiveTime="2026-01-01T00:00:00Z", locale="en", messageLocale="en",
    )  # fmt: skip


@pytest.mark.parametrize(("type", "prop"), SCHEMA, ids=lambda part: getattr(part, "name", part))
def test_every_secret_of_the_schema_is_hidden(type: str, prop: Any) -> None:
    """In a value, and in the XML of it."""
    value: Any = vim.TYPES.data(type)(**{prop.name: (SECRET,) if prop.array else SECRET})
    masked = getattr(mask_value(value), prop.name)
    assert masked == ((HIDDEN,) if prop.array else HIDDEN)
    content = encoder().element(prop.name, (SECRET,) if prop.array else SECRET, prop.type, prop.array)
    assert SECRET not in texts(mask_soap(b"<x>%b</x>" % content))


def test_schema_has_the_names() -> None:
    """The names are those of properties and parameters, but for those of later versions."""
    used = {prop.name for data in vim.TYPES.model.data.values() for prop in data.properties}
    used |= {param.name for method in vim.TYPES.model.methods.values() for param in method.params}
    later = {"oldPassword", "newPassword", "keyData", "secretKey", "privateKey", "authToken"}
    assert set(masking.NAMES) - used == later


@pytest.mark.parametrize(
    "value",
    [
        vim.OptionValue(key="RemoteDisplay.vnc.password", value=SECRET),
        vim.CustomizationPassword(value=SECRET, plainText=True),
        vim.CustomizationGuiUnattended(
            password=vim.CustomizationPassword(value=SECRET, plainText=True), timeZone=1, autoLogon=False, autoLogonCount=0,
        ),
        vim.VAppPropertyInfo(key=1, id="p", type="password(..8)", value=SECRET, defaultValue=SECRET),
        vim.DynamicProperty(name="currentSession.key", val=SECRET),
        vim.PropertyChange(name='config.extraConfig["guestinfo.db_password"].value', op="assign", val=SECRET),
        vim.VirtualMachineConfigSpec(extraConfig=[vim.OptionValue(key="RemoteDisplay.vnc.key", value=SECRET)]),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_secrets_that_neighbours_tell(value: DataObject) -> None:
    """What is secret by a key, a path or what stands beside it."""
    assert SECRET not in repr(mask_value(value))
    assert SECRET not in texts(mask_soap(b"<x xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                                         b"xmlns:xsd='http://www.w3.org/2001/XMLSchema'>%b</x>" % encoder().any("v", value)))


def test_session_keys() -> None:
    """In a result, a list of sessions and the XML of a reply; the rest stays."""
    masked = mask_result("Login", session())
    assert (masked.key, masked.userName) == (HIDDEN, "root")
    assert mask_value(Array("ArrayOfUserSession", [session()])).items == (masked,)
    inner = b"<key>abc</key><userName>root</userName><loginTime>now</loginTime>"
    reply = b'<LoginResponse xmlns="urn:vim25"><returnval>%b</returnval></LoginResponse>' % inner
    assert texts(mask_soap(ENVELOPE % (b"", reply))) == [HIDDEN, "root", "now"]


def test_clone_ticket() -> None:
    """The bare text that AcquireCloneTicket returns."""
    assert mask_result("AcquireCloneTicket", SECRET) == HIDDEN
    assert mask_result("RetrieveServiceContent", SECRET) == SECRET
    reply = ENVELOPE % (b"", b"<AcquireCloneTicketResponse><returnval>cst-1</returnval></AcquireCloneTicketResponse>")
    assert texts(mask_soap(reply)) == [HIDDEN]


def test_arguments() -> None:
    """Plain parameters, and those within a spec; what has no secret is the same object."""
    spec = vim.VirtualMachineConfigSpec(name="vm")
    masked = mask_arguments({"userName": "root", "password": SECRET, "config": spec})
    assert masked == {"userName": "root", "password": HIDDEN, "config": spec}
    assert masked["config"] is spec


def test_soap_header() -> None:
    """Only the operation's id stays."""
    header = b"<soapenv:Header><operationID>op-1</operationID><vcSessionCookie>abc</vcSessionCookie></soapenv:Header>"
    assert texts(mask_soap(ENVELOPE % (header, b"<x/>"))) == ["op-1", HIDDEN]


def test_what_is_hidden_inside_is_hidden_too() -> None:
    """Elements within a secret element, and text behind them."""
    assert texts(mask_soap(b"<x><password>a<b>c</b>d</password></x>")) == [HIDDEN] * 3


def test_without_secrets_nothing_changes() -> None:
    """The very bytes; an empty password is none."""
    for body in (b"<?xml version='1.0'?>\n<a><!-- c --><key>k</key ></a>", b"<a><password/></a>"):
        assert mask_soap(body) is body
    assert not mask_envelope(parse(b"<a><key>k</key><value>v</value></a>"))


def test_no_xml() -> None:
    """Only its size is told."""
    assert mask_soap(b"<password>abc") == b"(13 bytes that are no XML)"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_no_password_comes_through(secret: str) -> None:
    """Whatever it is made of."""
    body = b"<Login><userName>u</userName>%b</Login>" % encoder().element("password", secret, "xsd:string")
    assert texts(mask_soap(body)) == ["u", HIDDEN]


def test_placeholders_by_kind() -> None:
    """Who masks can tell what was there, and which secrets are the same."""
    seen: list[tuple[str, str]] = []

    def number(kind: str, secret: str) -> str:
        seen.append((kind, secret))
        return f"{kind}-{len(seen)}"

    body = b"<a><password>p</password><sessionId>s</sessionId><ticket>t</ticket></a>"
    assert texts(mask_soap(body, number)) == ["password-1", "session-2", "ticket-3"]
    assert seen == [("password", "p"), ("session", "s"), ("ticket", "t")]
