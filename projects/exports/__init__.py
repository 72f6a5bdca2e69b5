"""Records written in the formats of other tools; each format is one row of `FORMATS`."""

from projects.exports.formats import CRS_NAMES, FORMATS, Format, export_records

__all__ = ["CRS_NAMES", "FORMATS", "Format", "export_records"]
