"""Failure on demand: rules that say which calls go wrong, and how.

Everything here is a pure value. What a rule does to a host is in ``fakeesx/host/services/chaos``, what it does to a
connection in ``fakeesx/web``. See ``docs/reference/chaos-rules.md``.
"""

from __future__ import annotations

from fakeesx.chaos.errors import ChaosError, NoSuchRule, RuleError, RuleExists
from fakeesx.chaos.fate import Fate, TaskFailure
from fakeesx.chaos.match import Match
from fakeesx.chaos.rule import Rule, rule
from fakeesx.chaos.schema import schema

__all__ = ["ChaosError", "Fate", "Match", "NoSuchRule", "Rule", "RuleError", "RuleExists", "TaskFailure", "rule", "schema"]
