"""What the other reports of a library say beside a record: its clock, and where else it is told."""

from app.messages import LANGUAGES, Words
from app.words.clock import say_clock, say_promise
from app.words.labels import term_name
from projects.catalogue import Catalogue
from projects.clock import find_newest_day, read_clock
from projects.facts import gather_facts
from projects.library import Library
from projects.vocabulary import STATUSES


def tell_clocks(catalogue: Catalogue, *, library: Library) -> dict[str, dict[str, str]]:
    """Tell by the id of a record what it promises and what became of it, in both languages.

    Parameters
    ----------
    catalogue
        The report.
    library
        The reports that know more of it.
    """
    metadata = catalogue.metadata
    known = [
        entry.catalogue for entry in library.list_reports(metadata.city.adcode) if not entry.faults
    ]
    as_of = find_newest_day([catalogue, *known]) or metadata.report_day
    told: dict[str, dict[str, str]] = {}
    for project in catalogue.projects:
        facts = gather_facts(library, report_id=metadata.id, record_id=project.id)
        reading = read_clock(project, as_of=as_of, facts=facts)
        if reading.promise is None:
            continue
        said: dict[str, str] = {"slug": reading.state}
        for lang in LANGUAGES:
            words = Words(lang)
            said[f"promise_{lang}"] = say_promise(reading, words)
            said[f"name_{lang}"] = say_clock(reading, words)
        told[project.id] = said
    return told


def tell_elsewhere(catalogue: Catalogue, *, library: Library) -> dict[str, list[dict[str, str]]]:
    """Tell by the id of a record which other reports tell of it, and as what.

    Parameters
    ----------
    catalogue
        The report.
    library
        The reports.
    """
    metadata = catalogue.metadata
    told: dict[str, list[dict[str, str]]] = {}
    if len(library.list_reports(metadata.city.adcode)) == 1:
        return told
    for project in catalogue.projects:
        for found in library.find_record(project.id, adcode=metadata.city.adcode):
            if found.entry.id == metadata.id:
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
            told.setdefault(project.id, []).append(said)
    return told
