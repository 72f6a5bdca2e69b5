"""``overlaps``: what meets what in a catalogue."""

import argparse
import json
from pathlib import Path

from geodata.files import read_bytes
from projects.catalogue import DEFAULT_CATALOGUE
from projects.checks import read_checked
from projects.commands.terminal import FINE, say, say_bytes
from projects.overlaps import DEFAULT_WITHIN_M, find_overlaps
from projects.overlaps.outcomes import Outcomes, read_outcomes, rename_outcomes
from projects.overlaps.sentence import explain_pair
from projects.overlaps.writing import to_csv, to_geojson, to_json
from projects.sources.addresses import name_place


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument(
        "file", nargs="?", type=name_place, metavar="FILE", default=DEFAULT_CATALOGUE
    )
    parser.add_argument(
        "--within-m",
        type=float,
        metavar="M",
        default=DEFAULT_WITHIN_M,
        help="how far apart two places may lie, 0 to 1000 m; 200 where left out",
    )
    parser.add_argument("--outcomes", type=Path, metavar="FILE", help="what became of pairs")
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="of the sentences")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="answer in JSON")
    form.add_argument("--csv", action="store_true", help="answer in CSV")
    form.add_argument("--geojson", action="store_true", help="answer with the shared stretches")


def _read_outcomes(path: Path | None, *, present_ids: dict[str, str]) -> Outcomes | None:
    """Read the outcomes asked for, under the ids of the catalogue."""
    if path is None:
        return None
    outcomes = read_outcomes(read_bytes(path), file=str(path))
    return rename_outcomes(outcomes, present_ids=present_ids)


def run(options: argparse.Namespace) -> int:
    """Say what meets what, as text, JSON, CSV or GeoJSON."""
    catalogue = read_checked(options.file)
    outcomes = _read_outcomes(options.outcomes, present_ids=dict(catalogue.present_ids))
    overlaps = find_overlaps(catalogue, within_m=options.within_m)
    if options.csv or options.geojson:
        write = to_csv if options.csv else to_geojson
        say_bytes(write(overlaps, catalogue=catalogue, outcomes=outcomes))
        return FINE
    if options.json:
        content = to_json(overlaps, catalogue=catalogue, outcomes=outcomes, language=options.lang)
        say(json.dumps(content, ensure_ascii=False, indent=2))
        return FINE
    for pair in overlaps.pairs:
        say(explain_pair(pair, catalogue=catalogue, language=options.lang))
    say(
        f"{len(overlaps.pairs)} pairs; {overlaps.counted_only} more drawn within "
        f"{overlaps.within_m:g} m, known too roughly to be listed"
    )
    return FINE
