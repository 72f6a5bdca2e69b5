"""Records as a flat table with geometry."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from geodata.crs import WGS84, System, project_geometries
from projects.exports.about import About
from projects.exports.columns import COLUMNS, TEXT, make_values
from projects.exports.standing import PROMISE_COLUMNS, Standing
from projects.model import Project


def make_frame(
    projects: Sequence[Project], *, about: About, standing: Standing, crs: System = WGS84
) -> gpd.GeoDataFrame:
    """Make the table of some projects.

    Parameters
    ----------
    projects
        The projects, with a place or without.
    about
        Of their catalogue.
    standing
        What became of their promises.
    crs
        The system of the geometry.
    """
    rows = [
        make_values(project, catalogue_id=about.catalogue, report_date=about.report_date)
        | standing.make_values(project.id)
        for project in projects
    ]
    columns = {
        name: pd.array([row[name] for row in rows], dtype=kind)
        for name, kind in (COLUMNS | dict.fromkeys(PROMISE_COLUMNS, TEXT)).items()
    }
    shapes = gpd.GeoSeries([project.geometry for project in projects], crs=WGS84)
    moved = shapes if crs == WGS84 else project_geometries(shapes.to_numpy(), target=crs)
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(moved, crs=crs))
