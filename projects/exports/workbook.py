"""Records as a workbook that Excel opens: a sheet of projects and one about the file."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Final

import shapely
import xlsxwriter

from geodata.geojson_rules import DECIMALS
from projects.exports.about import About
from projects.exports.columns import COLUMNS, DECIMAL, WHOLE, make_values
from projects.exports.standing import PROMISE_COLUMNS, Standing
from projects.model import Project

_MAX_CELL: Final = 32_767
"""Characters that a cell of Excel has room for."""
_WIDTH: Final = 13
_WIDTHS: Final = {"id": 24, "name_zh": 30, "name_en": 34, "citation": 40, "promise_zh": 20}
"""Columns that are read at sight, wide enough for what stands in them."""


def export_workbook(projects: Sequence[Project], *, about: About, standing: Standing) -> bytes:
    """Write a workbook; texts stay texts, none becomes a formula or a link.

    Parameters
    ----------
    projects
        The records, with a place or without.
    about
        What the file says of itself.
    standing
        What became of their promises.
    """
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        head = book.add_format({"bold": True})
        sheet = book.add_worksheet("projects")
        names = [*COLUMNS, "geometry_wkt", *PROMISE_COLUMNS]
        sheet.write_row(0, 0, names, head)
        sheet.freeze_panes(1, 1)
        for column, name in enumerate(names):
            sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH))
        # GDAL takes a first line for names only where the second is as long and not all of text:
        # the day stands last, as a day.
        as_of = date.fromisoformat(standing.as_of)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for line, project in enumerate(projects, start=1):
            values = make_values(
                project, catalogue_id=about.catalogue, report_date=about.report_date
            ) | standing.make_values(project.id)
            if project.geometry is not None:
                wkt = shapely.to_wkt(project.geometry, rounding_precision=DECIMALS)
                # A longer outline would be cut by Excel; the formats of a GIS hold it.
                values["geometry_wkt"] = wkt if len(wkt) <= _MAX_CELL else ""
            for column, name in enumerate(names[:-1]):
                value = values.get(name)
                if value is None or value == "":
                    continue
                if COLUMNS.get(name) in {WHOLE, DECIMAL}:
                    sheet.write_number(line, column, value)
                else:
                    sheet.write_string(line, column, value)
            sheet.write_datetime(line, len(names) - 1, as_of, day)
        sheet.autofilter(0, 0, max(len(projects), 1), len(names) - 1)
        note = book.add_worksheet("about")
        for line, (name, text) in enumerate(about.list_lines()):
            note.write_string(line, 0, name, head)
            note.write_string(line, 1, text)
        note.set_column(0, 0, 14)
        note.set_column(1, 1, 100)
    return content.getvalue()
