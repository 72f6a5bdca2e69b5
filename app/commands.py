"""``python -m app export`` and ``python -m app sheets``: files without a browser or a server."""

import argparse
from pathlib import Path
from urllib.parse import urlsplit

from app.address import View, find_widened, read_query, read_view
from app.errors import AppError, ExportError
from app.exports.formats import FORMATS, PaperChoice, export_view, find_told_story, write_export
from app.exports.paper_sizes import ORIENTATIONS, SIZES_MM
from app.exports.summary import ViewSummary
from app.messages import DEFAULT_LANGUAGE, LANGUAGES, Words
from app.published.served import Served
from app.published.store import Store, open_store
from app.words.labels import dropped_sentence, refuse_widened
from geodata.errors import GeodataError
from projects.commands.terminal import FAULTY, FINE, CommandParser, complain, say
from projects.errors import ProjectsError, sum_faults
from projects.exports import CRS_NAMES


def _read_served(path: Path | None, *, report: str | None = None) -> Served:
    """Read a report: of one file where that is named, else of the library.

    Raises
    ------
    ExportError
        Where it is broken.
    """
    store = open_store() if path is None else Store(path, first=path)
    served, faults = store.refresh(report)
    if served is None and not faults:
        raise ExportError("there is no catalogue to make files of; name one with --catalogue")
    if faults or served is None:
        file = path or store.path_of(report)
        raise ExportError(f"{file} cannot be used: {sum_faults(faults, file=str(file))}")
    return served


def _read_query(text: str) -> dict[str, str]:
    """Read the query of a view as given."""
    return read_query(text.partition("#")[0].rpartition("?")[2])


def _read_asked(query: dict[str, str], served: Served) -> View:
    """Understand a view: the query of a link. What is unknown is said.

    Raises
    ------
    ExportError
        Where the view would show more than was asked for.
    """
    view, dropped = read_view(query, known=served.known)
    if widened := find_widened(query, view=view, known=served.known):
        raise ExportError(refuse_widened(widened, Words(view.lang)))
    if dropped:
        complain(dropped_sentence(dropped, Words(view.lang)))
    return view


def _read_base(text: str) -> str:
    """Read where the map runs: an address of the web, with its last slash."""
    parts = urlsplit(text) if text else None
    if parts is not None and not (parts.scheme in {"http", "https"} and parts.netloc):
        raise ExportError(
            f"--link-base takes an address such as https://example.org/; found {text}"
        )
    return f"{text.rstrip('/')}/" if text else ""


def _make_export(arguments: argparse.Namespace) -> str:
    """Make one file of a view and return its counts, and its link where it has one."""
    out: Path = arguments.out
    query = _read_query(arguments.view)
    served = _read_served(arguments.catalogue, report=query.get("report"))
    view = _read_asked(query, served)
    story = find_told_story(arguments.story, served=served)
    summary = ViewSummary(served, view, link_base=_read_base(arguments.link_base), story=story)
    paper = PaperChoice(arguments.paper, arguments.orientation, arguments.crs)
    export = export_view(summary, file_format=arguments.format, paper=paper)
    write_export(out, export.body)
    said = f"{out}: {len(export.body):,} bytes; {summary.counts}"
    return f"{said}\n{summary.link}" if summary.has_link else said


def run_export(arguments: argparse.Namespace) -> int:
    """Make one file of a view and say its counts and its link."""
    try:
        said = _make_export(arguments)
    except (AppError, GeodataError, ProjectsError, OSError) as error:
        complain(str(error))
        return FAULTY
    say(said)
    return FINE


def run_sheets(arguments: argparse.Namespace) -> int:
    """Make the sheets of all districts."""
    from app.exports.district_sheet import list_district_sheets  # noqa: PLC0415 - loads matplotlib

    folder: Path = arguments.out
    try:
        served = _read_served(arguments.catalogue, report=arguments.report)
        base = _read_base(arguments.link_base)
        folder.mkdir(parents=True, exist_ok=True)
        for name, body in list_district_sheets(served, lang=arguments.lang, link_base=base):
            write_export(folder / name, body)
            say(f"{folder / name}: {len(body):,} bytes")
    except (AppError, GeodataError, ProjectsError) as error:
        complain(str(error))
        return FAULTY
    except (OSError, ValueError) as error:
        complain(f"{folder}: {getattr(error, 'strerror', None) or error}")
        return FAULTY
    return FINE


def add_commands(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    """Add both commands to those of the package."""
    export = commands.add_parser("export", help="make a file of a view")
    export.add_argument(
        "--view", default="", metavar="QUERY", help='the view, such as "sector=roads&lang=en"'
    )
    export.add_argument("--format", required=True, choices=list(FORMATS))
    export.add_argument("--out", required=True, type=Path, metavar="FILE")
    export.add_argument("--paper", default="a4", choices=list(SIZES_MM), help="for pdf and png")
    export.add_argument(
        "--crs", default="", choices=("", *CRS_NAMES), help="for data, where the format carries it"
    )
    export.add_argument("--orientation", default="landscape", choices=ORIENTATIONS)
    export.add_argument(
        "--story", default="", metavar="NAME", help="for html and pptx: a shipped one or a code"
    )
    export.set_defaults(run=run_export)
    sheets = commands.add_parser("sheets", help="make a two-page sheet of every district")
    sheets.add_argument("--out", required=True, type=Path, metavar="DIR")
    sheets.add_argument("--lang", default=DEFAULT_LANGUAGE, choices=list(LANGUAGES))
    sheets.add_argument("--report", metavar="ID", help="the id of a report, such as CITY-YEAR")
    sheets.set_defaults(run=run_sheets)
    for one in (export, sheets):
        one.add_argument(
            "--catalogue",
            type=Path,
            metavar="FILE",
            help="one file instead of the library that is configured",
        )
        one.add_argument(
            "--link-base", default="", metavar="URL", help="where the map runs, for live links"
        )
