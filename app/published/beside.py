"""What the other reports of a library say beside a record: its clock, and where else it is told."""

from collections.abc import Iterable
from pathlib import Path

from app.messages import LANGUAGES, Words
from app.words.clock import say_promise, say_reading
from app.words.corrections import say_edit
from app.words.labels import term_name
from app.words.milestones import list_since
from projects.catalogue import Catalogue
from projects.clocks import clocks_of
from projects.library import Library
from projects.steward.history import read_history
from projects.vocabulary import STATUSES

MOST_TOLD = 20
"""So many changes of a record are told."""
MOST_REPORTS = 20
"""So many other reports of a record are told: those nearest in time."""


def tell_clocks(
    catalogue: Catalogue, *, rows: Iterable[int] | None = None
) -> dict[str, dict[str, object]]:
    """Tell by the id of a record what it promises and what became of it, in both languages.

    Parameters
    ----------
    catalogue
        The report, with what other reports know beside it.
    rows
        Where the records stand that are told of; all where None.

    Returns
    -------
    dict
        ``slug`` as of the newest fact held; ``steps``, what is said from which day on, the latest
        day last, and whether that tells all that happened since the report.
    """
    clocks = clocks_of(catalogue)
    told: dict[str, dict[str, object]] = {}
    for row in range(len(catalogue.projects)) if rows is None else rows:
        steps, reading = clocks.steps[row], clocks.read_row(row)
        if reading.promise is None:
            continue
        project = catalogue.projects[row]
        said: dict[str, object] = {"slug": reading.state}
        since = set(list_since(project, report_day=catalogue.metadata.report_day))
        said["steps"] = [
            {"from": day.isoformat(), "slug": one.state, "tells": since <= set(one.facts)}
            | {f"name_{lang}": say_reading(one, Words(lang)) for lang in LANGUAGES}
            for day, one in steps
        ]
        for lang in LANGUAGES:
            said[f"promise_{lang}"] = say_promise(reading, Words(lang))
        told[project.id] = said
    return told


def tell_elsewhere(
    catalogue: Catalogue, *, library: Library, ids: Iterable[str] | None = None
) -> dict[str, list[dict[str, str]]]:
    """Tell by the id of a record which other reports tell of it, and as what.

    Parameters
    ----------
    catalogue
        The report.
    library
        The reports.
    ids
        The records that are told of; all where None.
    """
    metadata = catalogue.metadata
    told: dict[str, list[dict[str, str]]] = {}
    shared = library.find_shared(metadata.id)
    for record_id in catalogue.ids if ids is None else ids:
        if record_id not in shared:
            continue
        others = [
            one
            for one in library.find_record(record_id, adcode=metadata.city.adcode)
            if one.entry.id != metadata.id
        ]
        nearest = sorted(others, key=lambda one: abs(one.entry.year - metadata.report_year))
        told_ids = {one.entry.id for one in nearest[:MOST_REPORTS]}
        for found in others:
            if found.entry.id not in told_ids:
                continue
            said = {
                "report": "" if found.entry.id == library.default_id else found.entry.id,
                "id": found.project.id,
            }
            for lang in LANGUAGES:
                words = Words(lang)
                said[f"name_{lang}"] = words(
                    "In the {year} report: {status}",
                    year=found.entry.year,
                    status=term_name(STATUSES, found.project.status, words),
                )
            told.setdefault(record_id, []).append(said)
    return told


def tell_history(path: Path | str | None) -> dict[str, list[dict[str, str]]]:
    """Tell by the id of a record what was changed of it since its file was made, the newest first.

    Parameters
    ----------
    path
        The catalogue file, whose change log stands beside it; None where there is no file.
    """
    if not isinstance(path, Path):
        return {}
    return {
        record: [
            {f"name_{lang}": say_edit(edit, Words(lang)) for lang in LANGUAGES}
            for edit in reversed(edits[-MOST_TOLD:])
        ]
        for record, edits in read_history(path).items()
    }
