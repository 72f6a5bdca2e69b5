"""The share panel: link, QR code, frame, files of the view, and the view as a story's step."""

import json
from html import escape
from types import MappingProxyType

import streamlit as st

from app.address import View
from app.links import district_sheet_address, page_address
from app.messages import Words
from app.show.story import MAX_STEPS
from app.words.labels import choice_name
from projects.filters import Filters

FORMATS = ("html", "pptx", "pdf", "png")
DATA_NAMES = MappingProxyType(
    {
        "geojson": "GeoJSON (.geojson)",
        "gpkg": "GeoPackage (.gpkg)",
        "shp": "Shapefile (.zip)",
        "fgb": "FlatGeobuf (.fgb)",
        "parquet": "GeoParquet (.parquet)",
        "kml": "KML (.kml)",
        "csv": "CSV (.csv)",
        "xlsx": "Excel (.xlsx)",
        "oc4ids": "OC4IDS (.json)",
        "dxf": "DXF (.dxf)",
    }
)
"""Data for other tools: names of formats, the same in every language."""
PAPERS = ("a4", "a3", "a2", "a1", "a0")


def _sheet_html(filters: Filters, words: Words, report: str | None) -> str:
    """Offer the sheet of the one district chosen; it shows all of it, whatever else is chosen."""
    if len(filters.district) != 1:
        return ""
    (slug,) = filters.district
    address = escape(district_sheet_address(slug, lang=words.lang, report=report))
    if not address:
        return ""
    name = words("Sheet of {district} (.pdf)", district=choice_name("district", slug, words))
    return (
        f'<li class="is-sheet"><a href="{address}" download'
        f' data-share-file="district-sheet/{escape(slug)}">{escape(name)}</a></li>'
    )


def take_step_html(catalogue_id: str, *, words: Words, report: str | None = None) -> str:
    """Return the button that makes a step of what is seen; its script keeps the story.

    Parameters
    ----------
    catalogue_id
        The catalogue that the story is about.
    words
        The language.
    report
        The report, where a link must name it.
    """
    said = {
        "added": words("Step {n} of “{title}”: this view is added."),
        "full": words("A story holds {limit} steps.", limit=MAX_STEPS),
        "unkept": words("This browser keeps nothing: open the story now, before leaving."),
        "untitled": words("Story without a title"),
        "open": words("Open the story"),
        "close": words("Close"),
    }
    label = escape(words("Add this view as a step of a story"))
    stories = escape(page_address(View(lang=words.lang, report=report), page="story"))
    text = escape(words("Add as a step"))
    return (
        f'<button type="button" class="city-take" data-take-step="1" title="{label}"'
        f' data-catalogue="{escape(catalogue_id)}" data-most-steps="{MAX_STEPS}"'
        f' data-stories="{stories}"'
        f' data-say="{escape(json.dumps(said, ensure_ascii=False))}">{text}</button>'
    )


def share_panel_html(
    filters: Filters, *, catalogue_id: str, words: Words, report: str | None = None
) -> str:
    """Return the panel, whose script reads the address when it opens.

    Parameters
    ----------
    filters
        What is chosen: one district alone has its sheet among the files.
    catalogue_id
        The catalogue.
    words
        The language.
    report
        The report, where a link must name it.
    """

    def text(sentence: str) -> str:
        return escape(words(sentence))

    names = {
        "html": words("Web page, one file (.html)"),
        "pptx": words("Slides (.pptx)"),
        "pdf": words("Sheet (.pdf)"),
        "png": words("Picture (.png)"),
    }
    files = "".join(
        f'<li><a href="./export/{kind}" data-share-file="{kind}">{escape(names[kind])}</a></li>'
        for kind in FORMATS
    )
    files += _sheet_html(filters, words, report)
    data = "".join(
        f'<li><a href="./export/{kind}" data-share-file="{kind}">{escape(name)}</a></li>'
        for kind, name in DATA_NAMES.items()
    )
    papers = "".join(f'<option value="{size}">{size.upper()}</option>' for size in PAPERS)
    turned = {"landscape": words("Landscape"), "portrait": words("Portrait")}
    turns = "".join(
        f'<option value="{slug}">{escape(name)}</option>' for slug, name in turned.items()
    )
    refused = text("Copying was refused: select the text and press Ctrl+C.")
    sentences = {
        "copied": text("Copied"),
        "refused": refused,
        "making": escape(words("Being made, {n} s")),
        "done": escape(words("Downloaded: {name}")),
        "failed": escape(words("The file could not be made: {reason}")),
        "silent": text("the server did not answer"),
        "cancelled": text("Cancelled; nothing was saved."),
        "long": text("The link is too long for a QR code."),
    }
    attributes = " ".join(f'data-say-{name}="{said}"' for name, said in sentences.items())
    title = '<p class="city-share-title">'
    stories = escape(page_address(View(lang=words.lang, report=report), page="story"))
    return (
        f'<details class="city-share" {attributes}><summary>{text("Share")}</summary>'
        '<div class="city-share-box">'
        '<div class="city-share-link"><div>'
        f'<label for="city-share-page">{text("Page of the link")}</label>'
        f'<select id="city-share-page"><option value="">{text("The map page")}</option>'
        f'<option value="present">{text("The full-screen show")}</option></select>'
        f'<label for="city-share-address">{text("Link to this view")}</label>'
        '<input id="city-share-address" type="text" readonly>'
        f'<button type="button" data-share-copy="address">{text("Copy link")}</button>'
        f'<button type="button" data-share-send hidden>{text("Send …")}</button></div>'
        f'<img class="city-share-qr" alt="{text("QR code of the link")}" width="148" height="148">'
        "</div>"
        f"{title}{text('Download this view')}</p>"
        '<p class="city-share-paper">'
        f"<label>{text('Paper of sheet and picture')} <select data-share-paper>{papers}</select>"
        f'</label> <label><span class="city-hidden">{text("Orientation")}</span>'
        f"<select data-share-turn>{turns}</select></label></p>"
        f"<ul>{files}</ul>"
        f"{title}{text('A story of several views')}</p>"
        f'<p class="city-share-story">{take_step_html(catalogue_id, words=words, report=report)}'
        f'<a href="{stories}">{text("Stories")}</a></p>'
        f"{title}{text('The data of this view, for other tools')}</p>"
        f"<ul>{data}</ul>"
        '<p class="city-share-status" role="status"></p>'
        f'<button type="button" class="city-share-cancel" hidden>{text("Cancel")}</button>'
        f'{title}<label for="city-share-frame">{text("Embed in a web page")}</label></p>'
        '<textarea id="city-share-frame" rows="3" readonly></textarea>'
        f'<button type="button" data-share-copy="frame">{text("Copy the code")}</button>'
        "</div></details>"
    )


def show_share_panel(
    filters: Filters, *, catalogue_id: str, words: Words, report: str | None
) -> None:
    """Show the panel and, beside it, the button that makes a step; see `share_panel_html`."""
    take = take_step_html(catalogue_id, words=words, report=report)
    panel = share_panel_html(filters, catalogue_id=catalogue_id, words=words, report=report)
    with st.container(key="share", width="content"):
        st.html(f'<div class="city-hand-on">{take}{panel}</div>')
