"""Where an iSCSI volume is: a LUN of a target, and what lets one in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from esx_driver.errors import StorageError

PORT = 3260


@dataclass(frozen=True)
class Target:
    """A LUN of an iSCSI target. With ``user`` and ``secret`` the host names itself to it (CHAP)."""

    address: str
    iqn: str
    lun: int
    port: int = PORT
    user: str | None = None
    secret: str | None = field(default=None, repr=False)

    @property
    def portal(self) -> str:
        """``ADDRESS:PORT``."""
        return f"{self.address}:{self.port}"

    def __str__(self) -> str:
        return f"LUN {self.lun} of {self.iqn} at {self.portal}"


def target(portal: str, iqn: str, lun: object, user: str | None = None, secret: str | None = None) -> Target:
    """A target as texts name it; ``portal`` is ``ADDRESS[:PORT]``, IPv6 in brackets. Raises ``StorageError``."""
    address, colon, port = portal.rpartition(":")
    if not colon or portal.endswith("]") or (":" in address and not address.startswith("[")):
        address, port = portal, str(PORT)
    address = address.removeprefix("[").removesuffix("]")
    if not address or not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise StorageError(f"{portal!r} is no portal of a target: ADDRESS or ADDRESS:PORT")
    if not iqn.startswith(("iqn.", "eui.", "naa.")):
        raise StorageError(f"{iqn!r} is no iSCSI name, such as iqn.2010-10.org.openstack:volume-1")
    text = str(lun)
    if not text.isascii() or not text.isdigit() or int(text) > 16383:
        raise StorageError(f"{lun!r} is no number of a LUN")
    if (not user) != (not secret):
        raise StorageError(f"CHAP at {iqn} needs both, a user name and a secret")
    return Target(address, iqn, int(text), int(port), user or None, secret or None)


def of_connection(info: Mapping[str, Any]) -> Target:
    """The target of OpenStack's ``connection_info``, as Cinder gives it.

    Raises ``StorageError`` for another kind of volume, and
    for one without what has to be there.
    """
    kind, data = info.get("driver_volume_type"), info.get("data")
    if kind != "iscsi":
        raise StorageError(f"a volume of the type {kind!r}: this is for iscsi")
    if not isinstance(data, Mapping):
        raise StorageError("the connection_info of the volume has no data")
    for name in ("target_portal", "target_iqn", "target_lun"):
        if data.get(name) is None:
            raise StorageError(f"the connection_info of the volume has no {name}")
    method = data.get("auth_method")
    if method not in (None, "", "CHAP"):
        raise StorageError(f"the target wants {method!r}: ESX has CHAP alone")
    chap = (data.get("auth_username"), data.get("auth_password")) if method else (None, None)
    return target(str(data["target_portal"]), str(data["target_iqn"]), data["target_lun"], *chap)
