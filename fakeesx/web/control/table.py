"""All routes of the control API."""

from __future__ import annotations

from fakeesx.web.control import about, chaos, clock, guests, inventory, requests, snapshots
from fakeesx.web.control.openapi import document
from fakeesx.web.control.routes import Asked, Route


def _openapi(_: Asked) -> object:
    return document(ROUTES)


ROUTES: tuple[Route, ...] = (
    *about.ROUTES, *requests.ROUTES, *clock.ROUTES, *chaos.ROUTES, *guests.ROUTES, *snapshots.ROUTES, *inventory.ROUTES,
    Route("GET", "openapi.json", "This API as an OpenAPI 3.1 document.", _openapi, {"type": "object"}, tag="about"),
)
