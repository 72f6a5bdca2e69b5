"""``new``: an empty catalogue, with a note on how to fill it."""

import argparse
from pathlib import Path

from projects.commands.apart import read_report_apart
from projects.commands.editor import run_edit
from projects.commands.terminal import read_number
from projects.steward.blank import make_blank
from projects.steward.editing import create_catalogue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="such as datong-2025.geojson")
    parser.add_argument("--city", required=True, metavar="NAME", help="such as 大同市")
    parser.add_argument("--city-en", required=True, metavar="NAME")
    parser.add_argument("--adcode", required=True, help="of the city, six digits")
    parser.add_argument(
        "--bbox",
        required=True,
        type=read_number,
        nargs=4,
        metavar=("WEST", "SOUTH", "EAST", "NORTH"),
    )
    parser.add_argument("--date", required=True, metavar="YYYY-MM-DD", help="of the report")
    parser.add_argument("--report", type=Path, metavar="FILE", help="take the sections' titles")


def run(options: argparse.Namespace) -> int:
    """Write the catalogue, never over another."""

    def create() -> None:
        sections = None if options.report is None else read_report_apart(options.report).titles
        blank = make_blank(
            catalogue_id=options.file.stem,
            city_zh=options.city,
            city_en=options.city_en,
            adcode=options.adcode,
            bbox=tuple(options.bbox),
            report_date=options.date,
            sections=sections,
        )
        create_catalogue(options.file, blank, what="made an empty catalogue")

    return run_edit(create, path=options.file)
