"""Quick validators: they accept what the model accepts, whatever a field holds."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import SchemaValidator

from projects.catalogue import DEFAULT_CATALOGUE
from projects.model import Project
from projects.quick_models import count_names, quick_validator

Json = dict[str, Any]
FEATURES = json.loads(DEFAULT_CATALOGUE.read_bytes())["features"]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3000),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(["start", "high", "city", "roads", "km", "P1", "2024-02", "promised", " a"]),
    st.just([]),
    st.just({}),
)


def count_pairs(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(count_pairs, value))
    return len(value) + sum(map(count_pairs, value.values())) if isinstance(value, dict) else 0


@pytest.mark.parametrize("validator", [quick_validator(is_plain=one) for one in (True, False)])
def test_the_catalogue_that_comes_along_is_read_as_by_the_model(validator: SchemaValidator) -> None:
    for feature in FEATURES:
        found = validator.validate_json(json.dumps(feature))["properties"]
        wanted = Project.model_validate({**feature["properties"], "geometry": None})
        assert found == wanted.model_copy(update={"geometry": None})
        assert type(found) is Project
        assert {*found.model_fields_set, "geometry"} == wanted.model_fields_set
        assert count_names(found) == count_pairs(feature["properties"])


@given(data=st.data())
@settings(max_examples=150)
def test_whatever_a_field_holds_the_model_says_the_same(data: st.DataObject) -> None:
    properties = json.loads(json.dumps(data.draw(st.sampled_from(FEATURES))["properties"]))
    parent: Any = properties
    while True:
        steps = range(len(parent)) if isinstance(parent, list) else sorted(parent)
        step = data.draw(st.sampled_from(steps))
        is_deep = isinstance(parent[step], dict | list) and parent[step]
        if not is_deep or data.draw(st.booleans()):
            break
        parent = parent[step]
    parent[step] = data.draw(VALUES)
    text = json.dumps({"type": "Feature", "geometry": None, "properties": properties})
    try:
        wanted = Project.model_validate({**json.loads(text)["properties"], "geometry": None})
    except ValidationError:
        with pytest.raises(ValidationError):
            quick_validator(is_plain=False).validate_json(text)
    else:
        assert quick_validator(is_plain=False).validate_json(text)["properties"] == wanted


def test_a_geometry_among_the_properties_is_refused() -> None:
    feature = {**FEATURES[0], "properties": {**FEATURES[0]["properties"], "geometry": None}}
    with pytest.raises(ValidationError):
        quick_validator(is_plain=True).validate_json(json.dumps(feature))
