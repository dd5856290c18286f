"""Virtual machines against the model of ``test_machine``, on a host that is killed and ended again and again."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from lives import Life, picture

SPEC = importlib.util.spec_from_file_location("vm_machines", Path(__file__).with_name("test_machine.py"))
assert SPEC is not None
assert SPEC.loader is not None
machines = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = machines
SPEC.loader.exec_module(machines)


class KeptMachines(machines.Machines):
    """The same clients; what they were told is kept before the next step."""

    def make_host(self) -> None:
        self._begin(Life(self.folder / "state"))

    def teardown(self) -> None:
        self.life.kill()
        shutil.rmtree(self.folder)

    def _begin(self, life: Life) -> None:
        self.life, self.host, self.clock = life, life.host, life.clock

    def _next_life(self, now: float) -> None:
        self._begin(self.life.again(now))
        self.look()
        self.renamed = self.waiter.told

    def attempt(self, method: str, *call: Any, **arguments: Any) -> Any:
        result = super().attempt(method, *call, **arguments)
        self.life.settle()
        return result

    @rule()
    def kill(self) -> None:
        """All that was answered is there."""
        self.life.settle()
        before = picture(self.host)
        self._next_life(self.life.kill())
        self._same(before)

    @rule(data=st.data(), what=st.sampled_from(["create", "power", "devices", "rename", "go", "reconfigure"]))
    def kill_within(self, data: st.DataObject, what: str) -> None:
        """What was not answered is absent."""
        self.life.settle()
        before = picture(self.host)
        for machine in self.machines.values():
            for name, arguments in {
                "power": [("PowerOnVM_Task", {}), ("SuspendVM_Task", {}), ("PowerOffVM_Task", {})],
                "rename": [("Rename_Task", {"newName": "never"})], "go": [("Destroy_Task", {})],
                "reconfigure": [("ReconfigVM_Task", {"spec": machines.spec(annotation="never", extra={"x.y": "never"})})],
                "devices": [("ReconfigVM_Task", {"spec": machines.spec(
                    None, machines.controller(bus=3, key=-9), machines.disk(-9, -8)
                )})],
            }.get(what, ()):
                self.client.call(machine.ref, name, **arguments)
        if what == "create":
            self.client.call(machines.FOLDER, "CreateVM_Task", pool=machines.POOL, config=machines.spec(
                "never", machines.controller(), machines.disk(), path="[datastore1]",
            ))
        self._next_life(self.life.kill())
        self._same(before)

    @rule()
    def end(self) -> None:
        """Likewise for a host that was told to end: its sessions ended, else nothing has changed."""
        self.life.settle()
        before = picture(self.host)
        self._next_life(self.life.stop())
        self._same(before)

    def _same(self, before: dict[str, Any]) -> None:
        after = picture(self.host)
        for one in (before, after):
            one.pop("ha-eventmgr")  # logins and logouts
        assert {key: (before.get(key), after.get(key)) for key in {**before, **after}
                if before.get(key) != after.get(key)} == {}

    @invariant()
    def nothing_is_left_over(self) -> None:
        self.life.settle()
        assert {path.stat().st_size for path in self.life.kept.store.undo.iterdir()} <= {0}
        staging = self.volume.root / machines.STAGING
        assert not staging.exists() or list(staging.iterdir()) == []


TestKeptMachines = KeptMachines.TestCase
TestKeptMachines.settings = settings(
    max_examples=max(1, machines.EXAMPLES // 4), stateful_step_count=25, deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestKeptMachines.pytestmark = machines.TestMachines.pytestmark
