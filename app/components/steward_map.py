"""The steward's map: what the catalogue holds, candidates at proposed places, a new point."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from app.components import scripted
from app.messages import Words
from app.published.data import messages_address
from app.words.refusals import say_map_fault
from app.workbench.folder import Workbench
from app.workbench.served import list_map_files
from geodata.cities import City
from geodata.coordinates import Position
from geodata.gazetteer import load_gazetteer

MAP_KEY = "steward-map"
POSITION_KEY = "steward-position"
DATUM_KEY = "steward-datum"
RECORD_KEY = "steward-record"


def list_proposed(
    rows: Sequence[Mapping[str, str]], *, city: City, words: Words
) -> list[dict[str, Any]]:
    """List the candidates above the cut at the places that the gazetteer has for them.

    Parameters
    ----------
    rows
        The rows of a work list.
    city
        The city whose places they name.
    words
        The language.
    """
    known = load_gazetteer(city).by_id
    proposed = []
    for row in rows:
        entry = known.get(row["place_proposed"])
        if entry is None or row["cut"] != "above" or row["decision"] == "no":
            continue
        text = words(
            "{rank}. {candidate} – proposed: {place}, ± {accuracy} m",
            rank=row["rank"],
            candidate=row["name_zh"],
            place=words.name_of(entry),
            accuracy=f"{entry.accuracy_m:g}",
        )
        proposed.append(
            {"text": text, "lon": entry.lon, "lat": entry.lat, "accuracy_m": entry.accuracy_m}
        )
    return proposed


def _take_point(key: str) -> None:
    """Write a point of the map into the field that a person could fill as well."""
    point = st.session_state[key]["point"]
    if point:
        lon, lat = point
        st.session_state[POSITION_KEY] = f"{lon:.6f}, {lat:.6f}"
        st.session_state[DATUM_KEY] = "wgs84"


def _take_record(key: str) -> None:
    """Choose the record that was chosen on the map."""
    selected = st.session_state[key]["selected"]
    if selected:
        st.session_state[RECORD_KEY] = selected


def show_map(  # noqa: PLR0913 - what the map is told
    bench: Workbench,
    catalogue: str,
    *,
    city: City,
    position: Position | None,
    accuracy_m: float,
    rows: Sequence[Mapping[str, str]],
    words: Words,
) -> None:
    """Show the map; a click on free ground fills the field of coordinates.

    Parameters
    ----------
    bench
        The steward's folder.
    catalogue
        The catalogue's file.
    city
        Its city.
    position
        The point that is about to be a record's place.
    accuracy_m
        How far off it may be.
    rows
        The work list's rows, of which those with a proposed place are drawn.
    words
        The language.
    """
    files = list_map_files(bench.catalogue_path(catalogue))
    if not files:
        st.info(words("The map is shown again once the checks find no fault."))
        return
    sources = {
        part: f"workbench/{part}?{urlencode({'catalogue': catalogue, 'v': file.digest})}"
        for part, file in files.items()
    }
    key = f"{MAP_KEY}-{files['catalogue'].digest}"
    data = {
        "sources": sources | {"messages": messages_address(None, lang=words.lang)},
        "lang": words.lang,
        "panel": "none",
        "version": 0,
        "shown": None,
        "selected": None,
        "bounds": list(city.bbox),
        "place": {"lon": position.lon, "lat": position.lat} if position else None,
        "accuracy_m": accuracy_m,
        "proposed": list_proposed(rows, city=city, words=words),
        "pin_text": words("The new place; move it with the arrow keys, then press Enter"),
        "fault_text": say_map_fault(words),
    }
    with st.container(key="steward-map"):
        scripted.mount_steward_atlas(
            data,
            key=key,
            on_select=lambda: _take_record(key),
            on_point=lambda: _take_point(key),
        )
    st.caption(
        words(
            "Click the map to fill the coordinates; blue rings are places proposed for candidates."
        )
    )
