"""The share panel: link, QR code, frame, files of the view, and the view as a story's step."""

import streamlit as st
from markupsafe import Markup

from app.address import View
from app.components.written import write_html
from app.exports.paper_sizes import SIZES_MM
from app.links import district_sheet_address, page_address
from app.messages import Words
from app.show.story import MAX_STEPS
from app.template import render
from app.words.labels import choice_name
from projects.exports import FORMATS as DATA_FORMATS
from projects.filters import Filters


def find_sheet(filters: Filters, words: Words, *, report: str | None) -> dict[str, str] | None:
    """Find the sheet of the one district chosen; it shows all of it, whatever else is chosen.

    Parameters
    ----------
    filters
        What is chosen.
    words
        The language.
    report
        The report, where a link must name it.
    """
    if len(filters.district) != 1:
        return None
    (slug,) = filters.district
    address = district_sheet_address(slug, lang=words.lang, report=report)
    if not address:
        return None
    name = words("Sheet of {district} (.pdf)", district=choice_name("district", slug, words))
    return {"address": address, "slug": slug, "name": name}


def _stories_address(words: Words, report: str | None) -> str:
    """Return the address of the stories."""
    return page_address(View(lang=words.lang, report=report), page="story")


def take_step_html(catalogue_id: str, *, words: Words, report: str | None) -> Markup:
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
    return render(
        "take-step.html",
        label=words("Add this view as a step of a story"),
        catalogue_id=catalogue_id,
        most_steps=MAX_STEPS,
        stories=_stories_address(words, report),
        said=said,
        text=words("Add as a step"),
    )


def share_panel_html(
    filters: Filters, *, catalogue_id: str, words: Words, report: str | None
) -> Markup:
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
    files = {
        "html": words("Web page, one file (.html)"),
        "pptx": words("Slides (.pptx)"),
        "pdf": words("Sheet (.pdf)"),
        "png": words("Picture (.png)"),
    }
    answers = {
        "copied": words("Copied"),
        "refused": words("Copying was refused: select the text and press Ctrl+C."),
        "making": words("Being made, {n} s"),
        "queued": words("Files made before this one: {n}"),
        "done": words("Downloaded: {name}"),
        "failed": words("The file could not be made: {reason}"),
        "silent": words("the server did not answer"),
        "cancelled": words("Cancelled; nothing was saved."),
        "long": words("The link is too long for a QR code."),
    }
    said = {
        "share": words("Share"),
        "page": words("Page of the link"),
        "map_page": words("The map page"),
        "show": words("The full-screen show"),
        "link": words("Link to this view"),
        "copy": words("Copy link"),
        "send": words("Send …"),
        "code": words("QR code of the link"),
        "follow": words("Follow this view, without an account"),
        "files": words("Download this view"),
        "paper": words("Paper of sheet and picture"),
        "turn": words("Orientation"),
        "story": words("A story of several views"),
        "stories": words("Stories"),
        "data": words("The data of this view, for other tools"),
        "cancel": words("Cancel"),
        "embed": words("Embed in a web page"),
        "copy_frame": words("Copy the code"),
    }
    return render(
        "share.html",
        said=said,
        answers=answers,
        follow={
            "feed.atom": words("News of this view, for a feed reader (Atom)"),
            "calendar.ics": words("Its dates, for a calendar (.ics)"),
        },
        files=files,
        sheet=find_sheet(filters, words, report=report),
        data={
            slug: f"{one.name} (.{one.ending.rpartition('.')[2]})"
            for slug, one in DATA_FORMATS.items()
        },
        papers=tuple(SIZES_MM),
        turns={"landscape": words("Landscape"), "portrait": words("Portrait")},
        take=take_step_html(catalogue_id, words=words, report=report),
        stories=_stories_address(words, report),
    )


def show_share_panel(
    filters: Filters, *, catalogue_id: str, words: Words, report: str | None
) -> None:
    """Show the panel and, beside it, the button that makes a step; see `share_panel_html`."""
    take = take_step_html(catalogue_id, words=words, report=report)
    panel = share_panel_html(filters, catalogue_id=catalogue_id, words=words, report=report)
    with st.container(key="share", width="content"):
        write_html(render("hand-on.html", take=take, panel=panel), words=words)
