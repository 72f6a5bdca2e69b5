"""Doors that are opened, their modules loaded, when somebody first comes to them."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import Final

from starlette._utils import get_route_path
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from app.published.store import Store

LATE_DOORS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "atlas": ("/atlas",),
        "changes": ("/changes.",),
        "corrections": ("/correction.json",),
        "present": ("/present",),
        "preview": ("/preview.png",),
        "story": ("/story",),
        "downloads": ("/export/",),
        "places": ("/places",),
        "feeds": ("/feed", "/calendar.ics"),
        "ogc": ("/ogc",),
        "overlaps": ("/overlaps",),
        "tables": ("/tables/",),
        "workbench": ("/workbench/",),
    }
)
"""What the first map needs nothing of: the doors, and how all their paths begin."""
_CHOSEN: Final = "late_route"


class LateDoor(BaseRoute):
    """The routes of a door that is opened when it is first needed.

    Parameters
    ----------
    name
        The module in `app.web`.
    store
        The reports to serve.
    """

    def __init__(self, name: str, store: Store) -> None:
        """Remember both; nothing is loaded yet."""
        self._name, self._store = name, store

    @cached_property
    def routes(self) -> list[BaseRoute]:
        """Its routes."""
        door = import_module(f"app.web.{self._name}")
        return list(door.list_routes(self._store))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether one of its routes is meant: one that answers, else one of another method."""
        if scope["type"] != "http" or not get_route_path(scope).startswith(LATE_DOORS[self._name]):
            return Match.NONE, {}
        found = ((route, *route.matches(scope)) for route in self.routes)
        meant = [(route, match, more) for route, match, more in found if match is not Match.NONE]
        if not meant:
            return Match.NONE, {}
        route, match, more = max(meant, key=lambda one: one[1].value)
        return match, {**more, _CHOSEN: route}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the route that is meant answer."""
        await scope[_CHOSEN].handle(scope, receive, send)


def list_late_doors(store: Store) -> Iterator[LateDoor]:
    """List the doors, each closed still.

    Parameters
    ----------
    store
        The reports to serve.
    """
    return (LateDoor(name, store) for name in LATE_DOORS)


def open_late_doors() -> None:
    """Load the modules of all doors before somebody comes."""
    for name in LATE_DOORS:
        import_module(f"app.web.{name}")
