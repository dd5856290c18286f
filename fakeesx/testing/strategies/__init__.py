"""Hypothesis strategies for hosts, machines, networks, paths and failures, and a state machine to build on.

Needs Hypothesis: ``pip install fakeesx[hypothesis]``. All arguments are keywords and are checked when a strategy is asked
for. Specs are values of ``fakeesx.schema.vim``, which ``to_pyvmomi`` turns into pyVmomi's objects::

    @given(vm_specs(networks=["VM Network"]).map(to_pyvmomi))
    def test_create(spec): ...
"""

from __future__ import annotations

try:
    import hypothesis as _hypothesis  # noqa: F401 - to say what is missing
except ImportError as error:  # pragma: no cover - the tests have it
    raise ImportError("fakeesx.testing.strategies needs Hypothesis: pip install 'fakeesx[hypothesis]'") from error

from fakeesx.testing.strategies.chaos import chaos_rules, chaos_schedules
from fakeesx.testing.strategies.inventories import inventories
from fakeesx.testing.strategies.machine import EsxStateMachine
from fakeesx.testing.strategies.names import datastore_paths, entity_names, file_names, mac_addresses
from fakeesx.testing.strategies.pyvmomi import to_pyvmomi
from fakeesx.testing.strategies.specs import port_group_specs, vm_specs, vswitch_specs

__all__ = [
    "EsxStateMachine", "chaos_rules", "chaos_schedules", "datastore_paths", "entity_names", "file_names", "inventories",
    "mac_addresses", "port_group_specs", "to_pyvmomi", "vm_specs", "vswitch_specs",
]
