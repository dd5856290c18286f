"""The driver's part of the integration suite, as it is run on a real host: `--esx-url`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from driver_machines import holdings

from fakeesx import FakeESX

SUITE = Path(__file__).parents[1] / "integration"
TESTS = ("test_zeep.py::test_binding_by_name", "test_driver.py::test_main_job", "test_driver.py::test_power")


def test_leaves_the_host_as_it_was() -> None:
    """Tests that know it by its URL alone. Two pass; one fails while its machine runs, and the driver can't destroy it."""
    with FakeESX(seed=1) as esx:
        before = holdings(esx)
        esx.chaos.add("ResetVM_Task", fault="HostConnectFault")
        esx.chaos.add("UnregisterVM", fault="HostConnectFault", nth=2)
        host = ["--esx-url", esx.url, "--esx-user", esx.user, "--esx-password", esx.password, "--esx-insecure"]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(f"{SUITE}/{test}" for test in TESTS)]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        done = subprocess.run([*command, *host], capture_output=True, text=True, timeout=110, check=False, env=environment)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "1 failed, 2 passed" in done.stdout
        assert "test_driver.py::test_power" in next(line for line in done.stdout.splitlines() if line.startswith("FAILED"))
        assert "the machine fakeesx-test-" in done.stdout  # left by the driver, and gone all the same
        assert len(esx.calls("CreateVM_Task")) == 2
        assert holdings(esx) == before
