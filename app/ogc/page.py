"""A document of the service as a plain page that needs no script."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from app.messages import HTML_LANGUAGES, Words

_SHOWN: Final = (
    "name_zh",
    "name_en",
    "sector_zh",
    "status_zh",
    "due",
    "class_zh",
    "certainty_zh",
    "why_zh",
    "why_en",
)


def _cell(value: object) -> str:
    """Write a value of a table."""
    if value is None:
        return ""
    if isinstance(value, str | int | float):
        return escape(str(value))
    return escape(json.dumps(value, ensure_ascii=False))


def _write_links(links: Sequence[Mapping[str, str]]) -> str:
    """Write links as a list."""
    rows = "".join(
        f'<li><a href="{escape(link["href"])}">{escape(link.get("title") or link["rel"])}</a>'
        f" <small>{escape(link['type'])}</small></li>"
        for link in links
    )
    return f"<ul>{rows}</ul>"


def _write_features(features: Sequence[Mapping[str, Any]], *, path: str) -> str:
    """Write features as a table, each with a link to itself."""
    shown = [name for name in _SHOWN if features and name in features[0]["properties"]]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("id", *shown))
    rows = "".join(
        f'<tr><td><a href="{escape(path)}/{escape(str(feature["id"]))}?f=html">'
        f"{escape(str(feature['id']))}</a></td>"
        + "".join(f"<td>{_cell(feature['properties'][name])}</td>" for name in shown)
        + "</tr>"
        for feature in features
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def write_page(
    document: Mapping[str, Any], *, words: Words, style: str, items_path: str = ""
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
    items_path
        The address of the items, where the document lists features.
    """
    title = str(document.get("title") or document.get("id") or words("Open data service"))
    parts = [f"<h1>{escape(title)}</h1>"]
    if text := document.get("description"):
        parts.append(f"<p>{escape(str(text))}</p>")
    if "numberMatched" in document:
        count = words(
            "{shown} of {total} shown",
            shown=document["numberReturned"],
            total=document["numberMatched"],
        )
        parts.append(f"<p>{escape(count)}</p>")
    parts.append(_write_links(document.get("links", ())))
    for one in document.get("collections", ()):
        parts.append(f"<h2>{escape(one['title'])}</h2><p>{escape(one['description'])}</p>")
        parts.append(_write_links(one["links"]))
    if "features" in document:
        parts.append(_write_features(document["features"], path=items_path))
    values = document.get("properties") or {
        name: document[name] for name in ("conformsTo", "paths") if name in document
    }
    if values:
        rows = "".join(
            f'<tr><th scope="row">{escape(name)}</th><td>{_cell(value)}</td></tr>'
            for name, value in values.items()
        )
        parts.append(f"<table><tbody>{rows}</tbody></table>")
    body = "\n".join(parts)
    return (
        f'<!doctype html><html lang="{HTML_LANGUAGES[words.lang]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="{escape(style)}"></head>'
        f"<body><main>{body}</main></body></html>"
    ).encode()
