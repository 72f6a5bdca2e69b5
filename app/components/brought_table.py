"""Bringing a table: dropped, its columns confirmed, its rows imported, its rejects shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from app.components.refusals import complain
from app.messages import Words
from app.near.places import DATUM_NAMES
from app.words.rows import say_row_kind
from app.workbench.folder import MAX_REPORT_BYTES, TABLE_SUFFIXES, Workbench
from geodata.datum import DATUMS
from projects.errors import ProjectsError
from projects.steward.columns import NAMES, Columns
from projects.steward.importing import Import
from projects.steward.tables import Table


def list_choices(columns: Columns) -> list[dict[str, str]]:
    """List every field with the column that holds it and what holds for every row."""
    return [
        {
            "field": name,
            "column": columns.columns.get(name, ""),
            "every row": columns.defaults.get(name, ""),
        }
        for name in NAMES
    ]


def read_choices(
    rows: Sequence[Mapping[str, str | None]], *, crs: str | None, datum: str
) -> Columns:
    """Read what a person chose for every field.

    Parameters
    ----------
    rows
        Rows as `list_choices` gives them.
    crs
        The system of the coordinates; None where none is said.
    datum
        The datum of the coordinates.
    """
    chosen: dict[str, dict[str, str]] = {"column": {}, "every row": {}}
    for row in rows:
        for kind, kept in chosen.items():
            text = (row[kind] or "").strip()
            if text:
                kept[str(row["field"])] = text
    return Columns(chosen["column"], chosen["every row"], crs, datum)


def _choose_table(bench: Workbench, *, words: Words) -> str | None:
    """Take a dropped table into the folder, and let one of the folder be chosen."""
    given = st.file_uploader(
        words(
            "A table or a spatial file (.csv, .xlsx, .gpkg, .geojson and others), at most {n} MB",
            n=MAX_REPORT_BYTES >> 20,
        ),
        type=[suffix[1:] for suffix in TABLE_SUFFIXES],
        key="steward-table-file",
        max_upload_size=MAX_REPORT_BYTES >> 20,
    )
    if given is not None:
        try:
            bench.add_table(given.name, given.getvalue())
        except ProjectsError as error:
            complain(error, words=words)
    tables = bench.list_tables()
    return st.selectbox(words("Table"), tables, key="steward-table") if tables else None


def _ask_columns(name: str, table: Table, columns: Columns, *, words: Words) -> Columns | None:
    """Ask which column holds which field; None until a person confirmed it."""
    with st.form(f"steward-columns-{name}"):
        rows = st.data_editor(
            list_choices(columns),
            key=f"steward-columns-rows-{name}",
            hide_index=True,
            disabled=["field"],
            column_config={
                "field": st.column_config.TextColumn(words("Field")),
                "column": st.column_config.SelectboxColumn(
                    words("Column of the table"), options=["", *table.columns]
                ),
                "every row": st.column_config.TextColumn(words("For rows that say nothing")),
            },
        )
        datum = st.selectbox(
            words("Datum"),
            DATUMS,
            index=DATUMS.index(columns.datum),
            format_func=DATUM_NAMES.__getitem__,
            key=f"steward-columns-datum-{name}",
        )
        if not st.form_submit_button(words("Confirm the columns and import")):
            return None
    return read_choices(rows, crs=columns.crs, datum=str(datum))


def _tell(done: Import, *, rejects: str, words: Words) -> None:
    """Say what became of every row, and show the rejects with their reasons."""
    st.success(
        words(
            "{total} rows: {taken} imported, {rejected} rejected (kept in {file}).",
            total=done.total,
            taken=len(done.taken),
            rejected=len(done.rejects),
            file=rejects,
        )
    )
    if done.rejects:
        st.dataframe(
            [
                {
                    words("Row"): one.row.number,
                    words("Name"): one.fields.get("name_zh", ""),
                    words("What is wrong"): say_row_kind(one.reason, words=words),
                    words("Particulars"): one.reason,
                }
                for one in done.rejects
            ],
            hide_index=True,
        )
    noted = [
        {
            words("Row"): one.row.number,
            words("What was noticed"): say_row_kind(text, words=words),
            words("Particulars"): text,
        }
        for one in sorted((*done.taken, *done.rejects), key=lambda one: one.row.number)
        for text in one.notes
    ]
    if noted:
        st.dataframe(noted, hide_index=True)


def show_tables(bench: Workbench, catalogue: str, *, report: str | None, words: Words) -> None:
    """Show the tables that were brought, and import one once its columns are confirmed.

    Parameters
    ----------
    bench
        The steward's folder.
    catalogue
        The catalogue that takes the rows.
    report
        The report that citations are held against, if one is chosen.
    words
        The language.
    """
    name = _choose_table(bench, words=words)
    if name is None:
        return
    crs = st.text_input(
        words("System of the coordinates, such as EPSG:4547, if the file does not say it"),
        key=f"steward-columns-crs-{name}",
    ).strip()
    try:
        table = bench.read_table(name, crs=crs or None)
        proposed = bench.columns_of(table, name=name)
        for note in table.notes:
            st.caption(note)
        proposed = replace(proposed, crs=crs or proposed.crs)
        columns = _ask_columns(name, table, proposed, words=words)
        if columns is None:
            return
        done = bench.import_table(name, columns=columns, catalogue=catalogue, report=report)
    except ProjectsError as error:
        complain(error, words=words)
        return
    _tell(done, rejects=str(bench.rejects_path(name)), words=words)
