"""What lies near a point, facets and text in big catalogues, beside plain peers in the same run."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from many_projects import grow_catalogue
from pyproj import Geod
from stopwatch import say, say_pair, time_median

from geodata.cities import default_city
from geodata.measure import CUT_DEGREES
from projects.filters import (
    FACETS,
    Filters,
    count_choices,
    list_column,
    select_projects,
)
from projects.nearness import find_near
from projects.search import search_keys_for

SIZES = (100, 10_000, 100_000)
LON, LAT, RADIUS_M = 112.55, 37.87, 2000
ON_ONE_PAGE = 20
CGCS2000_METRES = "EPSG:4547"
GEOD = Geod(ellps="WGS84")
CHOICES = {
    "sector": frozenset({"roads", "industry", "metro"}),
    "status": frozenset({"planned", "under-construction"}),
}
WORD = "gongyuan"


def ask_loop(catalogue):
    """Ask as a plain script does: the geodesic to every vertex, and no nearest point between."""
    found = []
    for project in catalogue.projects:
        lonlat = shapely.get_coordinates(project.geometry).tolist()
        distance_m = min(GEOD.inv(LON, LAT, lon, lat)[2] for lon, lat in lonlat)
        found.append((distance_m, project.id))
    found.sort()
    return found


def ask_geopandas(frame, point):
    """Ask in a metric projection: the distance alone, neither nearest point nor direction."""
    distances = frame.distance(point)
    return distances[distances <= RADIUS_M].sort_values(), distances


def ask_ours(catalogue):
    """Ask for all groups and make the neighbours of a page."""
    nearness = find_near(catalogue, lon=LON, lat=LAT, radius_m=RADIUS_M)
    return nearness, nearness.near[:ON_ONE_PAGE]


@pytest.mark.parametrize("count", SIZES)
def bench_nearness_beside_plain_loops(count):
    catalogue = grow_catalogue(count, placed_only=True)
    everything = Filters()
    columns_ms, _ = time_median(lambda: select_projects(catalogue, filters=everything), repeats=1)
    first_ms, _ = time_median(lambda: ask_ours(catalogue), repeats=1)
    ours_ms, (nearness, page) = time_median(lambda: ask_ours(catalogue), repeats=7)

    def lay_out():
        shapes = [project.geometry for project in catalogue.projects]
        # Cut, as ours are: a long edge is straight in degrees, not in metres (12 m off here).
        cut = gpd.GeoSeries(shapes, crs="EPSG:4326").segmentize(CUT_DEGREES)
        return cut.to_crs(CGCS2000_METRES)

    laid_ms, frame = time_median(lay_out, repeats=1)
    place = gpd.GeoSeries([shapely.Point(LON, LAT)], crs="EPSG:4326").to_crs(CGCS2000_METRES)[0]
    frame_ms, (near, distances) = time_median(lambda: ask_geopandas(frame, place), repeats=7)
    loop_ms, loop = time_median(lambda: ask_loop(catalogue), repeats=3)

    say(f"\nnearest of {count:,} drawn projects ({len(nearness.near):,} within {RADIUS_M} m)")
    say_pair("question, beside the vertices", ours_ms, peer="Geod loop", peer_ms=loop_ms)
    say_pair("question, beside distance alone", ours_ms, peer="geopandas", peer_ms=frame_ms)
    say_pair("first question, lays out too", first_ms, peer="to_crs   ", peer_ms=laid_ms)
    say(f"  before it, the filters' columns, made once (see below): {columns_ms:.0f} ms")

    assert nearness.total == count
    assert len(page) == min(ON_ONE_PAGE, len(nearness.near))
    groups = (nearness.near, nearness.perhaps, nearness.beyond)
    for group in groups:
        assert [one.distance_m for one in group] == sorted(one.distance_m for one in group)
    told = sorted(neighbour.distance_m for group in groups for neighbour in group)
    assert told[0] <= loop[0][0] + 0.001  # a line is never farther than its nearest vertex
    np.testing.assert_allclose(told, np.sort(distances), rtol=0.001, atol=0.05)
    assert abs(len(near) - len(nearness.near)) <= count / 1000


class Frame:
    """The peer: the catalogue as columns of pandas."""

    def __init__(self, catalogue):
        projects = catalogue.projects
        slugs = {facet: list_column(catalogue, facet=facet) for facet in FACETS}
        self.table = pd.DataFrame(
            {
                "id": [project.id for project in projects],
                "keys": [
                    "\n".join(search_keys_for(project, city=default_city())) for project in projects
                ],
                **{facet: [found[0] for found in slugs[facet]] for facet in FACETS},
            }
        )
        self.districts = pd.Series(slugs["district"]).explode()

    def select(self):
        mask = pd.Series(data=True, index=self.table.index)
        for facet, chosen in CHOICES.items():
            mask &= self.table[facet].isin(chosen)
        return self.table.loc[mask, "id"].tolist()

    def search(self):
        return self.table.loc[self.table["keys"].str.contains(WORD, regex=False), "id"].tolist()

    def count(self):
        masks = {facet: self.table[facet].isin(chosen) for facet, chosen in CHOICES.items()}
        counts = {}
        for facet in FACETS:
            left = pd.Series(data=True, index=self.table.index)
            for name, mask in masks.items():
                if name != facet:
                    left &= mask
            column = self.districts if facet == "district" else self.table[facet]
            counts[facet] = column[left.reindex(column.index)].value_counts().to_dict()
        return counts


@pytest.mark.parametrize("count", SIZES)
def bench_filters_beside_pandas(count):
    catalogue = grow_catalogue(count)
    chosen, text = Filters(**CHOICES), Filters(q=WORD)
    first_ms, _ = time_median(lambda: select_projects(catalogue, filters=chosen), repeats=1)
    laid_ms, frame = time_median(lambda: Frame(catalogue), repeats=1)
    rows = [
        ("facets", lambda: select_projects(catalogue, filters=chosen), frame.select),
        ("text", lambda: select_projects(catalogue, filters=text), frame.search),
        ("counts of all choices", lambda: count_choices(catalogue, filters=chosen), frame.count),
    ]
    answers = {}
    say(f"\nfilters on {count:,} projects")
    for name, ours, peer in rows:
        ours_ms, ours_answer = time_median(ours, repeats=15)
        peer_ms, peer_answer = time_median(peer, repeats=15)
        say_pair(name, ours_ms, peer="pandas", peer_ms=peer_ms)
        answers[name] = ours_answer, peer_answer
    say_pair("first question, lays out too", first_ms, peer="pandas", peer_ms=laid_ms)

    for name in ("facets", "text"):
        selection, ids = answers[name]
        assert list(selection.ids) == ids
        assert 0 < selection.total < count
        assert len(selection.placed_ids) + len(selection.unplaced_ids) == selection.total
    ours_counts, peer_counts = answers["counts of all choices"]
    for facet in FACETS:
        present = {slug: number for slug, number in ours_counts[facet].items() if number}
        assert present == peer_counts[facet]
