"""The pytest plugin, in projects of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pages import PLUGIN
from served import serve

import fakeesx.inventory.file.reading
import fakeesx.testing.fake_esx
import fakeesx.testing.real_esx
from fakeesx.durations import NAMES as DURATIONS
from fakeesx.inventory.profile import LICENSES, NAMES
from fakeesx.testing import pytest_plugin

LOADED = (fakeesx.inventory.file.reading, fakeesx.testing.fake_esx, fakeesx.testing.real_esx)
"""Modules that pytester's runs within this process share with it: some of theirs can't be loaded twice."""
ARGUMENTS = ("-p", "no:cacheprovider", "-p", "no:xdist", *PLUGIN)

CLIENT = """
from fakeesx.testing import VimClient

def login(esx):
    client = VimClient(esx.url, esx.cafile)
    try:
        client.login(esx.user, esx.password)
        return client.content.about.fullName
    finally:
        client.close()
"""


def run(pytester: pytest.Pytester, code: str, *arguments: str) -> pytest.RunResult:
    """The result of a module of tests."""
    pytester.makepyfile(CLIENT + code)
    return pytester.runpytest_inprocess(*ARGUMENTS, *arguments)


def test_a_fresh_host_for_each_test(pytester: pytest.Pytester) -> None:
    """What one test does, the next one does not see; the host is stopped in the end."""
    result = run(pytester, """
seen = []

def test_one(esx):
    assert login(esx).startswith("VMware ESX 4.1.0")
    esx.run(lambda host: host.add_user("anne", "secret", -1))
    seen.append(esx)

def test_two(esx):
    assert esx.run(lambda host: "anne" in host.access.accounts) is False
    assert repr(seen[0]) == "<FakeESX (not running)>"
""", "-W", "error")
    result.assert_outcomes(passed=2)


def test_hosts_as_parameters(pytester: pytest.Pytester) -> None:
    """``indirect`` parameters of the fixture go before the marker; what is no dictionary of options is an error."""
    result = run(pytester, """
import pytest

@pytest.mark.esx(vms=1, password="marked")
@pytest.mark.parametrize("esx", [{"vms": 2}, {"profile": "esxi-4.1"}], indirect=True)
def test_it(esx, request):
    number = 2 if "vms" in request.node.callspec.params["esx"] else 1
    assert (len(esx.vms), esx.password) == (number, "marked")
    assert login(esx).startswith("VMware ESX 4.1.0" if number == 2 else "VMware ESXi 4.1.0")

@pytest.mark.parametrize("esx", ["esxi-4.1"], indirect=True)
def test_a_name(esx): pass

@pytest.mark.parametrize("esx", [{"vmz": 1}], indirect=True)
def test_a_key(esx): pass
""")
    result.assert_outcomes(passed=2, errors=2)
    result.stdout.fnmatch_lines_random([
        "*a parameter of the fixture esx is a dictionary of inventory, profile, *, not 'esxi-4.1'",
        "*takes no vmz; it takes inventory, *",
    ])


def test_one_host_for_the_session(pytester: pytest.Pytester) -> None:
    """``esx_server`` is the same for all, as command line and ini file say, whatever a marker says."""
    pytester.makeini("[pytest]\nesx_vms = 2\nesx_profile = esx-4.1\n")
    result = run(pytester, """
import pytest

seen = []

@pytest.mark.parametrize("number", [1, 2])
def test_it(esx_server, number):
    seen.append(esx_server.url)
    assert len(esx_server.vms) == 2
    assert login(esx_server).startswith("VMware ESXi 4.1.0")
    assert len(set(seen)) == 1

@pytest.mark.esx(vms=1)
def test_marked(esx_server, esx):
    assert (len(esx_server.vms), len(esx.vms)) == (2, 1)
