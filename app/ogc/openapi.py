"""The OpenAPI 3.0 document of the service."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.messages import LANGUAGES
from app.ogc.collections import PROMISE, Collection
from app.ogc.documents import GEOJSON, HTML, JSON, SCHEMA, Site
from app.ogc.query import ASOF, CRS84, DATETIME, DEFAULT_LIMIT, MAX_LIMIT, MAX_TEXT

_TEXT = {"type": "string"}
_LINK = {
    "type": "object",
    "required": ["href", "rel", "type"],
    "properties": {"href": {**_TEXT, "format": "uri"}, "rel": _TEXT, "type": _TEXT},
}
_LINKS = {"type": "array", "items": _LINK}


def _require(**properties: Mapping[str, object]) -> dict[str, Any]:
    """Describe an object that has all of some properties."""
    return {"type": "object", "required": list(properties), "properties": properties}


_LANDING = _require(title=_TEXT, links=_LINKS)
_CONFORMANCE = _require(conformsTo={"type": "array", "items": _TEXT})
_COLLECTION = _require(id=_TEXT, title=_TEXT, description=_TEXT, links=_LINKS)
_COLLECTIONS = _require(links=_LINKS, collections={"type": "array", "items": _COLLECTION})
_QUERYABLES = _require(type={"enum": ["object"]}, properties={"type": "object"})
_COUNT = {"type": "integer", "minimum": 0}
_GEOMETRY = {
    "type": "object",
    "nullable": True,
    "required": ["type", "coordinates"],
    "properties": {"type": _TEXT, "coordinates": {"type": "array", "items": {}}},
}


def _describe_feature(collection: Collection) -> dict[str, Any]:
    """Describe a feature of a collection, property by property."""
    own = {
        name: {"type": described["type"], "nullable": True}
        for name, described in collection.properties.items()
    }
    values = {"type": "object", "properties": own, "additionalProperties": False}
    return _require(type={"enum": ["Feature"]}, id=_TEXT, properties=values, geometry=_GEOMETRY)


_FORM = {"name": "f", "in": "query", "schema": {"type": "string", "enum": ["json", "html"]}}
_LANG = {"name": "lang", "in": "query", "schema": {"type": "string", "enum": list(LANGUAGES)}}
_ERROR = {
    "description": "Why the question cannot be answered",
    "content": {
        JSON: {
            "schema": {
                "type": "object",
                "required": ["code", "description"],
                "properties": {"code": {"type": "string"}, "description": {"type": "string"}},
            }
        }
    },
}


def _list(kind: str, **items: object) -> dict[str, Any]:
    return {"type": kind, **items}


def _ask(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    """Make a parameter of the query; a list is written with commas."""
    asked: dict[str, Any] = {"name": name, "in": "query", "schema": schema}
    if schema["type"] == "array":
        asked |= {"style": "form", "explode": False}
    return asked | {"description": description}


def _answer(
    kind: str, schema: Mapping[str, object] = _TEXT, *, refuses: tuple[str, ...] = ("400",)
) -> dict[str, Any]:
    """Make the answers of an operation: a document, and the same as a page."""
    content: dict[str, Any] = {kind: {"schema": schema}}
    if schema is not _TEXT:
        content[HTML] = {"schema": _TEXT}
    answers: dict[str, Any] = {"200": {"description": "The document", "content": content}}
    return answers | dict.fromkeys((*refuses, "503"), _ERROR)


def _operate(
    summary: str,
    *,
    name: str,
    answers: dict[str, Any],
    parameters: Iterable[dict[str, Any]] = (_FORM, _LANG),
) -> dict[str, Any]:
    """Make the one operation of a path."""
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": list(parameters),
            "responses": answers,
        }
    }


def _list_days(collection: Collection) -> list[dict[str, Any]]:
    """List the parameter of the day, where a collection has promises."""
    if PROMISE not in collection.choices:
        return []
    day = _list("string", format="date")
    told = "The day for which promise says what became of it; that of the newest fact held if none"
    return [_ask(ASOF, day, told)]


def _list_questions(collection: Collection) -> list[dict[str, Any]]:
    """List the parameters of a collection's items."""
    system = _list("string", enum=[CRS84])
    numbers = _list("array", items={"type": "number"})
    asked = [
        _FORM,
        _LANG,
        _ask(
            "bbox",
            numbers | {"oneOf": [{"minItems": size, "maxItems": size} for size in (4, 6)]},
            "West, south, east, north, or these with heights; south is not above north",
        ),
        _ask("bbox-crs", system, "The system of bbox"),
        _ask("crs", system, "The system of the answer"),
        _ask(
            "datetime",
            _list("string", pattern=DATETIME),
            "A year, month, day or time (RFC 3339), or an interval, open with ..",
        ),
        _ask(
            "limit",
            _list("integer", minimum=1, maximum=MAX_LIMIT, default=DEFAULT_LIMIT),
            "How many a page; more than the largest is lowered to it, as the standard wants",
        ),
        _ask(
            "offset",
            _list("integer", minimum=0, default=0),
            "How many to pass over",
        ),
    ]
    asked += _list_days(collection)
    for facet, slugs in collection.choices.items():
        one = _list("string", enum=list(slugs)) if facet in collection.closed else _TEXT
        schema = _list("array", items=one, minItems=1)
        asked.append(_ask(facet, schema, "Any of these"))
    if collection.keys:
        asked.append(_ask("q", _list("string", maxLength=MAX_TEXT), "All of these words"))
    return asked


