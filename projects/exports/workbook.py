"""Records as a workbook that Excel opens: a sheet of projects and one about the file."""

import io
from collections.abc import Sequence
from typing import Final

import shapely
import xlsxwriter

from geodata.geojson_rules import DECIMALS
from projects.exports.about import About
from projects.exports.columns import COLUMNS, DECIMAL, WHOLE, make_values
from projects.model import Metadata, Project

_MAX_CELL: Final = 32_767
"""Characters that a cell of Excel has room for."""


def export_workbook(projects: Sequence[Project], *, metadata: Metadata, about: About) -> bytes:
    """Write a workbook; texts stay texts, none becomes a formula or a link.

    Parameters
    ----------
    projects
        The records, with a place or without.
    metadata
        Of their catalogue.
    about
        What the file says of itself.
    """
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        head = book.add_format({"bold": True})
        sheet = book.add_worksheet("projects")
        names = [*COLUMNS, "geometry_wkt"]
        sheet.write_row(0, 0, names, head)
        sheet.freeze_panes(1, 1)
        for line, project in enumerate(projects, start=1):
            values = make_values(
                project, catalogue_id=metadata.id, report_date=metadata.report_date
            )
            for column, (name, kind) in enumerate(COLUMNS.items()):
                value = values[name]
                if value is None or value == "":
                    continue
                if kind in {WHOLE, DECIMAL}:
                    sheet.write_number(line, column, value)
                else:
                    sheet.write_string(line, column, value)
            if project.geometry is not None:
                wkt = shapely.to_wkt(project.geometry, rounding_precision=DECIMALS)
                # A longer outline would be cut by Excel; the formats of a GIS hold it.
                sheet.write_string(line, len(COLUMNS), wkt if len(wkt) <= _MAX_CELL else "")
        sheet.autofilter(0, 0, max(len(projects), 1), len(names) - 1)
        note = book.add_worksheet("about")
        for line, (name, text) in enumerate(about.list_lines()):
            note.write_string(line, 0, name, head)
            note.write_string(line, 1, text)
        note.set_column(0, 0, 14)
        note.set_column(1, 1, 100)
    return content.getvalue()
