"""One record in the steward's hands: its place, its fields and the words that carry them."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from app.components.refusals import complain
from app.components.steward_map import DATUM_KEY, POSITION_KEY, RECORD_KEY
from app.messages import Words
from app.near.places import DATUM_NAMES
from app.words.refusals import refuse_outside, refuse_position
from geodata.coordinates import Bounds, Position, read_position
from geodata.datum import DATUMS
from geodata.errors import OutsidePositionError, PositionError
from projects.catalogue import Catalogue
from projects.errors import ProjectsError
from projects.model import Project
from projects.steward.edits import Cited, parse_assignment, place_record, set_fields
from projects.steward.errors import EditError
from projects.vocabulary import KINDS, SECTORS, STATUSES, Term

ACCURACY_KEY = "steward-accuracy"
_TERMS: Mapping[str, Mapping[str, Term]] = {
    "sector": SECTORS, "kind": KINDS, "status": STATUSES,
}  # fmt: skip


def choose_record(catalogue: Catalogue, *, words: Words) -> str | None:
    """Let a record be chosen; those without a place stand first.

    Parameters
    ----------
    catalogue
        The catalogue.
    words
        The language.
    """
    by_id = catalogue.by_id
    if not by_id:
        return None
    ids = sorted(by_id, key=lambda one: by_id[one].geometry is not None)
    if st.session_state.get(RECORD_KEY) not in by_id:
        st.session_state[RECORD_KEY] = ids[0]

    def name(one: str) -> str:
        project = by_id[one]
        label = words.name_of(project)
        if project.geometry is None:
            return words("{name} – without a place", name=label)
        return label

    return str(st.selectbox(words("Project"), ids, format_func=name, key=RECORD_KEY))


def _read_field(bounds: Bounds) -> Position | None:
    """Read the coordinates as they stand in the field; None where it holds none.

    Raises
    ------
    PositionError
        Where they are no coordinates, or (`OutsidePositionError`) none of the city.
    """
    text = str(st.session_state.get(POSITION_KEY, ""))
    datum = str(st.session_state.get(DATUM_KEY, DATUMS[0]))
    return read_position(text, bounds=bounds, datum=datum)


def read_typed(bounds: Bounds) -> Position | None:
    """Read the coordinates as they stand in the field; None where they are none of the city.

    Parameters
    ----------
    bounds
        West, south, east, north of the city.
    """
    try:
        return _read_field(bounds)
    except PositionError:
        return None


def _read_point(bounds: Bounds, *, words: Words) -> Position | None:
    """Read the point that was given; None, and why, where it is none of the city."""
    try:
        position = _read_field(bounds)
    except OutsidePositionError:
        st.error(refuse_outside(words))
        return None
    except PositionError:
        position = None
    if position is None:
        st.error(refuse_position(words))
    return position


def show_place(path: Path, record: str, *, bounds: Bounds, words: Words) -> None:
    """Ask for a point with its accuracy and source: nothing of it is guessed.

    Parameters
    ----------
    path
        The catalogue's file.
    record
        The record.
    bounds
        West, south, east, north of the city.
    words
        The language.
    """
    st.text_input(
        words("Coordinates, as the map copies them when a point is clicked"),
        placeholder="112.55, 37.87",
        key=POSITION_KEY,
    )
    st.selectbox(words("Datum"), DATUMS, format_func=DATUM_NAMES.__getitem__, key=DATUM_KEY)
    accuracy_m = st.number_input(
        words("Accuracy in metres"), min_value=1.0, value=100.0, key=ACCURACY_KEY
    )
    source = st.text_input(words("Source"), key="steward-source")
    licence = st.text_input(words("Licence"), key="steward-licence")
    method = st.text_input(words("How it was found"), key="steward-method")
    as_of = st.text_input(words("Date of the source"), key="steward-as-of")
    if not st.button(words("Place it"), key="steward-place-it"):
        return
    position = _read_point(bounds, words=words)
    if position is None:
        return
    try:
        place_record(
            path,
            record,
            lon=position.lon,
            lat=position.lat,
            accuracy_m=accuracy_m,
            source=source,
            licence=licence,
            method=method,
            as_of=as_of,
        )
    except ProjectsError as error:
        complain(error, words=words)
        return
    st.success(
        words(
            "{record}: placed at {lon}, {lat} (WGS 84; read as {datum}), ± {accuracy} m",
            record=record,
            lon=f"{position.lon:.6f}",
            lat=f"{position.lat:.6f}",
            datum=position.datum,
            accuracy=f"{accuracy_m:g}",
        )
    )


def list_texts(project: Project) -> dict[str, str]:
    """List the fields of a record that a person may write, as texts.

    Parameters
    ----------
    project
        The record.
    """
    return {
        "name_zh": project.name_zh,
        "name_en": project.name_en or "",
        "sector": project.sector,
        "kind": project.kind,
        "status": project.status,
        "districts": ",".join(project.districts),
        "aliases": ",".join(project.aliases),
        "summary_zh": project.summary_zh or "",
        "summary_en": project.summary_en or "",
    }


def show_fields(path: Path, project: Project, *, words: Words) -> None:
    """Ask for the fields of a record, and for the words of the report that carry a change.

    Parameters
    ----------
    path
        The catalogue's file.
    project
        The record.
    words
        The language.
    """
    labels = {
        "name_zh": words("Name in Chinese"),
        "name_en": words("Name in English"),
        "sector": words("Sector"),
        "kind": words("Kind"),
        "status": words("Status"),
        "districts": words("Codes of its districts, parted by commas"),
        "aliases": words("Other names, parted by commas"),
        "summary_zh": words("Summary in Chinese"),
        "summary_en": words("Summary in English"),
    }
    before = list_texts(project)
    after: dict[str, str] = {}
    with st.form(f"steward-fields-{project.id}"):
        for name, label in labels.items():
            key = f"steward-{name}-{project.id}"
            if name in _TERMS:
                names = {s: words.name_of(t) for s, t in _TERMS[name].items()}
                after[name] = str(
                    st.selectbox(
                        label,
                        list(names),
                        index=list(names).index(before[name]),
                        format_func=names.__getitem__,
                        key=key,
                    )
                )
            else:
                after[name] = st.text_input(label, before[name], key=key)
        paragraph = st.text_input(words("Paragraph that says so, such as S7.P1"))
        mention = st.text_input(words("Name as printed there"))
        wording = st.text_input(words("Words that carry it, as printed"))
        if not st.form_submit_button(words("Save the record")):
            return
    changed = {name: text for name, text in after.items() if text != before[name]}
    cited = (paragraph, mention, wording)
    try:
        if any(cited) and not all(cited):
            raise EditError(words("A citation needs its paragraph, name and words together."))
        if not changed and not any(cited):
            st.info(words("Nothing was changed."))
            return
        set_fields(
            path,
            project.id,
            values=dict(parse_assignment(f"{name}={text}") for name, text in changed.items()),
            cited=Cited(*cited) if all(cited) else None,
        )
    except ProjectsError as error:
        complain(error, words=words)
        return
    st.success(
        words("{record}: saved; the change log beside the file says what.", record=project.id)
    )