def make_openapi(
    site: Site,
    *,
    title: str,
    report: str,
    collections: Iterable[Collection],
    styles: Mapping[str, str],
) -> dict[str, Any]:
    """Make the OpenAPI document.

    Parameters
    ----------
    site
        Where the service is reached.
    title
        Of the catalogue.
    report
        Its id, which every operation takes: another report has a description of its own.
    collections
        The collections.
    styles
        The media types of the styles by their names.
    """
    paths = {
        "/": _operate("Landing page", name="getLandingPage", answers=_answer(JSON, _LANDING)),
        "/conformance": _operate(
            "Conformance", name="getConformance", answers=_answer(JSON, _CONFORMANCE)
        ),
        "/collections": _operate(
            "Collections", name="getCollections", answers=_answer(JSON, _COLLECTIONS)
        ),
    }
    for name, kind in styles.items():
        paths[f"/styles/{name}"] = _operate(
            f"Style {name}", name=f"style-{name}", answers=_answer(kind), parameters=()
        )
    for one in collections:
        path, name, item = f"/collections/{one.id}", one.id, _describe_feature(one)
        feature = {
            "name": "featureId",
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": "^[a-z0-9-]+$", "maxLength": 130},
        }
        paths |= {
            path: _operate(one.title, name=f"describe-{name}", answers=_answer(JSON, _COLLECTION)),
            f"{path}/queryables": _operate(
                "Queryables", name=f"queryables-{name}", answers=_answer(SCHEMA, _QUERYABLES)
            ),
            f"{path}/items": _operate(
                "Features",
                name=f"items-{name}",
                answers=_answer(
                    GEOJSON,
                    _require(
                        type={"enum": ["FeatureCollection"]},
                        features={"type": "array", "items": item, "maxItems": MAX_LIMIT},
                        links=_LINKS,
                        numberMatched=_COUNT,
                        numberReturned=_COUNT,
                    ),
                ),
                parameters=_list_questions(one),
            ),
            f"{path}/items/{{featureId}}": _operate(
                "A feature",
                name=f"item-{name}",
                answers=_answer(GEOJSON, item, refuses=("400", "404")),
                parameters=(feature, _FORM, _LANG, *_list_days(one)),
            ),
        }
    named = _ask("report", _list("string", enum=[report]), "The report described here")
    for operations in paths.values():
        operations["get"]["parameters"].append(named)
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": "1.0.0"},
        "servers": [{"url": site.base}],
        "paths": paths,
    }
