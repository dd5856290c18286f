"""Consoles: what is handed out, to whom, and how often."""

from __future__ import annotations

import base64
import json
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from driver_conf import conf_of
from driver_machines import FLAT_NIC, REQUEST, Pattern
from esx_driver.console.consoles import CREDENTIALS, SESSION, Access, Consoles, page
from esx_driver.console.store import CONSOLES, POOLS, Store, default_url
from esx_driver.errors import ConfigError, ConsoleError, InstanceNotFound
from esx_driver.host import Host
from esx_driver.vim.refs import Ref
from esx_driver.vm import spawning
from hypothesis import given
from hypothesis import strategies as st
from postgresql import postgresql, programs

from fakeesx import FakeESX
from fakeesx.testing import VimClient


class Time:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    """The database's clock."""
    return Time()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The database's file."""
    return tmp_path / "consoles.db"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL database."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is missing (Debian: apt-get install postgresql)")
    with postgresql(found) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, file: Path, time: Time) -> Iterator[Store]:
    """A database of consoles."""
    store = Store(f"sqlite:///{file}" if request.param == "sqlite" else request.getfixturevalue("server"), time)
    yield store
    store.close()


@pytest.fixture
def kept(store: Store, file: Path) -> Callable[[], bytes]:
    """All that the database holds of consoles."""

    def read() -> bytes:
        if file.exists():
            return file.read_bytes()
        with store._engine.connect() as connection:
            rows = [*connection.execute(sa.select(POOLS)), *connection.execute(sa.select(CONSOLES))]
        return repr(rows).encode()

    return read


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine that runs."""
    return spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=(FLAT_NIC,)), Pattern())


@pytest.fixture
def consoles(fresh: FakeESX, store: Store) -> Consoles:
    """The consoles of the host, handed out by `desk`."""
    return Consoles(store, conf_of(fresh, console_session_seconds=60), "desk")


def blob(access: Access) -> dict[str, str]:
    """What is in the password."""
    found: dict[str, str] = json.loads(base64.b64decode(access.password))
    return found


def test_credentials(fresh: FakeESX, host: Host, vm: Ref, consoles: Consoles, kept: Callable[[], bytes]) -> None:
    """W24: the form of the original: the path of the machine, the host's user and password, which is not in the database."""
    id = consoles.add(host, vm, "web", CREDENTIALS)
    access = consoles.take(id)
    assert (access.console_type, access.host, access.port) == (CREDENTIALS, "127.0.0.1", fresh.port)
    assert blob(access) == {"vm_id": "[datastore1] web/web.vmx", "username": "root", "password": "vmware"}
    assert consoles.take(id) == access
    assert consoles.add(host, vm, "web", CREDENTIALS) == id
    assert b"vmware" not in kept()


def test_session_opens_once(
    fresh: FakeESX, host: Host, vm: Ref, consoles: Consoles, kept: Callable[[], bytes],
) -> None:
    """W24: the ticket is a session of its own for whoever has it, once; the database forgets it."""
    id = consoles.add(host, vm, "web", SESSION)
    access = consoles.take(id)
    found = blob(access)
    assert (found["vm_id"], found["username"]) == (vm.value, found["password"])
    client = VimClient(fresh.url, fresh.cafile)
    manager = client.content.sessionManager
    assert manager is not None
    assert client.call("CloneSession", manager, cloneTicket=found["password"]).userName == "root"
    client.close()
    with pytest.raises(ConsoleError, match="it was handed out"):
        consoles.take(id)
    assert found["password"].encode() not in kept()


def test_two_sessions_for_one_machine(host: Host, vm: Ref, consoles: Consoles) -> None:
    """Are two consoles."""
    first, second = (consoles.take(consoles.add(host, vm, "web", SESSION)) for _ in range(2))
    assert first.secret != second.secret


def test_session_expires(host: Host, vm: Ref, consoles: Consoles, store: Store, time: Time) -> None:
    """W24: unused; and is swept."""
    ids = [consoles.add(host, vm, "web", SESSION) for _ in range(3)]
    time.now += 60
    with pytest.raises(ConsoleError):
        consoles.take(ids[0])
    assert store.sweep() == 3
    assert store.sweep() == 0


