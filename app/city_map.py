"""The Folium map, built once: base map, online choices and the project layer."""

from functools import cache

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

from app.address import MAX_ZOOM, MIN_ZOOM
from app.online_bases import (
    OSM_CREDIT,
    OSM_TILES,
    TIANDITU_CREDIT,
    TIANDITU_TILES,
    read_tianditu_key,
)


class _Scripted(MacroElement):
    """An element of the map that is one line of our own script; its options are plain data."""

    def __init__(self, name: str, options: dict[str, object]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = name
        self._id = "layer"
        self.options = options


class BaseMapLayer(_Scripted):
    """The embedded base map: districts, river, parks, roads, railways, metro stations."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = parts.baseMap({{ this.options | tojson }})"
        ".addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        """Name the layer for the script."""
        super().__init__("base_map", {})


class ProjectLayer(_Scripted):
    """The projects: fetched once by the page, then only told what is shown and selected."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = parts.projectLayer({{ this.options | tojson }})"
        ".addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        """Name the layer for the script."""
        super().__init__("projects", {})


class OnlineBase(MacroElement):
    """An online base map by slug: known to the map, loaded only when the reader chooses it."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "parts.addBase({{ this._parent.get_name() }}, {{ this.slug | tojson }},"
        " L.tileLayer({{ this.tiles | tojson }}, {{ this.options | tojson }}));"
        "{% endmacro %}"
    )

    def __init__(self, slug: str, *, tiles: str, credit: str) -> None:
        """Take the slug, the address pattern of the tiles and the credit shown with them."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = f"online_{slug.replace('-', '_')}"
        self._id = "layer"
        self.slug = slug
        self.tiles = tiles
        self.options = {"attribution": credit, "maxZoom": MAX_ZOOM, "referrerPolicy": "origin"}


def online_bases() -> list[OnlineBase]:
    """List the online base maps offered here; Tianditu needs the user's own key."""
    bases = [OnlineBase("osm", tiles=OSM_TILES, credit=OSM_CREDIT)]
    if key := read_tianditu_key():
        bases += [
            OnlineBase(
                slug,
                tiles=TIANDITU_TILES.format(layer=layer, key=key),
                credit=TIANDITU_CREDIT,
            )
            for slug, layer in (("tianditu", "vec"), ("tianditu-imagery", "img"))
        ]
    return bases


def build_map(*, with_online: bool = True) -> folium.Map:
    """Build the Folium map, the same each time: its names do not change between builds.

    Parameters
    ----------
    with_online
        Whether the reader may choose online base maps; not in a file of its own, which asks
        nobody for anything.
    """
    city_map = folium.Map(
        tiles=None,
        zoom_start=10,
        zoom_control="topright",
        min_zoom=MIN_ZOOM,
        max_zoom=MAX_ZOOM,
        zoomSnap=0.25,
        zoomDelta=0.5,
        wheelPxPerZoomLevel=90,
        maxBoundsViscosity=0.5,
    )
    city_map._name, city_map._id = "city", "map"  # noqa: SLF001 - branca has no other way to fix a name
    city_map.default_js, city_map.default_css = [], []
    BaseMapLayer().add_to(city_map)
    for base in online_bases() if with_online else []:
        base.add_to(city_map)
    ProjectLayer().add_to(city_map)
    return city_map


@cache
def map_module(*, with_online: bool = True) -> str:
    """Return the rendered map as a module: ``buildMap(box, parts)`` makes it inside an element.

    What Folium renders is a script that names our layers. It stands within a function whose
    argument ``parts`` gives them, so that nothing has to be a global.

    Parameters
    ----------
    with_online
        Whether the reader may choose online base maps.
    """
    figure = Figure()
    city_map = build_map(with_online=with_online)
    figure.add_child(city_map)
    figure.render()
    script = figure.script.render()
    name = city_map.get_name()
    return (
        "/* The map as Folium renders it. */\n"
        "export const buildMap = (box, parts) => {\n"
        'const node = document.createElement("div");\n'
        f'Object.assign(node, {{ id: "{name}", className: "folium-map" }});\n'
        "box.append(node);\n"
        f"{script}\n"
        f"return {{ map: {name}, baseMap: base_map_layer, projects: projects_layer }};\n"
        "};\n"
    )
