"""The host under test: a fake one started for the session, or the real one that the command line names."""

import contextlib
import gc
import http.client
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from clients import connect
from pyVim.connect import Disconnect
from pyVmomi import vim
from served import Server, call, login, operation, serve


@pytest.fixture(scope="session")
def server(pytestconfig: pytest.Config) -> Iterator[Server]:
    """The host under test."""
    url = pytestconfig.getoption("--esx-url")
    if url:
        option = pytestconfig.getoption
        yield Server(url, option("--esx-user"), option("--esx-password"), None, option("--esx-insecure"))
        return
    with serve() as server:
        yield server


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The clients under test leave connections to the garbage collector: that is not ours to judge.

    With ``--esx-insecure`` they need not warn of what was asked for.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"))
            if config.getoption("--esx-insecure"):
                item.add_marker(pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning"))


@pytest.fixture(scope="module", autouse=True)
def _collect_garbage() -> Iterator[None]:
    """What the clients of a module left is gone before the next module."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()


@pytest.fixture(scope="module")
def instance(server: Server) -> Iterator[vim.ServiceInstance]:
    """A session of pyVmomi's for the tests of a module."""
    instance = connect(server)
    yield instance
    with contextlib.suppress(vim.fault.NotAuthenticated):
        Disconnect(instance)


@pytest.fixture
def connection(server: Server) -> Iterator[http.client.HTTPConnection]:
    """An HTTP connection without a session."""
    connection = server.http()
    yield connection
    connection.close()


@pytest.fixture
def cookie(server: Server, connection: http.client.HTTPConnection) -> Iterator[str]:
    """The cookie of a new session, as a client sends it."""
    cookie = call(connection, login(server.user, server.password)).cookie
    assert cookie is not None
    yield cookie
    other = server.http()
    call(other, operation("Logout", "ha-sessionmgr", "SessionManager"), cookie)
    other.close()


@pytest.fixture
def fake_only(server: Server) -> None:
    """For what a real host should not be put through."""
    if not server.fake:
        pytest.skip("only for a fake host")
