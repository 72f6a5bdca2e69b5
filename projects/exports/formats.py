"""The formats records can be written in, and the one door to them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from geodata.crs import WGS84, System, local_transverse_mercator, read_crs
from projects.catalogue import Catalogue
from projects.errors import ExportError
from projects.exports.about import About, make_about
from projects.exports.geojson import export_geojson
from projects.exports.oc4ids import to_oc4ids
from projects.exports.standing import Standing, read_standing
from projects.exports.table import export_csv
from projects.feature import pick_projects
from projects.filters import Selection
from projects.model import Project

CRS_NAMES: Final = ("wgs84", "survey")
"""The systems a file can be written in: WGS 84, and the survey's of the city, in metres."""


def find_system(catalogue: Catalogue, *, name: str) -> System:
    """Find a system of `CRS_NAMES` for a catalogue.

    Parameters
    ----------
    catalogue
        The catalogue; its city says the survey's system. A city that names none in metres gets
        a transverse Mercator on its own meridian.
    name
        A name of `CRS_NAMES`.
    """
    if name != "survey":
        return WGS84
    survey = read_crs(catalogue.city.survey_crs)
    if survey.is_geographic:
        west, _, east, _ = catalogue.metadata.city.bbox
        return local_transverse_mercator(lon0=round((west + east) / 2, 1))
    return survey


@dataclass(frozen=True)
class _Order:
    """What is to be written, and how."""

    catalogue: Catalogue
    projects: Sequence[Project]
    about: About
    crs: System
    as_of: date | None

    @property
    def standing(self) -> Standing:
        """What became of the promises."""
        return read_standing(self.catalogue, as_of=self.as_of)

    @property
    def ids(self) -> tuple[str, ...]:
        """Which records."""
        return tuple(project.id for project in self.projects)


@dataclass(frozen=True)
class Format:
    """A format: its slug, the ending and media type of its file, and the systems it carries."""

    slug: str
    ending: str
    media_type: str
    name: str
    write: Callable[[_Order], bytes] = field(repr=False)
    systems: tuple[str, ...] = ("wgs84",)


def _write_oc4ids(order: _Order) -> bytes:
    """Write an OC4IDS package as JSON."""
    package = to_oc4ids(order.catalogue, ids=order.ids)
    return json.dumps(package, ensure_ascii=False, indent=1).encode("utf-8")


# What takes long to load is loaded when a file of its format is asked for.


def _write_csv(order: _Order) -> bytes:
    """Write a table as CSV."""
    return export_csv(order.catalogue, ids=order.ids, about=order.about, standing=order.standing)


def _write_workbook(order: _Order) -> bytes:
    """Write an Excel workbook."""
    from projects.exports.workbook import export_workbook  # noqa: PLC0415 - loads pandas

    return export_workbook(order.projects, about=order.about, standing=order.standing)


def _write_drawing(order: _Order) -> bytes:
    """Write a drawing for a CAD program."""
    from projects.exports.drawing import export_drawing  # noqa: PLC0415 - loads ezdxf

    return export_drawing(order.projects, about=order.about, crs=order.crs)


def _write_spatial(slug: str) -> Callable[[_Order], bytes]:
    """Make the writer of a format of a GIS."""

    def run(order: _Order) -> bytes:
        from projects.exports.spatial import export_spatial  # noqa: PLC0415 - loads geopandas

        return export_spatial(
            order.projects,
            file_format=slug,
            about=order.about,
            standing=order.standing,
            crs=order.crs,
        )

    return run


def _list_formats() -> tuple[Format, ...]:
    """List the formats, the most asked for first."""
    both = ("wgs84", "survey")
    return (
        Format(
            "geojson",
            "geojson",
            "application/geo+json",
            "GeoJSON",
            lambda order: export_geojson(order.catalogue, ids=order.ids, asked=order.about.asked),
        ),
        Format(
            "gpkg",
            "gpkg",
            "application/geopackage+sqlite3",
            "GeoPackage",
            _write_spatial("gpkg"),
            both,
        ),
        Format("shp", "shp.zip", "application/zip", "Shapefile", _write_spatial("shp"), both),
        Format(
            "fgb",
            "fgb",
            "application/flatgeobuf",
            "FlatGeobuf",
            _write_spatial("fgb"),
            both,
        ),
        Format(
            "parquet",
            "parquet",
            "application/vnd.apache.parquet",
            "GeoParquet",
            _write_spatial("parquet"),
            both,
        ),
        Format(
            "kml",
            "kml",
            "application/vnd.google-earth.kml+xml",
            "KML",
            _write_spatial("kml"),
        ),
        Format(
            "csv",
            "csv",
            "text/csv; charset=utf-8",
            "CSV",
            _write_csv,
        ),
        Format(
            "xlsx",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Excel",
            _write_workbook,
        ),
        Format("oc4ids", "oc4ids.json", "application/json", "OC4IDS", _write_oc4ids),
        Format(
            "dxf",
            "dxf",
            "image/vnd.dxf",
            "DXF",
            _write_drawing,
            ("survey",),
        ),
    )


FORMATS: Final[Mapping[str, Format]] = MappingProxyType({one.slug: one for one in _list_formats()})
"""The formats by slug."""


def export_records(  # noqa: PLR0913 - a file has a format, records, a system, a filter and a day
    catalogue: Catalogue,
    *,
    file_format: str,
    selection: Selection | None = None,
    crs: str | None = None,
    asked: str = "",
    as_of: date | None = None,
) -> bytes:
    """Write the records that a reader asked for as the bytes of a file.

    Parameters
    ----------
    catalogue
        The catalogue.
    file_format
        A slug of `FORMATS`.
    selection
        What a filter left; all records where None.
    crs
        A name of `CRS_NAMES` that the format carries; its first where None.
    asked
        The filter in words, which the file says.
    as_of
        The day for which it is said what became of the promises; that of the newest fact held
        where None.

    Raises
    ------
    ExportError
        Where there is no such format, or it does not carry the system.

    Examples
    --------
    >>> from projects.catalogue import read_catalogue
    >>> export_records(read_catalogue(), file_format="csv").decode("utf-8-sig")[:10]
    'id,name_zh'
    """
    wanted = FORMATS.get(file_format)
    if wanted is None:
        raise ExportError(f"unknown format {file_format!r}; known are: {', '.join(FORMATS)}")
    name = crs or wanted.systems[0]
    if name not in wanted.systems:
        known = ", ".join(wanted.systems)
        raise ExportError(f"{wanted.name} is written in {known} only; found {name!r}")
    projects = pick_projects(catalogue, ids=None if selection is None else selection.ids)
    about = make_about(catalogue, projects=projects, asked=asked)
    system = find_system(catalogue, name=name)
    return wanted.write(_Order(catalogue, projects, about, system, as_of))
