"""ComputeResource: where swap files go."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.schema import vim

COMPUTE, NAME = "ha-compute-res", "ReconfigureComputeResource_Task"


def test_swap_placement(root: Client) -> None:
    """The placement changes; what is left out stays or, without ``modify``, goes back to the default."""
    root.task(COMPUTE, NAME, spec=vim.ComputeResourceConfigSpec(vmSwapPlacement="hostLocal"), modify=True)
    assert root.get(COMPUTE, "configurationEx").vmSwapPlacement == "hostLocal"
    root.task(COMPUTE, NAME, spec=vim.ComputeResourceConfigSpec(), modify=True)
    assert root.get(COMPUTE, "configurationEx").vmSwapPlacement == "hostLocal"
    root.task(COMPUTE, NAME, spec=vim.ComputeResourceConfigSpec(), modify=False)
    assert root.get(COMPUTE, "configurationEx").vmSwapPlacement == "vmDirectory"


def test_unknown_placement(root: Client) -> None:
    """A placement that is none is refused."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.task(COMPUTE, NAME, spec=vim.ComputeResourceConfigSpec(vmSwapPlacement="inherit"), modify=True)
