"""The promise clock: what became of what a report promised, as of a date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from projects.catalogue import Catalogue
from projects.dates import first_day, last_day
from projects.derive import list_open_promises, list_own_milestones
from projects.events import SOFT, fulfils
from projects.model import Milestone, Project
from projects.records import Records
from projects.vocabulary import Term, make_vocabulary

CLOCK_STATES = make_vocabulary(
    Term("kept", "如期兑现", "Kept", "已知在期限内完成", "Known to be done in time"),
    Term("kept-late", "延后兑现", "Kept late", "已知完成，晚于期限", "Known to be done, late"),
    Term("due-this-year", "本年到期", "Due this year", "期限在这一年", "Its time is this year"),
    Term("due-later", "尚未到期", "Due later", "期限在以后", "Its time is a later year"),
    Term(
        "overdue",
        "已过期限，未见完成",
        "Overdue, no completion known to us",
        "期限已过，我们没有查到完成的消息",
        "Its time is over and we know of no completion",
    ),
    Term("undated", "没有期限", "Undated", "报告没有写期限", "The report gives no time"),
    Term(
        "contradicted",
        "说法相反",
        "Contradicted",
        "几个来源说法相反，并列照录",
        "Sources contradict each other and stand side by side",
    ),
    Term("none", "没有承诺", "Nothing promised", "报告没有承诺", "The report promises nothing"),
)
"""What a promise may have come to."""

_MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Reading:
    """What the clock says of a record.

    Parameters
    ----------
    state
        A slug of `CLOCK_STATES`.
    as_of
        The day for which it is said.
    promise
        The promise that is looked at: the latest dated one that is open, else an undated one.
    facts
        What is known from elsewhere of the promise by that day: what keeps it, or what is said
        for and against it.
    months_late
        Whole months between the end of the promised time and the event, where it came late.
    """

    state: str
    as_of: date
    promise: Milestone | None
    facts: tuple[Milestone, ...] = ()
    months_late: int | None = None

    @property
    def trust(self) -> str | None:
        """The best trust among its facts; None where there is no fact, or none says."""
        levels = {fact.source.trust for fact in self.facts if fact.source is not None}
        return next((level for level in ("high", "medium", "low") if level in levels), None)


def know_day(milestone: Milestone) -> date | None:
    """Say on which day a fact from elsewhere was surely known; None for what has no date.

    The later of the event and of its publication: what is published earlier is a forecast.
    """
    if milestone.source is None:
        return None
    texts = [text for text in (milestone.date, milestone.source.date) if text is not None]
    days = [day for day in map(last_day, texts) if day is not None]
    return max(days, default=None)


def find_newest_day(catalogues: Iterable[Catalogue]) -> date | None:
    """Find the day of the newest fact that is held: the ``as of`` of a clock that is not set."""
    days: list[date] = []
    for catalogue in catalogues:
        report_day = catalogue.metadata.report_day
        days.append(report_day)
        if isinstance(catalogue.projects, Records):
            days.append(catalogue.projects.columns.newest_day(report_day))
            continue
        for project in catalogue.projects:
            found = (know_day(milestone) for milestone in project.milestones)
            days += [day for day in found if day is not None]
    return max(days, default=None)


def _pick_promise(milestones: Sequence[Milestone]) -> Milestone | None:
    """Pick the promise that counts: the latest dated one, else the last undated one."""
    hard = [promise for promise in milestones if promise.event not in SOFT]
    dated = [(last_day(p.date), p) for p in hard if p.date is not None]
    ends = [(day, promise) for day, promise in dated if day is not None]
    if ends:
        return max(ends, key=lambda one: one[0])[1]
    return hard[-1] if hard else None


def _find_promise(own: Sequence[Milestone]) -> tuple[Milestone | None, bool]:
    """Find the promise of a report that counts, and whether the report leaves it open."""
    promise = _pick_promise(list_open_promises(own))
    if promise is not None:
        return promise, True
    return _pick_promise([m for m in own if m.state == "promised"]), False


def read_promise_year(project: Project) -> int | None:
    """Read for which year the promise of a record that its clock looks at is made.

    Returns
    -------
    int or None
        The year in which it is due where its own date names none; None without either.
    """
    promise, _ = _find_promise(list_own_milestones(project.milestones))
    text = None if promise is None else promise.date
    if text is None:
        return project.due
    return int(text[:4]) if text[:4].isdigit() else None


def _count_months(begin: date, end: date) -> int:
    """Count the months from one day's month to another's."""
    return (end.year - begin.year) * _MONTHS_A_YEAR + end.month - begin.month


def _is_late(fact: Milestone, *, due: date) -> bool:
    """Say whether an event surely came after the promised time."""
    begun = first_day(fact.date) if fact.date is not None else None
    return begun is not None and begun > due


def _find_contradiction(
    promise: Milestone, *, known: Sequence[Milestone], done: Sequence[Milestone]
) -> tuple[Milestone, ...]:
    """Find what is said for and against a promise, where one source denies what another says.

    A source denies when it says that by its date the event had not happened, after the day for
    which another reports or foresees it.
    """
    said: list[tuple[date, Milestone]] = []
    for fact in (*done, *known):
        told = [fact.date] if fact in done else []
        foreseen = fact.foresees
        if foreseen is not None and fulfils(foreseen.event, promised=promise.event):
            told.append(foreseen.date)
        days = [day for day in (last_day(text) for text in told if text) if day is not None]
        said += [(day, fact) for day in days]
    found: list[Milestone] = []
    for against in known:
        if against.denies is None or not fulfils(promise.event, promised=against.denies):
            continue
        day = first_day(against.date) if against.date is not None else None
        for when, fact in said:
            forecast = fact not in done
            own = fact is against
            # An authority's own plan that came to nothing is a delay, not a contradiction.
            planned = forecast and promise.event == "start"
            if day is not None and day > when and not own and not planned:
                found += [fact, against]
    return tuple(dict.fromkeys(found)) if found else ()


class _Clock:
    """The promise of a record and the facts that are told of it, with the day of each."""

    def __init__(self, project: Project, *, facts: Iterable[Milestone]) -> None:
        self.promise, self.is_open = _find_promise(list_own_milestones(project.milestones))
        told = (*project.milestones, *facts) if self.is_open else ()
        # An undated fact has no day on which it was not known.
        self.facts = [(one, know_day(one)) for one in told if one.source is not None]

    def read(self, as_of: date) -> Reading:
        """Read it as of a day."""
        promise = self.promise
        if promise is None or not self.is_open:
            return Reading("none" if promise is None else "kept", as_of, promise)
        heard = [fact for fact, day in self.facts if day is None or day <= as_of]
        known = [fact for fact in heard if fact.fulfils is not False]
        done = [fact for fact in known if fulfils(fact.event, promised=promise.event)]
        due = last_day(promise.date) if promise.date is not None else None
        against = _find_contradiction(promise, known=known, done=done)
        if against:
            return Reading("contradicted", as_of, promise, against)
        if done:
            return _read_done(promise, done=done, due=due, as_of=as_of)
        # What is told of the project without settling the promise is shown beside it, also what
        # may be of another part: its source says why.
        about = tuple(heard)
        if due is None:
            return Reading("undated", as_of, promise, about)
        if due.year > as_of.year:
            return Reading("due-later", as_of, promise, about)
        state = "due-this-year" if as_of <= due else "overdue"
        return Reading(state, as_of, promise, about)


def read_clock(project: Project, *, as_of: date, facts: Iterable[Milestone] = ()) -> Reading:
    """Read the promise clock of a record.

    Parameters
    ----------
    project
        The record; its status and the words of its report are never touched.
    as_of
        The day for which it is said: facts known only later are not looked at.
    facts
        What is known beside the record's own milestones, from other catalogues.

    Returns
    -------
    Reading
        A promise that the report itself reports as kept is ``kept``.
    """
    return _Clock(project, facts=facts).read(as_of)


def _read_done(
    promise: Milestone, *, done: Sequence[Milestone], due: date | None, as_of: date
) -> Reading:
    """Read the clock where the event is known: in time, late, or as two sources disagree."""
    late = [] if due is None else [fact for fact in done if _is_late(fact, due=due)]
    if not late or due is None:
        return Reading("kept", as_of, promise, tuple(done))
    if len(late) < len(done):
        return Reading("contradicted", as_of, promise, tuple(done))
    days = [first_day(fact.date) for fact in late if fact.date is not None]
    first = min(day for day in days if day is not None)
    return Reading("kept-late", as_of, promise, tuple(done), _count_months(due, first))


def list_steps(
    project: Project, *, facts: Sequence[Milestone] = ()
) -> tuple[tuple[date, Reading], ...]:
    """List what the clock says of a record, from which day on: each says so until the next.

    Parameters
    ----------
    project
        The record.
    facts
        What is known beside the record's own milestones, from other catalogues.

    Returns
    -------
    tuple
        The first is said from the beginning of time on.
    """
    clock = _Clock(project, facts=facts)
    if not clock.is_open:
        return ((date.min, clock.read(date.min)),)
    days = {date.min} | {day for _, day in clock.facts if day is not None}
    for one in project.milestones:
        due = last_day(one.date) if one.state == "promised" and one.date is not None else None
        if due is not None:
            days |= {date(due.year, 1, 1), due + timedelta(days=1)}
    steps: list[tuple[date, Reading]] = []
    for day in sorted(days):
        reading = clock.read(day)
        if not steps or _tells(steps[-1][1]) != _tells(reading):
            steps.append((day, reading))
    return tuple(steps)


def _tells(reading: Reading) -> tuple[object, ...]:
    """Give what a reading says, whatever the day."""
    return reading.state, reading.promise, reading.facts, reading.months_late


def list_promises(
    catalogue: Catalogue,
    *,
    as_of: date,
    year: int | None = None,
    facts: Mapping[str, Sequence[Milestone]] | None = None,
) -> tuple[tuple[Project, Reading], ...]:
    """List the records that promise something, with what became of it.

    Parameters
    ----------
    catalogue
        The catalogue.
    as_of
        The day for which it is said.
    year
        Only promises for this year; every promise where None.
    facts
        By the id of a record, what other catalogues know of it.
    """
    told = []
    for project in catalogue.projects:
        known = () if facts is None else facts.get(project.id, ())
        reading = read_clock(project, as_of=as_of, facts=known)
        if reading.promise is None or (year is not None and project.due != year):
            continue
        told.append((project, reading))
    return tuple(told)


def count_states(readings: Iterable[Reading]) -> dict[str, int]:
    """Count readings by state, at 0 too."""
    counts = dict.fromkeys(CLOCK_STATES, 0)
    for reading in readings:
        counts[reading.state] += 1
    return counts
