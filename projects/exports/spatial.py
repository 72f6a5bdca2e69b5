"""Records in the formats of a GIS: GeoPackage, Shapefile, FlatGeobuf, GeoParquet and KML."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import geopandas as gpd
import pandas as pd

from geodata.crs import System
from geodata.frames import encode_layers, encode_parquet
from projects.exports.about import About
from projects.exports.frame import make_frame
from projects.exports.standing import Standing
from projects.model import Project

LAYER: Final = "projects"

SHORT_NAMES: Final = {
    "sector_zh": "sector_zh",
    "place_type": "place",
    "place_type_zh": "place_zh",
    "accuracy_m": "accur_m",
    "accuracy_zh": "accur_zh",
    "accuracy": "accuracy",
    "summary_zh": "summary_zh",
    "summary_en": "summary_en",
    "place_source": "plc_source",
    "place_licence": "plc_licenc",
    "place_as_of": "plc_as_of",
    "report_date": "reportdate",
    "district_zh": "distric_zh",
    "district_en": "distric_en",
    "promise_as_of": "prom_as_of",
}
"""Names of at most ten characters, all that a Shapefile has room for."""

_FIELD_BYTES: Final = 254
_CUT: Final = "…"

_SHAPES: Final = {
    "points": ("Point", "MultiPoint"),
    "lines": ("LineString", "MultiLineString"),
    "areas": ("Polygon", "MultiPolygon"),
}


@dataclass(frozen=True)
class _Table:
    """The flat table of the records, and what the file says of itself."""

    frame: gpd.GeoDataFrame
    about: About


def _write_geopackage(table: _Table) -> bytes:
    """Write the layer of projects, with and without a place, and a table about it."""
    about = pd.DataFrame(table.about.list_lines(), columns=["what", "text"])
    layers = {LAYER: table.frame, "about": about}
    return encode_layers(layers, file_format="gpkg", description=str(table.about))


def _write_flatgeobuf(table: _Table) -> bytes:
    """Write the layer without an index, so that it holds projects without a place."""
    return encode_layers({LAYER: table.frame}, file_format="fgb", description=str(table.about))


def _write_geoparquet(table: _Table) -> bytes:
    """Write the table; what it says of itself stands in the metadata of its schema."""
    return encode_parquet(table.frame, notes=dict(table.about.list_lines()))


def _write_kml(table: _Table) -> bytes:
    """Write the layer, whose system is always WGS 84.

    GDAL writes texts as CDATA, which a text must not end; a viewer shows a description as HTML,
    so nothing in it may be markup.
    """
    frame = table.frame
    for name in frame.columns:
        if any(isinstance(value, str) for value in frame[name]):
            frame[name] = [_keep_cdata(v) if isinstance(v, str) else v for v in frame[name]]
    frame.insert(0, "Name", frame["name_zh"])
    told = [escape(text, quote=False) for text in frame["summary_zh"]]
    frame.insert(1, "description", told)
    about = _keep_cdata(str(table.about))
    return encode_layers({LAYER: frame}, file_format="kml", description=about)


def _keep_cdata(text: str) -> str:
    """Part what would end a text written as CDATA."""
    return text.replace("]]>", "]] >")


def _fit_field(text: str) -> str:
    """Keep what a field of a Shapefile has room for; what is left out is marked."""
    told = text.encode()
    if len(told) <= _FIELD_BYTES:
        return text
    return f"{told[: _FIELD_BYTES - len(_CUT.encode())].decode(errors='ignore')}{_CUT}"


def _write_shapefile(table: _Table) -> bytes:
    """Write points, lines and areas in a zip, beside the table of short names.

    A Shapefile holds one type of geometry: points stand as multipoints where any is one. Projects
    without a place stand in a table of their own.
    """
    frame = table.frame
    names = {name: SHORT_NAMES.get(name, name) for name in frame.columns}
    short = frame.rename(columns=names)
    for name in short.columns:
        if any(isinstance(value, str) for value in short[name]):
            short[name] = [_fit_field(v) if isinstance(v, str) else v for v in short[name]]
    layers: dict[str, gpd.GeoDataFrame | pd.DataFrame] = {}
    types = frame.geometry.geom_type
    for layer, kinds in _SHAPES.items():
        part = short[types.isin(kinds)]
        if len(part):
            layers[f"{LAYER}-{layer}"] = part
    unplaced = short[frame.geometry.isna()]
    if len(unplaced):
        layers[f"{LAYER}-without-place"] = pd.DataFrame(unplaced.drop(columns="geometry"))
    fields = "short name,full name\r\n" + "".join(
        f"{short_name},{name}\r\n" for name, short_name in names.items() if name != "geometry"
    )
    notes = {"fields.csv": fields, "about.txt": f"{table.about}\n"}
    return encode_layers(layers, file_format="shp", description=str(table.about), notes=notes)


_WRITERS: Final[Mapping[str, Callable[[_Table], bytes]]] = {
    "gpkg": _write_geopackage,
    "shp": _write_shapefile,
    "fgb": _write_flatgeobuf,
    "parquet": _write_geoparquet,
    "kml": _write_kml,
}


def export_spatial(
    projects: Sequence[Project], *, file_format: str, about: About, standing: Standing, crs: System
) -> bytes:
    """Write the file of a GIS.

    Parameters
    ----------
    projects
        The records.
    file_format
        ``gpkg``, ``shp``, ``fgb``, ``parquet`` or ``kml``.
    about
        What the file says of itself.
    standing
        What became of their promises.
    crs
        The system of the geometry; of KML it is WGS 84.
    """
    frame = make_frame(projects, about=about, standing=standing, crs=crs)
    return _WRITERS[file_format](_Table(frame, about))
