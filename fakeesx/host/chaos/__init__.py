"""Failure on demand, on one host: its rules, what they do to calls and to its state, in its own thread."""

from __future__ import annotations

from fakeesx.host.chaos.chaos import Chaos

__all__ = ["Chaos"]
