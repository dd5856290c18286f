"""How iSCSI volumes are named: by texts, and by OpenStack's connection_info."""

from __future__ import annotations

from typing import Any

import pytest
from esx_driver.errors import StorageError
from esx_driver.storage.target import Target, of_connection, target

IQN = "iqn.2010-10.org.openstack:volume-1"


@pytest.mark.parametrize(("portal", "address", "port"), [
    ("192.0.2.50", "192.0.2.50", 3260), ("192.0.2.50:3261", "192.0.2.50", 3261), ("[2001:db8::1]:3261", "2001:db8::1", 3261),
    ("[2001:db8::1]", "2001:db8::1", 3260), ("2001:db8::1", "2001:db8::1", 3260),
    ("san.example.test", "san.example.test", 3260),
])
def test_portals(portal: str, address: str, port: int) -> None:
    """With and without a port, of either family."""
    found = target(portal, IQN, "1")
    assert (found.address, found.port, found.lun) == (address, port, 1)


@pytest.mark.parametrize(("given", "text"), [
    ({"portal": ":3260"}, "no portal"), ({"portal": "192.0.2.50:0"}, "no portal"), ({"portal": "192.0.2.50:x"}, "no portal"),
    ({"iqn": "volume-1"}, "no iSCSI name"), ({"lun": "one"}, "no number of a LUN"), ({"lun": -1}, "no number of a LUN"),
    ({"user": "u"}, "needs both"), ({"secret": "s"}, "needs both"),
])
def test_what_is_no_target(given: dict[str, Any], text: str) -> None:
    """Each part by its name."""
    values: dict[str, Any] = {"portal": "192.0.2.50", "iqn": IQN, "lun": 1, **given}
    with pytest.raises(StorageError, match=text):
        target(**values)


def info(**data: Any) -> dict[str, Any]:
    """What Cinder gives for a volume."""
    return {"driver_volume_type": "iscsi", "data": {
        "target_discovered": False, "target_portal": "192.0.2.50:3260", "target_iqn": IQN, "target_lun": 1,
        "volume_id": "4f2b", "access_mode": "rw", **data,
    }}


def test_connection_info() -> None:
    """With CHAP and without."""
    assert of_connection(info()) == Target("192.0.2.50", IQN, 1)
    chap = info(auth_method="CHAP", auth_username="u", auth_password="geheim")
    assert of_connection(chap) == Target("192.0.2.50", IQN, 1, user="u", secret="geheim")
    assert "geheim" not in repr(of_connection(chap))
    assert "geheim" not in str(of_connection(chap))


@pytest.mark.parametrize(("given", "text"), [
    ({"driver_volume_type": "rbd", "data": {}}, "of the type 'rbd'"), ({"driver_volume_type": "iscsi"}, "has no data"),
    (info(target_lun=None), "has no target_lun"), (info(auth_method="Kerberos"), "CHAP alone"),
    (info(auth_method="CHAP", auth_username="u"), "needs both"),
])
def test_connection_info_that_is_none(given: dict[str, Any], text: str) -> None:
    """Another kind of volume, and what is missing, by its name."""
    with pytest.raises(StorageError, match=text):
        of_connection(given)
