"""Where a reader looks: rectangles, polygons and corridors as filters."""

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodata.measure import distance_m
from projects.areas import Around, Bounds, Outline, draw_area, read_area, write_area
from projects.catalogue import Catalogue, read_catalogue
from projects.errors import AreaError
from projects.filters import Filters, count_choices, select_projects

lons = st.floats(111, 114).map(lambda value: round(value, 5))
lats = st.floats(37, 39).map(lambda value: round(value, 5))
boxes = st.builds(
    lambda west, south, width, height: Bounds(
        west, south, round(west + width, 5), round(south + height, 5)
    ),
    lons,
    lats,
    st.floats(0.001, 1),
    st.floats(0.001, 1),
)
points = st.builds(
    lambda within_m, lon, lat: Around(float(within_m), point=(lon, lat)),
    st.integers(1, 50_000),
    lons,
    lats,
)
corridors = st.builds(
    lambda within_m, name: Around(float(within_m), project=name),
    st.integers(1, 50_000),
    st.sampled_from(["metro-1-p1", "yingze-street"]),
)


@settings(deadline=None)
@given(area=boxes | points | corridors)
def test_an_area_is_read_as_it_was_written(area: Bounds | Around) -> None:
    assert read_area(write_area(area)) == area


def test_a_polygon_is_read_as_it_was_written() -> None:
    outline = Outline(((112.5, 37.8), (112.6, 37.8), (112.55, 37.9)))
    assert write_area(outline) == "shape_112.5_37.8_112.6_37.8_112.55_37.9"
    assert read_area(write_area(outline)) == outline


numbers = st.floats(-1, 200).map(repr) | st.text(alphabet="0123456789.-ein ", max_size=6)
typed = st.builds(
    lambda kind, rest: "_".join([kind, *rest]),
    st.sampled_from(["box", "shape", "line", "near"]),
    st.lists(numbers, max_size=8),
)


@settings(deadline=None)
@given(text=typed | st.text(alphabet="boxshapenr_0123456789.-ein ", max_size=40))
@example(text="box_112.000001_37_112.5_38")
@example(text="shape_112.000001_37_113_37_113_38.0000049")
def test_any_text_is_an_area_or_is_refused(text: str) -> None:
    try:
        area = read_area(text)
    except AreaError:
        return
    assert read_area(write_area(area)) == area


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "begins with box"),
        ("circle_1_2", "begins with box"),
        ("box_112_37_113", "no area"),
        ("box_113_37_112_38", "west before east"),
        ("box_112_137_113_138", "longitude and a latitude"),
        ("box_nan_37_113_38", "finite"),
        ("shape_112_37_113_38", "3 to 100 corners"),
        ("shape_112_37_113_38_114_39", "enclose an area"),
        ("near_0_112_37", "1 to 50000 m"),
        ("near_200_112_37_1", "no area"),
    ],
)
def test_what_is_no_area_is_refused(text: str, message: str) -> None:
    with pytest.raises(AreaError, match=message):
        read_area(text)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


@settings(deadline=None, max_examples=30)
@given(area=boxes | points | corridors)
def test_shown_and_without_a_place_add_up_and_nothing_unplaced_is_lost(
    area: Bounds | Around,
) -> None:
    catalogue = read_catalogue()
    selection = select_projects(catalogue, filters=Filters(area=area))
    assert selection.unplaced_ids == tuple(project.id for project in catalogue.unplaced)
    assert len(selection.placed_ids) + len(selection.unplaced_ids) == selection.total
    counts = count_choices(catalogue, filters=Filters(area=area))
    assert sum(counts["sector"].values()) == selection.total


def test_a_rectangle_leaves_what_it_touches(toy_catalogue: Catalogue) -> None:
    area = read_area("box_112.53_37.84_112.56_37.865")
    selection = select_projects(toy_catalogue, filters=Filters(area=area))
    assert selection.placed_ids == ("metro-1-p1", "museum")


def test_a_corridor_is_measured_on_the_ellipsoid(catalogue: Catalogue) -> None:
    metro = catalogue.by_id["metro-1-p1"].geometry
    assert metro is not None
    area = Around(500.0, project="metro-1-p1")
    selection = select_projects(catalogue, filters=Filters(area=area))
    near = {
        project.id
        for project in catalogue.placed
        if project.geometry is not None and distance_m(metro, project.geometry) <= 500
    }
    assert set(selection.placed_ids) == near
    assert "yingze-street" in near


def test_a_former_id_names_the_same_corridor(toy_catalogue: Catalogue) -> None:
    old = draw_area(toy_catalogue, area=Around(200.0, project="metro-one"))
    new = draw_area(toy_catalogue, area=Around(200.0, project="metro-1-p1"))
    assert old is not None
    assert shapely.equals(old, new)


@pytest.mark.parametrize("name", ["nobody", "clinic"])
def test_nothing_placed_is_near_what_has_no_place(toy_catalogue: Catalogue, name: str) -> None:
    area = Around(50_000.0, project=name)
    assert select_projects(toy_catalogue, filters=Filters(area=area)).placed_ids == ()
