"""Failure on demand: the chaos rules of a host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

from fakeesx.chaos import Rule
from fakeesx.chaos.errors import ChaosError, NoSuchRule, RuleError, RuleExists
from fakeesx.chaos.keys import EFFECT, MATCH
from fakeesx.chaos.schema import schema
from fakeesx.host.esx import Esx
from fakeesx.soap.errors import SoapError
from fakeesx.web.control.problems import Problem, unknown
from fakeesx.web.control.routes import TEXT, WHOLE, Answer, Asked, Body, Route, list_of, object_of

T = TypeVar("T")

_SCHEMA = {key: value for key, value in schema().items() if key != "$schema"}
_RULE = {
    **_SCHEMA, "required": ["id", "effect", "text", "hits", "held"],
    "properties": {**_SCHEMA["properties"], "text": TEXT, "hits": WHOLE, "held": WHOLE},
}
_BODY = Body("The rule; see `GET chaos/schema`.", _SCHEMA, checked=False)
_NO_SUCH = {404: "there is no such rule"}
_WRONG = {409: "there is such a rule already, or the host can't hold it in force", 422: "a rule that can't be"}


def _told(host: Esx, rule: Rule) -> dict[str, Any]:
    return {**rule.to_json(), "text": rule.describe(), "hits": host.chaos.hits(rule.id), "held": host.chaos.held(rule.id)}


def _rule(body: Any, id: str | None = None) -> Rule:
    """The rule of a body. Raises ``Problem``: 400 for keys that rules do not have, 422 for what makes no sense."""
    if not isinstance(body, dict):
        raise Problem(400, "a rule is an object with match and effect")
    for where, plain, known in (("", body, ("id", "match", "effect")), ("match: ", body.get("match"), MATCH),
                                ("effect: ", body.get("effect"), EFFECT)):
        for name in plain if isinstance(plain, dict) else ():
            if name not in known:
                raise Problem(400, where + unknown("key", name, known))
    if id is not None and body.get("id", id) != id:
        raise Problem(422, f"the rule's id is {id!r} by its address and {str(body['id'])[:60]!r} in the body")
    try:
        return Rule.from_json(body if id is None else {**body, "id": id})
    except RuleError as error:
        raise Problem(422, str(error)) from None


def _existing(asked: Asked) -> Rule:
    rule = asked.host.chaos.find(asked.path["id"])
    if rule is None:
        raise Problem(404, str(NoSuchRule(asked.path["id"], [each.id for each in asked.host.chaos.rules])))
    return rule


def _done(change: Callable[[], T]) -> T:
    """What a change of the rules gives; what is wrong with it is a problem."""
    try:
        return change()
    except RuleExists as error:
        raise Problem(409, str(error)) from None
    except RuleError as error:
        raise Problem(422, str(error)) from None
    except ChaosError as error:
        raise Problem(409, str(error)) from None
    except SoapError as error:
        raise Problem(409, error.text) from None


def _list(asked: Asked) -> Any:
    return [_told(asked.host, rule) for rule in asked.host.chaos.rules]


def _get(asked: Asked) -> Any:
    return _told(asked.host, _existing(asked))


def _post(asked: Asked) -> Any:
    new = _rule(asked.body)
    rule = _done(lambda: asked.host.chaos.add(new))
    where = f"/fakeesx/v1/chaos/rules/{quote(rule.id, safe='')}".encode()
    return Answer(201, _told(asked.host, rule), ((b"Location", where),))


def _put(asked: Asked) -> Any:
    host, new = asked.host, _rule(asked.body, asked.path["id"])
    replaced = _done(lambda: host.chaos.put(new))
    return Answer(200 if replaced else 201, _told(host, new))


def _remove(asked: Asked) -> None:
    asked.host.chaos.remove(_existing(asked).id)


def _clear(asked: Asked) -> None:
    asked.host.chaos.clear()


def _release(asked: Asked) -> Any:
    return {"released": asked.host.chaos.release(_existing(asked).id)}


def _release_all(asked: Asked) -> Any:
    return {"released": asked.host.chaos.release()}


_RELEASED = object_of(("released",), released=WHOLE)
ROUTES = (
    Route("GET", "chaos/rules", "List the rules, in order, with how often each acted and how many calls it holds.", _list,
          list_of(_RULE), tag="chaos"),
    Route("POST", "chaos/rules", "Add a rule. Without an id it gets one.", _post, _RULE, body=_BODY, status=201,
          problems=_WRONG, tag="chaos"),
    Route("DELETE", "chaos/rules", "Remove all rules.", _clear, tag="chaos", status=204),
    Route("GET", "chaos/rules/{id}", "Tell of one rule.", _get, _RULE, problems=_NO_SUCH, tag="chaos"),
    Route("PUT", "chaos/rules/{id}", "Put a rule in place of that of the same id, as the last one; add it when there is "
          "none.", _put, _RULE, body=_BODY, also={201: "there was no such rule"}, problems=_WRONG, tag="chaos"),
    Route("DELETE", "chaos/rules/{id}", "Remove a rule: calls that it holds go on.", _remove, status=204, problems=_NO_SUCH,
          tag="chaos"),
    Route("POST", "chaos/rules/{id}/release", "Let the calls go on that a rule holds.", _release, _RELEASED,
          problems=_NO_SUCH, tag="chaos"),
    Route("POST", "chaos/release", "Let all calls go on that rules hold.", _release_all, _RELEASED, tag="chaos"),
    Route("GET", "chaos/schema", "The JSON Schema of rules.", lambda _: schema(), {"type": "object"}, tag="chaos"),
)
