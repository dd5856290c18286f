"""The reader of type tables and the rules, on small tables of our own."""

from pathlib import Path

import pytest

from fakeesx.schema.generate.corrections import Corrections, apply, dangling
from fakeesx.schema.generate.derive import RawModel, derive
from fakeesx.schema.generate.tables import F_OPTIONAL, F_SECRET, read_tables

VERSIONS = """
from .VmomiSupport import CreateDataType, F_LINK, F_OPTIONAL, F_SECRET
AddVersion("vmodl.version.version0", "", "", 0, "vim25")
AddVersion("vmodl.version.version1", "", "", 0, "vim25")
AddVersion("v.one", "vim25", "2.5", 0, "vim25")
AddVersion("v.two", "vim25", "4.0", 0, "vim25")
AddVersion("v.three", "vim25", "4.1", 0, "vim25")
AddVersionParent("v.one", "vmodl.version.version0")
AddVersionParent("v.two", "vmodl.version.version0")
AddVersionParent("v.two", "v.one")
AddVersionParent("v.three", "vmodl.version.version0")
AddVersionParent("v.three", "vmodl.version.version1")
AddVersionParent("v.three", "v.one")
AddVersionParent("v.three", "v.two")
AddVersionParent("vmodl.version.version0", "vmodl.version.version0")
newestVersions.Add("v.three")
CreateDataType("vmodl.DynamicData", "DynamicData", "vmodl.DataObject", "vmodl.version.version0", None)
CreateDataType("vmodl.DynamicProperty", "DynamicProperty", "vmodl.DataObject", "vmodl.version.version0", None)
CreateDataType("vmodl.LocalizableMessage", "LocalizableMessage", "vmodl.DynamicData", "v.one", None)
"""

NOTHING = Corrections("4.1", [], [], [], [], {}, {}, {}, [], {}, {}, {})


def model(folder: Path, rows: str, version: str = "4.1") -> RawModel:
    """The model that comes out of the rows."""
    (folder / "_typeinfo_core.py").write_text(VERSIONS)
    (folder / "_typeinfo_query.py").write_text("")
    (folder / "_typeinfo_vim.py").write_text(rows)
    return derive(read_tables(folder), version)


def data(name: str, since: str, *fields: str) -> str:
    """A row for a data type."""
    return f'CreateDataType("v.{name}", "{name}", "vmodl.DynamicData", "{since}", [{", ".join(fields)}])\n'


def method(name: str, result: str, *, params: str = "", faults: str = "") -> str:
    """A row for a managed type Thing with one method."""
    return (
        f'CreateManagedType("v.Thing", "Thing", "vmodl.ManagedObject", "v.one", None, '
        f'[("x", "{name}", "v.one", ({params}), {result}, "System.View", [{faults}])])\n'
    )


TASK = 'CreateManagedType("vim.Task", "Task", "vmodl.ManagedObject", "v.one", None, None)\n'


def test_flags_are_combined(tmp_path: Path) -> None:
    """``F_A | F_B`` is the one expression in the tables."""
    model(tmp_path, data("A", "v.one", '("x", "string", "v.one", F_OPTIONAL | F_SECRET)'))
    row = next(row for row in read_tables(tmp_path).data if row.wsdl_name == "A")
    assert row.fields[0].flags == F_OPTIONAL | F_SECRET


def test_code_in_a_table_is_refused_not_run(tmp_path: Path) -> None:
    """Only literals are read."""
    with pytest.raises(ValueError, match=r"line 1: open\('/x'\)"):
        model(tmp_path, 'CreateDataType("v.A", "A", "vmodl.DynamicData", "v.one", open("/x"))')


def test_later_types_are_left_out(tmp_path: Path) -> None:
    """A type enters with its version."""
    rows = data("A", "v.two") + data("B", "v.three")
    assert {"A", "B"} & model(tmp_path, rows, "4.0")["data"].keys() == {"A"}


def test_later_properties_are_left_out(tmp_path: Path) -> None:
    """So does a property."""
    rows = data("A", "v.two", '("x", "int", "v.two", 0)', '("y", "int", "v.three", 0)')
    assert model(tmp_path, rows, "4.0")["data"]["A"][2] == [["x", "xsd:int", 0]]


@pytest.mark.parametrize(
    ("owner", "since", "flags"), [("v.one", "v.three", 1), ("v.three", "v.three", 0), ("v.three", "v.one", 0)]
)
def test_mandatory_property_that_came_later_is_optional(
    tmp_path: Path, owner: str, since: str, flags: int
) -> None:
    """A client of the type's first release can't send it."""
    rows = data("A", owner, f'("x", "int", "{since}", 0)')
    assert model(tmp_path, rows)["data"]["A"][2] == [["x", "xsd:int", flags]]


