"""The steward's page: a report's candidates beside the map, tables, places, edits, checks."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from app.components.brought_table import show_tables
from app.components.faults import faults_html
from app.components.refusals import complain
from app.components.steward_begin import show_beginning
from app.components.steward_map import show_map
from app.components.steward_record import (
    ACCURACY_KEY,
    choose_record,
    read_typed,
    show_fields,
    show_place,
)
from app.components.written import write_html
from app.messages import Words
from app.opened.dropped import DroppedFile, tell_check
from app.published.served import Served
from app.sections import section_html
from app.workbench.folder import (
    MAX_REPORT_BYTES,
    REPORT_SUFFIXES,
    STEWARD_FOLDER,
    Workbench,
    current_workbench,
)
from app.workbench.served import check_catalogue
from projects.catalogue import read_bytes
from projects.errors import ProjectsError
from projects.steward.worklist import read_decision
from projects.vocabulary import EVENTS, KINDS, MILESTONE_STATES, SECTORS, STATUSES, Term

Rows = Sequence[Mapping[str, str]]

_SHOWN = (
    "rank", "decision", "reason", "name_zh", "name_en", "sector", "kind", "status", "event",
    "state", "date", "value", "unit", "place", "place_match", "paragraph", "mention", "wording",
    "why",
)  # fmt: skip
_FIXED = ("rank", "place_match", "paragraph", "why")
_NONE = "–"
"""What a choice that is not made yet shows; in the work list its cell is empty."""
_DECISIONS: Mapping[str, str] = {"yes": "yes", "no": "no"}
_TERMS: Mapping[str, Mapping[str, Term]] = {
    "sector": SECTORS, "kind": KINDS, "status": STATUSES, "event": EVENTS,
    "state": MILESTONE_STATES,
}  # fmt: skip


def _choose_report(bench: Workbench, *, words: Words) -> str | None:
    """Take a dropped report into the folder, and let one of the folder be chosen."""
    given = st.file_uploader(
        words("A report (.md, .txt, .docx, .pdf), at most {n} MB", n=MAX_REPORT_BYTES >> 20),
        type=[suffix[1:] for suffix in REPORT_SUFFIXES],
        key="steward-report-file",
        max_upload_size=MAX_REPORT_BYTES >> 20,
    )
    if given is not None:
        try:
            bench.add_report(given.name, given.getvalue())
        except ProjectsError as error:
            complain(error, words=words)
    reports = bench.list_reports()
    return st.selectbox(words("Work list"), reports, key="steward-report") if reports else None


def _tell_by(labels: Mapping[str, str]) -> Callable[[object], str]:
    """Give what tells a choice by its label."""
    return lambda choice: labels[str(choice)]


def _name_columns(words: Words) -> dict[str, Any]:
    """Name the columns of a work list, and their choices, in the reader's language."""
    names = {
        "rank": words("Rank"),
        "decision": words("Decision"),
        "reason": words("Reason"),
        "name_zh": words("Name in Chinese"),
        "name_en": words("Name in English"),
        "sector": words("Sector"),
        "kind": words("Kind"),
        "status": words("Status"),
        "event": words("Event"),
        "state": words("State"),
        "date": words("Date"),
        "value": words("Number"),
        "unit": words("Unit"),
        "place": words("Place"),
        "place_match": words("Proposed place"),
        "paragraph": words("Paragraph"),
        "mention": words("Name as printed"),
        "wording": words("Words as printed"),
        "why": words("Why it ranks here"),
    }
    choices = {
        name: {slug: words.name_of(term) for slug, term in terms.items()}
        for name, terms in _TERMS.items()
    }
    choices["decision"] = {"yes": words("yes"), "no": words("no")}
    columns: dict[str, Any] = {
        name: st.column_config.TextColumn(label) for name, label in names.items()
    }
    for name, labels in choices.items():
        told = {_NONE: _NONE} | labels
        columns[name] = st.column_config.SelectboxColumn(
            names[name],
            options=list(told),
            format_func=_tell_by(told),
            required=True,
        )
    return columns


