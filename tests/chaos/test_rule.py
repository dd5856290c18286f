"""Rules as values: keys, JSON, words, and what can't be."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from chaos_rules import json_rules
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.chaos import ChaosError, Match, Rule, RuleError, rule, schema
from fakeesx.chaos.effects import BY_KEY, Fault
from fakeesx.chaos.faults import make, names
from fakeesx.schema.vim import TYPES

VALIDATOR = jsonschema.Draft202012Validator(schema())


def nested(depth: int, key: str, **more: Any) -> dict[str, Any]:
    """A mapping in a mapping in a …"""
    found: dict[str, Any] = {}
    for _ in range(depth):
        found = {key: found, **more}
    return found


@given(json_rules())
def test_a_rule_survives_json(plain: dict[str, Any]) -> None:
    """It is equal after a round trip, and its form is stable."""
    made = Rule.from_json(json.loads(json.dumps(plain)))
    again = made.to_json()
    assert Rule.from_json(json.loads(json.dumps(again))) == made
    assert Rule.from_json(again).to_json() == again


@given(json_rules())
def test_the_schema_takes_what_is_taken(plain: dict[str, Any]) -> None:
    """What from_json takes is valid, and so is what to_json gives."""
    VALIDATOR.validate(plain)
    VALIDATOR.validate(Rule.from_json(plain).to_json())


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 700) | st.floats(allow_nan=False) | st.sampled_from(["", "before", "a b"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "_type"]), inner, max_size=2),
    max_leaves=3,
)


@given(json_rules(), st.data())
def test_what_the_schema_refuses_is_refused(plain: dict[str, Any], data: st.DataObject) -> None:
    """Whatever a key holds: a RuleError, and never another exception."""
    part = data.draw(st.sampled_from(["match", "effect"]))
    section = plain.setdefault(part, {})
    key = data.draw(st.sampled_from([*section, "nth", "fault", "delay", "stale", "nonsense"]))
    section[key] = data.draw(JUNK)
    try:
        Rule.from_json(plain)
    except RuleError:
        return
    VALIDATOR.validate(plain)


@given(json_rules())
def test_it_says_in_words_what_it_does(plain: dict[str, Any]) -> None:
    """One line that names the effect's own value."""
    made = Rule.from_json(plain)
    assert "\n" not in made.describe()
    assert str(made.effect) in made.describe()
    assert str(made).startswith(made.id)


def test_words() -> None:
    """As somebody would say it."""
    assert str(rule("AddPortGroup", fault="AlreadyExists", fields={"name": "db"}, nth=2, id="dup")) == (
        "dup: AddPortGroup (the 2nd time): the fault AlreadyExists(name='db')"
    )
    described = rule("*_Task", type="VirtualMachine", name="web*", task_fails=40, fault="InvalidState", every=3, times=2)
    assert str(described) == (
        '*_Task of VirtualMachine "web*" (each 3rd time, at most 2 times): its task fails at 40 % with InvalidState'
    )
    assert str(rule(nic_down="vmnic0")) == "vmnic0 has no link"
    assert str(rule(datastore_free=0, name="ds*", id="a")) == 'a: objects "ds*": 0 bytes are left on it'
    assert str(rule(request="PUT /folder/*", cut_at=10)) == "PUT /folder/*: the connection drops at byte 10"


def test_keywords_are_the_keys_of_json() -> None:
    """Those of match and effect together."""
    made = rule("AddPortGroup", fault="AlreadyExists", nth=2)
    assert made == Rule(Match(method="AddPortGroup", nth=2), Fault("AlreadyExists"))
    assert made.to_json() == {"match": {"method": "AddPortGroup", "nth": 2}, "effect": {"fault": "AlreadyExists"}}


