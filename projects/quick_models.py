"""Validators that accept just what the record's model accepts, and take a feature as JSON bytes.

The model asks Python of every text and of every term. Here a term is compared with the list
itself, and the signs of a text are not looked at where all the text around it is everyday. Who
is refused here has to be told why by the model.
"""

from functools import cache
from typing import Any, Final, TypedDict

from pydantic_core import SchemaValidator, core_schema

from projects.model import Project, list_terms, reads_signs

_KEPT_AS_IT_IS: Final = frozenset({"cls", "function", "serialization", "metadata", "config"})
_FUNCTIONS: Final = ("function-before", "function-after")
_NOWHERE: Final = object()

Schema = dict[str, Any]


class QuickFeature(TypedDict):
    """A feature: its geometry is raw, its project has none yet."""

    type: str
    geometry: Any
    properties: Project


def _make_quick(value: Any, *, is_plain: bool) -> Any:  # noqa: ANN401 - any part of a schema
    """Make a schema that asks Python less and accepts the same."""
    if isinstance(value, list):
        return [_make_quick(one, is_plain=is_plain) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") in _FUNCTIONS:
        ask = value["function"]["function"]
        if is_plain and reads_signs(ask):
            return _make_quick(value["schema"], is_plain=is_plain)
        terms = list_terms(ask)
        if terms is not None:
            return core_schema.literal_schema(terms)
    return {
        name: one if name in _KEPT_AS_IT_IS else _make_quick(one, is_plain=is_plain)
        for name, one in value.items()
    }


def _without_geometry(schema: Schema) -> Schema:
    """Make the schema of a project whose geometry comes later, and may not be given."""
    never = core_schema.literal_schema([_NOWHERE])
    later = core_schema.with_default_schema(never, default=None)
    fields = {**schema["schema"]["fields"], "geometry": core_schema.model_field(later)}
    return {**schema, "schema": {**schema["schema"], "fields": fields}}


@cache
def quick_validator(*, is_plain: bool) -> SchemaValidator:
    """Give the validator of a feature.

    Parameters
    ----------
    is_plain
        Whether all text is known to be everyday, without an escape; see `projects.signs`.
    """
    project = _without_geometry(dict(Project.__pydantic_core_schema__))
    members = {
        "type": core_schema.typed_dict_field(core_schema.literal_schema(["Feature"])),
        "geometry": core_schema.typed_dict_field(core_schema.any_schema()),
        "properties": core_schema.typed_dict_field(_make_quick(project, is_plain=is_plain)),
    }
    feature = core_schema.typed_dict_schema(members, extra_behavior="forbid")
    # The classes have validators of their own, which would be taken instead.
    return SchemaValidator(feature, _use_prebuilt=False)


def count_names(project: Project) -> int:
    """Count the names that stand in the JSON of a project's properties, each once.

    Parameters
    ----------
    project
        A project as `quick_validator` gives it.
    """
    citations = len(project.citations)
    count = len(project.model_fields_set) + len(project.place.model_fields_set)
    for milestone in project.milestones:
        count += len(milestone.model_fields_set)
        citations += len(milestone.citations)
        if milestone.source is not None:
            count += len(milestone.source.model_fields_set)
        if milestone.foresees is not None:
            count += len(milestone.foresees.model_fields_set)
    for figure in project.figures:
        count += len(figure.model_fields_set)
        citations += len(figure.citations)
    return count + citations * _NAMES_OF_A_CITATION


_NAMES_OF_A_CITATION: Final = 4
"""All of them are required."""