def _show_rows(bench: Workbench, report: str, *, rows: Rows, words: Words) -> None:
    """Show the candidates; every decision is written to the work list at once."""
    whole = st.toggle(words("Also the clauses below the cut"), key="steward-all")
    shown = [row for row in rows if whole or row["cut"] == "above"]
    key = f"steward-rows-{report}-{whole}"

    def keep() -> None:
        edited = st.session_state[key]["edited_rows"]
        changed = {
            shown[int(index)]["rank"]: {
                name: "" if value in (None, _NONE) else str(value) for name, value in cells.items()
            }
            for index, cells in edited.items()
        }
        bench.keep_rows(report, changed)

    cells = [
        {name: row[name] for name in _SHOWN}
        | {"paragraph": f"{row['section']}.{row['paragraph']}"}
        | {name: row[name] or _NONE for name in _TERMS}
        | {"decision": _DECISIONS.get(read_decision(row["decision"]), row["decision"] or _NONE)}
        for row in shown
    ]
    st.data_editor(
        cells,
        key=key,
        on_change=keep,
        hide_index=True,
        disabled=_FIXED,
        column_config=_name_columns(words),
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


def _show_checks(bench: Workbench, catalogue: str, *, words: Words) -> None:
    """Show what the checks find, and give the file."""
    path = bench.catalogue_path(catalogue)
    checked = check_catalogue(path)
    faults = checked.checked.all_faults
    table = faults_html(faults, words=words) if faults else ""
    lead = tell_check(checked, words=words)
    write_html(section_html(words("What the checks found"), table, lead=lead), words=words)
    st.download_button(
        words("Download the catalogue"),
        read_bytes(path),
        file_name=catalogue,
        mime="application/geo+json",
        key="steward-download",
    )


def _show_record(
    bench: Workbench, catalogue: str, checked: DroppedFile, *, rows: Rows, words: Words
) -> None:
    """Show the map with the chosen record, its place and its fields."""
    if checked.served is None:
        st.info(words("The map is shown again once the checks find no fault."))
        return
    held = checked.served.catalogue
    bounds = held.metadata.city.bbox
    above = st.container()
    record = choose_record(held, words=words)
    if record is not None:
        path = bench.catalogue_path(catalogue)
        place, fields = st.tabs([words("Its place"), words("Its fields")])
        with place:
            show_place(path, record, bounds=bounds, words=words)
        with fields:
            show_fields(path, held.by_id[record], words=words)
    with above:  # filled last: it shows what the forms have just written
        show_map(
            bench,
            catalogue,
            city=held.city,
            position=read_typed(bounds),
            accuracy_m=float(st.session_state.get(ACCURACY_KEY, 100.0)),
            rows=rows,
            words=words,
        )


def _show_work(bench: Workbench, *, words: Words) -> tuple[str | None, str | None, Rows]:
    """Show the reports, tables and checks; say which catalogue and report are worked on."""
    catalogues = bench.list_catalogues()
    catalogue = None
    if catalogues:
        catalogue = st.selectbox(words("Catalogue"), catalogues, key="steward-catalogue")
    names = [words("Report"), words("Table"), words("Checks"), words("Begin")]
    tabs = st.tabs(names, default=None if catalogue else names[3])
    rows: Rows = ()
    with tabs[0]:
        report = _choose_report(bench, words=words)
        if report is not None:
            rows = bench.read_rows(report)
            _show_rows(bench, report, rows=rows, words=words)
            if catalogue is not None:
                _accept(bench, report, catalogue, words=words)
    for tab, show_part in (
        (tabs[1], partial(show_tables, report=report)),
        (tabs[2], _show_checks),
    ):
        with tab:
            if catalogue is not None:
                show_part(bench, catalogue, words=words)
            else:
                st.info(words("There is no catalogue in the folder yet: begin one first."))
    with tabs[3]:
        show_beginning(bench, report=report, words=words)
    return catalogue, report, rows


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    del served  # the workbench is about the files of its folder
    bench = current_workbench()
    title = words("The steward's workbench")
    if bench is None:
        lead = words("Name a folder for the work in {name} and start again.", name=STEWARD_FOLDER)
        write_html(section_html(title, "", lead=lead), words=words)
        return
    lead = words(
        "Everything is a file in {folder}: a closed window loses nothing.", folder=bench.folder
    )
    write_html(section_html(title, "", lead=lead), words=words)
    with st.container(key="steward"):
        work, beside = st.columns([3, 2], gap="medium")
        with work:
            catalogue, _, rows = _show_work(bench, words=words)
        if catalogue is not None:
            with beside:
                checked = check_catalogue(bench.catalogue_path(catalogue))
                _show_record(bench, catalogue, checked, rows=rows, words=words)