""", "--esx-profile", "esxi-4.1")
    result.assert_outcomes(passed=3)


def test_where_options_come_from(pytester: pytest.Pytester) -> None:
    """An argument goes before a marker, the marker of a function before its class's, the command line before the file."""
    pytester.makeini("[pytest]\nesx_vms = 1\nesx_license = free\n")
    result = run(pytester, """
import pytest

def about(esx):
    return (len(esx.vms), esx.run(lambda host: (host.profile.name, host.profile.settings["license"])))

def test_ini_and_command_line(esx):
    assert about(esx) == (2, ("esxi-4.1", "free"))

@pytest.mark.esx(profile="esx-4.1", vms=3)
class TestMarked:
    def test_class(self, esx):
        assert about(esx) == (3, ("esx-4.1", "free"))

    @pytest.mark.esx(vms=4)
    def test_function(self, esx):
        assert about(esx) == (4, ("esx-4.1", "free"))

    def test_argument(self, esx, esx_factory):
        one, other = esx_factory(vms=5), esx_factory(license="licensed")
        assert about(one) == (5, ("esx-4.1", "free"))
        assert about(other) == (3, ("esx-4.1", "licensed"))
        assert len({esx.port, one.port, other.port}) == 3
""", "--esx-vms", "2", "--esx-profile=esxi-4.1")
    result.assert_outcomes(passed=4)


def test_inventory_files(pytester: pytest.Pytester) -> None:
    """A marker's is beside the test's file, the ini file's below the root directory, the command line's where one is."""
    pytester.makeini("[pytest]\nesx_inventory = labs/ini.yaml\n")
    for folder, name in (("labs", "ini"), ("tests/deep", "marked"), ("elsewhere", "given")):
        pytester.path.joinpath(folder).mkdir(parents=True)
        pytester.path.joinpath(folder, f"{name}.yaml").write_text(f"vms: [{{name: {name}}}]\n")
    pytester.path.joinpath("tests/deep/test_it.py").write_text("""
import pytest

def test_default(esx, esx_server):
    assert list(esx.vms) == list(esx_server.vms)
    print("<", *esx.vms, ">")

@pytest.mark.esx(inventory="marked.yaml")
def test_marked(esx, esx_factory):
    assert list(esx.vms) == ["marked"]
    assert list(esx_factory(inventory={"vms": [{"name": "own"}]}).vms) == ["own"]
""")
    result = pytester.runpytest_inprocess(*ARGUMENTS, "-s", "tests")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*< ini >*"])
    elsewhere = pytester.path / "elsewhere"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(elsewhere)
        result = pytester.runpytest_inprocess(
            *ARGUMENTS, "-s", "--rootdir", str(pytester.path), "-c", "../tox.ini", "../tests",
            "--esx-inventory", "given.yaml",
        )
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*< given >*"])


@pytest.mark.parametrize(
    ("marker", "says"),
    [
        ("profil='esx-4.1'", "@pytest.mark.esx takes no profil; it takes, by keyword, inventory, profile, *"),
        ("'lab.yaml'", "@pytest.mark.esx takes no 'lab.yaml'; it takes, by keyword, inventory, *"),
        ("profile='esx-7'", "*there is no profile 'esx-7'; did you mean 'esx-4.1'*"),
        ("inventory='none.yaml'", "*No such file or directory: '*none.yaml'"),
    ],
)
def test_markers_that_are_wrong(pytester: pytest.Pytester, marker: str, says: str) -> None:
    """Are errors of that test, with what would be right."""
    result = run(pytester, f"import pytest\n@pytest.mark.esx({marker})\ndef test_it(esx): pass\ndef test_other(esx): pass\n")
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines([f"*{says}"])


