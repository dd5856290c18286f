"""The WSDL files that a host serves, sound and broken."""

import http.client
import urllib.error
import urllib.request
from urllib.parse import urljoin

import pytest
from lxml import etree
from served import Server, serve

FILES = (
    "vimService.wsdl", "vim.wsdl", "core-types.xsd", "query-types.xsd", "query-messagetypes.xsd", "vim-types.xsd",
    "vim-messagetypes.xsd",
)  # fmt: skip


def get(server: Server, path: str) -> tuple[int, bytes]:
    """Status and body of a GET below the root, without a password."""
    connection = server.http()
    connection.request("GET", path)
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


def linked(server: Server, name: str) -> set[str]:
    """The files that a file imports or includes, and so on."""
    found, wanted = set[str](), [name]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        found.add(name)
        _, content = get(server, f"/sdk/{name}")
        root = etree.fromstring(content)
        wanted += [e.get("location") or e.get("schemaLocation") or "" for e in root.iter("{*}import", "{*}include")]
    return found


def test_the_seven_files(server: Server) -> None:
    """Every file that another names is there, and no more than the seven are named."""
    assert linked(server, "vimService.wsdl") == set(FILES)


def test_wsdl_needs_no_password(server: Server) -> None:
    """As on ESX."""
    assert all(get(server, f"/sdk/{name}")[0] == 200 for name in FILES)


def test_versions(server: Server) -> None:
    """vimServiceVersions.xml lists what the host speaks."""
    status, content = get(server, "/sdk/vimServiceVersions.xml")
    root = etree.fromstring(content)
    assert (status, root.tag) == (200, "namespaces")
    assert root.findtext("namespace[name='urn:vim25']/version") == "4.1"
    prior = [e.text for e in root.iterfind("namespace[name='urn:vim25']/priorVersions/version")]
    assert prior[0] == "4.0"


@pytest.mark.parametrize("path", ["/sdk/vimService?wsdl", "/sdk/vimService?WSDL"])
def test_wsdl_of_the_endpoint(server: Server, path: str) -> None:
    """The address that many clients are given; the files it names are found from there."""
    assert get(server, path) == get(server, "/sdk/vimService.wsdl")


def test_other_methods_than_get(connection: http.client.HTTPConnection) -> None:
    """HEAD gives the head; POST is refused."""
    connection.request("HEAD", "/sdk/vim.wsdl")
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, b"")
    assert int(response.headers["Content-Length"]) > 100_000
    connection.request("POST", "/sdk/vim.wsdl", b"x")
    response = connection.getresponse()
    response.read()
    assert response.status in (400, 405)


def test_missing_file_of_a_broken_host() -> None:
    """`--wsdl-missing`: that one answers 404, the others are served."""
    with serve("--wsdl-missing", "core-types.xsd", "--wsdl-missing", "query-types.xsd") as broken:
        gone = {name for name in FILES if get(broken, f"/sdk/{name}")[0] == 404}
        assert gone == {"core-types.xsd", "query-types.xsd"}


def test_reflect_import_of_a_broken_host() -> None:
    """`--wsdl-reflect-import`: the 5.0 style import of a file that is not there."""
    with serve("--wsdl-reflect-import") as broken:
        _, content = get(broken, "/sdk/vim.wsdl")
        (element,) = [e for e in etree.fromstring(content).iter("{*}import") if e.get("schemaLocation")]
        assert element.get("namespace") == "urn:reflect"
        location = urljoin("/sdk/vim.wsdl", element.get("schemaLocation") or "")
        assert get(broken, location)[0] == 404


def test_certificate_is_verified(server: Server, fake_only: None) -> None:
    """By `cafile`, and by nothing else."""
    with pytest.raises(urllib.error.URLError, match="certificate verify failed"):
        urllib.request.urlopen(f"https://{server.host}:{server.port}/", timeout=10)
    with server.connect() as sock:
        names = sock.getpeercert()["subjectAltName"]
    assert {value for _, value in names} >= {"localhost", "127.0.0.1"}
