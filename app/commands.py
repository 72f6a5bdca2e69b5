"""``python -m app export`` and ``python -m app sheets``: files without a browser or a server."""

import argparse
import sys
from pathlib import Path
from urllib.parse import parse_qsl

from app.address import View, read_view
from app.errors import ExportError
from app.exports.district_sheet import list_district_sheets
from app.exports.formats import FORMATS, PaperChoice, export_view, find_told_story, write_export
from app.exports.paper import ORIENTATIONS, SIZES_MM
from app.exports.summary import ViewSummary
from app.messages import DEFAULT_LANGUAGE, LANGUAGES, Words
from app.published.store import Served, catalogue_path
from app.words.labels import dropped_sentence
from projects.catalogue import read_catalogue
from projects.errors import CatalogueError

FINE, FAULTY = 0, 1


def _read_served(path: Path) -> Served:
    try:
        return Served(read_catalogue(path))
    except CatalogueError as error:
        raise ExportError(
            f"{path} cannot be used: {len(error.faults)} faults; "
            f"python -m projects check {path} lists them"
        ) from error


def _read_asked(text: str, served: Served) -> View:
    """Read a view as given: a query string, or a whole link. What is unknown is said."""
    query = text.partition("?")[2] if "?" in text else text
    view, dropped = read_view(dict(parse_qsl(query)), known=served.known)
    if dropped:
        sys.stderr.write(f"{dropped_sentence(dropped, Words(view.lang))}\n")
    return view


def run_export(arguments: argparse.Namespace) -> int:
    """Make one file of a view and say its counts and its link."""
    out: Path = arguments.out
    try:
        served = _read_served(arguments.catalogue)
        view = _read_asked(arguments.view, served)
        story = find_told_story(arguments.story, served=served)
        summary = ViewSummary(served, view, link_base=arguments.link_base, story=story)
        paper = PaperChoice(arguments.paper, arguments.orientation)
        export = export_view(summary, file_format=arguments.format, paper=paper)
        write_export(out, export.body)
    except ExportError as error:
        sys.stderr.write(f"{error}\n")
        return FAULTY
    sys.stdout.write(f"{out}: {len(export.body):,} bytes; {summary.counts}\n{summary.link}\n")
    return FINE


def run_sheets(arguments: argparse.Namespace) -> int:
    """Make the sheets of all districts."""
    folder: Path = arguments.out
    try:
        served = _read_served(arguments.catalogue)
        folder.mkdir(parents=True, exist_ok=True)
        for name, body in list_district_sheets(
            served, lang=arguments.lang, link_base=arguments.link_base
        ):
            write_export(folder / name, body)
            sys.stdout.write(f"{folder / name}: {len(body):,} bytes\n")
    except ExportError as error:
        sys.stderr.write(f"{error}\n")
        return FAULTY
    except OSError as error:
        sys.stderr.write(f"{folder}: {error.strerror}\n")
        return FAULTY
    return FINE


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands to those of the package."""
    export = commands.add_parser("export", help="make a file of a view")
    export.add_argument(
        "--view", default="", metavar="QUERY", help='the view, such as "sector=roads&lang=en"'
    )
    export.add_argument("--format", required=True, choices=list(FORMATS))
    export.add_argument("--out", required=True, type=Path, metavar="FILE")
    export.add_argument("--paper", default="a4", choices=list(SIZES_MM), help="for pdf and png")
    export.add_argument("--orientation", default="landscape", choices=ORIENTATIONS)
    export.add_argument(
        "--story", default="", metavar="NAME", help="for html and pptx: a shipped one or a code"
    )
    export.set_defaults(run=run_export)
    sheets = commands.add_parser("sheets", help="make a two-page sheet of every district")
    sheets.add_argument("--out", required=True, type=Path, metavar="DIR")
    sheets.add_argument("--lang", default=DEFAULT_LANGUAGE, choices=list(LANGUAGES))
    sheets.set_defaults(run=run_sheets)
    for one in (export, sheets):
        one.add_argument(
            "--catalogue", type=Path, default=catalogue_path(), metavar="FILE", help="its file"
        )
        one.add_argument(
            "--link-base", default="", metavar="URL", help="where the map runs, for live links"
        )
