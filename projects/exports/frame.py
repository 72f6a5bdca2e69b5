"""Records as a flat table with geometry."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from geodata.crs import WGS84, System, project_geometries
from projects.exports.columns import COLUMNS, make_values
from projects.model import Project


def make_frame(
    projects: Sequence[Project], *, catalogue_id: str, report_date: str, crs: System = WGS84
) -> gpd.GeoDataFrame:
    """Make the table of some projects.

    Parameters
    ----------
    projects
        The projects, with a place or without.
    catalogue_id, report_date
        Of their catalogue.
    crs
        The system of the geometry.
    """
    rows = [
        make_values(project, catalogue_id=catalogue_id, report_date=report_date)
        for project in projects
    ]
    columns = {
        name: pd.array([row[name] for row in rows], dtype=kind) for name, kind in COLUMNS.items()
    }
    shapes = gpd.GeoSeries([project.geometry for project in projects], crs=WGS84)
    moved = shapes if crs == WGS84 else project_geometries(shapes.to_numpy(), target=crs)
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(moved, crs=crs))
