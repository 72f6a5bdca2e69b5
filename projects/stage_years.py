"""The years in which a record began and ended, as told and as promised."""

from collections.abc import Iterable
from typing import NamedTuple

from projects.dates import last_year
from projects.derive import list_open_promises
from projects.events import FINISHES, WORKS
from projects.model import Milestone


class StageYears(NamedTuple):
    """The years of a record, each None where it is not dated.

    ``first`` and ``last`` are those of its earliest and latest dated milestone.
    """

    started: int | None
    finished: int | None
    to_start: int | None
    to_finish: int | None
    first: int | None
    last: int | None


def _find_first_year(milestones: Iterable[Milestone], *, events: frozenset[str]) -> int | None:
    """Find the first year in which one of the events is dated."""
    years = [
        last_year(m.date)
        for m in milestones
        if m.event in events and m.date is not None and m.fulfils is not False
    ]
    return min((year for year in years if year is not None), default=None)


def read_stage_years(milestones: tuple[Milestone, ...]) -> StageYears:
    """Read the years of a record from its milestones.

    Parameters
    ----------
    milestones
        All of them, facts from elsewhere too.
    """
    promises = list_open_promises(milestones)
    # What a report calls finished and promises again is finished when the promise is.
    still_open = {promise.event for promise in promises}
    facts = [
        m
        for m in milestones
        if m.state == "reported" and (m.source is not None or m.event not in still_open)
    ]
    dated = (last_year(m.date) for m in milestones if m.date is not None)
    told = [year for year in dated if year is not None]
    return StageYears(
        started=_find_first_year(facts, events=WORKS),
        finished=_find_first_year(facts, events=FINISHES),
        to_start=_find_first_year(promises, events=frozenset({"start"})),
        to_finish=_find_first_year(promises, events=FINISHES),
        first=min(told, default=None),
        last=max(told, default=None),
    )