def test_options_of_the_factory_that_are_wrong(pytester: pytest.Pytester) -> None:
    """Are errors of the call."""
    run(pytester, """
import pytest

def test_factory(esx_factory):
    with pytest.raises(TypeError, match="takes no color; it takes inventory, profile"):
        esx_factory(color="red")
""").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("vms", "many", "is a whole number, not 'many'"),
        ("vms", "-1", "is how many virtual machines a host starts with, not -1"),
        ("seed", "1.5", "is a whole number, not '1.5'"),
        ("profile", "esx-5.0", "is one of esx-4.1, esxi-4.1, not 'esx-5.0'"),
        ("license", "stolen", "is one of licensed, evaluation, free, not 'stolen'"),
        ("clock", "sundial", "is one of real, virtual, not 'sundial'"),
        ("tasks", "slow", "is one of instant, realistic, not 'slow'"),
        ("inventory", "none.yaml", ": there is no file */none.yaml"),
    ],
)
@pytest.mark.parametrize("form", ["--esx-{}", "esx_{}"])
def test_options_that_are_wrong(pytester: pytest.Pytester, form: str, name: str, value: str, says: str) -> None:
    """Of the command line or the ini file: told once, before any test."""
    option = form.format(name)
    if form.startswith("--"):
        arguments = [f"{option}={value}"]
    else:
        arguments = []
        pytester.makeini(f"[pytest]\n{option} = {value}\n")
    result = run(pytester, "def test_it(esx): pass\ndef test_other(esx): pass\n", *arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {option}{'' if says.startswith(':') else ' '}{says}"])
    assert "Traceback" not in result.stdout.str() + result.stderr.str()


def test_choices_are_those_there_are() -> None:
    """The plugin has its own list of them."""
    there = {"profile": NAMES, "license": LICENSES, "clock": ("real", "virtual"), "tasks": DURATIONS}
    assert there == pytest_plugin._CHOICES


def test_urls_of_real_hosts(pytester: pytest.Pytester) -> None:
    """Without a path /sdk is meant; what is no URL is an error that says so."""
    code = """
def test_it(esx):
    assert (esx.url, esx.host, esx.port) == ("https://esx.example.com:8443/sdk", "esx.example.com", 8443)
"""
    run(pytester, code, "--esx-url", "https://esx.example.com:8443").assert_outcomes(passed=1)
    result = run(pytester, code, "--esx-url", "esx.example.com")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--esx-url is the URL of a host such as https://*/sdk, not 'esx.example.com'"])


def test_a_real_host(pytester: pytest.Pytester) -> None:
    """The same tests run on the host of --esx-url; what only a fake one has is a skip that says so."""
    code = """
import pytest

def test_login(esx, esx_server):
    assert login(esx).startswith("VMware ESX 4.1.0")
    assert (esx.host, esx.port) == (esx_server.host, esx_server.port)

def test_context(esx):
    import socket
    with socket.create_connection((esx.host, esx.port), 10) as plain, esx.ssl_context.wrap_socket(plain) as secure:
        assert secure.version()

def test_views(esx):
    assert len(esx.vms) == 0

@pytest.mark.esx(vms=1)
def test_marked(esx): pass

def test_factory(esx_factory):
    esx_factory()

def test_misspelt(esx):
    with pytest.raises(AttributeError, match="a host has no attribute 'vmss'"):
        esx.vmss
"""
    with serve("--no-tls", "--password", "secret") as server:
        result = run(
            pytester, code, "-rs", "--esx-url", server.url, "--esx-user", server.user, "--esx-password", server.password,
            "--deselect", "test_a_real_host.py::test_context",
        )
    result.assert_outcomes(passed=2, skipped=3, deselected=1)
    result.stdout.fnmatch_lines([f"esx: the real host {server.url}"])
    result.stdout.fnmatch_lines_random([
        "*needs a fake host: esx.vms is nothing that a real one*", "*needs a host that is made for it (vms)*",
        "*needs hosts of its own*",
    ])
    with serve() as server:
        result = run(pytester, code, "--esx-url", server.url, "--esx-insecure", "-k", "context")
    result.assert_outcomes(passed=1, deselected=5)


def test_a_project_without_hosts(pytester: pytest.Pytester) -> None:
    """The plugin imports nothing there: no Twisted, nothing of ours beside itself."""
    pytester.makepyfile("""
import sys

def test_modules():
    loaded = sorted(name for name in sys.modules if name.startswith(("twisted", "fakeesx", "OpenSSL", "yaml", "lxml")))
    assert loaded == ["fakeesx", "fakeesx.testing", "fakeesx.testing.pytest_plugin"]
""")
    pytester.runpytest_subprocess(*ARGUMENTS).assert_outcomes(passed=1)


def test_what_pytest_shows_of_it(pytester: pytest.Pytester) -> None:
    """Fixtures, marker and options with their descriptions."""
    result = pytester.runpytest_inprocess(*ARGUMENTS, "--fixtures")
    result.stdout.fnmatch_lines(["esx_factory *", "*Makes as many hosts*"])
    result.stdout.fnmatch_lines(["esx *", "*A fresh host for this test*"])
    result = pytester.runpytest_inprocess(*ARGUMENTS, "--markers")
    result.stdout.fnmatch_lines(["@pytest.mark.esx(inventory=, profile=*"])
    result = pytester.runpytest_inprocess(*ARGUMENTS, "--help")
    result.stdout.fnmatch_lines(["*--esx-inventory=FILE*"])
    assert sys.modules["fakeesx.testing.pytest_plugin"].__file__ is not None
    assert Path(sys.modules["fakeesx.testing.pytest_plugin"].__file__).name == "pytest_plugin.py"


def test_calls_in_the_report_of_a_failed_test(pytester: pytest.Pytester) -> None:
    """The last of them, of each host of the test; of the session's host those of this test. No password is shown."""
    pytester.makeini("[pytest]\nesx_log_calls = 3\n")
    result = run(pytester, """
import pytest

def test_passes(esx, esx_server):
    login(esx_server)

def test_fails(esx, esx_server):
    login(esx)
    for _ in range(3):
        login(esx_server)
    esx.expect_call("PowerOnVM_Task")

def test_fails_without_a_call(esx, esx_server):
    assert False

def test_two(esx, esx_factory):
    login(esx_factory())
    assert False

@pytest.fixture
def broken(esx):
    login(esx)
    assert False

def test_setup(broken): pass
""")
    result.assert_outcomes(passed=1, failed=3, errors=1)
    text = result.stdout.str()
    assert text.count("calls of") == 4
    assert text.count("vmware") == 0
    result.stdout.fnmatch_lines([
        "*- calls of esx -*", "* call 1 RetrieveServiceContent()*by nobody: result*",
        "* call 2 Login(userName='root', password='***')*: result*",
    ])
    result.stdout.fnmatch_lines([
        "E *AssertionError: expected PowerOnVM_Task(); it was not called; called were *",
        "*- calls of esx_server -*", "* call 6 Login(*", "* call 7 RetrieveServiceContent(*", "* call 8 Login(*",
    ])
    result.stdout.fnmatch_lines(["*- calls of esx 2 -*", "* call 2 Login(*"])
    shown = run(pytester, "def test_it(esx):\n    login(esx)\n    assert False", "-o", "esx_log_calls=0").stdout.str()
    assert "calls of" not in shown


def test_pytest_within_pytest(pytester: pytest.Pytester) -> None:
    """Tests of somebody's own plugin run pytest in their process, again and again: each run can have hosts."""
    pytester.makeconftest('pytest_plugins = ["pytester"]')
    pytester.makepyfile(f"""
import pytest

@pytest.mark.parametrize("number", range(2))
def test_outer(pytester, number):
    pytester.makepyfile("def test_inner(esx): assert esx.cafile")
    pytester.runpytest_inprocess("-p", "no:cacheprovider", *{PLUGIN!r}).assert_outcomes(passed=1)
""")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:xdist", *PLUGIN)
    result.assert_outcomes(passed=2)


def test_a_dump_in_a_marker(pytester: pytest.Pytester) -> None:
    """The text of an inventory is no path."""
    result = run(pytester, """
import pytest

@pytest.mark.esx(inventory="vms:\\n  - name: web\\n")
def test_it(esx):
    assert list(esx.vms) == ["web"]
""")
    result.assert_outcomes(passed=1)
