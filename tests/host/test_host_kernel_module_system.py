"""The VMkernel's modules."""

from __future__ import annotations

from itertools import pairwise

import pytest
from calling import Client, Faulted

MANAGER = "kernelModuleSystem"


def test_modules(root: Client) -> None:
    """Ids and names are unique, sections do not overlap."""
    modules = root.call(MANAGER, "QueryModules")
    assert {"vmfs3", "bnx2"} <= {module.name for module in modules}
    assert len({module.id for module in modules}) == len({module.name for module in modules}) == len(modules)
    sections = sorted(
        (section.address, section.length)
        for module in modules
        for section in (module.readOnlySection, module.writableSection, module.textSection, module.dataSection,
                        module.bssSection)
    )
    assert all(start + length <= following for (start, length), (following, _) in pairwise(sections))


def test_options(root: Client) -> None:
    """Options are kept for the module they are for."""
    root.call(MANAGER, "UpdateModuleOptionString", name="bnx2", options="disable_msi=1")
    assert root.call(MANAGER, "QueryConfiguredModuleOptionString", name="bnx2") == "disable_msi=1"
    assert root.call(MANAGER, "QueryConfiguredModuleOptionString", name="cnic") == ""
    assert {m.name: m.optionString for m in root.call(MANAGER, "QueryModules")}["bnx2"] == "disable_msi=1"


@pytest.mark.parametrize(("name", "more"), [
    ("UpdateModuleOptionString", {"options": "x"}), ("QueryConfiguredModuleOptionString", {}),
])
def test_unknown_module(root: Client, name: str, more: dict[str, str]) -> None:
    """NotFound."""
    with pytest.raises(Faulted, match="NotFound"):
        root.call(MANAGER, name, **{"name": "nothing", **more})
