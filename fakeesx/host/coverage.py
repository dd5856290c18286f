"""Which vim25 methods are simulated: read from the declarations themselves, so the table can't lie.

``python -m fakeesx.host.coverage > docs/reference/methods.md`` writes the page of all methods.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from fakeesx.host import registry
from fakeesx.schema.model import CURRENT, load

STATUSES = ("simulated", "refused", "not yet")

VCENTER_ONLY = frozenset({
    "Alarm", "AlarmManager", "ClusterComputeResource", "ClusterProfile",
    "ClusterProfileManager", "CustomFieldsManager", "CustomizationSpecManager",
    "DistributedVirtualPortgroup", "DistributedVirtualSwitch", "ExtensionManager", "HostProfile", "HostProfileManager",
    "IpPoolManager", "LicenseAssignmentManager", "LocalizationManager", "Profile", "ProfileComplianceManager",
    "ProfileManager", "ResourcePlanningManager", "ScheduledTask", "ScheduledTaskManager", "VirtualApp",
    "VirtualizationManager", "VirtualMachineCompatibilityChecker", "VirtualMachineProvisioningChecker",
    "VmwareDistributedVirtualSwitch",
})  # fmt: skip
"""Managed types of which only vCenter has objects: a recorded host names none of their managers."""

ABSENT = VCENTER_ONLY | {"HostBootDeviceSystem"}
"""Managed types of which no host here has an object: those, and what the recorded host's configManager does not name.

A call to a method of theirs is always answered with ManagedObjectNotFound, whatever reference the client makes up.
"""


@dataclass(frozen=True)
class Row:
    """One method: ``status`` is ``simulated``, ``refused`` (as on ESX, with ``fault``) or ``not yet``."""

    type: str
    method: str
    status: str
    fault: str = ""


def coverage() -> list[Row]:
    """A row for each method of the current API version, by type and then by name."""
    rows = []
    for managed in load(CURRENT).managed.values():
        cls = registry.class_of(managed.name)
        for method in managed.methods:
            if managed.name in ABSENT:
                rows.append(Row(managed.name, method.name, "refused", "ManagedObjectNotFound"))
            elif cls.declared(method.name):
                rows.append(Row(managed.name, method.name, "simulated"))
            elif refusal := cls.refusal(method.name):
                rows.append(Row(managed.name, method.name, "refused", refusal))
            else:
                rows.append(Row(managed.name, method.name, "not yet"))
    return sorted(rows, key=lambda row: (row.type, row.method))


def page(rows: Sequence[Row]) -> str:
    """The reference page of methods, in Markdown."""
    return "\n".join(_lines(rows)) + "\n"


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    counts = Counter(row.status for row in rows)
    yield "# vim25 methods"
    yield ""
    yield "<!-- generated: python -m fakeesx.host.coverage > docs/reference/methods.md -->"
    yield ""
    yield f"What a simulated host does with each of the {len(rows)} methods of the vim25 API {CURRENT}."
    yield ""
    yield "| status | methods | meaning |"
    yield "|---|---:|---|"
    yield f"| simulated | {counts['simulated']} | does what it does on a host |"
    yield f"| refused | {counts['refused']} | answered with the fault that a standalone host answers with |"
    yield f"| not yet | {counts['not yet']} | answered with NotSupported; the log says so, once for each method |"
    yield ""
    yield "ManagedObjectNotFound stands for types of which a host has no object, mostly because only vCenter has them."
    for type_, methods in groupby(rows, key=lambda row: row.type):
        yield ""
        yield f"## {type_}"
        yield ""
        yield "| method | status | fault |"
        yield "|---|---|---|"
        for row in methods:
            yield f"| {row.method} | {row.status} | {row.fault} |"


if __name__ == "__main__":
    sys.stdout.write(page(coverage()))
