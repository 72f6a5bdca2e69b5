"""The canonical form of a catalogue file: one feature a line, members in the model's order."""

import json
import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from geodata.geojson import drop_point_zero, tidy_geometry
from geodata.geojson_rules import find_structure_faults
from projects.model import Metadata, Record


def _find_model(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type
    """Find the model in an annotation such as ``tuple[Citation, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in typing.get_args(annotation):
        found = _find_model(inner)
        if found is not None:
            return found
    return None


def _is_keyed(annotation: Any) -> bool:  # noqa: ANN401 - any type
    """Say whether an annotation is of an object whose names are free, such as sections."""
    return typing.get_origin(annotation) is dict


def order_members(value: Any, *, model: type[BaseModel]) -> Any:  # noqa: ANN401 - any JSON value
    """Put the members of an object in the order of its model; unknown ones stay, at the end.

    Parameters
    ----------
    value
        A JSON value: an object, or a list of them.
    model
        The model of the object.
    """
    if isinstance(value, list):
        return [order_members(member, model=model) for member in value]
    if not isinstance(value, dict):
        return value
    ordered: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name not in value:
            continue
        inner = _find_model(field.annotation)
        member = value[name]
        if inner is not None and _is_keyed(field.annotation) and isinstance(member, dict):
            member = {key: order_members(one, model=inner) for key, one in member.items()}
        elif inner is not None:
            member = order_members(member, model=inner)
        ordered[name] = member
    return ordered | {name: member for name, member in value.items() if name not in ordered}


def _encode_feature(feature: Any) -> str:  # noqa: ANN401 - any JSON value
    """Encode a feature on one line."""
    if isinstance(feature, dict):
        geometry = feature.get("geometry")
        if geometry is not None and not any(find_structure_faults(geometry)):
            geometry = tidy_geometry(geometry)
        properties = order_members(feature.get("properties"), model=Record)
        ordered = {"type": feature.get("type"), "geometry": geometry}
        ordered["properties"] = drop_point_zero(properties)
        feature = ordered | {k: v for k, v in feature.items() if k not in ordered}
    return _dump(feature)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def encode_canonical(collection: Mapping[str, Any]) -> bytes:
    """Write a catalogue in its canonical form: the same content gives the same bytes.

    Coordinates have at most six decimals, rings the order of RFC 7946, whole numbers no decimal
    point. What is wrong with a record stays as it is: writing mends nothing in silence.

    Parameters
    ----------
    collection
        A feature collection as JSON gives it.
    """
    rest = {k: v for k, v in collection.items() if k not in {"type", "metadata", "features"}}
    members = {}
    if "metadata" in collection:
        members["metadata"] = drop_point_zero(order_members(collection["metadata"], model=Metadata))
    head = [f"{_dump(name)}: {_dump(value)}" for name, value in (members | rest).items()]
    lines = ",\n".join(_encode_feature(feature) for feature in collection["features"])
    body = f"{lines}\n" if lines else ""
    top = "".join(f",\n{line}" for line in head)
    return f'{{"type": "FeatureCollection"{top},\n"features": [\n{body}]}}\n'.encode()
