"""What meets what in big catalogues, beside a plain double loop and geopandas' own join."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from stopwatch import say, say_pair, time_median

from geodata.crs import local_transverse_mercator, project_geometries
from projects.catalogue import Catalogue, read_catalogue
from projects.overlaps import find_overlaps

SIZES = (132, 10_000, 100_000)
LOOP_UP_TO = 10_000
WITHIN_M = 200.0
WEST, SOUTH, EAST, NORTH = 111.5, 37.45, 113.16, 38.43
DECIMALS = 6
ACCURACIES_M = (10.0, 50.0, 250.0, 1000.0)
KINDS = ("road", "metro-line", "school", "park", "hospital")


def spread_works(count: int) -> Catalogue:
    """Spread sites, streets and blocks over the city, the same in every run."""
    real = read_catalogue()
    model = next(project for project in real.placed if project.place.type == "site")
    chance = np.random.default_rng(20240228)
    lon, lat = chance.uniform(WEST, EAST, count), chance.uniform(SOUTH, NORTH, count)
    turn, length = chance.uniform(0, np.pi, count), chance.uniform(0.001, 0.02, count)
    projects = []
    for number in range(count):
        here = np.array([lon[number], lat[number]])
        there = here + length[number] * np.array([np.cos(turn[number]), np.sin(turn[number])])
        shape = (
            shapely.Point(here),
            shapely.LineString([here, there]),
            shapely.box(*here, *(here + 0.002)),
        )[number % 3]
        accuracy_m = ACCURACIES_M[number % len(ACCURACIES_M)]
        place = model.place.model_copy(update={"accuracy_m": accuracy_m})
        update = {
            "id": f"works-x{number}",
            "name_zh": f"工程{number}号",
            "name_en": f"Works {number}",
            "aliases": (),
            "kind": KINDS[number % len(KINDS)],
            "geometry": shapely.set_precision(shape, 10**-DECIMALS),
            "place": place,
        }
        projects.append(model.model_copy(update=update))
    return Catalogue(metadata=real.metadata, projects=tuple(projects))


def join_by_loop(shapes, accuracies_m):
    """Measure every pair, one after the other."""
    found = 0
    for i in range(len(shapes)):
        distances = shapely.distance(shapes[i], shapes[i + 1 :])
        found += np.count_nonzero(distances - accuracies_m[i] - accuracies_m[i + 1 :] <= WITHIN_M)
    return found


def join_by_geopandas(frame):
    """Join by distance, the widest that any two accuracies may ask for; no class, no stretch."""
    reach_m = WITHIN_M + 2 * frame["accuracy_m"].max()
    joined = gpd.sjoin(frame, frame, predicate="dwithin", distance=reach_m)
    joined = joined[joined.index < joined["index_right"]]
    other = frame.loc[joined["index_right"]]
    distances = shapely.distance(joined.geometry.to_numpy(), other.geometry.to_numpy())
    doubt = joined["accuracy_m_left"].to_numpy() + other["accuracy_m"].to_numpy()
    return int(np.count_nonzero(distances - doubt <= WITHIN_M))


@pytest.mark.parametrize("count", SIZES)
def bench_overlaps_beside_a_loop_and_a_join(count):
    catalogue = spread_works(count)
    crs = local_transverse_mercator(lon0=112.3)
    fine = [project for project in catalogue.projects if project.place.accuracy_m <= 500]
    shapes = project_geometries(
        np.array([project.geometry for project in fine], dtype=object), target=crs
    )
    accuracies_m = np.array([project.place.accuracy_m for project in fine])
    frame = gpd.GeoDataFrame({"accuracy_m": accuracies_m}, geometry=list(shapes))
    first_ms, overlaps = time_median(lambda: find_overlaps(catalogue), repeats=1)
    again_ms, _ = time_median(lambda: find_overlaps(catalogue), repeats=3)
    frame_ms, joined = time_median(lambda: join_by_geopandas(frame), repeats=3)

    say(f"\npairs of {count:,} projects: {len(overlaps.pairs):,} within {WITHIN_M:g} m")
    say_pair("pairs with stretch and class", again_ms, peer="sjoin, counts alone", peer_ms=frame_ms)
    say_pair("first question, lays out too", first_ms, peer="sjoin, counts alone", peer_ms=frame_ms)
    assert joined == pytest.approx(len(overlaps.pairs), rel=0.01)
    if count <= LOOP_UP_TO:
        loop_ms, looped = time_median(lambda: join_by_loop(shapes, accuracies_m), repeats=1)
        say_pair(
            "pairs with stretch and class", again_ms, peer="loop, counts alone", peer_ms=loop_ms
        )
        assert looped == joined
