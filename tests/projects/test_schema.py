"""The published JSON Schema."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from projects.commands.schema import SCHEMA_FILE, write_schema

Json = dict[str, Any]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA_FILE.read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_file_is_what_the_model_says() -> None:
    assert SCHEMA_FILE.read_bytes() == write_schema(), "run: python -m projects schema --write"


def test_a_sound_catalogue_is_valid(
    validator: Draft202012Validator, toy_collection: Callable[[], Json]
) -> None:
    assert list(validator.iter_errors(toy_collection())) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("geometry", {"type": "Point", "coordinates": [200, 37]}),
        ("geometry", {"type": "Circle", "coordinates": [112, 37]}),
        ("properties.sector", "trains"),
        ("properties.kind", "thing"),
        ("properties.extra", 1),
        ("properties.citations", []),
        ("properties.id", "Not_A_Slug"),
        ("properties.place.type", "somewhere"),
        ("id", "museum"),
    ],
)
def test_a_broken_record_is_not_valid(
    validator: Draft202012Validator, toy_collection: Callable[[], Json], path: str, value: Any
) -> None:
    collection = toy_collection()
    target = collection["features"][2]
    *steps, last = path.split(".")
    for step in steps:
        target = target[step]
    target[last] = value
    assert list(validator.iter_errors(collection))
