"""Options: the original flags and the new ones, and how wrong ones are told."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from esx_driver import options, options_page
from esx_driver.errors import ConfigError
from oslo_config import cfg

ENOUGH = {"vmwareapi_host_ip": "192.0.2.1", "vmwareapi_host_username": "root", "vmwareapi_host_password": ""}


def problems(*files: Path, **overrides: object) -> dict[str, str]:
    """What is wrong, by option."""
    with pytest.raises(ConfigError) as caught:
        options.load(files, **overrides)
    return dict(caught.value.problems)


def test_defaults_are_the_originals() -> None:
    """Names and defaults as the flags had them."""
    conf = options.load(**ENOUGH)
    expected = {
        "connection_type": "vmwareapi", "vmwareapi_task_poll_interval": 5.0, "vmwareapi_api_retry_count": 10,
        "vmwareapi_vlan_interface": "vmnic0", "vmware_vif_driver": "nova.virt.vmwareapi.vif.VMWareVlanBridgeDriver",
        "vmwareapi_wsdl_loc": None, "flat_injected": False, "console_vmrc_port": 443, "console_vmrc_error_retries": 10,
        "console_driver": "nova.console.vmrc.VMRCConsole", "network_manager": "nova.network.manager.FlatManager",
        "use_linked_clone": False,
    }
    assert {name: conf[name] for name in expected} == expected


def test_flag_file(tmp_path: Path) -> None:
    """The form of the original: a flag a line, booleans without a value."""
    file = tmp_path / "nova.conf"
    file.write_text(
        "# the host\n--connection_type=vmwareapi\n--vmwareapi_host_ip=192.0.2.1\n--vmwareapi_host_username=root\n"
        "--vmwareapi_host_password=a=b\n--flat_injected\n--console-vmrc-port=8443\n"
    )
    conf = options.load([file])
    assert (conf.vmwareapi_host_password, conf.flat_injected, conf.console_vmrc_port) == ("a=b", True, 8443)
    file.write_text(file.read_text() + "--noflat_injected\n")
    assert options.load([file]).flat_injected is False


def test_ini_file_and_overrides(tmp_path: Path) -> None:
    """Later files go before earlier ones, overrides before all; options of others are left alone."""
    first, second = tmp_path / "a.conf", tmp_path / "b.conf"
    first.write_text("[DEFAULT]\nvmwareapi_host_ip = 192.0.2.1\nvmwareapi_host_username = root\nmy_ip = 192.0.2.9\n")
    second.write_text("[DEFAULT]\nvmwareapi_host_ip = 192.0.2.2\nvmwareapi_host_password = secret\n")
    conf = options.load([first, second])
    assert conf.vmwareapi_host_ip == "192.0.2.2"
    assert options.load([first, second], vmwareapi_host_ip="192.0.2.3").vmwareapi_host_ip == "192.0.2.3"


@pytest.mark.parametrize("missing", ENOUGH)
def test_required(missing: str) -> None:
    """Host, user and password: named when missing. An empty password is one."""
    assert problems(**{**ENOUGH, missing: None}) == {missing: "it is required"}


def test_every_problem_is_told(tmp_path: Path) -> None:
    """All at once, each with its option."""
    file = tmp_path / "nova.conf"
    file.write_text(
        "--vmwareapi_host_ip=a/b\n--vmwareapi_host_username=root\n--vmwareapi_host_password=x\n--console_vmrc_port=70000\n"
        "--flat_injected=perhaps\n--vmwareapi_datastore_regex=(\n--default_log_levels=esx_driver\n--vmwareapi_ca_file=/none\n"
        "--connection_type=libvirt\n"
    )
    assert set(problems(file)) == {
        "vmwareapi_host_ip", "console_vmrc_port", "flat_injected", "vmwareapi_datastore_regex", "default_log_levels",
        "vmwareapi_ca_file", "connection_type",
    }


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("--vmwareapi_hst_ip=192.0.2.1\n", "vmwareapi_hst_ip", "is vmwareapi_host_ip meant?"),
        ("--vmwareapi_host_ip\n", "vmwareapi_host_ip", "it needs a value"),
        ("--a\nb\n", "", "'b' is not --flag=value"),
        ("[DEFAULT]\nvmwareapi_host_usrname = root\n", "vmwareapi_host_usrname", "is vmwareapi_host_username meant?"),
        ("DEFAULT]\n", "", "1"),
        ("[DEFAULT]\nvmwareapi_api_retry_count =\n", "vmwareapi_api_retry_count", "it needs a value"),
        ("--vmwareapi_host_port=\n", "vmwareapi_host_port", "it needs a value"),
    ],
)
def test_files_that_are_wrong(tmp_path: Path, text: str, name: str, says: str) -> None:
    """A typing error is found, with the line or the name that was meant."""
    file = tmp_path / "nova.conf"
    file.write_text(text)
    assert says in problems(file)[name]


def test_file_that_is_not_there(tmp_path: Path) -> None:
    """Is named."""
    assert "none.conf" in problems(tmp_path / "none.conf")[""]


@pytest.mark.parametrize(
    ("text", "port", "found"),
    [
        ("192.0.2.1", 443, ("192.0.2.1", 443)), ("192.0.2.1:8443", 443, ("192.0.2.1", 8443)),
        ("esx.example.org", 902, ("esx.example.org", 902)), ("2001:db8::1", 443, ("2001:db8::1", 443)),
        ("[2001:db8::1]:8443", 443, ("2001:db8::1", 8443)),
    ],
)
def test_address(text: str, port: int, found: tuple[str, int]) -> None:
    """With a port or without, of either family."""
    address = options.address(options.load(**{**ENOUGH, "vmwareapi_host_ip": text, "vmwareapi_host_port": port}))
    assert (address.host, address.port) == found


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("vmwareapi_host_ip", ["a b", "a..b", "x" * 64, "192.0.2.1:0", "a\nb", "a?b", "u@a"]),
        ("console_public_hostname", ["a b", "https://a", "a:443"]),
        ("vmwareapi_host_port", [0]), ("glance_port", [0]), ("console_vmrc_port", [0]),
        ("glance_api_servers", [["::::"], ["ok:9292", "a b"], ["ftp://a"], ["http://"], ["a:b"], ["a:0"], ["[::1"], [""]]),
        ("vmwareapi_cache_folder", ["", "../x", "a/./b", "/a", "a/", "[other] a", "a\n"]),
    ],
)
def test_what_can_not_be_connected_to_or_made(name: str, values: list[object]) -> None:
    """Is told with the option, before anything is done; it was a traceback, or a failure in the middle."""
    for value in values:
        assert list(problems(**{**ENOUGH, name: value})) == [name], value


@pytest.mark.parametrize("server", ["glance", "glance.example.org:9292", "https://u:p@[2001:db8::1]:9292/i", "192.0.2.1."])
def test_glance_servers(server: str) -> None:
    """URLs, or addresses with a port."""
    assert options.load(**ENOUGH, glance_api_servers=[server]).glance_api_servers == [server]


def test_password_of_glance_is_not_told() -> None:
    """Of a URL that is wrong."""
    assert "secret" not in str(problems(**ENOUGH, glance_api_servers=["http://u:secret@a:x"]))


def test_url_of_an_ipv6_address() -> None:
    """Has brackets."""
    assert options.HostAddress("2001:db8::1", 443).url == "https://[2001:db8::1]:443/sdk"


def test_log_levels() -> None:
    """``default_log_levels`` turns on the logging of API calls."""
    logger = logging.getLogger("esx_driver.test_options")
    options.set_log_levels(options.load(**ENOUGH, default_log_levels=["esx_driver.test_options=DEBUG"]))
    assert logger.level == logging.DEBUG
    logger.setLevel(logging.NOTSET)


def test_sample_is_a_file_of_defaults(tmp_path: Path) -> None:
    """It names every option and, uncommented, loads to the same as nothing."""
    text = options.sample()
    lines = [line for line in text.splitlines() if line.startswith("#") and " = " in line and not line.startswith("# ")]
    file = tmp_path / "sample.conf"
    file.write_text("[DEFAULT]\n" + "\n".join(line.removeprefix("#") for line in lines))
    conf, plain = options.load([file], **ENOUGH), options.load(**ENOUGH)
    assert all(f"#{option.name} =" in text for option in options.ALL)
    assert [conf[option.name] for option in options.ALL] == [plain[option.name] for option in options.ALL]


def test_page_is_up_to_date() -> None:
    """The reference of the options is what the options are."""
    page = Path(__file__).parents[2] / "docs" / "reference" / "driver-options.md"
    assert page.read_text() == options_page.page()


@pytest.mark.parametrize(("name", "value", "text"), [
    ("vnc_password", "123456789", "VNC takes 1 to 8 characters"), ("vnc_password", "", "VNC takes 1 to 8 characters"),
    ("vnc_password", "pass wd", "no blanks"), ("vnc_password", "schlüssl", "printable ASCII"),
    ("vnc_port_total", 60000, "60000 ports from 5900 end at 65899: 65535 is the last"),
    ("vnc_port_total", 0, "Should be greater than or equal to 1"), ("vnc_port", 0, "Should be greater than or equal to 1"),
])
def test_vnc(name: str, value: object, text: str) -> None:
    """A password that VNC would cut short, and ports that there are not, are told."""
    found = problems(**ENOUGH, **{name: value})
    assert list(found) == [name]
    assert text in found[name]


@pytest.mark.parametrize("value", ["nan", "inf", "1e300"])
@pytest.mark.parametrize("name", [option.name for option in options.ALL if isinstance(option, cfg.FloatOpt)])
def test_times_that_never_end(name: str, value: str) -> None:
    """Are told: nothing could wait for them."""
    with pytest.raises(ConfigError, match=f"{name}: .* is no number of seconds up to 1000000000"):
        options.load(vmwareapi_host_ip="a", vmwareapi_host_username="b", vmwareapi_host_password="c", **{name: value})
