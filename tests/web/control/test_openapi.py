"""The OpenAPI document is valid, complete, and true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from calling import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from fakeesx.web.control.reference import page
from fakeesx.web.control.routes import Route
from fakeesx.web.control.table import ROUTES

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "control-api.md"


def test_valid(control: Any) -> None:
    """By the schema of OpenAPI 3.1."""
    document = control.do("GET", "openapi.json")
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    operations = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    assert operations == {(route.method, f"/{route.path}") for route in ROUTES}


@pytest.mark.parametrize("route", [r for r in ROUTES if r.method == "GET"], ids=lambda route: route.path)
def test_answers_fit(control: Any, route: Route) -> None:
    """What each route answers is what the document says."""
    client = Client(control.host).login()
    client.call(next(control.host.inventory.of_type("VirtualMachine")).ref, "PowerOffVM_Task")
    control.do("PUT", "chaos/rules/a", {"match": {"user": "x"}, "effect": {"hang": True}}, 201)
    path = route.path.format(number=2, id="a", name="vm-0001")
    query = "?with=soap&with=result" if any(each.name == "with" for each in route.query) else ""
    answer = control.ask("GET", path + query)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == route.media
    jsonschema.validate(json.loads(answer.body) if route.media == "application/json" else answer.text, route.returns or {})


@pytest.mark.parametrize("status", [201, 200], ids=["new", "replaced"])
def test_both_statuses_of_a_rule(control: Any, status: int) -> None:
    """A rule that is put may be new or not: the document has both, and what comes with each."""
    if status == 200:
        control.do("PUT", "chaos/rules/a", {"effect": {"hang": True}}, 201)
    answer = control.do("PUT", "chaos/rules/a", {"effect": {"hang": True}}, status)
    responses = control.do("GET", "openapi.json")["paths"]["/chaos/rules/{id}"]["put"]["responses"]
    jsonschema.validate(answer, responses[str(status)]["content"]["application/json"]["schema"])


def test_ids_are_unique() -> None:
    """Of operations: programs make names of them."""
    ids = [route.operation_id for route in ROUTES]
    assert len(set(ids)) == len(ids)


def test_page_is_up_to_date() -> None:
    """python -m fakeesx.web.control.reference > docs/reference/control-api.md"""
    assert PAGE.read_text() == page(ROUTES)


def test_document_is_json(control: Any) -> None:
    """All of it."""
    assert json.loads(control.ask("GET", "openapi.json").body)["openapi"] == "3.1.0"
