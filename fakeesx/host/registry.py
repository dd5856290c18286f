"""Which class simulates which managed type. A new managed object is entered here and nowhere else."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from fakeesx.host.managed_object import ManagedObject
from fakeesx.schema.model import CURRENT, load

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


MODULES = (
    "managed_entity",
    "host_system",
    "resource_pool",
    "environment_browser",
    "compute_resource",
    "datacenter",
    "network",
    "diagnostic_manager",
    "file_manager",
    "host_datastore_browser",
    "virtual_disk_manager",
    "folder",
    "virtual_machine.virtual_machine",
    "virtual_machine_snapshot",
    "property_collector",
    "service_instance",
    "session_manager",
    "performance_manager",
    "views",
    "search_index",
    "history_collector",
    "task_manager",
    "event_manager",
    "host_local_account_manager",
    "authorization_manager",
    "user_directory",
    "option_manager",
    "host_service_system",
    "host_firewall_system",
    "host_date_time_system",
    "host_auto_start_manager",
    "license_manager",
    "host_cpu_scheduler_system",
    "host_memory_system",
    "host_pci_passthru_system",
    "host_power_system",
    "host_snmp_system",
    "host_health_status_system",
    "host_diagnostic_system",
    "host_patch_manager",
    "host_authentication_manager",
    "host_kernel_module_system",
    "host_storage_system",
    "datastore",
    "host_datastore_system",
    "storage_resource_manager",
    "distributed_virtual_switch_manager",
    "host_network_system",
    "host_virtual_nic_manager",
    "host_vmotion_system",
    "host_firmware_system",
)
"""The modules of ``fakeesx.host`` that hold managed objects, in the order their ``start`` runs."""


@cache
def classes() -> dict[str, type[ManagedObject]]:
    """The classes by the name of their vim25 type."""
    model = load(CURRENT)
    found = {}
    for module in MODULES:
        for name, value in vars(import_module(f"fakeesx.host.{module}")).items():
            if name in model.managed and isinstance(value, type) and issubclass(value, ManagedObject):
                found[name] = value
    return found


@cache
def class_of(type: str) -> type[ManagedObject]:
    """The class that simulates a managed type, or the nearest base type's."""
    model = load(CURRENT)
    name: str | None = type
    while name is not None:
        if name in classes():
            return classes()[name]
        name = model.managed[name].base if name in model.managed else None
    return ManagedObject


def start(host: Esx) -> None:
    """Let each class make its part of a new host ready (``ManagedObject.start``)."""
    for cls in dict.fromkeys(classes().values()):
        if "start" in cls.__dict__:
            cls.start(host)
