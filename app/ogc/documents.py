"""The documents of the service as JSON: landing page, conformance, collections, items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote, urlencode

from app.ogc.collections import Collection, encode_json
from app.ogc.query import CRS84, Question, select_rows

JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
HTML: Final = "text/html"
SCHEMA: Final = "application/schema+json"
QUERYABLES: Final = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
"""The relation of a link to what a collection may be asked by."""
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.0"
QML, SLD = "application/vnd.qgis.qml", "application/vnd.ogc.sld+xml"
MAX_BYTES: Final = 4_000_000
"""Of the features of one answer; what does not fit stands on the next page."""

CONFORMANCE: Final = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
)


@dataclass(frozen=True)
class Site:
    """Where the service is reached, and how it is asked.

    Parameters
    ----------
    base
        Its address without a last slash.
    form
        ``json``, or ``html`` where the document is shown as a page.
    report
        The report that every link names, as the client named it; None for that of every link
        without one.
    """

    base: str
    form: str = "json"
    report: str | None = None

    def link(self, rel: str, path: str, kind: str, title: str = "") -> dict[str, str]:
        """Make a link.

        Parameters
        ----------
        rel
            What it is to the document.
        path
            Below the service, with its query.
        kind
            The media type behind it.
        title
            What a reader is told.
        """
        if self.report is not None and "report=" not in path:
            path += f"{'&' if '?' in path else '?'}{urlencode({'report': self.report})}"
        made = {"rel": rel, "type": kind, "href": f"{self.base}{path}"}
        return made | {"title": title} if title else made

    def both(
        self, path: str, *, kind: str = JSON, asked: Mapping[str, str] = MappingProxyType({})
    ) -> list[dict[str, str]]:
        """Make the links of a document to itself and to its other form."""
        return [
            self.link(
                "self" if form == self.form else "alternate",
                f"{path}?{urlencode({'f': form, **asked})}",
                one,
            )
            for form, one in {"json": kind, "html": HTML}.items()
        ]


def make_landing(
    site: Site, *, title: str, others: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """Make the landing page.

    Parameters
    ----------
    site
        Where the service is reached.
    title
        Of the catalogue.
    others
        The titles of the other reports by their ids: each is a service of its own behind
        ``report=``.
    """
    return {
        "title": title,
        "description": "OGC API – Features",
        "links": [
            *site.both("/"),
            site.link("service-desc", "/api?f=json", OPENAPI, "OpenAPI 3.0"),
            site.link("service-doc", "/api?f=html", HTML, "OpenAPI 3.0"),
            site.link("conformance", "/conformance", JSON, "Conformance"),
            site.link("data", "/collections", JSON, "Collections"),
            *(
                site.link("related", f"/?{urlencode({'report': report})}", JSON, name)
                for report, name in others.items()
            ),
        ],
    }


def make_conformance(site: Site) -> dict[str, Any]:
    """Make the list of what the service conforms to."""
    return {
        "title": "Conformance",
        "conformsTo": list(CONFORMANCE),
        "links": site.both("/conformance"),
    }


def describe_collection(site: Site, *, collection: Collection) -> dict[str, Any]:
    """Describe a collection.

    Parameters
    ----------
    site
        Where the service is reached.
    collection
        The collection.
    """
    path = f"/collections/{collection.id}"
    extent: dict[str, Any] = {}
    if collection.bounds:
        extent["spatial"] = {"bbox": [list(collection.bounds)], "crs": CRS84}
    if collection.span:
        first, last = collection.span
        interval = [f"{first}-01-01T00:00:00Z", f"{last}-12-31T23:59:59Z"]
        extent["temporal"] = {"interval": [interval]}
    links = [
        *site.both(path),
        site.link("items", f"{path}/items?f=json", GEOJSON),
        site.link("items", f"{path}/items?f=html", HTML),
        site.link(QUERYABLES, f"{path}/queryables", SCHEMA),
    ]
    if collection.keys:
        links += [
            site.link("stylesheet", "/styles/projects.qml", QML, "QGIS, points"),
            site.link("stylesheet", "/styles/projects-lines.qml", QML, "QGIS, lines"),
            site.link("stylesheet", "/styles/projects-areas.qml", QML, "QGIS, areas"),
            site.link("stylesheet", "/styles/projects.sld", SLD, "SLD"),
        ]
    return {
        "id": collection.id,
        "title": collection.title,
        "description": collection.description,
        "itemType": "feature",
        "extent": extent,
        "crs": [CRS84],
        "storageCrs": CRS84,
        "links": links,
    }


def list_descriptions(site: Site, *, collections: Iterable[Collection]) -> dict[str, Any]:
    """List the collections.

    Parameters
    ----------
    site
        Where the service is reached.
    collections
        The collections.
    """
    return {
        "title": "Collections",
        "links": site.both("/collections"),
        "collections": [
            describe_collection(replace(site, form="json"), collection=one) for one in collections
        ],
    }


def make_queryables(site: Site, *, collection: Collection) -> dict[str, Any]:
    """Make the schema of what a collection can be asked by.

    Parameters
    ----------
    site
        Where the service is reached.
    collection
        The collection.
    """
    path = f"/collections/{collection.id}/queryables"
    properties: dict[str, Any] = {
        facet: {"title": facet, "type": "string", "enum": list(slugs)}
        for facet, slugs in collection.choices.items()
    }
    if collection.keys:
        properties["q"] = {"title": "q", "type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site.base}{path}",
        "type": "object",
        "title": collection.title,
        "properties": properties,
        "additionalProperties": False,
        "links": site.both(path, kind=SCHEMA),
    }


@dataclass(frozen=True)
class Page:
    """One page of a collection's items: rows, how many matched, and what links to the others."""

    collection: Collection
    rows: tuple[int, ...]
    matched: int
    links: list[dict[str, str]]

    def encode(self) -> bytes:
        """Write it as a GeoJSON feature collection."""
        head = {
            "type": "FeatureCollection",
            "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "numberMatched": self.matched,
            "numberReturned": len(self.rows),
            "links": self.links,
        }
        start = encode_json(head)[:-1]
        body = b",".join(self.collection.encode(row) for row in self.rows)
        return start + b',"features":[' + body + b"]}"


