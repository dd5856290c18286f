"""The JSON Schema and the page of the reference: both say what the table says."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lab_strategies import labs, spoil

from fakeesx.inventory.file import InventoryError, load
from fakeesx.inventory.file.keys import LAB, SECTIONS
from fakeesx.inventory.file.nodes import LARGEST_BYTES
from fakeesx.inventory.file.reference import page
from fakeesx.inventory.file.schema import schema
from fakeesx.inventory.file.sections import Section

ROOT = Path(__file__).parents[3]
VALIDATOR = Draft202012Validator(schema())


def test_is_a_schema() -> None:
    """Of the draft that it names."""
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_keys_are_fields(section: Section) -> None:
    """Each key of a section is a field of its class and has a word about it; the class has no others."""
    assert [key.name for key in section.keys] == [
        field.name for field in fields(section.make) if field.name not in ("path", "file", "places", "omissions")
        or (field.name == "file" and section is not LAB)
    ]
    assert all(key.about.endswith(".") for key in section.keys)


@given(labs())
@settings(max_examples=50)
def test_sound_files_are_valid(plain: dict[str, Any]) -> None:
    """Files that can be read, by the schema."""
    load(yaml.safe_dump(plain, allow_unicode=True))
    VALIDATOR.validate(plain)


@given(labs(), st.data())
@settings(max_examples=100)
def test_invalid_files_are_refused(plain: dict[str, Any], data: st.DataObject) -> None:
    """What the schema refuses, reading refuses."""
    spoilt = spoil(data.draw, plain)
    text = yaml.safe_dump(spoilt, allow_unicode=True)
    if any(True for _ in VALIDATOR.iter_errors(spoilt)):
        with pytest.raises(InventoryError):
            load(text)


@pytest.mark.parametrize("plain", [
    {"vms": [{"name": "a", "memory": 6}]}, {"vms": [{"name": "a", "cpus": 0}]}, {"network": {"nics": [{"name": "1"}]}},
    {"vms": [{"name": "a", "disks": [{"size": 8}]}]}, {"vms": [{"name": "a", "power": 1}]}, {"host": {"x": 1}}, {"x": 1}, [],
    {"vms": [{"name": "a", "extra_config": {"a": 1}}]}, {"vms": [{"name": "a", "guest_id": "linux"}]}, {"vms": [{}]},
    {"network": {"port_groups": [{"name": "a", "switch": "b", "vlan": 4096}]}}, {"spare_luns": [10]},
])  # fmt: skip
def test_the_schema_refuses(plain: Any) -> None:
    """Wrong types, names and ranges by itself."""
    assert not VALIDATOR.is_valid(plain)


def test_page_is_up_to_date() -> None:
    """`python -m fakeesx.inventory.file.reference > docs/reference/inventory-file.md`."""
    assert (ROOT / "docs" / "reference" / "inventory-file.md").read_text() == page()
    assert f"{LARGEST_BYTES >> 20} MiB" in page()
    for section in SECTIONS:
        for key in section.keys:
            assert f"| `{key.name}` |" in page()
