"""What changed between two catalogues: matched records, classed by what both reports say."""

from projects.changes.comparison import Change, Comparison, compare_catalogues
from projects.changes.held import HeldChange, HeldComparison, compare_held
from projects.changes.history import Step, trace_record
from projects.changes.mapping import Mapping, read_mapping
from projects.changes.terms import CHANGE_CLASSES, MATCHES
from projects.changes.within import Within, tell_within
from projects.changes.writing import to_csv, to_geojson, to_json

__all__ = [
    "CHANGE_CLASSES",
    "MATCHES",
    "Change",
    "Comparison",
    "HeldChange",
    "HeldComparison",
    "Mapping",
    "Step",
    "Within",
    "compare_catalogues",
    "compare_held",
    "read_mapping",
    "tell_within",
    "to_csv",
    "to_geojson",
    "to_json",
    "trace_record",
]