def make_page(
    site: Site, *, collection: Collection, question: Question, query: Mapping[str, str]
) -> Page:
    """Make a page of items.

    Parameters
    ----------
    site
        Where the service is reached.
    collection
        The collection asked.
    question
        What is asked.
    query
        The parameters as asked, which the links to other pages repeat.
    """
    found = select_rows(collection, question=question)
    window = found[question.offset : question.offset + question.limit]
    kept: list[int] = []
    size = 0
    for row in window:
        size += len(collection.encode(row))
        if kept and size > MAX_BYTES:
            break
        kept.append(row)
    path = f"/collections/{collection.id}/items"
    plain = {name: value for name, value in query.items() if name not in {"f", "offset", "limit"}}

    def link(rel: str, *, offset: int, kind: str, asked: str) -> dict[str, str]:
        asks = plain | {"f": asked, "limit": str(question.limit), "offset": str(offset)}
        return site.link(rel, f"{path}?{urlencode(asks)}", kind)

    form = site.form
    kind, other = (GEOJSON, HTML) if form == "json" else (HTML, GEOJSON)
    swapped = "html" if form == "json" else "json"
    links = [
        link("self", offset=question.offset, kind=kind, asked=form),
        link("alternate", offset=question.offset, kind=other, asked=swapped),
        site.link("collection", f"/collections/{collection.id}", JSON),
    ]
    after = question.offset + len(kept)
    if after < len(found):
        links.append(link("next", offset=after, kind=kind, asked=form))
    if question.offset > 0:
        before = max(0, question.offset - question.limit)
        links.append(link("prev", offset=before, kind=kind, asked=form))
    return Page(collection, tuple(kept), len(found), links)


def make_item(site: Site, *, collection: Collection, row: int) -> dict[str, Any]:
    """Make the document of a single feature.

    Parameters
    ----------
    site
        Where the service is reached.
    collection
        The collection.
    row
        Where the feature stands in it.
    """
    feature = collection.feature(row)
    path = f"/collections/{collection.id}/items/{quote(str(feature['id']))}"
    asked = {"asof": collection.day} if collection.day else {}
    links = [
        *site.both(path, kind=GEOJSON, asked=asked),
        site.link("collection", f"/collections/{collection.id}", JSON),
    ]
    return feature | {"links": links}
