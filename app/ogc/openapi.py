"""The OpenAPI 3.0 document of the service."""

from collections.abc import Iterable
from typing import Any

from app.ogc.collections import Collection
from app.ogc.documents import GEOJSON, HTML, JSON, QML, SCHEMA, SLD, Site
from app.ogc.query import CRS84, DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET, MAX_TEXT

_OBJECT = {"type": "object"}
_FORM = {"name": "f", "in": "query", "schema": {"type": "string", "enum": ["json", "html"]}}
_LANG = {"name": "lang", "in": "query", "schema": {"type": "string", "enum": ["zh", "en"]}}
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


def _answer(*kinds: str, refuses: tuple[str, ...] = ("400",)) -> dict[str, Any]:
    """Make the answers of an operation."""
    content: dict[str, Any] = {}
    for kind in kinds:
        content[kind] = {"schema": {"type": "string"} if kind in {HTML, QML, SLD} else _OBJECT}
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


def _list_questions(collection: Collection) -> list[dict[str, Any]]:
    """List the parameters of a collection's items."""
    system = _list("string", enum=[CRS84])
    numbers = {"type": "number", "minimum": -180, "maximum": 180}
    asked = [
        _FORM,
        _LANG,
        _ask(
            "bbox",
            _list("array", items=numbers, minItems=4, maxItems=4),
            "West, south, east, north; south is not above north",
        ),
        _ask("bbox-crs", system, "The system of bbox"),
        _ask("crs", system, "The system of the answer"),
        _ask("datetime", _list("string"), "A date or an interval (RFC 3339), open with .."),
        _ask(
            "limit",
            # More may be asked for; it is lowered, as the standard wants.
            _list("integer", minimum=1, maximum=MAX_LIMIT, default=DEFAULT_LIMIT),
            "How many a page",
        ),
        _ask(
            "offset",
            _list("integer", minimum=0, maximum=MAX_OFFSET, default=0),
            "How many to pass over",
        ),
    ]
    for facet, slugs in collection.choices.items():
        schema = _list("array", items=_list("string", enum=list(slugs)), minItems=1)
        asked.append(_ask(facet, schema, "Any of these"))
    if collection.keys:
        asked.append(_ask("q", _list("string", maxLength=MAX_TEXT), "All of these words"))
    return asked


def make_openapi(site: Site, *, title: str, collections: Iterable[Collection]) -> dict[str, Any]:
    """Make the OpenAPI document.

    Parameters
    ----------
    site
        Where the service is reached.
    title
        Of the catalogue.
    collections
        The collections.
    """
    both = _answer(JSON, HTML)
    paths = {
        "/": _operate("Landing page", name="getLandingPage", answers=both),
        "/conformance": _operate("Conformance", name="getConformance", answers=both),
        "/collections": _operate("Collections", name="getCollections", answers=both),
        "/styles/projects.qml": _operate(
            "Style for QGIS", name="getQgisStyle", answers=_answer(QML), parameters=()
        ),
        "/styles/projects.sld": _operate(
            "Style as SLD", name="getSld", answers=_answer(SLD), parameters=()
        ),
    }
    for one in collections:
        path, name = f"/collections/{one.id}", one.id
        feature = {
            "name": "featureId",
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": "^[a-z0-9-]+$", "maxLength": 130},
        }
        paths |= {
            path: _operate(one.title, name=f"describe-{name}", answers=both),
            f"{path}/queryables": _operate(
                "Queryables", name=f"queryables-{name}", answers=_answer(SCHEMA, HTML)
            ),
            f"{path}/items": _operate(
                "Features",
                name=f"items-{name}",
                answers=_answer(GEOJSON, HTML),
                parameters=_list_questions(one),
            ),
            f"{path}/items/{{featureId}}": _operate(
                "A feature",
                name=f"item-{name}",
                answers=_answer(GEOJSON, HTML, refuses=("400", "404")),
                parameters=(feature, _FORM, _LANG),
            ),
        }
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": "1.0.0"},
        "servers": [{"url": site.base}],
        "paths": paths,
    }
