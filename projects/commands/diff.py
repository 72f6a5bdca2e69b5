"""``diff``: what changed between two catalogues."""

import argparse
import json
from pathlib import Path

from projects.changes import CHANGE_CLASSES, Comparison, compare_catalogues, read_mapping
from projects.changes.mapping import find_conflicts, list_unknown
from projects.changes.writing import to_csv, to_geojson, to_json
from projects.commands.terminal import FINE, complain, note, say, say_bytes
from projects.library import open_report
from projects.model import Metadata
from projects.table import write_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("old", metavar="OLD", help="a file, or an id such as CITY-2023")
    parser.add_argument("new", metavar="NEW", help="a file, or an id such as CITY-2024")
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE", help="what a steward settled of the records"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="answer in JSON")
    form.add_argument("--csv", action="store_true", help="answer in CSV")
    form.add_argument("--geojson", action="store_true", help="answer in GeoJSON")


def _say_coverage(metadata: Metadata) -> None:
    """Say how much of a report was read."""
    coverage = metadata.coverage
    told = "no gap is declared" if coverage is None else coverage.words_en
    say(f"{metadata.id}: {told}")


def _find_pair_fault(old: Metadata, new: Metadata) -> str | None:
    """Find what keeps two reports from being an earlier and a later one of a city."""
    if old.city.adcode != new.city.adcode:
        found = f"{old.id} of {old.city.name_en} and {new.id} of {new.city.name_en}"
        return f"expected two reports of one city; found {found}"
    if old.report_day > new.report_day:
        found = f"{old.id} of {old.report_date} before {new.id} of {new.report_date}"
        return f"expected the earlier report first; found {found}"
    return None


def _say_comparison(comparison: Comparison) -> None:
    """Say a comparison as a table, with its counts and what was read."""
    rows = [(c.class_slug, c.id, c.name_zh, c.why) for c in comparison.changes]
    if rows:
        say(write_table(("class", "id", "name", "why"), rows))
    counts = comparison.counts
    say(", ".join(f"{counts[slug]} {slug}" for slug in CHANGE_CLASSES if counts[slug]) or "none")
    _say_coverage(comparison.old.metadata)
    _say_coverage(comparison.new.metadata)


def run(options: argparse.Namespace) -> int:
    """Say what changed between two catalogues, as text, JSON, CSV or GeoJSON."""
    mapping = None if options.mapping is None else read_mapping(options.mapping)
    old, new = open_report(options.old), open_report(options.new)
    fault = _find_pair_fault(old.metadata, new.metadata)
    if fault is not None:
        return complain(fault)
    if mapping is not None:
        ids = {"old_ids": old.present_ids, "new_ids": new.present_ids}
        conflicts = list(find_conflicts(mapping, **ids))
        if conflicts:
            return complain("\n".join(f"{options.mapping}: {one}" for one in conflicts))
        for missing, there in zip(list_unknown(mapping, **ids), (old, new), strict=True):
            if missing:
                note(f"{options.mapping}: not in {there.metadata.id}: {', '.join(missing)}")
    comparison = compare_catalogues(old, new, mapping=mapping)
    if options.csv or options.geojson:
        write = to_csv if options.csv else to_geojson
        say_bytes(write(comparison))
    elif options.json:
        say(json.dumps(to_json(comparison), ensure_ascii=False, indent=2))
    else:
        _say_comparison(comparison)
    return FINE
