"""Images in a Glance that wants to know who asks, of a real Keystone."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from driver_conf import conf_of
from driver_glance import HOW
from driver_keystone import Guarded, guarded
from driver_machines import REQUEST, Pattern, holdings
from esx_driver.cli.main import main
from esx_driver.host import Host
from esx_driver.images.glance import Glance, GlanceSink, GlanceSource, connect
from esx_driver.images.opening import look_at
from esx_driver.vm import snapshotting, spawning

from fakeesx import FakeESX

pytestmark = pytest.mark.timeout(600)  # both are slow to start on a machine that has much to do
CONTENT = Pattern().content


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """Both of them, the same for all tests."""
    venv = os.environ.get("FAKEESX_GLANCE")
    if not venv or not (Path(venv) / "bin/keystone-manage").exists():
        pytest.skip(HOW)
    with guarded(Path(venv), tmp_path_factory.mktemp("keystone")) as running:
        yield running


@pytest.fixture(scope="module")
def image(service: Guarded) -> str:
    """The id of an image in it."""
    return service.glance.upload(CONTENT, "raw")


@pytest.fixture
def variables(service: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks, as OS_ variables say it."""
    for name in [name for name in os.environ if name.startswith("OS_")]:
        monkeypatch.delenv(name)
    for name, value in service.who.items():
        monkeypatch.setenv(f"OS_{name.upper()}", value)


@pytest.fixture
def driver(fresh: FakeESX, service: Guarded, variables: None) -> Iterator[Glance]:
    """The driver's connection to Glance."""
    with connect(conf_of(fresh, glance_api_servers=[service.glance.url], glance_auth=True)) as connection:
        yield connection


def test_boot_and_snapshot(fresh: FakeESX, host: Host, service: Guarded, image: str, driver: Glance) -> None:
    """By name and password: a machine of an image in it, and an image of that machine, with the same bytes.

    Between the two the driver's token ends.
    """
    vm = spawning.spawn(host, conf_of(fresh), REQUEST, look_at(GlanceSource(driver, image)))
    assert fresh.datastores["datastore1"].read("web/web-flat.vmdk") == CONTENT
    taken = service.glance.queue("of web")
    revoke(service, driver)
    snapshotting.snapshot(host, vm, "web", GlanceSink(driver, taken))
    with look_at(GlanceSource(driver, taken)).open() as blocks:
        assert b"".join(blocks) == CONTENT
    assert service.glance.image(taken)["status"] == "active"


def test_clouds_yaml(
    fresh: FakeESX, service: Guarded, image: str, variables: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:
    """The same, in a file."""
    for name in service.who:
        monkeypatch.delenv(f"OS_{name.upper()}")
    file = tmp_path / "clouds.yaml"
    file.write_text(json.dumps({"clouds": {"mine": {"auth": service.who}}}))
    monkeypatch.setenv("OS_CLIENT_CONFIG_FILE", str(file))
    monkeypatch.setenv("OS_CLOUD", "mine")
    with connect(conf_of(fresh, glance_api_servers=[service.glance.url], glance_auth=True)) as connection:
        assert connection.image(image)["status"] == "active"


@pytest.mark.parametrize("wrong", ["password", "nobody"])
def test_who_is_not_let_in(
    fresh: FakeESX, service: Guarded, image: str, variables: None, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture, wrong: str,
) -> None:
    """A wrong password, and nobody who asks: it is said, without the password, before anything is made on the host."""
    caplog.set_level(logging.DEBUG)
    if wrong == "password":
        monkeypatch.setenv("OS_PASSWORD", "n0t-this-one")
    options = {
        "vmwareapi_host_ip": f"{fresh.host}:{fresh.port}", "vmwareapi_host_username": fresh.user,
        "vmwareapi_host_password": fresh.password, "vmwareapi_ca_file": fresh.cafile,
        "glance_api_servers": service.glance.url, "glance_auth": str(wrong == "password"),
    }
    given = [word for name, value in options.items() for word in ("--set", f"{name}={value}")]
    before = holdings(fresh)
    done = CliRunner().invoke(main, [*given, "spawn", "web", "--image", f"glance:{image}"])
    assert done.exit_code == 74
    assert "n0t-this-one" not in done.output + caplog.text
    assert ("HTTP 401" if wrong == "password" else "it wants to know who asks: see glance_auth") in done.output
    assert holdings(fresh) == before


def revoke(service: Guarded, driver: Glance) -> None:
    """Let a token be one that has ended."""
    session = driver._connection.session
    ended = session.delete(f"{service.auth_url}/auth/tokens", headers={"X-Subject-Token": session.get_token()})
    assert ended.status_code == 204


def test_token_that_ends(service: Guarded, image: str, driver: Glance) -> None:
    """Between two calls: another is got."""
    assert driver.image(image)["status"] == "active"
    revoke(service, driver)
    with look_at(GlanceSource(driver, image)).open() as blocks:
        revoke(service, driver)
        assert b"".join(blocks) == CONTENT
    assert driver.image(image)["status"] == "active"