def test_many_take_at_once(host: Host, vm: Ref, consoles: Consoles) -> None:
    """One of them gets it."""
    id = consoles.add(host, vm, "web", SESSION)
    outcomes: list[str] = []

    def take() -> None:
        try:
            consoles.take(id)
            outcomes.append("got it")
        except ConsoleError as error:
            outcomes.append("no" if "handed out" in str(error) else str(error))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["got it", *["no"] * 7]


def test_default_type_and_port(fresh: FakeESX, host: Host, vm: Ref, store: Store) -> None:
    """As the options say."""
    conf = conf_of(
        fresh, console_driver="nova.console.vmrc.VMRCSessionConsole", console_vmrc_port=902,
        console_public_hostname="esx.example.org",
    )
    desk = Consoles(store, conf, "desk")
    access = desk.take(desk.add(host, vm, "web"))
    assert (access.console_type, access.host, access.port) == (SESSION, "esx.example.org", 902)


def test_port_of_the_host(fresh: FakeESX, host: Host, vm: Ref, store: Store) -> None:
    """Is that of its API, where no option says another one: a client that connects to it gets to the host."""
    for others, port in (
        ({}, fresh.port), ({"console_vmrc_port": 443}, 443), ({"console_public_hostname": "esx.example.org"}, 443),
    ):
        desk = Consoles(store, conf_of(fresh, **others), "desk")
        assert desk.take(desk.add(host, vm, "web")).port == port


def test_machine_that_is_not_there(host: Host, consoles: Consoles, store: Store) -> None:
    """Is an error, and no console."""
    for kind in (CREDENTIALS, SESSION):
        with pytest.raises(InstanceNotFound):
            consoles.add(host, Ref("VirtualMachine", "4711"), "web", kind)


def test_secrets_are_not_shown(host: Host, vm: Ref, consoles: Consoles) -> None:
    """Where an access is logged."""
    access = consoles.take(consoles.add(host, vm, "web", SESSION))
    assert access.secret not in repr(access)


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._in = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._in = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._in = False

    def handle_data(self, data: str) -> None:
        if self._in:
            self.texts.append(data)


@given(st.text(), st.text(), st.sampled_from([CREDENTIALS, SESSION]))
def test_page_is_one_script(vm_id: str, secret: str, kind: str) -> None:
    """Whatever is in the names and the secret."""
    scripts = _Scripts()
    scripts.feed(page(Access(kind, "esx.example.org", 443, vm_id, "root", secret)))
    (text,) = scripts.texts
    arguments = text.partition("vmrc.connect")[2].partition("(")[2].rpartition(", MODE_WINDOW);")[0]
    expected = ["esx.example.org:443", "root", secret, "", vm_id] if kind == CREDENTIALS else [
        "esx.example.org:443", vm_id, secret,
    ]
    assert json.loads(f"[{arguments}]") == expected


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x/y"])
def test_no_database(url: str) -> None:
    """Is the option's fault."""
    with pytest.raises(ConfigError, match="console_database"):
        Store(url, Time())


def test_database_that_fails(tmp_path: Path) -> None:
    """Is told as such."""
    with pytest.raises(ConsoleError, match=r"the consoles' database \(console_database\) fails"):
        Store(f"sqlite:///{tmp_path}/none/x.db", Time())


def test_default_place(tmp_path: Path) -> None:
    """In the user's state directory, which nobody else can read."""
    assert default_url({"XDG_STATE_HOME": str(tmp_path)}) == f"sqlite:///{tmp_path}/esx-driver/consoles.db"
    assert stat.S_IMODE((tmp_path / "esx-driver").stat().st_mode) == 0o700


def test_new_file_is_its_owners(tmp_path: Path, time: Time) -> None:
    """Wherever it is: tickets wait in it. One that somebody made with other rights keeps them."""
    for name, mode in (("new.db", 0o600), ("old.db", 0o640)):
        file = tmp_path / name
        if mode != 0o600:
            file.touch()
            file.chmod(mode)
        Store(f"sqlite:///{file}", time).close()
        assert stat.S_IMODE(file.stat().st_mode) == mode
    Store("sqlite://", time).close()
