"""The pytest plugin: the fixtures ``esx``, ``esx_server`` and ``esx_factory``, the marker ``esx``, options to choose a host.

An option of a host comes from, in this order: the argument of ``esx_factory``, the marker, the command line, the ini file.
With ``--esx-url`` the fixtures give a real host. Nothing is imported before a test asks for a host (but for ``pytester``).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from fakeesx.testing.fake_esx import FakeESX

_INI = {
    "inventory": "inventory file of the hosts that tests get, relative to the root directory",
    "profile": "which host to be: esx-4.1 or esxi-4.1",
    "license": "licence state of the hosts: licensed, evaluation or free",
    "vms": "how many virtual machines a host starts with",
    "clock": "the clock of a host: real or virtual",
    "tasks": "how long tasks take: instant or realistic",
    "seed": "make the same identifiers each time",
}
"""The options that command line and ini file have, with what they do."""
_NUMBERS = ("vms", "seed")
_CHOICES = {
    "profile": ("esx-4.1", "esxi-4.1"), "license": ("licensed", "evaluation", "free"), "clock": ("real", "virtual"),
    "tasks": ("instant", "realistic"),
}
"""What there is of each: written here once more, for a run without hosts imports nothing of them."""
OPTIONS = (*_INI, "user", "password", "tls")
"""The keys of the marker and of ``esx_factory``: arguments of ``FakeESX``."""
_REAL = pytest.StashKey["FakeESX"]()
_OF_SESSION = pytest.StashKey["FakeESX"]()
_OF_TEST = pytest.StashKey[list["FakeESX"]]()
_SINCE = pytest.StashKey[int]()
"""The number of the last call that the session's host had when a test began."""


class EsxFactory(Protocol):
    """What the fixture ``esx_factory`` gives: makes hosts that are stopped at the end of the test."""

    def __call__(self, **options: Any) -> FakeESX:
        """A new host that runs; ``options`` are those of the marker. A relative ``inventory`` is beside the test's file."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of pytest, on the command line and in the ini file."""
    group = parser.getgroup("esx", "fake ESX hosts (fakeesx)")
    for name, help in _INI.items():
        metavar = {"inventory": "FILE", "vms": "N", "seed": "N"}.get(name, "NAME")
        group.addoption(f"--esx-{name}", metavar=metavar, default=None, help=f"{help} (or esx_{name} in the ini file)")
        parser.addini(f"esx_{name}", help, default=None)
    parser.addini("esx_log_calls", "how many calls the report of a failed test shows (default: 20)", default="20")
    group.addoption("--esx-url", metavar="URL", help="run tests on this real host instead of fake ones: https://HOST/sdk")
    group.addoption("--esx-user", default="root", metavar="NAME", help="who logs in to the real host")
    group.addoption("--esx-password", default="", metavar="PASSWORD")
    group.addoption("--esx-insecure", action="store_true", help="do not verify the real host's certificate")


def pytest_configure(config: pytest.Config) -> None:
    """The marker."""
    config.addinivalue_line(
        "markers", f"esx({', '.join(f'{name}=' for name in OPTIONS)}): the host that the fixture `esx` gives (fakeesx)"
    )


def pytest_plugin_registered(plugin_name: str) -> None:
    """Where pytest runs within pytest, import now what can't be imported twice in a process (cryptography can't).

    ``pytester`` forgets the modules that a run of its own has imported, and the next run would import them again.
    """
    if plugin_name.removeprefix("_pytest.") == "pytester":
        import fakeesx.inventory.file.reading
        import fakeesx.testing.fake_esx
        import fakeesx.testing.real_esx  # noqa: F401


