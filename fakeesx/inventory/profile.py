"""Personas: the standing objects of a host and their property values, read from profile files.

A profile is a folder of JSON files (``docs/reference/profiles.md``); one may extend another. Values are immutable, so the
hosts of a process share them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from fakeesx.schema import plain, vim
from fakeesx.schema.arrays import array_names
from fakeesx.schema.values import Array, ManagedObjectReference

NAMES = ("esx-4.1", "esxi-4.1")
LICENSES = ("licensed", "evaluation", "free")
MOST_VMS = 20_000
"""With how many machines a host can start."""


@dataclass(frozen=True)
class Profile:
    """A persona: what it says of itself, and its standing objects in the order they are made."""

    name: str
    settings: Mapping[str, Any]
    objects: Mapping[ManagedObjectReference, Mapping[str, Any]]

    @property
    def about(self) -> vim.AboutInfo:
        """``ServiceContent.about``."""
        about: vim.AboutInfo = self.objects[ManagedObjectReference("ServiceInstance", "ServiceInstance")]["content"].about
        return about


@lru_cache(maxsize=16)
def load_profile(name: str, license: str | None = None) -> Profile:
    """The profile of a name with the licence state laid over it. ``LookupError`` when there is none."""
    folder = resources.files("fakeesx.inventory") / "profiles"
    if name not in NAMES:
        raise LookupError(f"there is no profile {name!r}; there are {', '.join(NAMES)}")
    settings, raw = _merged(folder, name)
    license = license or settings["license"]
    if license not in LICENSES:
        raise LookupError(f"there is no licence state {license!r}; there are {', '.join(LICENSES)}")
    overlay = folder / "licenses" / f"{license}.json"
    if overlay.is_file():
        _lay_over(raw, json.loads(overlay.read_text("utf-8")))
    settings = {**settings, "license": license}
    objects = {}
    for moid, values in raw.items():
        ref = ManagedObjectReference(values["_type"], moid)
        objects[ref] = _values(ref, values)
    return Profile(name, settings, objects)


def _merged(folder: Traversable, name: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    settings = json.loads((folder / name / "profile.json").read_text("utf-8"))
    raw: dict[str, dict[str, Any]] = {}
    base: dict[str, Any] = {}
    if settings["extends"]:
        base, raw = _merged(folder, settings["extends"])
    for file in settings["files"]:
        _lay_over(raw, json.loads((folder / name / file).read_text("utf-8")))
    return {**base, **settings}, raw


def _lay_over(raw: dict[str, dict[str, Any]], overlay: dict[str, dict[str, Any]]) -> None:
    for moid, values in overlay.items():
        if values.get("_remove"):
            raw.pop(moid, None)
            continue
        target = raw.setdefault(moid, {})
        for key, value in values.items():
            if value is None:
                target.pop(key, None)
            else:
                target[key] = value


def _values(ref: ManagedObjectReference, raw: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for prop in vim.TYPES.model.managed_properties(ref.type).values():
        if prop.name in raw:
            value = plain.load(vim.TYPES, prop, raw[prop.name], f"{ref.value}.{prop.name}")
            values[prop.name] = Array(array_names(prop.type)[0], value) if prop.array else value
    return values
