"""What the other catalogues of a library know of a project: later facts and later reports."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from projects.catalogue import Beyond
from projects.clock import find_newest_day
from projects.derive import list_own_milestones
from projects.library import Appearance, Entry, Library
from projects.model import Milestone, Source


def _tell_as_source(milestone: Milestone, *, entry: Entry) -> Milestone:
    """Tell what a later report has done as a fact from elsewhere, that report its source."""
    metadata = entry.metadata
    source = Source(
        title=metadata.title_zh,
        title_en=metadata.title_en,
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


def gather_beyond(library: Library, *, report_id: str) -> Beyond:
    """Gather what the other reports of the same city know beside one.

    Parameters
    ----------
    library
        The library.
    report_id
        The catalogue; nothing is known beside one that the library has not, or that is broken.
    """
    entry = library.by_id.get(report_id)
    if entry is None or entry.faults:
        return Beyond(facts={}, newest=None)
    known = [one.catalogue for one in library.list_reports(entry.adcode) if not one.faults]
    shared = library.find_shared(report_id)
    found = {
        record_id: gather_facts(library, report_id=report_id, record_id=record_id)
        for record_id in entry.catalogue.ids
        if record_id in shared
    }
    facts = {one: facts for one, facts in found.items() if facts}
    return Beyond(facts=facts, newest=find_newest_day(known))


@dataclass
class BeyondFinder:
    """Ask a library what its other catalogues know beside one, once for each state of it.

    Parameters
    ----------
    find_library
        Gives the library as it is now.
    report_id
        The catalogue.
    """

    find_library: Callable[[], Library]
    report_id: str
    _last: tuple[Library, Beyond] | None = field(default=None, init=False)

    def __call__(self) -> Beyond:
        """Give what is known; the same object as long as the library is the same."""
        library, last = self.find_library(), self._last
        if last is None or last[0] is not library:
            last = (library, gather_beyond(library, report_id=self.report_id))
            self._last = last
        return last[1]
