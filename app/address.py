"""The view in the page's address: what is filtered, selected and looked at, as short slugs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any
from urllib.parse import quote, urlencode

from app.messages import DEFAULT_LANGUAGE, LANGUAGES
from projects.filters import Filters

FACETS = ("sector", "status", "district", "due", "accuracy")
BASE_MAPS = ("embedded", "osm", "tianditu", "tianditu-imagery")
MAX_QUERY_LENGTH = 100
MIN_ZOOM, MAX_ZOOM = 7, 18


@dataclass(frozen=True)
class Camera:
    """Where the map looks: its centre in degrees and its zoom."""

    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True)
class Known:
    """What a link may name: the slugs of each facet and the ids of the records.

    Parameters
    ----------
    choices
        The slugs of each facet.
    ids
        The permanent id that each present or former id leads to.
    """

    choices: Mapping[str, frozenset[str]]
    ids: Mapping[str, str]


@dataclass(frozen=True)
class Dropped:
    """A part of a link that says nothing here: the parameter and the value."""

    parameter: str
    value: str


@dataclass(frozen=True)
class View:
    """All that a link restores."""

    filters: Filters = field(default_factory=Filters)
    selected: str | None = None
    camera: Camera | None = None
    base: str = BASE_MAPS[0]
    lang: str = DEFAULT_LANGUAGE

    def with_facet(self, facet: str, slugs: Iterable[str]) -> "View":
        """Return the view with one facet's choices replaced."""
        chosen: dict[str, Any] = {facet: frozenset(slugs)}
        return replace(self, filters=replace(self.filters, **chosen))

    def with_text(self, text: str) -> "View":
        """Return the view with the searched text replaced."""
        return replace(self, filters=replace(self.filters, q=text.strip()[:MAX_QUERY_LENGTH]))

    def toggle(self, facet: str, slug: str) -> "View":
        """Return the view with one choice of a facet switched."""
        chosen: frozenset[str] = getattr(self.filters, facet)
        return self.with_facet(facet, chosen ^ {slug})


def _read_number(text: str, *, low: float, high: float) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) and low <= number <= high else None


def _read_camera(query: Mapping[str, str], dropped: list[Dropped]) -> Camera | None:
    limits = {"lon": (-180.0, 180.0), "lat": (-90.0, 90.0), "z": (MIN_ZOOM, MAX_ZOOM)}
    numbers: dict[str, float] = {}
    for name, (low, high) in limits.items():
        if name not in query:
            continue
        number = _read_number(query[name], low=low, high=high)
        if number is None:
            dropped.append(Dropped(name, query[name]))
        else:
            numbers[name] = number
    if set(numbers) != set(limits):
        dropped.extend(Dropped(name, query[name]) for name in numbers)
        return None
    return Camera(numbers["lon"], numbers["lat"], numbers["z"])


def read_view(query: Mapping[str, str], *, known: Known) -> tuple[View, list[Dropped]]:
    """Read a view from the parameters of an address; it never raises.

    Parameters
    ----------
    query
        The parameters, decoded. Parameters that are not ours are passed over in silence:
        hosts and messengers add their own.
    known
        What this catalogue knows.

    Returns
    -------
    view
        The view, with what could be understood.
    dropped
        What could not, in the order of the address's parts.
    """
    dropped: list[Dropped] = []
    chosen: dict[str, frozenset[str]] = {}
    for facet in FACETS:
        values = [value for value in query.get(facet, "").split(",") if value]
        allowed = known.choices.get(facet, frozenset())
        chosen[facet] = frozenset(value for value in values if value in allowed)
        dropped.extend(Dropped(facet, value) for value in values if value not in allowed)
    text = query.get("q", "").strip()[:MAX_QUERY_LENGTH]
    filters = Filters(q=text, **chosen)
    selected = query.get("sel") or None
    if selected is not None and selected not in known.ids:
        dropped.append(Dropped("sel", selected))
        selected = None
    camera = _read_camera(query, dropped)
    base = query.get("base") or BASE_MAPS[0]
    if base not in BASE_MAPS:
        dropped.append(Dropped("base", base))
        base = BASE_MAPS[0]
    lang = query.get("lang") or DEFAULT_LANGUAGE
    if lang not in LANGUAGES:
        dropped.append(Dropped("lang", lang))
        lang = DEFAULT_LANGUAGE
    selected = known.ids[selected] if selected else None
    return View(filters, selected, camera, base, lang), dropped


def view_parameters(view: View) -> dict[str, str]:
    """Return the parameters of a view's address, shortest form, in a fixed order."""
    parameters: dict[str, str] = {}
    for facet in FACETS:
        if slugs := getattr(view.filters, facet):
            parameters[facet] = ",".join(sorted(slugs))
    if view.filters.q:
        parameters["q"] = view.filters.q
    if view.selected:
        parameters["sel"] = view.selected
    if view.camera:
        parameters["lat"] = f"{view.camera.lat:.5f}"
        parameters["lon"] = f"{view.camera.lon:.5f}"
        parameters["z"] = f"{view.camera.zoom:g}"
    if view.base != BASE_MAPS[0]:
        parameters["base"] = view.base
    if view.lang != DEFAULT_LANGUAGE:
        parameters["lang"] = view.lang
    return parameters


def write_view(view: View) -> str:
    """Return the query string of a view, without the question mark."""
    return urlencode(view_parameters(view), quote_via=quote, safe=",")
