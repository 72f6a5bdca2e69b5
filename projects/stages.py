"""The city as of a year: what was started, promised and finished by then."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np
from numpy.typing import NDArray

from projects.catalogue import Catalogue
from projects.columns import Coded, code_values
from projects.laying_out import columns_of
from projects.model import Project
from projects.stage_years import StageYears
from projects.vocabulary import Term, make_vocabulary

STAGES = make_vocabulary(
    Term("finished", "已建成", "Finished"),
    Term("started", "已开工", "Started"),
    Term("start-unknown", "开工时间不详", "Start not known"),
    Term("promised", "已承诺", "Promised"),
    Term("not-yet", "尚未提出", "Not yet told of"),
    Term("standing", "长期工作", "Standing work"),
)
"""How far a project is by the end of a year."""

Mask = NDArray[np.bool_]
_Stand = tuple[str, bool]
"""A slug of `STAGES`, and whether it is due."""


@dataclass(frozen=True)
class Stage:
    """How far a project is by the end of a year.

    ``slug`` is of `STAGES`; ``is_due`` says that by then it should be finished, or started, as
    promised, while no fact says that it is.
    """

    id: str
    status: str
    slug: str
    is_due: bool
    row: int
    projects: Sequence[Project] = field(repr=False, compare=False)

    @property
    def project(self) -> Project:
        """Its record."""
        return self.projects[self.row]


class Stages(Sequence[Stage]):
    """How far the projects of a catalogue are by the end of a year, in its order.

    Parameters
    ----------
    catalogue
        The catalogue.
    stands
        For each record how far it is.
    rows
        Which records are meant.
    """

    def __init__(self, catalogue: Catalogue, *, stands: Coded, rows: NDArray[np.intp]) -> None:
        """Take what is known of all; no stage is made yet."""
        self._catalogue, self._stands, self._rows = catalogue, stands, rows
        self._statuses = columns_of(catalogue).coded["status"]

    def __len__(self) -> int:
        """Count the projects."""
        return len(self._rows)

    @overload
    def __getitem__(self, key: int) -> Stage: ...
    @overload
    def __getitem__(self, key: slice) -> "Stages": ...
    def __getitem__(self, key: int | slice) -> "Stage | Stages":
        """Give one, or several."""
        if isinstance(key, slice):
            return Stages(self._catalogue, stands=self._stands, rows=self._rows[key])
        row = int(self._rows[key])
        slug, is_due = self._stands.values[self._stands.numbers[row]]
        status = self._statuses.values[self._statuses.numbers[row]]
        catalogue = self._catalogue
        return Stage(catalogue.ids[row], status, slug, is_due, row, catalogue.projects)

    def __iter__(self) -> Iterator[Stage]:
        """Give each in turn."""
        catalogue, values = self._catalogue, self._stands.values
        ids, statuses = catalogue.ids, self._statuses.values
        rows = self._rows
        columns = (rows, self._stands.numbers[rows], self._statuses.numbers[rows])
        for row, stand, status in zip(*(one.tolist() for one in columns), strict=True):
            slug, is_due = values[stand]
            yield Stage(ids[row], statuses[status], slug, is_due, row, catalogue.projects)

    def keep(self, mask: Mask) -> "Stages":
        """Keep the records of a mask over the catalogue."""
        return Stages(self._catalogue, stands=self._stands, rows=self._rows[mask[self._rows]])

    def of(self, slug: str) -> "Stages":
        """Keep the projects of one stage."""
        numbers = [n for n, (own, _) in enumerate(self._stands.values) if own == slug]
        return self.keep(np.isin(self._stands.numbers, numbers))

    @property
    def counts(self) -> Counter[str]:
        """How many projects each stage has."""
        size = len(self._stands.values)
        found = np.bincount(self._stands.numbers[self._rows], minlength=size).tolist()
        counts = Counter[str]()
        for (slug, _), count in zip(self._stands.values, found, strict=True):
            counts[slug] += count
        return counts


def _is_over(promised: int | None, *, year: int) -> bool:
    """Say whether the year of a promise has come."""
    return promised is not None and promised <= year


def _read_undated(status: str, *, years: StageYears, year: int, report_year: int) -> _Stand:
    """Read how far a project is where no dated fact says it: by its status."""
    is_told = year >= report_year
    if status in {"ongoing", "upgrading"}:
        return "standing", False
    if status == "completed":
        # Its end is dated later, or not at all: by the report it is finished at the latest.
        is_done = is_told and years.finished is None
        return "finished" if is_done else "start-unknown", False
    if status == "under-construction":
        slug = "started" if is_told else "start-unknown"
        return slug, is_told and _is_over(years.to_finish, year=year)
    is_due = _is_over(years.to_start, year=year) or _is_over(years.to_finish, year=year)
    return "promised" if is_told else "not-yet", is_told and is_due


def read_stand(status: str, *, years: StageYears, year: int, report_year: int) -> _Stand:
    """Read how far a project is by the end of a year.

    Parameters
    ----------
    status
        Its status by its report.
    years
        Its years, by its report and from elsewhere.
    year
        The year.
    report_year
        The year of its report; before it, what the report tells without a date is not known.

    Returns
    -------
    str
        A slug of `STAGES`.
    bool
        Whether by then it should be further, as promised, while no fact says that it is.
    """
    if _is_over(years.finished, year=year):
        return "finished", False
    if _is_over(years.started, year=year):
        return "started", year >= report_year and _is_over(years.to_finish, year=year)
    return _read_undated(status, years=years, year=year, report_year=report_year)


def see_city(catalogue: Catalogue, *, year: int) -> Stages:
    """See the city as of the end of a year.

    An event whose year is not known moves nothing: where a start is not known it is said, not
    guessed. Records of the same status and years stand alike, and are read once.

    Parameters
    ----------
    catalogue
        The catalogue.
    year
        The year.

    Returns
    -------
    Stages
        One for each record, in the order of the catalogue.
    """
    columns = columns_of(catalogue)
    status, years = columns.coded["status"], columns.coded["years"]
    pairs = status.numbers.astype(np.int64) * max(len(years.values), 1) + years.numbers
    alike, numbers = np.unique(pairs, return_inverse=True)
    report_year = catalogue.metadata.report_year
    found = code_values(
        read_stand(
            status.values[one // len(years.values)],
            years=StageYears(*years.values[one % len(years.values)]),
            year=year,
            report_year=report_year,
        )
        for one in alike.tolist()
    )
    stands = Coded(found.values, found.numbers[numbers])
    return Stages(catalogue, stands=stands, rows=np.arange(columns.count))


def list_years(catalogue: Catalogue) -> tuple[int, ...]:
    """List the years that a slider runs through, from the first dated event to the last."""
    told = (StageYears(*one) for one in columns_of(catalogue).coded["years"].values)
    years = [year for one in told for year in (one.first, one.last) if year is not None]
    years.append(catalogue.metadata.report_year)
    return tuple(range(min(years), max(years) + 1))
