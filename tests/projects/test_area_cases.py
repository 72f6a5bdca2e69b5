"""The table of areas that the page's own rule is held to as well (tests/js)."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from shapely.geometry import shape

from projects.areas import match_area, read_area, write_area
from projects.errors import AreaError

TABLE = json.loads((Path(__file__).parents[1] / "data" / "area-cases.json").read_text("utf-8"))
SHAPES = {name: shape(place) if place else None for name, place in TABLE["places"].items()}
CATALOGUE = SimpleNamespace(
    by_id={name: SimpleNamespace(geometry=place) for name, place in SHAPES.items()},
    present_ids={name: name for name in SHAPES},
)


@pytest.mark.parametrize("case", TABLE["areas"], ids=lambda case: case["text"])
def test_an_area_leaves_what_the_table_says(case):
    area = read_area(case["text"])
    assert write_area(area) == case["text"]
    places = np.array([*SHAPES.values(), None], dtype=object)[:-1]
    left = match_area(places, catalogue=CATALOGUE, area=area)
    assert [name for name, is_left in zip(SHAPES, left, strict=True) if is_left] == case["leaves"]


@pytest.mark.parametrize("text", TABLE["none"])
def test_what_is_no_area_is_refused(text):
    with pytest.raises(AreaError, match=r"area"):
        read_area(text)
