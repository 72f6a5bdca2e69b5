"""What the other catalogues of a library know of a project: later facts and later reports."""

from collections.abc import Iterator

from projects.derive import list_own_milestones
from projects.library import Appearance, Entry, Library
from projects.model import Milestone, Source


def _tell_as_source(milestone: Milestone, *, entry: Entry) -> Milestone:
    """Tell what a later report has done as a fact from elsewhere, that report its source."""
    metadata = entry.metadata
    source = Source(
        title=metadata.title_zh,
        date=metadata.report_date,
        says=milestone.citations[0].wording,
    )
    return milestone.model_copy(update={"citations": (), "source": source})


def _list_facts(appearance: Appearance, *, year: int) -> Iterator[Milestone]:
    """List what one catalogue knows: facts from elsewhere, and its own report if it is later."""
    entry, project = appearance.entry, appearance.project
    yield from (m for m in project.milestones if m.source is not None)
    if entry.year > year:
        for milestone in list_own_milestones(project.milestones):
            if milestone.state == "reported":
                yield _tell_as_source(milestone, entry=entry)


def gather_facts(library: Library, *, report_id: str, record_id: str) -> tuple[Milestone, ...]:
    """Gather what the other catalogues of the library know of a record.

    Parameters
    ----------
    library
        The library.
    report_id
        The catalogue of the record.
    record_id
        The record.

    Returns
    -------
    tuple of Milestone
        Facts that the record itself does not hold; a later report that has something done is the
        source of that fact. Nothing where the library has no such catalogue.
    """
    entry = library.by_id.get(report_id)
    if entry is None:
        return ()
    held: set[Milestone] = set()
    found: dict[Milestone, None] = {}
    for appearance in library.find_record(record_id, adcode=entry.adcode):
        if appearance.entry.id == report_id:
            held.update(appearance.project.milestones)
            continue
        found |= dict.fromkeys(_list_facts(appearance, year=entry.year))
    return tuple(fact for fact in found if fact not in held)
