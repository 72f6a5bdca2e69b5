"""The places of a city's gazetteer: those of its tables, and the named features of its layers."""

from dataclasses import dataclass, replace
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.cities import DATA, City
from geodata.errors import FileFaultsError, GeodataError
from geodata.files import read_table
from geodata.geojson import from_geometry
from geodata.geojson_rules import DECIMALS
from geodata.layers import district_at, load_layer
from geodata.place_kinds import KIND_BY_SLUG
from geodata.romanise import normalise

COLUMNS = (
    "id", "name_zh", "name_en", "kind", "adcode", "lon", "lat", "accuracy_m", "aliases",
    "source", "licence", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    Attributes
    ----------
    id
        A permanent slug.
    name_zh, name_en
        Its name.
    kind
        The slug of one of `KINDS`.
    adcode
        The district it lies in, or the city's own code.
    lon, lat
        The point, in WGS 84.
    accuracy_m
        How far off the point may be, in metres.
    aliases
        Other names: earlier, planned, popular.
    source, licence
        Where the point comes from, and the terms.
    note
        What else is known of the point.
    """

    id: str
    name_zh: str
    name_en: str
    kind: str
    adcode: str
    lon: float
    lat: float
    accuracy_m: float
    aliases: tuple[str, ...]
    source: str
    licence: str
    note: str


def read_places(city: City) -> list[Entry]:
    """Read the places of a city; none where it brings none.

    Parameters
    ----------
    city
        The city.

    Raises
    ------
    FileFaultsError
        With all faults of a table at once.
    """
    entries: list[Entry] = []
    for name in city.gazetteer:
        path = (city.folder or DATA) / name
        faults = []
        for line, row in enumerate(read_table(path, columns=COLUMNS), start=2):
            try:
                entries.append(_read_entry(row))
            except GeodataError as error:
                faults.append(f"line {line}: {error}")
        if faults:
            raise FileFaultsError(path, faults)
    return [*entries, *_name_layers(city, known=entries)]


def _read_entry(row: dict[str, str]) -> Entry:
    if row["kind"] not in KIND_BY_SLUG:
        raise GeodataError(f"expected a kind ({', '.join(KIND_BY_SLUG)}), found {row['kind']!r}")
    try:
        lon, lat, accuracy_m = float(row["lon"]), float(row["lat"]), float(row["accuracy_m"])
    except ValueError as error:
        raise GeodataError(f"expected numbers in lon, lat and accuracy_m: {error}") from error
    return Entry(
        id=row["id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        kind=row["kind"],
        adcode=row["adcode"],
        lon=lon,
        lat=lat,
        accuracy_m=accuracy_m,
        aliases=tuple(name for name in row["aliases"].split("|") if name),
        source=row["source"],
        licence=row["licence"],
        note=row["note"],
    )


LAYER_KINDS = {
    "roads": "street",
    "river": "river",
    "streams": "river",
    "railways": "railway",
    "water": "park",
    "stations": "metro-station-planned",
}
"""What a named feature of a layer is, where it does not say better."""


def _name_layers(city: City, *, known: list[Entry]) -> list[Entry]:
    """Give the named features of the layers that the tables lack: streets, waters, stations."""
    named = {normalise(name) for entry in known for name in (entry.name_zh, *entry.aliases)}
    taken = {entry.id for entry in known}
    found = []
    for layer in (name for name in LAYER_KINDS if name in city.layers):
        licence = load_layer(layer, city=city).licence
        for feature in load_layer(layer, city=city).collection["features"]:
            properties = feature["properties"]
            geometry = from_geometry(feature["geometry"])
            if geometry is None or not properties.get("name_zh"):
                continue
            entry = _layer_entry(layer, properties, geometry, licence=licence, city=city)
            if normalise(entry.name_zh) in named:
                continue
            named |= {normalise(name) for name in (entry.name_zh, *entry.aliases)}
            if entry.id in taken:
                entry = replace(entry, id=f"{entry.id}-{layer}")
            taken.add(entry.id)
            found.append(entry)
    return found


def _layer_entry(
    layer: str,
    properties: dict[str, Any],
    geometry: BaseGeometry,
    *,
    licence: str,
    city: City,
) -> Entry:
    kind = LAYER_KINDS[layer]
    name_zh, name_en = properties["name_zh"], properties.get("name_en") or ""
    if properties.get("kind") in {"water", "river"}:
        kind = properties["kind"]
    if layer == "stations":
        kind = "metro-station" if properties["state"] == "built" else kind
        name_zh = name_zh if name_zh.endswith(("站", "楼")) else f"{name_zh}站"
        name_en = f"{name_en} metro station"
    point = _point_on(geometry)
    return Entry(
        id=str(properties["id"]),
        name_zh=name_zh,
        name_en=name_en,
        kind=kind,
        adcode=district_at(point.x, point.y, city=city) or city.adcode,
        lon=round(point.x, DECIMALS),
        lat=round(point.y, DECIMALS),
        accuracy_m=float(properties.get("accuracy_m") or 0),
        aliases=tuple(properties.get("aliases") or properties.get("names_old") or ()),
        source=str(properties.get("source") or ""),
        licence=str(properties.get("licence") or licence),
        note="",
    )


def _point_on(geometry: BaseGeometry) -> shapely.Point:
    """Give the point of a line nearest to the middle of its extent, or a point inside an area."""
    if geometry.geom_type.endswith("LineString"):
        middle = shapely.box(*geometry.bounds).centroid
        return shapely.get_point(shapely.shortest_line(geometry, middle), 0)
    return geometry.representative_point()
