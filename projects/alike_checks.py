"""The checks of many records, of which what comes in few ways is asked once a way."""

from collections.abc import Hashable, Iterator
from typing import Final

from projects.model import Metadata, Project
from projects.record_checks import RECORD_CHECKS, Finding, Setting


def _tell_times(project: Project, metadata: Metadata) -> Hashable | None:
    """Give all that the checks of times look at; None where facts from elsewhere are among it."""
    milestones = project.milestones
    if any(one.source is not None for one in milestones):
        return None
    told = ((one.event, one.date, one.state) for one in milestones)
    return (metadata.report_date, project.status, project.due, *told)


def _tell_districts(project: Project, metadata: Metadata) -> Hashable:
    """Give all that the check of districts looks at."""
    return (metadata.city.adcode, project.place.type, project.districts)


_ALIKE: Final = (
    (frozenset({"date", "status", "due"}), _tell_times),
    (frozenset({"district"}), _tell_districts),
)
"""Checks, and what they look at: it comes in few ways, of which the first tells for all."""


class ChecksAlike:
    """Finds what `find_own_faults` finds, and asks nothing again that was answered before."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._setting: Setting | None = None
        grouped = frozenset().union(*(names for names, _ in _ALIKE))
        self._others = [find for name, find in RECORD_CHECKS.items() if name not in grouped]
        self._groups = [
            ([RECORD_CHECKS[name] for name in sorted(names)], tell, set[Hashable]())
            for names, tell in _ALIKE
        ]

    def __call__(self, project: Project, metadata: Metadata) -> Iterator[Finding]:
        """Find what is wrong with a record by itself."""
        setting = self._setting
        if setting is None or setting.metadata is not metadata:
            setting = self._setting = Setting(metadata, None)
        for find in self._others:
            yield from find(project, setting)
        for finders, tell, sound in self._groups:
            alike = tell(project, metadata)
            if alike is not None and alike in sound:
                continue
            found = [finding for find in finders for finding in find(project, setting)]
            yield from found
            if alike is not None and not found:
                sound.add(alike)
