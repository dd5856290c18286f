"""``vim.pyi`` is up to date, agrees with the run-time classes and makes type checkers useful."""

import ast
import subprocess
import sys
from pathlib import Path

from fakeesx.schema import vim
from fakeesx.schema.model import load
from fakeesx.schema.stubs import STUB, stub

ROOT = Path(__file__).parents[2]

SAMPLE = """\
from datetime import datetime
from fakeesx.schema import vim

disk = vim.VirtualDisk(key=2000, capacityInKB=4096)
spec = vim.VirtualMachineConfigSpec(name="x", deviceChange=[vim.VirtualDeviceConfigSpec(device=disk)])
changes: tuple[vim.VirtualDeviceConfigSpec, ...] = spec.deviceChange
name: str | None = spec.name
other: vim.VirtualMachineConfigSpec = spec.replace(name="y")
state: vim.VirtualMachinePowerState = vim.VirtualMachinePowerState.poweredOn
same: vim.VirtualMachinePowerState = vim.VirtualMachinePowerState("poweredOn")
text: str = state
root: vim.ManagedObjectReference = vim.ManagedObjectReference("Folder", "ha-folder-root")
option = vim.OptionValue(key="k", value=vim.Long(1))
def last(event: vim.Event) -> datetime:
    return event.createdTime
def dated(config: vim.HostConfigSpec) -> vim.HostDateTimeConfig | None:
    return config.datetime
"""

WRONG = """\
from fakeesx.schema import vim
vim.VirtualDisk(capacityInKB=4096)
vim.VirtualMachineConfigSpec(nmae="x")
vim.VirtualMachineConfigSpec(numCPUs="2")
vim.VirtualMachineConfigSpec("x")
vim.VirtualMachinePowerState.powerdOn
vim.VirtualMachineConfgSpec
"""


def test_stub_is_up_to_date() -> None:
    """``python -m fakeesx.schema.stubs`` rewrites it."""
    assert STUB.read_text("utf-8") == stub(load())


def test_stub_has_every_type() -> None:
    """No more, no less than the module answers for."""
    tree = ast.parse(STUB.read_text("utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    assert names == vim.TYPES.model.data.keys() | vim.TYPES.model.enums.keys()


def test_enum_members_of_the_stub_exist() -> None:
    """And are of their class."""
    tree = ast.parse(STUB.read_text("utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in classes:
        if node.name in vim.TYPES.model.enums:
            cls = vim.TYPES.enum(node.name)
            members = [item.target.id for item in node.body if isinstance(item, ast.AnnAssign)]
            assert all(type(getattr(cls, member)) is cls for member in members)


def test_keyword_property_is_left_to_getattr() -> None:
    """AlarmStatusChangedEvent.from is no attribute in Python source; the constructor takes it in ``**``."""
    text = STUB.read_text("utf-8")
    line = text[text.index("class AlarmStatusChangedEvent(") :].split("__init__")[1].split("\n")[0]
    assert " from:" not in line
    assert line.endswith("to: str, **others: Any) -> None: ...")


def test_sample_passes_mypy(tmp_path: Path) -> None:
    """Constructors, attributes, replace, enums."""
    assert mypy(tmp_path, SAMPLE) == []


def test_mistakes_are_seen_by_mypy(tmp_path: Path) -> None:
    """Each of the wrong lines, once."""
    assert [int(line.split(":")[1]) for line in mypy(tmp_path, WRONG)] == [2, 3, 4, 5, 6, 7]


def mypy(folder: Path, source: str) -> list[str]:
    """The errors in a source."""
    file = folder / "sample.py"
    file.write_text(source)
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [line for line in done.stdout.splitlines() if ": error:" in line]
