"""A document of the service as a plain page that needs no script."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.messages import DEFAULT_LANGUAGE, HTML_LANGUAGES, Words
from app.ogc.documents import QUERYABLES
from app.template import mark_foreign, render

_SHOWN: Final = (
    "name_zh",
    "name_en",
    "sector_zh",
    "status_zh",
    "district_zh",
    "due",
    "class_zh",
    "certainty_zh",
    "why_zh",
    "why_en",
)


def _write_value(value: object) -> str:
    """Write a value of a table."""
    if value is None:
        return ""
    if isinstance(value, str | int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _list_links(links: Sequence[Mapping[str, str]], *, words: Words) -> list[dict[str, str]]:
    """List links with a title in the language, leaving out the one to the page itself."""
    named = {
        "alternate": words("The same as data"),
        "conformance": words("What the service conforms to"),
        "data": words("Collections of the service"),
        "collection": words("The collection"),
        "items": words("The records"),
        "next": words("Next"),
        "prev": words("Previous"),
        "stylesheet": words("Style for a GIS"),
        QUERYABLES: words("What may be asked by"),
    }
    return [
        {
            **link,
            "title": named.get(link["rel"]) or link.get("title") or link["rel"],
            "href": _keep_language(link["href"], words=words),
        }
        for link in links
        if link["rel"] != "self"
    ]


def _keep_language(address: str, *, words: Words) -> str:
    """Let an address of the service answer in the language of the page."""
    if words.lang == DEFAULT_LANGUAGE or "/styles/" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={words.lang}"


def _list_collections(document: Mapping[str, Any], *, words: Words) -> list[dict[str, Any]]:
    """List the collections of a document, each with its links."""
    return [
        {**one, "links": _list_links(one["links"], words=words)}
        for one in document.get("collections", ())
    ]


def _list_rows(features: Sequence[Mapping[str, Any]], *, names: Sequence[str]) -> list[list[str]]:
    """List the rows of a table of features, each from its id on."""
    return [
        [str(feature["id"]), *(_write_value(feature["properties"][name]) for name in names)]
        for feature in features
    ]


def write_page(
    document: Mapping[str, Any], *, words: Words, style: str, back: str, items_path: str = ""
) -> bytes:
    """Write a document as a page.

    Parameters
    ----------
    document
        The document as JSON says it.
    words
        The language of what is said about it.
    style
        The address of the style sheet.
    back
        The address of the map.
    items_path
        The address of the items, where the document lists features.
    """
    count = ""
    if "numberMatched" in document:
        shown, total = document["numberReturned"], document["numberMatched"]
        count = words("{shown} of {total} shown", shown=shown, total=total)
    features = document.get("features", ())
    names = [name for name in _SHOWN if features and name in features[0]["properties"]]
    values = document.get("properties") or {
        name: document[name] for name in ("conformsTo", "paths") if name in document
    }
    html = render(
        "service.html",
        lang=HTML_LANGUAGES[words.lang],
        title=document.get("title") or document.get("id") or words("Open data service"),
        style=style,
        back={"href": back, "name": words("To the map")},
        description=document.get("description"),
        count=count,
        links=_list_links(document.get("links", ()), words=words),
        collections=_list_collections(document, words=words),
        has_features="features" in document,
        columns=["id", *names],
        rows=_list_rows(features, names=names),
        items_path=items_path,
        values=[(name, _write_value(value)) for name, value in values.items()],
    )
    return mark_foreign(html, lang=words.lang).encode()
