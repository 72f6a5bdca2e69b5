"""What changed between two catalogues: matched records, classed by what both reports say."""

from projects.changes.comparison import Change, Comparison, compare_catalogues
from projects.changes.mapping import Mapping, read_mapping
from projects.changes.terms import CHANGE_CLASSES, MATCHES
from projects.changes.writing import to_csv, to_json

__all__ = [
    "CHANGE_CLASSES",
    "MATCHES",
    "Change",
    "Comparison",
    "Mapping",
    "compare_catalogues",
    "read_mapping",
    "to_csv",
    "to_json",
]