def pytest_sessionstart(session: pytest.Session) -> None:
    """What is wrong with options is told once, and not by each test. Raises ``pytest.UsageError``."""
    if _real_url(session.config) is None:
        _chosen(session.config)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say that it is a real host that tests run on."""
    url = config.getoption("--esx-url")
    return f"esx: the real host {url}" if url else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A marker that means nothing is an error."""
    for marker in item.iter_markers("esx"):
        unknown = [*map(repr, marker.args), *(name for name in marker.kwargs if name not in OPTIONS)]
        if unknown:
            pytest.fail(
                f"@pytest.mark.esx takes no {', '.join(unknown)}; it takes, by keyword, {', '.join(OPTIONS)}", pytrace=False
            )
    shared = item.config.stash.get(_OF_SESSION, None)
    if shared is not None:
        item.stash[_SINCE] = shared.run(lambda host: host.requests.last)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show in the report of a failed test what its hosts were asked."""
    report = yield
    if report.failed and call.when != "teardown":
        hosts = item.stash.get(_OF_TEST, None) or []
        for number, host in enumerate(hosts, 1):
            _tell(report, item.config, host, f"esx {number}" if len(hosts) > 1 else "esx", 0)
        shared = item.config.stash.get(_OF_SESSION, None)
        if shared is not None and "esx_server" in getattr(item, "fixturenames", ()):
            _tell(report, item.config, shared, "esx_server", item.stash.get(_SINCE, 0))
    return report


def _tell(report: pytest.TestReport, config: pytest.Config, host: FakeESX, name: str, since: int) -> None:
    from fakeesx.testing.calls import last_calls
    from fakeesx.testing.errors import NotRunning

    wanted = _whole_number(config.getini("esx_log_calls"), "esx_log_calls")
    try:
        lines = host.run(lambda running: last_calls(running, wanted, since)) if wanted > 0 else []
    except NotRunning:
        return
    if lines:
        report.sections.append((f"calls of {name}", "\n".join(lines)))


@pytest.fixture
def esx(request: pytest.FixtureRequest, esx_factory: EsxFactory) -> FakeESX:
    """A fresh host for this test, as its ``@pytest.mark.esx(...)`` says: a ``fakeesx.FakeESX`` that runs.

    ``@pytest.mark.parametrize("esx", [{"profile": "esx-4.1"}, …], indirect=True)`` gives each its own.
    """
    wanted = getattr(request, "param", {})
    if not isinstance(wanted, Mapping):
        raise pytest.UsageError(f"a parameter of the fixture esx is a dictionary of {', '.join(OPTIONS)}, not {wanted!r}")
    real = _real(request.config)
    if real is None:
        return esx_factory(**wanted)
    wanted = {**_marked(request.node), **wanted}
    if wanted:
        pytest.skip(f"needs a host that is made for it ({', '.join(wanted)}), not the one of --esx-url")
    return real


@pytest.fixture(scope="session")
def esx_server(request: pytest.FixtureRequest) -> Iterator[FakeESX]:
    """One host for the whole session (with xdist: of each worker), as command line and ini file say."""
    real = _real(request.config)
    if real is not None:
        yield real
        return
    with _new(_chosen(request.config)) as host:
        request.config.stash[_OF_SESSION] = host
        yield host
    del request.config.stash[_OF_SESSION]


@pytest.fixture
def esx_factory(request: pytest.FixtureRequest) -> Iterator[EsxFactory]:
    """Makes as many hosts as a test needs: ``esx_factory(profile="esxi-4.1")``. They are stopped when it ends."""
    with ExitStack() as hosts:

        def make(**options: Any) -> FakeESX:
            if request.config.getoption("--esx-url"):
                pytest.skip("needs hosts of its own, not the one of --esx-url")
            unknown = [name for name in options if name not in OPTIONS]
            if unknown:
                raise TypeError(f"esx_factory takes no {', '.join(unknown)}; it takes {', '.join(OPTIONS)}")
            own = {**_marked(request.node), **options}
            if isinstance(own.get("inventory"), str | Path) and "\n" not in str(own["inventory"]):  # a path, not a text
                own["inventory"] = request.path.parent / own["inventory"]
            host = hosts.enter_context(_new({**_chosen(request.config), **own}))
            request.node.stash.setdefault(_OF_TEST, []).append(host)
            return host

        yield make


def _new(options: dict[str, Any]) -> FakeESX:
    from fakeesx.testing.fake_esx import FakeESX

    return FakeESX(**options)


def _marked(node: Any) -> dict[str, Any]:
    """What the markers of a test say, the nearest first."""
    options: dict[str, Any] = {}
    for marker in node.iter_markers("esx"):
        options = {**marker.kwargs, **options}
    return options


def _chosen(config: pytest.Config) -> dict[str, Any]:
    """What command line and ini file say. Raises ``pytest.UsageError``."""
    options: dict[str, Any] = {}
    for name in _INI:
        value, where, root = config.getoption(f"--esx-{name}"), f"--esx-{name}", config.invocation_params.dir
        if value is None:
            value, where, root = config.getini(f"esx_{name}") or None, f"esx_{name}", config.rootpath
        if value is None:
            continue
        options[name] = _option(name, value, where, root)
    return options


def _option(name: str, text: str, where: str, root: Path) -> Any:
    if name in _NUMBERS:
        number = _whole_number(text, where)
        if name == "vms" and number < 0:
            raise pytest.UsageError(f"{where} is how many virtual machines a host starts with, not {number}")
        return number
    if name == "inventory":
        if not (root / text).is_file():
            raise pytest.UsageError(f"{where}: there is no file {root / text}")
        return root / text
    if text not in _CHOICES[name]:
        raise pytest.UsageError(f"{where} is one of {', '.join(_CHOICES[name])}, not {text!r}")
    return text


def _whole_number(text: str, where: str) -> int:
    if not text.lstrip("-").isdigit():
        raise pytest.UsageError(f"{where} is a whole number, not {text!r}")
    return int(text)


def _real(config: pytest.Config) -> FakeESX | None:
    """The host of ``--esx-url``, ``None`` when there is none."""
    url = _real_url(config)
    if url is None:
        return None
    if _REAL not in config.stash:
        from fakeesx.testing.real_esx import RealESX

        option = config.getoption
        host = RealESX(url, option("--esx-user"), option("--esx-password"), insecure=option("--esx-insecure"))
        config.stash[_REAL] = cast("FakeESX", host)
    return config.stash[_REAL]


def _real_url(config: pytest.Config) -> str | None:
    """The URL of ``--esx-url`` with its path. Raises ``pytest.UsageError``."""
    url: str = config.getoption("--esx-url")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise pytest.UsageError(f"--esx-url is the URL of a host such as https://esx.example.com/sdk, not {url!r}")
    return url if parts.path.strip("/") else f"{parts.scheme}://{parts.netloc}/sdk"
