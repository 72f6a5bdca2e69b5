"""``near``: what lies near a point."""

import argparse
import json

from projects import nearness
from projects.catalogue import DEFAULT_CATALOGUE
from projects.checks import read_checked
from projects.clock import CLOCK_STATES
from projects.commands.terminal import FINE, can_say, say
from projects.filters import FACETS, make_filters
from projects.neighbours import Neighbour
from projects.sources.addresses import name_place
from projects.table import write_table
from projects.vocabulary import ACCURACY_CLASSES, SECTORS, STATUSES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("lon", type=float, metavar="LON", help="longitude, WGS 84")
    parser.add_argument("lat", type=float, metavar="LAT", help="latitude, WGS 84")
    parser.add_argument(
        "file", nargs="?", type=name_place, metavar="FILE", default=DEFAULT_CATALOGUE
    )
    parser.add_argument("--radius-m", type=float, metavar="M", help="the whole city where left out")
    parser.add_argument("--sector", action="append", choices=list(SECTORS))
    parser.add_argument("--status", action="append", choices=list(STATUSES))
    parser.add_argument("--accuracy", action="append", choices=list(ACCURACY_CLASSES))
    parser.add_argument("--district", action="append", metavar="ADCODE")
    parser.add_argument("--due", action="append", metavar="YEAR")
    parser.add_argument("--promise", action="append", choices=list(CLOCK_STATES))
    parser.add_argument("--q", default="", metavar="TEXT", help="words to search for")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _tell_distance(neighbour: Neighbour) -> str:
    """Tell a distance as one number or as a range."""
    if neighbour.inside:
        return "inside"
    if neighbour.is_range:
        return f"{neighbour.distance_min_m or 0:.0f}–{neighbour.distance_max_m or 0:.0f} m"
    return f"{neighbour.distance_m or 0:.0f} m"


def _write_json(value: object) -> str:
    """Write JSON that stays JSON on a console without Chinese."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text if can_say(text) else json.dumps(value, indent=2)


def run(options: argparse.Namespace) -> int:
    """Say what lies near a point, as JSON or as text."""
    filters = make_filters({facet: getattr(options, facet) or () for facet in FACETS}, q=options.q)
    catalogue = read_checked(options.file)
    found = nearness.find_near(
        catalogue,
        lon=options.lon,
        lat=options.lat,
        radius_m=options.radius_m,
        filters=filters,
    )
    if options.json:
        say(_write_json(nearness.to_json(found)))
        return FINE
    rows = [
        (_tell_distance(n), n.direction or "", n.id, name, catalogue.by_id[n.id].name_zh)
        for name in ("near", "perhaps")
        for n in found.group(name)
    ]
    if rows:
        say(write_table(("distance", "to", "id", "group", "name"), rows))
    counts = [f"{len(found.group(name))} {name}" for name in nearness.GROUPS]
    say(f"{' + '.join(counts)} = {found.total}")
    return FINE
