"""``promises``: what became of what a report promised, as of a date."""

import argparse
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from projects.catalogue import DEFAULT_CATALOGUE, Catalogue
from projects.clock import (
    CLOCK_STATES,
    Reading,
    count_states,
    find_newest_day,
    know_day,
    list_promises,
)
from projects.commands.terminal import FINE, complain, say, say_bytes
from projects.dates import is_plain_date, last_day
from projects.facts import gather_facts
from projects.library import open_library, open_report
from projects.model import Milestone, Project
from projects.spreadsheet import encode_csv
from projects.table import write_table

COLUMNS = ("due", "id", "name_zh", "event", "date", "state", "months_late", "as_of", "sources")
"""The columns of the CSV and of the table."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument(
        "file", nargs="?", metavar="FILE", default=str(DEFAULT_CATALOGUE), help="a file, or an id"
    )
    parser.add_argument(
        "--as-of", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD; else the newest fact held"
    )
    parser.add_argument("--year", type=int, metavar="YEAR", help="only promises for this year")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="answer in JSON")
    form.add_argument("--csv", action="store_true", help="answer in CSV")
    form.add_argument("--markdown", action="store_true", help="answer as a table for a document")


def _write_source(fact: Milestone) -> str:
    """Write where a fact is from, in one line."""
    source = fact.source
    if source is None:
        return ""
    parts = [fact.event, fact.date or "undated", source.publisher or source.title]
    parts += [f"“{source.says}”"] if source.says else []
    parts += [f"trust {source.trust}"] if source.trust else []
    parts += [source.address] if source.address else []
    return " ".join(parts)


def _make_row(project: Project, reading: Reading) -> dict[str, str]:
    """Make the row of one promise."""
    promise = reading.promise
    return {
        "due": "" if project.due is None else str(project.due),
        "id": project.id,
        "name_zh": project.name_zh,
        "event": "" if promise is None else promise.event,
        "date": "" if promise is None else promise.date or "",
        "state": reading.state,
        "months_late": "" if reading.months_late is None else str(reading.months_late),
        "as_of": reading.as_of.isoformat(),
        "sources": "; ".join(_write_source(fact) for fact in reading.facts),
    }


def _make_promise(project: Project, reading: Reading) -> dict[str, Any]:
    """Make the JSON of one promise."""
    promise = reading.promise
    return {
        "id": project.id,
        "name_zh": project.name_zh,
        "name_en": project.name_en,
        "status": project.status,
        "due": project.due,
        "promise": None if promise is None else promise.model_dump(mode="json", exclude_unset=True),
        "state": reading.state,
        "months_late": reading.months_late,
        "trust": reading.trust,
        "facts": [fact.model_dump(mode="json", exclude_unset=True) for fact in reading.facts],
    }


def _tell_source(fact: Milestone) -> str:
    """Tell who says so, when and in which words, for a document."""
    source = fact.source
    if source is None:
        return ""
    said = f"{source.publisher or source.title}, {fact.date or 'undated'}"
    said += f": “{source.says}”" if source.says else ""
    return f"{said} ({source.trust})" if source.trust else said


def write_markdown(told: Iterable[tuple[Project, Reading]]) -> str:
    """Write promises as a table for a document: what was promised, what became of it, who says so.

    Parameters
    ----------
    told
        The records with what the clock says of them.
    """
    lines = ["| record | promised | what became of it | sources |", "|---|---|---|---|"]
    for project, reading in told:
        promise = reading.promise
        promised = "" if promise is None else f"{promise.event} {promise.date or 'undated'}"
        state = CLOCK_STATES[reading.state].name_en
        if reading.months_late:
            months = "month" if reading.months_late == 1 else "months"
            state += f" by {reading.months_late} {months}"
        sources = "; ".join(map(_tell_source, reading.facts)) or "nothing found"
        lines.append(f"| {project.name_zh} (`{project.id}`) | {promised} | {state} | {sources} |")
    return "\n".join(lines)


def _say_promises(rows: list[dict[str, str]], *, counts: dict[str, int], as_of: date) -> None:
    """Say the promises as a table and their counts in one line."""
    shown = [name for name in COLUMNS if name != "as_of"]
    if rows:
        say(write_table(shown, [[row[name] for name in shown] for row in rows]))
    told = [f"{counts[slug]} {slug}" for slug in CLOCK_STATES if counts[slug]]
    say(f"{len(rows)} promises as of {as_of.isoformat()}: {', '.join(told) or 'none'}")


def _gather(catalogue: Catalogue) -> dict[str, tuple[Milestone, ...]]:
    """Gather what the other reports of the library know of each record."""
    library = open_library()
    name = catalogue.metadata.id
    if name not in library.by_id:
        return {}
    return {
        project.id: gather_facts(library, report_id=name, record_id=project.id)
        for project in catalogue.projects
    }


def _find_newest(catalogue: Catalogue, *, facts: dict[str, tuple[Milestone, ...]]) -> date | None:
    """Find the day of the newest fact that is held, here or in other reports."""
    days = [find_newest_day([catalogue])]
    days += [know_day(fact) for known in facts.values() for fact in known]
    return max((day for day in days if day is not None), default=None)


def run(options: argparse.Namespace) -> int:
    """Say what became of the promises of a catalogue, as text, JSON or CSV."""
    catalogue = open_report(options.file)
    facts = _gather(catalogue)
    newest = _find_newest(catalogue, facts=facts)
    is_asked = options.as_of is not None
    as_of = last_day(options.as_of) if is_asked and is_plain_date(options.as_of) else None
    as_of = as_of if is_asked else newest
    if as_of is None:
        expected = "--as-of: expected YYYY, YYYY-MM or YYYY-MM-DD"
        return complain(f"{expected}; found {options.as_of!r}")
    told = list_promises(catalogue, as_of=as_of, year=options.year, facts=facts)
    counts = count_states(reading for _, reading in told)
    if options.json:
        content = {
            "catalogue": catalogue.metadata.id,
            "as_of": as_of.isoformat(),
            "promises": [_make_promise(project, reading) for project, reading in told],
            "counts": counts,
        }
        say(json.dumps(content, ensure_ascii=False, indent=2))
        return FINE
    if options.markdown:
        say(write_markdown(told))
        return FINE
    rows = [_make_row(project, reading) for project, reading in told]
    if options.csv:
        say_bytes(encode_csv(rows, columns=COLUMNS))
    else:
        _say_promises(rows, counts=counts, as_of=as_of)
    return FINE
