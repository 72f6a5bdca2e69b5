"""Records in the formats of a GIS: GeoPackage, Shapefile, FlatGeobuf, GeoParquet and KML."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import geopandas as gpd
import pandas as pd

from geodata.crs import System
from geodata.frames import encode_layers, encode_parquet
from projects.exports.about import About
from projects.exports.frame import make_frame
from projects.model import Metadata, Project

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
}
"""Names of at most ten characters, all that a Shapefile has room for."""

_SHAPES: Final = {
    "points": ("Point", "MultiPoint"),
    "lines": ("LineString", "MultiLineString"),
    "areas": ("Polygon", "MultiPolygon"),
}


def _frame(projects: Sequence[Project], *, metadata: Metadata, crs: System) -> gpd.GeoDataFrame:
    """Make the flat table."""
    return make_frame(projects, catalogue_id=metadata.id, report_date=metadata.report_date, crs=crs)


def _tabulate(about: About) -> pd.DataFrame:
    """Make the table of what a file says of itself."""
    return pd.DataFrame(about.list_lines(), columns=["what", "text"])


def export_geopackage(
    projects: Sequence[Project], *, metadata: Metadata, about: About, crs: System
) -> bytes:
    """Write a GeoPackage: the layer of projects, with and without a place, and a table about it.

    Parameters
    ----------
    projects
        The records.
    metadata
        Of their catalogue.
    about
        What the file says of itself.
    crs
        The system of the geometry.
    """
    frame = _frame(projects, metadata=metadata, crs=crs)
    return encode_layers(
        {LAYER: frame, "about": _tabulate(about)}, file_format="gpkg", description=str(about)
    )


def export_flatgeobuf(
    projects: Sequence[Project], *, metadata: Metadata, about: About, crs: System
) -> bytes:
    """Write a FlatGeobuf file, without an index so that it holds projects without a place.

    Parameters
    ----------
    projects
        The records.
    metadata
        Of their catalogue.
    about
        What the file says of itself.
    crs
        The system of the geometry.
    """
    frame = _frame(projects, metadata=metadata, crs=crs)
    return encode_layers({LAYER: frame}, file_format="fgb", description=str(about))


def export_geoparquet(
    projects: Sequence[Project], *, metadata: Metadata, about: About, crs: System
) -> bytes:
    """Write a GeoParquet file; what it says of itself stands in the metadata of its schema.

    Parameters
    ----------
    projects
        The records.
    metadata
        Of their catalogue.
    about
        What the file says of itself.
    crs
        The system of the geometry.
    """
    frame = _frame(projects, metadata=metadata, crs=crs)
    return encode_parquet(frame, notes=dict(about.list_lines()))


def export_kml(
    projects: Sequence[Project], *, metadata: Metadata, about: About, crs: System
) -> bytes:
    """Write a KML file; its system is always WGS 84.

    Parameters
    ----------
    projects
        The records.
    metadata
        Of their catalogue.
    about
        What the file says of itself.
    crs
        WGS 84.
    """
    frame = _frame(projects, metadata=metadata, crs=crs)
    frame.insert(0, "Name", frame["name_zh"])
    frame.insert(1, "description", frame["summary_zh"])
    return encode_layers({LAYER: frame}, file_format="kml", description=str(about))


def export_shapefile(
    projects: Sequence[Project], *, metadata: Metadata, about: About, crs: System
) -> bytes:
    """Write Shapefiles of points, lines and areas in a zip, beside the table of short names.

    A Shapefile holds one type of geometry: points stand as multipoints where any is one. Projects
    without a place stand in a table of their own.

    Parameters
    ----------
    projects
        The records.
    metadata
        Of their catalogue.
    about
        What the file says of itself.
    crs
        The system of the geometry.
    """
    frame = _frame(projects, metadata=metadata, crs=crs)
    names = {name: SHORT_NAMES.get(name, name) for name in frame.columns}
    short = frame.rename(columns=names)
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
    notes = {"fields.csv": fields, "about.txt": f"{about}\n"}
    return encode_layers(layers, file_format="shp", description=str(about), notes=notes)


WRITERS: Final[Mapping[str, Callable[..., bytes]]] = {
    "gpkg": export_geopackage,
    "shp": export_shapefile,
    "fgb": export_flatgeobuf,
    "parquet": export_geoparquet,
    "kml": export_kml,
}
"""The formats of a GIS by their slugs."""
