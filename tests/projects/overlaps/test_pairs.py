"""What meets what: truths of the real city, and pairs computed by hand on a toy one."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.crs import WGS84, local_transverse_mercator, project_geometry
from geodata.geojson import to_geometry
from geodata.measure import length_m
from projects.catalogue import Catalogue, parse_catalogue, read_catalogue
from projects.errors import OverlapsError
from projects.overlaps import find_overlaps
from projects.overlaps.kinship import are_kin

Json = dict[str, Any]
MakeCity = Callable[..., Catalogue]
FLAT = local_transverse_mercator(lon0=112.5)
NORTH_M = 4_190_000


def place(shape: shapely.Geometry) -> Json:
    """Bring a shape drawn in metres about the middle of the toy city to degrees."""
    moved = shapely.transform(shape, lambda xy: xy + np.array([0, NORTH_M]))
    found = to_geometry(project_geometry(moved, source=FLAT, target=WGS84))
    assert found is not None
    return found


@pytest.fixture
def make_city(toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]) -> MakeCity:
    """Build a city of places given in metres, with their accuracy and years."""

    def build(*records: Json) -> Catalogue:
        collection = toy_collection()
        plain = collection["features"][1]["properties"]
        collection["metadata"]["leaves_city"] = []
        collection["features"] = []
        for given_record in records:
            record = dict(given_record)
            shape, accuracy_m = record.pop("shape"), record.pop("accuracy_m", 10)
            properties = plain | {
                "milestones": [],
                "due": None,
                "name_zh": f"工程{record['id']}",
                "name_en": f"Works {record['id']}",
                "place": plain["place"] | {"accuracy_m": accuracy_m},
            }
            geometry = None if shape is None else place(shape)
            collection["features"].append(
                {"type": "Feature", "geometry": geometry, "properties": properties | record}
            )
        return parse_catalogue(encoded(collection), file="city.geojson")

    return build


def happen(event: str, date: str) -> Json:
    cited = {"section": "S1", "paragraph": "P1", "mention": "路", "wording": "建设"}
    return {"event": event, "date": date, "state": "promised", "citations": [cited]}


def works(first: int, last: int) -> list[Json]:
    return [happen("start", str(first)), happen("complete", str(last))]


STREET = shapely.LineString([(0, 0), (2000, 0)])
ACROSS = shapely.LineString([(1000, -500), (1000, 500)])


@pytest.fixture(scope="module")
def taiyuan() -> Catalogue:
    return read_catalogue()


def meet(catalogue: Catalogue, *, within_m: float = 200) -> dict[frozenset[str], Any]:
    overlaps = find_overlaps(catalogue, within_m=within_m)
    return {frozenset({pair.a, pair.b}): pair for pair in overlaps.pairs}


def test_line_1_runs_under_yingze_street(taiyuan: Catalogue) -> None:
    pair = meet(taiyuan)[frozenset({"metro-1-p1", "yingze-street"})]
    assert (pair.pair_class, pair.how, pair.certainty) == ("conflict", "runs-along", "possible")
    assert 5000 < pair.shared_m < 5800
    assert pair.shared_m == pytest.approx(length_m(pair.stretch), rel=1e-3)


def test_lines_1_and_3_meet_at_their_interchanges(taiyuan: Catalogue) -> None:
    pair = meet(taiyuan)[frozenset({"metro-1-p1", "metro-3-p1"})]
    assert (pair.pair_class, pair.how) == ("conflict", "at-station")
    assert {station.name_zh for station in pair.stations} >= {"下元", "北营"}


def test_line_1_phase_2_meets_the_airport_works(taiyuan: Catalogue) -> None:
    pair = meet(taiyuan)[frozenset({"metro-1-p2", "wusu-airport-p3"})]
    assert (pair.pair_class, pair.certainty, pair.how) == ("conflict", "possible", "told")


@pytest.mark.parametrize("within_m", [0, 200, 1000])
def test_what_is_no_pair_never_comes_out(taiyuan: Catalogue, within_m: float) -> None:
    found = meet(taiyuan, within_m=within_m)
    for one, other in [
        ("mengshan", "mengshan-street-west"),
        ("taiyuan-ancient-town", "ancient-town-cross-street"),
        ("metro-1-p1", "metro-1-p2"),
        ("huike-copper-foil-1", "dayu-new-town"),
        ("jinchuanggu", "jinchuanggu-pilot-base"),
    ]:
        assert frozenset({one, other}) not in found
    by_id = taiyuan.by_id
    assert all(by_id[name].geometry is not None for pair in found for name in pair)
    for pair in found.values():
        rough = max(by_id[pair.a].place.accuracy_m, by_id[pair.b].place.accuracy_m) > 500
        assert not rough or pair.how in {"told", "at-station"} or max(pair.accuracies_m) <= 500


# d, aA, aB at D = 200: certain d + aA + aB ≤ D, likely d ≤ D, possible d − aA − aB ≤ D.
@pytest.mark.parametrize(
    ("distance_m", "accuracy_a_m", "accuracy_b_m", "certainty"),
    [
        (100, 50, 49, "certain"),
        (100, 50, 51, "likely"),
        (199, 10, 10, "likely"),
        (201, 10, 10, "possible"),
        (1199, 500, 500, "possible"),
        (1201, 500, 500, None),
        (10, 501, 10, None),
    ],
)
def test_certainty_follows_from_distance_and_accuracies(
    make_city: MakeCity,
    distance_m: float,
    accuracy_a_m: float,
    accuracy_b_m: float,
    certainty: str | None,
) -> None:
    there = shapely.Point(distance_m, 0)
    city = make_city(
        {
            "id": "one",
            "shape": shapely.Point(0, 0),
            "accuracy_m": accuracy_a_m,
            "milestones": works(2024, 2025),
        },
        {"id": "two", "shape": there, "accuracy_m": accuracy_b_m, "milestones": works(2024, 2025)},
    )
    overlaps = find_overlaps(city, within_m=200)
    assert [pair.certainty for pair in overlaps.pairs] == ([certainty] if certainty else [])
    assert overlaps.counted_only == (1 if accuracy_a_m > 500 else 0)
    for pair in overlaps.pairs:
        assert pair.distance_m == pytest.approx(distance_m, abs=0.2)
        assert pair.pair_class == "adjacent"


@pytest.mark.parametrize("missing", ["start", "complete"])
def test_an_unknown_start_or_end_is_possible_at_most(make_city: MakeCity, missing: str) -> None:
    known = [step for step in works(2024, 2025) if step["event"] != missing]
    city = make_city(
        {"id": "one", "shape": STREET, "milestones": known},
        {"id": "two", "shape": ACROSS, "milestones": works(2024, 2025)},
    )
    (pair,) = find_overlaps(city).pairs
    assert pair.certainty == "possible"


@pytest.mark.parametrize(
    ("years", "pair_class"),
    [
        ((2024, 2025), "conflict"),
        ((2025, 2026), "conflict"),
        ((2026, 2027), "opportunity"),
        ((2030, 2031), "opportunity"),
        ((2031, 2032), "adjacent"),
    ],
)
def test_the_class_follows_from_the_years(
    make_city: MakeCity, years: tuple[int, int], pair_class: str
) -> None:
    city = make_city(
        {"id": "one", "shape": STREET, "milestones": works(2024, 2025)},
        {"id": "two", "shape": ACROSS, "milestones": works(*years), "status": "planned"},
    )
    (pair,) = find_overlaps(city).pairs
    assert (pair.pair_class, pair.how, pair.certainty) == (pair_class, "crosses", "certain")


@pytest.mark.parametrize(
    ("finished", "other_status", "kind", "pair_class"),
    [
        (2023, "planned", "road", "just-finished"),
        (2019, "planned", "road", "just-finished"),
        (2018, "planned", "road", "adjacent"),
        (2023, "completed", "road", "adjacent"),
        (2023, "planned", "metro-line", "opportunity"),
    ],
)
def test_a_fresh_surface_is_just_finished_where_another_would_open_it(
    make_city: MakeCity, finished: int, other_status: str, kind: str, pair_class: str
) -> None:
    done = [happen("start", str(finished)), happen("complete", str(finished))]
    city = make_city(
        {"id": "one", "shape": STREET, "milestones": done, "status": "completed", "kind": kind},
        {"id": "two", "shape": ACROSS, "milestones": works(2024, 2025), "status": other_status},
    )
    (pair,) = find_overlaps(city).pairs
    assert pair.pair_class == pair_class


@pytest.mark.parametrize(
    ("shape", "how", "shared_m", "distance_m"),
    [
        # Of both parts within 200 m the shorter: the street's own goes on past the other's ends.
        (shapely.LineString([(500, 20), (1500, 20)]), "runs-along", 1000, 20),
        (ACROSS, "crosses", 100, 0),
        (shapely.LineString([(2000, 0), (3000, 0)]), "crosses", 50, 0),
        (shapely.box(500, -100, 800, 100), "crosses", 300, 0),
        (shapely.box(-100, -100, 2100, 100), "inside", 2000, 0),
        (shapely.Point(300, 0), "touches", 0, 0),
        (shapely.Point(300, 150), "within", 0, 150),
    ],
)
def test_how_a_street_meets_others(
    make_city: MakeCity,
    shape: shapely.Geometry,
    how: str,
    shared_m: float,
    distance_m: float,
) -> None:
    city = make_city(
        {"id": "one", "shape": STREET, "milestones": works(2024, 2025)},
        {"id": "two", "shape": shape, "milestones": works(2024, 2025)},
    )
    (pair,) = find_overlaps(city).pairs
    assert pair.how == how
    assert pair.shared_m == pytest.approx(shared_m, abs=1)
    assert pair.distance_m == pytest.approx(distance_m, abs=0.2)
    assert not pair.stretch.is_empty


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"id": "metro-9-p1"}, {"id": "metro-9-p2"}),
        ({"id": "one", "name_zh": "铜箔一期"}, {"id": "two", "name_zh": "铜箔二期"}),
        ({"id": "one"}, {"id": "two", "part_of": ["one"]}),
        ({"id": "one", "part_of": ["whole"]}, {"id": "two", "part_of": ["whole"]}),
        (
            {"id": "one", "name_zh": "太原古城", "kind": "ancient-town"},
            {"id": "two", "name_zh": "太原古城十字街"},
        ),
    ],
)
def test_parts_of_one_thing_are_no_pair(make_city: MakeCity, one: Json, other: Json) -> None:
    here = {"shape": shapely.Point(0, 0)}
    city = make_city(one | here, other | here)
    first, second = city.projects
    assert are_kin(first, second)
    assert are_kin(second, first)
    assert find_overlaps(city).pairs == ()
    rough = make_city(one | here | {"accuracy_m": 900}, other | here)
    assert find_overlaps(rough).counted_only == 0


def test_a_street_of_another_record_is_no_part_of_it(make_city: MakeCity) -> None:
    city = make_city(
        {"id": "one", "shape": STREET, "name_zh": "蒙山大街"},
        {"id": "two", "shape": STREET, "name_zh": "蒙山大街管廊"},
    )
    assert len(find_overlaps(city).pairs) == 1


def test_stand_ins_of_a_district_are_never_a_pair(make_city: MakeCity) -> None:
    city = make_city({"id": "one", "shape": None}, {"id": "two", "shape": None})
    assert find_overlaps(city).pairs == ()
    drawn = make_city({"id": "one", "shape": STREET}, {"id": "two", "shape": ACROSS})
    stand_in = tuple(
        project.model_copy(update={"place": project.place.model_copy(update={"type": "district"})})
        for project in drawn.projects
    )
    overlaps = find_overlaps(replace(drawn, projects=stand_in))
    assert (overlaps.pairs, overlaps.counted_only) == ((), 0)


@pytest.mark.parametrize("within_m", [-1, 1000.5, float("nan"), float("inf")])
def test_a_distance_out_of_range_is_refused(taiyuan: Catalogue, within_m: float) -> None:
    with pytest.raises(OverlapsError, match="0 to 1000 m"):
        find_overlaps(taiyuan, within_m=within_m)


def test_the_weightiest_pair_comes_first(taiyuan: Catalogue) -> None:
    weights = [pair.weight for pair in find_overlaps(taiyuan).pairs]
    assert weights == sorted(weights, reverse=True)
    first = find_overlaps(taiyuan).pairs[0]
    assert {first.a, first.b} == {"metro-1-p1", "yingze-street"}


@settings(deadline=None, max_examples=25)
@given(data=st.data(), within_m=st.floats(0, 1000))
def test_the_index_finds_what_a_plain_double_loop_finds(
    data: st.DataObject, within_m: float
) -> None:
    catalogue = read_catalogue()
    wanted = data.draw(st.lists(st.sampled_from(catalogue.placed), min_size=2, unique_by=id))
    ground = st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000))
    moved = []
    for number, project in enumerate(wanted):
        spot = shapely.Point(data.draw(ground))
        accuracy_m = data.draw(st.sampled_from([10.0, 50.0, 75.0, 250.0, 500.0, 1000.0]))
        values = {
            "id": f"works-x{number}",
            "name_zh": f"甲{number}乙",
            "kind": "road",
            "aliases": (),
            "summary_zh": "。",
            "geometry": shapely.geometry.shape(place(spot)),
            "place": project.place.model_copy(update={"type": "site", "accuracy_m": accuracy_m}),
        }
        moved.append(project.model_copy(update=values))
    city = Catalogue(metadata=catalogue.metadata, projects=tuple(moved))
    flat = [project_geometry(project.geometry, target=FLAT) for project in moved]
    expected, counted = set(), 0
    for i, one in enumerate(moved):
        for j in range(i + 1, len(moved)):
            other = moved[j]
            distance_m = flat[i].distance(flat[j])
            a, b = one.place.accuracy_m, other.place.accuracy_m
            if abs(distance_m - within_m) < 1 or abs(distance_m - a - b - within_m) < 1:
                return  # on the edge the two projections may differ
            if max(a, b) > 500:
                counted += distance_m <= within_m
            elif distance_m - a - b <= within_m:
                expected.add((one.id, other.id))
    overlaps = find_overlaps(city, within_m=within_m)
    assert {(pair.a, pair.b) for pair in overlaps.pairs} == expected
    assert overlaps.counted_only == counted


def test_moving_all_places_together_moves_the_stretch_alone(make_city: MakeCity) -> None:
    city = make_city({"id": "one", "shape": STREET}, {"id": "two", "shape": ACROSS})
    (pair,) = find_overlaps(city).pairs
    middle = shapely.geometry.shape(place(shapely.Point(1000, 0)))
    assert pair.stretch.distance(middle) < 1e-5
    assert json.loads(shapely.to_geojson(pair.stretch))["type"] == "LineString"
