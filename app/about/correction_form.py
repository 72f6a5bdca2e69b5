"""The form of a correction: what a reader fills in, and the small file made of it."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from markupsafe import Markup

from app.address import View, write_view
from app.messages import Words
from app.template import render
from app.words.corrections import field_name
from app.words.labels import term_name
from projects.corrections import (
    FIELDS,
    MAX_PROPOSAL,
    TYPE,
    Correction,
    read_corrections,
    write_correction,
)
from projects.media import clean_text
from projects.model import Project
from projects.vocabulary import EVENTS

_NUMBERS = re.compile(r"[-+]?\d+(?:\.\d+)?")
_OUTCOME = re.compile(r"([^0-9]{1,40}?)[\s,;，；]*([0-9][0-9./~?%-]{3,20})")
_PLACE_PARTS = 3


def form_html(view: View, *, project: Project | None, catalogue_id: str, words: Words) -> Markup:
    """Write the form; what it sends comes back as a file, and nothing of it is kept.

    Parameters
    ----------
    view
        The view; the place asked about is never told.
    project
        The record that is looked at; None where there is none.
    catalogue_id
        The catalogue.
    words
        The language.
    """
    said = {
        "title": words("Or as a small file, which whoever keeps the map can read by machine"),
        "id": words("Project, by the id in its link (sel=…)"),
        "field": words("What is wrong"),
        "proposal": words("What is right"),
        "hint": words(
            "For a place: longitude, latitude and how far off it may be in metres, such as"
            " 112.5512, 37.8701, 50 (WGS 84). For a later fact: what happened and when, such as"
            " {event} 2025-02-22; what may happen: {events}.",
            event=term_name(EVENTS, "open", words),
            events=words(", ").join(term_name(EVENTS, slug, words) for slug in EVENTS),
        ),
        "text": words("Evidence: what you saw, or what stands where"),
        "link": words("Evidence: a link (https://…)"),
        "photo": words("Photographs stay with you; say that you have them."),
        "save": words("Save the file (.json)"),
    }
    shown = view.without_spot()
    return render(
        "correction.html",
        said=said,
        fields={field: field_name(field, words) for field in FIELDS},
        id=project.id if project is not None else "",
        catalogue=catalogue_id,
        view=write_view(shown),
        lang=words.lang,
        most=MAX_PROPOSAL,
    )


def _find_event(text: str) -> str:
    """Find an event by its slug, its label in either language or an unmistakable part of one."""
    folded = text.strip().casefold()
    labels = {
        slug: (slug, term.name_zh.casefold(), term.name_en.casefold())
        for slug, term in EVENTS.items()
    }
    exact = [slug for slug, known in labels.items() if folded in known]
    parts = [slug for slug, known in labels.items() if any(folded in one for one in known)]
    found = exact or (parts if len(folded) > 1 else [])
    return found[0] if len(found) == 1 else folded


def _read_proposal(field: str, text: str) -> object:
    """Read what was written as a proposal of its field; as it stands where it is none."""
    if field == "place":
        numbers = [float(one) for one in _NUMBERS.findall(text)]
        if len(numbers) == _PLACE_PARTS:
            return dict(zip(("lon", "lat", "accuracy_m"), numbers, strict=True))
    if field == "outcome" and (found := _OUTCOME.fullmatch(text)):
        return {"event": _find_event(found[1]), "date": found[2]}
    return text


def read_form(form: Mapping[str, str]) -> Correction:
    """Read what a reader filled in.

    Parameters
    ----------
    form
        The fields of the form.

    Raises
    ------
    CorrectionsError
        With everything that is missing or wrong.
    """
    told = {
        name: clean_text(form.get(name, ""), medium="address").strip()
        for name in ("record", "catalogue", "field", "proposal", "text", "link")
    }
    evidence = {name: told[name] for name in ("text", "link") if told[name]}
    content = {
        "type": TYPE,
        "version": 1,
        "catalogue": told["catalogue"],
        "id": told["record"],
        "field": told["field"],
        "proposal": _read_proposal(told["field"], told["proposal"]),
        "evidence": evidence,
        "view": form.get("view", "")[:600],
        "written_on": datetime.now(tz=UTC).date().isoformat(),
    }
    (correction,) = read_corrections(json.dumps(content).encode(), file="correction")
    return correction


def correction_file(form: Mapping[str, str]) -> tuple[str, bytes]:
    """Make the file of what a reader filled in: its name and its bytes.

    Parameters
    ----------
    form
        The fields of the form.

    Raises
    ------
    CorrectionsError
        With everything that is missing or wrong.
    """
    correction = read_form(form)
    name = f"correction-{correction.id}-{correction.field}.json"
    return name.replace("_", "-"), write_correction(correction)
