"""The printed page of a place: one sheet of A4 with its map, its list and its link."""

import base64
from dataclasses import replace
from html import escape

from app.address import Spot, View, write_view
from app.drawing.qr import qr_svg
from app.links import page_address
from app.messages import HTML_LANGUAGES, Words
from app.near.answer import Answer, Item, Section
from app.near.street_map import street_svg
from app.published.assets import asset_address
from app.words.dates import date_text
from geodata.cities import find_city
from projects.model import Metadata

LISTED = 16
"""So many projects fit on the sheet in either language."""
NAMED = 6


def _symbol_html(item: Item) -> str:
    project = item.project
    address = escape(asset_address(f"symbol-{project.sector}-{project.status}.svg"))
    return f'<img src="./{address}" alt="">'


def _item_html(number: int, item: Item) -> str:
    far = " ".join(text for text in (item.distance, item.direction) if text)
    meta = " · ".join(text for text in (item.status, item.due) if text)
    return (
        f"<li><b>{number}</b>{_symbol_html(item)}<div><strong>{escape(item.name)}</strong>"
        f"<span>{escape(far)}</span><small>{escape(meta)}</small></div></li>"
    )


def _list_html(near: Section, words: Words) -> str:
    items = "".join(
        _item_html(number, item) for number, item in enumerate(near.items[:LISTED], start=1)
    )
    more = near.count - min(near.count, LISTED)
    tail = ""
    if more:
        text = words.plural(
            "… and {n} more: the link below leads to it.",
            "… and {n} more: the link below leads to them.",
            more,
        )
        tail = f'<p class="more">{escape(text)}</p>'
    return f"<ol>{items}</ol>{tail}" if items else ""


def _groups_html(answer: Answer, words: Words) -> str:
    lines = []
    for slug in ("district", "city", "unknown", "beyond"):
        section = answer.section(slug)
        if not section.count:
            continue
        text = section.note
        if slug == "district":
            names = words(", ").join(item.name for item in section.items[:NAMED])
            rest = section.count - min(section.count, NAMED)
            text = words("{names} and {n} more", names=names, n=rest) if rest else names
        lines.append(
            f"<li><strong>{escape(section.title)}: {section.count}</strong> {escape(text)}</li>"
        )
    return f'<ul class="groups">{"".join(lines)}</ul>'


def street_html(answer: Answer, *, view: View, spot: Spot, metadata: Metadata, base: str) -> str:
    """Write the page.

    Parameters
    ----------
    answer
        What is told about the place.
    view
        Radius, filters and language.
    spot
        The place.
    metadata
        What is true of the whole catalogue.
    base
        The address of the app, with its last slash.
    """
    words = Words(view.lang)
    near = answer.section("near")
    link = f"{base}nearby?{write_view(view)}"
    other = "en" if words.lang == "zh" else "zh"
    code = base64.b64encode(qr_svg(link)).decode()
    title = words("My street: {place}", place=answer.place)
    picture = street_svg(
        near.items[:LISTED],
        spot=spot,
        radius_m=view.radius_m,
        city=find_city(metadata.city.adcode, bbox=metadata.city.bbox),
        words=words,
    )
    said = words(
        "{title}, as of {date}: what the report said then, not what is true today.",
        title=words.pick(metadata.title_zh, metadata.title_en),
        date=date_text(metadata.report_date, lang=words.lang),
    )
    switch = words.pick("English", "中文")
    note = f"<p>{escape(answer.place_note)}</p>" if answer.place_note else ""
    return (
        f'<!doctype html><html lang="{HTML_LANGUAGES[words.lang]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        f'<link rel="icon" type="image/svg+xml" href="./{asset_address("favicon.svg")}">'
        f'<link rel="stylesheet" href="./{asset_address("street.css")}">'
        f'<script defer src="./{asset_address("street.js")}"></script></head><body>'
        f'<nav aria-label="{escape(words("This page"))}">'
        f'<a href="{escape(page_address(view, page="nearby"))}">{escape(words("Back"))}</a>'
        f'<a href="{escape(page_address(replace(view, lang=other), page="street"))}"'
        f' lang="{HTML_LANGUAGES[other]}" hreflang="{HTML_LANGUAGES[other]}">{switch}</a>'
        f'<button type="button" id="print" hidden>{escape(words("Print"))}</button></nav>'
        f"<main><header><h1>{escape(title)}</h1>{note}"
        f'<p class="sentence">{escape(answer.sentence)}</p>'
        f"<p>{escape(answer.station)}</p></header>{picture}"
        f'<section aria-label="{escape(near.title)}">{_list_html(near, words)}</section>'
        f"{_groups_html(answer, words)}"
        f'<footer><img src="data:image/svg+xml;base64,{code}" alt="" width="88" height="88">'
        f"<div><p>{escape(answer.sum_sentence)}</p><p>{escape(said)}</p>"
        f'<p><a href="{escape(link)}">{escape(link)}</a></p>'
        f"<p>{escape(metadata.attribution)}</p></div></footer></main></body></html>"
    )
