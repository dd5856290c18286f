"""Refusals leave no trace: neither in the inventory nor in the folders of the datastores."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fakeesx.host.esx import Esx

_BOOKKEEPING = frozenset({"Task", "TaskManager", "EventManager"})


def state(host: Esx) -> dict[str, Any]:
    """Every object with its properties, tasks apart, and every file with its size, content and time."""
    objects = {
        node.ref.value: ({name: value for name, value in node.values.items() if name != "recentTask"}, node.private)
        for node in host.inventory.nodes() if node.ref.type not in _BOOKKEEPING
    }
    volumes = [(each.name, each.used, each.in_use) for each in host.volumes]
    return {**objects, **files(host.settings.root), "volumes": volumes}


def files(root: Path) -> dict[str, Any]:
    """Every file below a folder: of large ones the size alone."""
    found = {}
    for path in sorted(root.rglob("*")):
        info = path.lstat()
        small = path.is_file() and info.st_size < 1 << 20
        found[str(path.relative_to(root))] = (info.st_size if path.is_file() else -1, path.read_bytes() if small else b"")
    return {name: value for name, value in found.items() if not name.endswith(".fakeesx-staging") and "/spare-" not in name}


def staged(root: Path) -> list[str]:
    """What is left of copies and uploads that did not end, in a datastore's folder."""
    staging = root / ".fakeesx-staging"
    names = [each.name for each in staging.iterdir()] if staging.exists() else []
    return [name for name in names if not name.startswith("spare-")]


@contextmanager
def unchanged(host: Esx) -> Iterator[None]:
    """What happens within leaves all as it was."""
    before = state(host)
    yield
    after = state(host)
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == set()
