"""The steward's page: a report's candidates, tables, places, checks; open only where asked."""

from collections.abc import Mapping

import streamlit as st

from app.components.brought_table import show_tables
from app.components.faults import faults_html
from app.components.refusals import complain
from app.messages import Words
from app.opened.dropped import check_dropped, picture_of, tell_check
from app.overview.sections import section_html
from app.published.store import Served
from app.template import render
from app.workbench.folder import REPORT_SUFFIXES, STEWARD_FOLDER, Workbench, current_workbench
from geodata.coordinates import Position, read_position
from geodata.datum import DATUMS
from geodata.errors import OutsidePositionError, PositionError
from projects.catalogue import Catalogue, read_bytes
from projects.errors import ProjectsError
from projects.steward.edits import place_record
from projects.vocabulary import EVENTS, KINDS, MILESTONE_STATES, SECTORS, STATUSES

_SHOWN = (
    "rank", "decision", "reason", "name_zh", "name_en", "sector", "kind", "status", "event",
    "state", "date", "value", "unit", "place", "place_match", "paragraph", "mention", "wording",
    "why",
)  # fmt: skip
_FIXED = ("rank", "place_match", "paragraph", "why")
_CHOICES: Mapping[str, Mapping[str, object]] = {
    "sector": SECTORS, "kind": KINDS, "status": STATUSES, "event": EVENTS,
    "state": MILESTONE_STATES, "decision": {"yes": None, "no": None},
}  # fmt: skip


def _choose_report(bench: Workbench, *, words: Words) -> str | None:
    """Take a dropped report into the folder, and let one of the folder be chosen."""
    given = st.file_uploader(
        words("A report (.md, .txt, .docx, .pdf)"),
        type=[suffix[1:] for suffix in REPORT_SUFFIXES],
        key="steward-report-file",
    )
    if given is not None:
        try:
            bench.add_report(given.name, given.getvalue())
        except ProjectsError as error:
            complain(error, words=words)
    reports = bench.list_reports()
    return st.selectbox(words("Work list"), reports, key="steward-report") if reports else None


def _show_rows(bench: Workbench, report: str, *, words: Words) -> None:
    """Show the candidates; every decision is written to the work list at once."""
    rows = bench.read_rows(report)
    whole = st.toggle(words("Also the clauses below the cut"), key="steward-all")
    shown = [row for row in rows if whole or row["cut"] == "above"]
    key = f"steward-rows-{report}-{whole}"

    def keep() -> None:
        edited = st.session_state[key]["edited_rows"]
        changed = {
            shown[int(index)]["rank"]: {name: value or "" for name, value in cells.items()}
            for index, cells in edited.items()
        }
        bench.keep_rows(report, changed)

    cells = [
        {name: row[name] for name in _SHOWN} | {"paragraph": f"{row['section']}.{row['paragraph']}"}
        for row in shown
    ]
    choices = {
        name: st.column_config.SelectboxColumn(name, options=["", *listed])
        for name, listed in _CHOICES.items()
    }
    st.data_editor(
        cells, key=key, on_change=keep, hide_index=True, disabled=_FIXED, column_config=choices
    )


def _accept(bench: Workbench, report: str, catalogue: str, *, words: Words) -> None:
    """Take the confirmed rows, and say what became of all."""
    if not st.button(words("Accept the confirmed rows"), key="steward-accept"):
        return
    try:
        done = bench.accept(report, catalogue=catalogue)
    except ProjectsError as error:
        complain(error, words=words)
        return
    st.success(
        words(
            "{total} rows: {accepted} accepted, {rejected} rejected, {refused} refused,"
            " {undecided} undecided.",
            total=done.total,
            accepted=len(done.accepted),
            rejected=len(done.rejected),
            refused=len(done.refused),
            undecided=len(done.undecided),
        )
    )
    for row in done.refused:
        st.warning(f"{row['rank']} {row['name_zh']}: {row['refused']}")


def _read_point(
    text: str, *, bounds: tuple[float, float, float, float], datum: str, words: Words
) -> Position | None:
    """Read the point that was pasted; None, and why, where it is none of the city."""
    try:
        position = read_position(text, bounds=bounds, datum=datum)
    except OutsidePositionError:
        st.error(words("These coordinates lie outside the city, in either order."))
        return None
    except PositionError:
        position = None
    if position is None:
        st.error(words("Expected two coordinates such as 112.55, 37.87."))
    return position


def _place(bench: Workbench, catalogue: str, placed: Catalogue, *, words: Words) -> None:
    """Ask for a point with its accuracy and source: nothing of it is guessed."""
    with st.form("steward-place"):
        record = st.selectbox(words("Project"), list(placed.by_id), key="steward-place-id")
        text = st.text_input(
            words("Coordinates, as the map copies them when a point is clicked"),
            placeholder="112.55, 37.87",
            key="steward-position",
        )
        datum = st.selectbox(words("Datum"), DATUMS, key="steward-datum")
        accuracy_m = st.number_input(
            words("Accuracy in metres"), min_value=1.0, value=100.0, key="steward-accuracy"
        )
        source = st.text_input(words("Source"), key="steward-source")
        licence = st.text_input(words("Licence"), key="steward-licence")
        method = st.text_input(words("How it was found"), key="steward-method")
        as_of = st.text_input(words("Date of the source"), key="steward-as-of")
        if not st.form_submit_button(words("Place it")):
            return
    position = _read_point(text, bounds=placed.metadata.city.bbox, datum=str(datum), words=words)
    if position is None:
        return
    try:
        place_record(
            bench.catalogue_path(catalogue),
            str(record),
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


def _show_catalogue(bench: Workbench, catalogue: str, *, words: Words) -> None:
    """Show the checks, the map, the form for places and the file of a catalogue."""
    data = read_bytes(bench.catalogue_path(catalogue))
    checked = check_dropped(data, name=catalogue)
    if checked.served is not None and checked.served.catalogue.projects:
        _place(bench, catalogue, checked.served.catalogue, words=words)
        data = read_bytes(bench.catalogue_path(catalogue))
        checked = check_dropped(data, name=catalogue)
    faults = checked.checked.all_faults
    table = faults_html(faults, words=words) if faults else ""
    lead = tell_check(checked, words=words)
    st.html(section_html(words("What the checks found"), table, lead=lead))
    if checked.served is not None and checked.served.catalogue.placed:
        st.image(picture_of(checked.served, lang=words.lang))
    st.download_button(
        words("Download the catalogue"),
        data,
        file_name=catalogue,
        mime="application/geo+json",
        key="steward-download",
    )


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    del served  # the workbench is about the files of its folder
    bench = current_workbench()
    title = words("The steward's workbench")
    if bench is None:
        lead = words("Name a folder for the work in {name} and start again.", name=STEWARD_FOLDER)
        st.html(section_html(title, "", lead=lead))
        return
    lead = words(
        "Everything is a file in {folder}: a closed window loses nothing.", folder=bench.folder
    )
    st.html(section_html(title, "", lead=lead))
    report = _choose_report(bench, words=words)
    if report is not None:
        _show_rows(bench, report, words=words)
    catalogues = bench.list_catalogues()
    if not catalogues:
        hint = words("There is no catalogue in the folder yet; “python -m projects new” makes one.")
        st.html(render("paragraphs.html", texts=[hint]))
        return
    catalogue = st.selectbox(words("Catalogue"), catalogues, key="steward-catalogue")
    if report is not None:
        _accept(bench, report, catalogue, words=words)
    show_tables(bench, catalogue, report=report, words=words)
    _show_catalogue(bench, catalogue, words=words)
