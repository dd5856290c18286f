"""What of a rule only shows against the vim25 schema, or between its parts."""

from __future__ import annotations

import re

from fakeesx.chaos import faults
from fakeesx.chaos.effects import CALL, REQUEST, STATE, Delay, Effect, Fault, Full, NicDown, Stale, TaskFails, keys_of
from fakeesx.chaos.errors import RuleError, nearest
from fakeesx.chaos.keys import COUNTED
from fakeesx.chaos.match import Match
from fakeesx.patterns import text_matches
from fakeesx.schema import members, vim

_REQUEST = re.compile(r"[A-Z*?]+ /\S*|[A-Z*?]+ \*\S*", re.IGNORECASE)
FETCH = "Fetch"
"""The undocumented operation that pyVmomi reads properties with."""


def check(match: Match, effect: Effect) -> None:
    """Raise ``RuleError`` where match and effect, or either and the schema, do not go together."""
    _check_names(match)
    if isinstance(effect, Fault | TaskFails):
        faults.make(effect)
    if STATE in effect.on:
        _check_state(match, effect)
    elif match.request is not None:
        _check_request(match, effect)
    elif CALL not in effect.on:
        key = keys_of(type(effect))[0]
        raise RuleError(f"effect.{key}", 'it is for HTTP requests: give one in match.request, such as "PUT /folder/*"')
    if isinstance(effect, TaskFails):
        _require_task(match)
    if isinstance(effect, Delay) and not effect.delay + effect.jitter:
        raise RuleError("effect.delay", "a delay takes time: more than 0 seconds, or some jitter")


def _check_names(match: Match) -> None:
    model = vim.TYPES.model
    if match.method is not None and not any(text_matches(match.method, name) for name in (*model.methods, FETCH)):
        hint = nearest(match.method, model.methods) or "; see `fakeesx methods`"
        raise RuleError("match.method", f'vim25 has no method "{match.method}"{hint}')
    method = model.methods.get(match.method or "")
    for path in match.argument if method is not None else ():
        wrong = members.unknown(model, method.params if method is not None else (), path.split("."))
        if wrong is not None:
            what = "parameter" if wrong[0] == path.split(".")[0] else "property"
            there = f"; it has {', '.join(wrong[1]) or 'none'}" if what == "parameter" else ""
            raise RuleError(f"match.argument.{path}", f"{match.method} has no {what} {wrong[0]}{nearest(*wrong) or there}")
    if match.type is not None and match.type not in model.managed:
        hint = nearest(match.type, model.managed)
        raise RuleError("match.type", f'vim25 has no managed type "{match.type}"{hint}')
    if match.property:
        _check_properties(match)


def _check_properties(match: Match) -> None:
    """A path that no object has which the rule could be for: such a rule would never act, and nobody would know why."""
    model = vim.TYPES.model
    owners = {method.owner for name, method in model.methods.items() if text_matches(match.method or "*", name)}
    types = [
        name for name in model.managed
        if model.managed_is_a(name, match.type or "ManagedObject")
        and (match.method is None or match.method == FETCH or any(model.managed_is_a(name, owner) for owner in owners))
    ]
    if not types:  # no such object has the method
        return
    properties = [prop for name in types for prop in model.managed_properties(name).values()]
    for path in match.property:
        wrong = members.unknown(model, properties, path.split("."))
        if wrong is not None:
            what = match.type or (types[0] if len(types) == 1 else "vim25")
            raise RuleError(f"match.property.{path}", f"{what} has no property {wrong[0]} there{nearest(*wrong)}")


def _check_state(match: Match, effect: Effect) -> None:
    """An effect that is there as long as its rule: it selects objects, and there are no calls to count."""
    allowed = {
        Stale: ("type", "name", "moid", "property"), Full: ("name", "moid", "property"), NicDown: (),
    }[type(effect)]
    key = keys_of(type(effect))[0]
    for name in match.to_json():
        if name not in allowed:
            hint = f"only {', '.join(allowed)} select what it is for" if allowed else "it needs no match"
            counts = " and counts no calls" if name in COUNTED else ""
            raise RuleError(f"match.{name}", f"{key} holds as long as the rule is there{counts}: {hint}")


def _check_request(match: Match, effect: Effect) -> None:
    key = keys_of(type(effect))[0]
    if REQUEST not in effect.on:
        raise RuleError(f"effect.{key}", "it is for vim25 calls: match.request is for HTTP requests")
    for name in ("method", "type", "name", "moid", "property"):
        if getattr(match, name):
            raise RuleError(f"match.{name}", "it is for vim25 calls, match.request for HTTP requests: not both")
    if not _REQUEST.fullmatch(match.request or ""):
        raise RuleError("match.request", f'"{match.request}" is not a method and a path, such as "PUT /folder/*"')


def _require_task(match: Match) -> None:
    """A task can fail only where there is one."""
    methods = vim.TYPES.model.methods
    if match.method is None or any(text_matches(match.method, name) for name in methods if methods[name].is_task):
        return
    name = f"{match.method}_Task"
    hint = f" (did you mean {name}?)" if name in methods else ""
    raise RuleError("effect.task_fails", f"{match.method} starts no task{hint}; a plain `fault` answers any call")