def test_a_link_is_a_string(tmp_path: Path) -> None:
    """Its target is kept."""
    rows = data("A", "v.one") + data("B", "v.one", '("a", "v.A[]", "v.one", F_LINK)')
    assert model(tmp_path, rows)["data"]["B"][2] == [["a", "xsd:string", 2, "A"]]


def test_a_fault_as_a_value_is_localized(tmp_path: Path) -> None:
    """On the wire it comes with its text; only LocalizedMethodFault holds the bare one."""
    raw = model(tmp_path, data("A", "v.one", '("e", "vmodl.MethodFault", "v.one", 0)'))
    assert raw["data"]["A"][2] == [["e", "LocalizedMethodFault", 0]]
    assert raw["data"]["LocalizedMethodFault"][2][0] == ["fault", "MethodFault", 0]


def test_types_derived_from_a_fault_are_faults(tmp_path: Path) -> None:
    """Directly or not."""
    rows = (
        'CreateDataType("v.F", "F", "vmodl.RuntimeFault", "v.one", None)\n'
        'CreateDataType("v.G", "G", "v.F", "v.one", None)\n'
    )
    raw = model(tmp_path, rows + data("A", "v.one"))
    assert [raw["data"][name][1] for name in ("F", "G", "A")] == [1, 1, 0]


def test_managed_properties_have_privilege_and_target(tmp_path: Path) -> None:
    """The fourth and fifth item; a reference to any managed object points to ManagedObject."""
    rows = (
        'CreateManagedType("v.Thing", "Thing", "vmodl.ManagedObject", "v.one", '
        '[("a", "int", "v.one", 0, None), ("b", "v.Thing[]", "v.one", F_OPTIONAL, "System.View"), '
        '("c", "vmodl.ManagedObject", "v.one", 0, None)], None)'
    )
    assert model(tmp_path, rows)["managed"]["Thing"][1] == [
        ["a", "xsd:int", 0, None],
        ["b", "ManagedObjectReference", 3, "System.View", "Thing"],
        ["c", "ManagedObjectReference", 0, None, "ManagedObject"],
    ]


def test_a_task_is_never_optional(tmp_path: Path) -> None:
    """What it will result in follows, with 1 for a list."""
    rows = TASK + data("A", "v.one") + method("Do_Task", '(F_OPTIONAL, "vim.Task", "v.A[]")')
    assert model(tmp_path, rows)["managed"]["Thing"][2][0][2] == [
        "ManagedObjectReference", 0, "Task", ["A", 1],
    ]  # fmt: skip


def test_a_task_without_result(tmp_path: Path) -> None:
    """The pair is there, and empty."""
    rows = TASK + method("Do_Task", '(0, "vim.Task", "void")')
    assert model(tmp_path, rows)["managed"]["Thing"][2][0][2][3] == [None, 0]


def test_void_method_has_no_result(tmp_path: Path) -> None:
    """None, not an empty row."""
    rows = method("Do", '(0, "void", "void")', params='("p", "string[]", "v.one", F_OPTIONAL, None),')
    assert model(tmp_path, rows)["managed"]["Thing"][2] == [
        ["Do", [["p", "xsd:string", 3]], None, [], "System.View"]
    ]


def test_faults_of_later_releases_are_not_declared(tmp_path: Path) -> None:
    """A host can't throw what its API lacks."""
    rows = (
        'CreateDataType("v.F", "F", "vmodl.RuntimeFault", "v.one", None)\n'
        'CreateDataType("v.G", "G", "vmodl.RuntimeFault", "v.three", None)\n'
        + method("Do", '(0, "void", "void")', faults='"v.F", "v.G"')
    )
    assert model(tmp_path, rows, "4.0")["managed"]["Thing"][2][0][3] == ["F"]


def test_dangling_names_are_found(tmp_path: Path) -> None:
    """Dropping a type that is used leaves the user in the air."""
    raw = model(tmp_path, data("A", "v.one") + data("B", "v.one", '("a", "v.A", "v.one", 0)'))
    del raw["data"]["A"]
    assert dangling(raw) == ["A"]


def test_undefined_type_is_refused(tmp_path: Path) -> None:
    """The tables must be complete in themselves."""
    with pytest.raises(ValueError, match=r"do not define: v\.Missing"):
        model(tmp_path, data("A", "v.one", '("a", "v.Missing", "v.one", 0)'))


def test_empty_corrections_change_nothing(tmp_path: Path) -> None:
    """And report nothing."""
    raw = model(tmp_path, data("A", "v.one"))
    assert apply(raw, NOTHING) == []
    assert raw == model(tmp_path, data("A", "v.one"))
