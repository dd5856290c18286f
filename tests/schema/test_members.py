"""Names on a way into values."""

from __future__ import annotations

import pytest

from fakeesx.schema.members import members, unknown
from fakeesx.schema.model import load

MODEL = load()


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("runtime.powerState", None), ("runtme", "runtme"), ("runtime.powerstate", "powerstate"),
        ("runtime.powerState.value", "value"),  # an enumeration has no parts
        ("config.hardware.device.backing.fileName", None),  # of some devices, some backings
        ("config.extraConfig.value.anything", None),  # an option may have any value
        ("parent.name", "name"),  # a reference has no parts
    ],
)
def test_unknown(path: str, wrong: str | None) -> None:
    """The first that the schema does not have, and what it has instead."""
    found = unknown(MODEL, MODEL.managed_properties("VirtualMachine").values(), path.split("."))
    assert (found and found[0]) == wrong
    if wrong == "powerstate":
        assert found is not None
        assert "powerState" in found[1]


def test_members() -> None:
    """Its own, those that it inherits, those of the types that derive from it; of what has no parts none."""
    names = {prop.name for prop in members(MODEL, "VirtualEthernetCard")}
    assert {"macAddress", "key", "addressType"} <= names
    assert "macAddress" in {prop.name for prop in members(MODEL, "VirtualDevice")}
    assert members(MODEL, "xsd:string") == members(MODEL, "ManagedObjectReference") == ()
