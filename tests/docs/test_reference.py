"""Reference pages that are written by hand: nothing is missing in them."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from fakeesx import FakeESX
from fakeesx.testing.chaos import ChaosControl
from fakeesx.testing.pytest_plugin import OPTIONS
from fakeesx.testing.views import Datastore, Disk, Guest, GuestControl, Network, Nic, Vm

DOCS = Path(__file__).parents[2] / "docs"


def named(page: Path) -> set[str]:
    """The names that a page has in backquotes, without arguments."""
    return set(re.findall(r"`([a-z_]+)(?:\([^`]*\))?`", page.read_text()))


@pytest.mark.parametrize("of", [FakeESX, ChaosControl, Datastore, Disk, Guest, GuestControl, Network, Nic, Vm])
def test_python(of: type) -> None:
    """Every public attribute of what ``FakeESX`` gives, and every argument of it."""
    public = {name for name in dir(of) if not name.startswith("_")} | set(getattr(of, "__dataclass_fields__", ()))
    if of is FakeESX:
        public |= set(inspect.signature(FakeESX).parameters)
    assert public - {"kind", "type_name"} <= named(DOCS / "reference" / "python.md")


def test_pytest_options() -> None:
    """Each option of the plugin is in its page: as a key of the marker, on the command line and in the ini file."""
    text = (DOCS / "how-to" / "test-with-pytest.md").read_text()
    assert set(OPTIONS) <= named(DOCS / "how-to" / "test-with-pytest.md")
    for name in OPTIONS:
        assert (f"`--esx-{name}`" in text) == (f"`esx_{name}`" in text)
        assert (f"`--esx-{name}`" in text) == (name not in ("user", "password", "tls"))