@pytest.mark.parametrize("name", names())
def test_every_fault_can_be_made(name: str) -> None:
    """With no more than the fields that the error names, all 474 of the schema."""
    needed = [prop.name for prop in TYPES.model.properties(name) if not prop.optional and not prop.array]
    if not needed:
        made = rule(fault=name)
        assert isinstance(make(made.effect).fault, TYPES.data(name))  # type: ignore[arg-type]
        return
    with pytest.raises(RuleError, match=rf"^effect\.fields: {name} needs {needed[0]} "):
        rule(fault=name)


def test_there_are_474_faults() -> None:
    """As many as vim25 4.1 has."""
    assert len(names()) == 474


@pytest.mark.parametrize(
    ("keywords", "says"),
    [
        ({}, "effect: a rule needs an effect: one of bytes_per_second, "),
        ({"folt": "InvalidState"}, "folt: a rule has no such key (did you mean fault"),
        ({"fault": "AlreadyExist"}, 'effect.fault: vim25 has no fault "AlreadyExist" (did you mean AlreadyExists'),
        ({"fault": "VirtualMachine"}, 'effect.fault: vim25 has no fault "VirtualMachine"'),
        ({"fault": "AlreadyExists", "fields": {"nam": "x"}}, "AlreadyExists has no such field (did you mean name?)"),
        ({"fault": "AlreadyExists", "fields": {"name": 3}}, "effect.fields.name: 3 is not text"),
        ({"fault": "DuplicateName", "fields": {"name": "x"}}, 'DuplicateName needs object ({"_ref": [type, moid]})'),
        ({"fault": "DuplicateName", "fields": {"name": "x", "object": {"_ref": ["Vm", "1"]}}}, "effect.fields.object: "),
        ({"fault": "InvalidPowerState", "fields": {"existingState": "on"}}, "'on' is not a VirtualMachinePowerState"),
        ({"fault": "NumVirtualCpusNotSupported", "fields": {"maxSupportedVcpusDest": True}}, "True is not a whole number"),
        ({"fault": "NumVirtualCpusNotSupported", "fields": {"maxSupportedVcpusDest": 2**31}}, "out of range"),
        ({"fault": "MultipleCertificatesVerifyFault", "fields": {"thumbprintData": "x"}}, "'x' is not a list of "),
        ({"task_fails": 101, "fault": "InvalidState"}, "effect.task_fails: 101 is not a whole number from 0 to 100"),
        ({"task_fails": 10}, "effect.fault: task_fails needs the name of a fault"),
        ({"method": "AddPortGroup", "task_fails": 10, "fault": "InvalidState"}, "AddPortGroup starts no task"),
        ({"method": "PowerOnVM", "fault": "InvalidState"}, 'vim25 has no method "PowerOnVM" (did you mean PowerOnVM_Task'),
        ({"type": "VirtualMachin", "fault": "InvalidState"}, "(did you mean VirtualMachine"),
        ({"delay": 0}, "effect.delay: a delay takes time"),
        ({"delay": "1"}, "effect.delay: '1' is not a number of seconds"),
        ({"delay": 1, "fault": "InvalidState"}, "fault does not go together with delay, only with fields, text"),
        ({"cut_at": 10}, "effect.cut_at: it is for HTTP requests"),
        ({"request": "PUT /folder/*", "fault": "InvalidState"}, "effect.fault: it is for vim25 calls"),
        ({"request": "PUT /folder/*", "method": "Login", "delay": 1}, "match.method: it is for vim25 calls"),
        ({"request": "/folder", "delay": 1}, 'match.request: "/folder" is not a method and a path'),
        ({"stale": "name", "nth": 2}, "match.nth: stale holds as long as the rule is there and counts no calls"),
        ({"nic_down": "vmnic0", "name": "x"}, "match.name: nic_down holds as long as the rule is there: it needs no match"),
        ({"session": "gone"}, "effect.session: 'gone' is not \"expired\" or \"empty\""),
        ({"nth": 0, "hang": True}, "match.nth: 0 is not a whole number, 1 or more"),
        ({"probability": 1.5, "hang": True}, "match.probability: 1.5 is not a number from 0 to 1"),
        ({"property": {}, "hang": True}, "match.property: {} is not a mapping of paths to values"),
        ({"hang": False}, "effect.hang: False is not true"),
        ({"object": "web", "hang": True}, "object: a rule has no such key (did you mean name?)"),
        ({"delay": 10**400}, "is not a number of seconds, 0 or more"),
        ({"fault": "InvalidState", "text": "\ud800"}, "effect.text: '\\ud800' is not text"),
        ({"status": 500, "body": "\ud800"}, "effect.body: '\\ud800' is not text"),
        ({"hang": True, "id": "a\nb"}, "id: 'a\\nb' is not up to 100 printable characters, such as no-room"),
        ({"hang": True, "id": "\ud800"}, "id: '\\ud800' is not up to 100 printable characters"),
        ({"method": "AddPortGroup", "argument": {"spec.name": "a"}, "hang": True},
         "match.argument.spec.name: AddPortGroup has no parameter spec; it has portgrp"),
        ({"method": "AddPortGroup", "argument": {"portgrp.nam": "a"}, "hang": True},
         "match.argument.portgrp.nam: AddPortGroup has no property nam (did you mean name?)"),
        ({"method": "PowerOnVM_Task", "property": {"runtime.powerstate": "poweredOn"}, "hang": True},
         "match.property.runtime.powerstate: VirtualMachine has no property powerstate there (did you mean powerState?)"),
        ({"type": "VirtualMachine", "property": {"runtme": 1}, "hang": True},
         "match.property.runtme: VirtualMachine has no property runtme there (did you mean runtime or name?)"),
        ({"property": {"config.hardware.device[4000].key": 1}, "hang": True}, "vim25 has no property device[4000] there"),
        ({"method": "RetrieveProperties", "property": {"runtime.powerState": "poweredOn"}, "hang": True},
         "PropertyCollector has no property runtime there"),
        ({"fault": "AlreadyExists", "fields": {"name": nested(5000, "a")}}, "a dict that is nested too deeply is not text"),
        ({"fault": "AlreadyExists", "fields": nested(5000, "faultCause", fault={"_type": "MethodFault"})},
         "effect.fields"),
    ],
)
def test_what_can_not_be(keywords: dict[str, Any], says: str) -> None:
    """Each error says what is wrong and where, and it is a ValueError."""
    with pytest.raises(RuleError) as caught:
        rule(**keywords)
    assert says in str(caught.value)
    assert isinstance(caught.value, ChaosError | ValueError)


