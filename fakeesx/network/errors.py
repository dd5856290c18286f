"""What a change of the network is refused with."""

from __future__ import annotations

from typing import Any

from fakeesx.schema import vim
from fakeesx.schema.values import DataObject


class Refused(Exception):
    """A change can't be: the vim25 fault, and a text where the usual one says too little."""

    def __init__(self, fault: DataObject, text: str | None = None) -> None:
        super().__init__(text or repr(fault))
        self.fault = fault
        self.text = text


def refused(name: str, text: str | None = None, /, **values: Any) -> Refused:
    """A refusal with a fault by its name."""
    return Refused(vim.TYPES.data(name)(**values), text)


def invalid(path: str) -> Refused:
    """InvalidArgument for a parameter or a property of one (``portgrp.vlanId``)."""
    return refused("InvalidArgument", invalidProperty=path)


def in_use(kind: str, name: str) -> Refused:
    """ResourceInUse; ``kind`` is the WSDL name of a type, which pyVmomi looks up."""
    return refused("ResourceInUse", type=kind, name=name)


def already(name: str) -> Refused:
    """AlreadyExists."""
    return refused("AlreadyExists", name=name)


def not_found() -> Refused:
    """NotFound, with the usual text."""
    return refused("NotFound")


def failed(text: str) -> Refused:
    """HostConfigFault: the kernel can't do it."""
    return refused("HostConfigFault", text)
