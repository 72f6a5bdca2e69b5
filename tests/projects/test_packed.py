"""The packed catalogue: what was packed comes back, here and (by the same vectors) in the page."""

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.geojson import to_geometry
from projects.catalogue import Catalogue, read_catalogue
from projects.clocks import clocks_of
from projects.errors import PackedError
from projects.feature import make_properties
from projects.packed import pack_catalogue, write_varints
from projects.text_index import text_index_of
from projects.unpacking import read_varints, unpack_catalogue

# The same file is read by tests/js/packed.test.js.
VECTORS = Path(__file__).parents[1] / "data" / "packed-cases.json"
SQUARE = [(112.5, 37.8), (112.6, 37.8), (112.6, 37.9), (112.5, 37.9), (112.5, 37.8)]
HOLE = [(112.52, 37.82), (112.52, 37.84), (112.54, 37.84), (112.54, 37.82), (112.52, 37.82)]
GEOMETRIES = (
    None,
    shapely.Point(112.549248, 37.857014),
    shapely.MultiPoint([(-0.000001, 0.000001), (179.999999, -89.999999)]),
    shapely.LineString([(112.5, 37.8), (112.500001, 37.8), (112.4, 37.9)]),
    shapely.MultiLineString([[(112.5, 37.8), (112.6, 37.9)], [(112.7, 37.8), (112.8, 37.9)]]),
    shapely.Polygon(SQUARE, [HOLE]),
    shapely.MultiPolygon([(SQUARE, [HOLE]), (shapely.box(113, 38, 114, 39).exterior.coords, [])]),
)


@pytest.fixture
def every_shape(toy_catalogue: Catalogue) -> Catalogue:
    projects = tuple(
        project.model_copy(update={"geometry": geometry})
        for project, geometry in zip(toy_catalogue.projects, GEOMETRIES, strict=False)
    )
    assert len(projects) == len(GEOMETRIES)
    return Catalogue(metadata=toy_catalogue.metadata, projects=projects)


def list_expected(catalogue: Catalogue) -> list[dict[str, Any]]:
    """List what a page has to know of each record."""
    clocks, index = clocks_of(catalogue), text_index_of(catalogue)
    expected = []
    for row, (project, steps, reading) in enumerate(
        zip(catalogue.projects, clocks.steps, clocks.read(), strict=True)
    ):
        properties = make_properties(project)
        names = ("id", "name_zh", "name_en", "sector", "kind", "status", "due", "districts")
        expected.append(
            {
                "properties": {name: properties[name] for name in names}
                | {"place": {name: properties["place"][name] for name in ("type", "accuracy_m")}},
                "accuracy_class": project.accuracy_class,
                "keys": index.keys(row),
                "promise": None
                if reading.promise is None
                else [[day.isoformat(), one.state] for day, one in steps],
                "geometry": to_geometry(project.geometry),
            }
        )
    return expected


def test_the_vectors_are_what_is_packed_today(every_shape: Catalogue) -> None:
    made = {
        "packed": base64.b64encode(pack_catalogue(every_shape)).decode(),
        "records": list_expected(every_shape),
    }
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    hint = f"write {VECTORS.name} anew from this test, and raise projects.packed.VERSION"
    assert VECTORS.read_text(encoding="utf-8") == text, hint


@pytest.mark.parametrize("name", ["vectors", "taiyuan"])
def test_what_was_packed_comes_back(every_shape: Catalogue, name: str) -> None:
    catalogue = every_shape if name == "vectors" else read_catalogue()
    packed = unpack_catalogue(pack_catalogue(catalogue))
    assert [vars(one) for one in packed.records] == list_expected(catalogue)
    assert packed.header["newest"] == clocks_of(catalogue).newest.isoformat()


@pytest.mark.parametrize("spoil", [lambda b: b[:-1], lambda b: b + b"0", lambda b: b"{" + b[1:]])
def test_other_bytes_are_refused(every_shape: Catalogue, spoil: Any) -> None:
    with pytest.raises(PackedError, match="packed catalogue: expected"):
        unpack_catalogue(spoil(pack_catalogue(every_shape)))


def test_another_version_is_refused(every_shape: Catalogue) -> None:
    packed = bytearray(pack_catalogue(every_shape))
    packed[3] += 1
    with pytest.raises(PackedError, match="version"):
        unpack_catalogue(bytes(packed))


def test_a_catalogue_without_records_is_packed_too(every_shape: Catalogue) -> None:
    empty = Catalogue(metadata=every_shape.metadata, projects=())
    assert unpack_catalogue(pack_catalogue(empty)).records == ()


@given(st.lists(st.integers(min_value=0, max_value=(1 << 35) - 1)))
def test_whole_numbers_come_back(values: list[int]) -> None:
    assert read_varints(write_varints(np.array(values, dtype=np.int64))).tolist() == values