@pytest.mark.parametrize("match", [
    {"property": {"runtime.powerState": "poweredOn"}},
    {"type": "ManagedEntity", "property": {"config.hardware.device.macAddress": "*"}},  # of some devices, of some entities
    {"method": "Rename_Task", "property": {"summary.config.name": "web"}},  # of all entities, and VMs are some
    {"method": "*VM_Task", "property": {"config.extraConfig.value": "x"}},  # an option may have any value
    {"method": "CurrentTime", "type": "HostSystem", "property": {"no": 1}},  # for nothing at all
    {"method": "Fetch", "property": {"name": "web"}},
    {"method": "CreateVM_Task", "argument": {"config.deviceChange.device.backing.fileName": "*"}},
])
def test_properties_of_subtypes(match: dict[str, Any]) -> None:
    """What some object may have can be asked for."""
    assert rule(**match, hang=True).match.to_json() == match


@pytest.mark.parametrize("plain", [None, [], "x", {"effect": 3}, {"effect": {}, "match": []}, {"match": {}}, {"if": 1}])
def test_what_is_no_rule(plain: Any) -> None:
    """Other JSON is refused as clearly."""
    with pytest.raises(RuleError):
        Rule.from_json(plain)


def test_the_strategy_knows_every_effect() -> None:
    """What these tests draw from leaves none out."""
    from chaos_rules import EFFECTS

    assert set(EFFECTS) == set(BY_KEY)
