"""One thing wrong at each call of an operation: it is done, or fails with a typed error and has changed nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from driver_chaos import EFFECTS, STAGE
from driver_conf import conf_of
from driver_machines import holdings
from esx_driver.errors import DriverError
from esx_driver.host import Host
from esx_driver.vim import connect
from esx_driver.vm.rescuing import KEY

from fakeesx import FakeESX
from fakeesx.host.esx import Esx
from fakeesx.host.services import storage_devices

WATCHING = ("CreateFilter", "WaitForUpdatesEx")
"""Calls that wait for a task: a fault of these tells nothing of the task, which goes on."""
Run = Callable[[FakeESX, Host], object]


def state(esx: FakeESX) -> dict[str, Any]:
    """What a host holds, and what its machines are.

    Without the logs, which tell how often a machine was started, and the numbers in the names of swap files.
    """
    held = holdings(esx)
    held["files"] = {
        name: [re.sub(r"-[0-9a-f]{8}\.vswp$", ".vswp", file) for file in files if not file.endswith(".log")]
        for name, files in held["files"].items()
    }
    return held | {"iscsi": esx.run(_iscsi)} | {
        name: (vm.power_state, vm.nics, vm.disks, {key: vm.extra_config.get(key) for key in ("machine.id", KEY)})
        for name, vm in esx.vms.items()
    }


def _iscsi(host: Esx) -> Any:
    """The targets that the software adapter is to look for, and the LUNs that the host sees."""
    statics = [
        (each.address, each.iScsiName) for adapter in storage_devices.device_info(host).hostBusAdapter
        for each in getattr(adapter, "configuredStaticTarget", ())
    ]
    return statics, [lun.canonicalName for lun in host.iscsi_targets.seen()]


def each_step(prepare: Run, run: Run, effect: str) -> None:
    """Try an operation with one thing wrong, at each of its calls in turn. All but a fault it gets over."""

    def prepared(esx: FakeESX) -> None:
        with connect(conf_of(esx)) as session:
            prepare(esx, Host(session))

    with STAGE.after(prepared, prepare) as esx, connect(conf_of(esx)) as session:
        before = state(esx)
        esx.chaos.add("*", delay=0.0001, id="count")
        run(esx, Host(session))
        steps, done = esx.chaos.hits("count"), state(esx)
    for step in range(1, steps + 1):
        with STAGE.after(prepared, prepare) as esx, connect(conf_of(esx)) as session:
            assert state(esx) == before
            esx.chaos.add("*", nth=step, id="once", **EFFECTS[effect])
            failed: DriverError | None = None
            try:
                run(esx, Host(session))
            except DriverError as error:
                failed = error
            if failed is None:
                assert state(esx) == done, step
            else:
                unwatched = getattr(failed, "method", "") in WATCHING
                assert effect == "fault", (step, failed)
                assert not getattr(failed, "__notes__", ()), (step, failed.__notes__)
                assert state(esx) == before or (unwatched and state(esx) == done), (step, failed)
            assert esx.chaos.hits("once") == 1
