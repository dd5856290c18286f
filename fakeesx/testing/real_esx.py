"""A real host in the place of a fake one: the same attributes, as far as a real host can have them."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest

from fakeesx.testing.fake_esx import FakeESX


@dataclass(frozen=True)
class RealESX:
    """What ``--esx-url`` names. What only a fake host has skips the test that asks for it."""

    url: str
    user: str
    password: str = field(repr=False)
    insecure: bool = False
    cafile: None = None
    """The system's certificates verify it, or nobody does."""

    @property
    def host(self) -> str:
        """Its address."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """Its port."""
        return urlsplit(self.url).port or (443 if self.url.startswith("https:") else 80)

    @property
    def ssl_context(self) -> ssl.SSLContext:
        """A new client context: with the system's certificates, or with ``insecure`` one that takes any."""
        context = ssl.create_default_context()
        if self.insecure:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or not hasattr(FakeESX, name):
            raise AttributeError(f"a host has no attribute {name!r}")
        pytest.skip(f"needs a fake host: esx.{name} is nothing that a real one ({self.url}) has")
