"""Tables of places: the one place where GDAL and Parquet open and write a spatial file."""

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyogrio
from pyarrow import parquet as pq

from geodata.errors import UnknownNameError

_LAYER_OPTIONS: Final[Mapping[str, dict[str, str]]] = {
    # With an index the format refuses what has no geometry.
    "fgb": {"SPATIAL_INDEX": "NO"},
    "shp": {"ENCODING": "UTF-8"},
    "kml": {},
    "gpkg": {},
}
_DRIVERS: Final = {
    "gpkg": "GPKG",
    "fgb": "FlatGeobuf",
    "kml": "LIBKML",
    "shp": "ESRI Shapefile",
}
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip knows: the same content gives the same bytes."""


def encode_layers(
    layers: Mapping[str, gpd.GeoDataFrame | pd.DataFrame],
    *,
    file_format: str,
    description: str = "",
    notes: Mapping[str, str] | None = None,
) -> bytes:
    """Write tables, with geometry or without, as the layers of a file for a GIS.

    Parameters
    ----------
    layers
        The tables by the names of their layers.
    file_format
        ``gpkg``, ``fgb``, ``kml``, or ``shp`` for a zip with a Shapefile a layer.
    description
        What the first layer says of itself, where the format has room for it.
    notes
        Texts that go into the zip, by file name.

    Raises
    ------
    UnknownNameError
        Where the format is none of those.
    """
    if file_format not in _DRIVERS:
        raise UnknownNameError("file format", found=file_format, known=_DRIVERS)
    driver = _DRIVERS[file_format]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (layer, table) in enumerate(layers.items()):
            path = folder / (f"{layer}.shp" if file_format == "shp" else f"file.{file_format}")
            options: dict[str, Any] = dict(_LAYER_OPTIONS[file_format])
            if number == 0 and file_format in {"gpkg", "fgb", "kml"}:
                options["DESCRIPTION"] = description
            if isinstance(table, gpd.GeoDataFrame):
                options |= {"promote_to_multi": file_format == "shp"}
            else:
                path = path if file_format != "shp" else path.with_suffix(".dbf")
            pyogrio.write_dataframe(
                table,
                path,
                layer=layer,
                driver=driver,
                append=number > 0 and path.exists(),
                **options,
            )
        if file_format != "shp":
            return (folder / f"file.{file_format}").read_bytes()
        for note, text in (notes or {}).items():
            (folder / note).write_text(text, encoding="utf-8-sig", newline="")
        return _zip_folder(folder)


def _zip_folder(folder: Path) -> bytes:
    """Pack the files of a folder."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.iterdir()):
            packed.writestr(
                zipfile.ZipInfo(path.name, _ZIP_DATE),
                path.read_bytes(),
                compress_type=zipfile.ZIP_DEFLATED,
            )
    return content.getvalue()


def encode_parquet(frame: gpd.GeoDataFrame, *, notes: Mapping[str, str]) -> bytes:
    """Write a table of places as GeoParquet.

    Parameters
    ----------
    frame
        Plain columns and a geometry.
    notes
        Texts by name that go into the metadata of the schema.
    """
    plain = io.BytesIO()
    frame.to_parquet(plain, geometry_encoding="WKB")
    table = pq.read_table(pa.BufferReader(plain.getvalue()))
    noted = {name.encode(): text.encode() for name, text in notes.items()}
    table = table.replace_schema_metadata({**noted, **(table.schema.metadata or {})})
    content = io.BytesIO()
    pq.write_table(table, content)
    return content.getvalue()
