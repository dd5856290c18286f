"""The driver's options for a host under test."""

from __future__ import annotations

from typing import Any

from esx_driver import options
from oslo_config import cfg

from fakeesx import FakeESX


def conf_of(esx: FakeESX, **others: Any) -> cfg.ConfigOpts:
    """The options that lead to a host; it is not waited long for."""
    values: dict[str, Any] = {
        "vmwareapi_host_ip": f"{esx.host}:{esx.port}", "vmwareapi_host_username": esx.user,
        "vmwareapi_host_password": esx.password, "vmwareapi_ca_file": esx.cafile, "vmwareapi_retry_delay": 0.001,
        "vmwareapi_api_retry_count": 3, "flat_injected": True,
    }
    return options.load(**{**values, **others})
