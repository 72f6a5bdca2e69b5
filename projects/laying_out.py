"""Laying a catalogue out as columns, some records at a time, or all that are there."""

import json
from collections.abc import Hashable, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final

import numpy as np
import shapely

from projects.catalogue import Catalogue
from projects.citations import list_paragraphs
from projects.clock import know_day, list_steps, read_promise_year
from projects.columns import BETWEEN, TEXTS, CodedLists, Columns, Steps, Values, code_values
from projects.gaps import list_gaps
from projects.lazy import once
from projects.model import Milestone, Project
from projects.records import Records
from projects.stage_years import StageYears, read_stage_years
from projects.vocabulary import classify_accuracy

_OWN: Final = ("sector", "kind", "status", "due")
_TIMES: Final = ("steps", "promise_year", "years")
_CODES: Final = (
    *(*_OWN, "accuracy_class", "place_type", "accuracy_m"),
    *(*_TIMES, "gaps", "paragraphs"),
)

_Times = tuple[Steps, int | None, StageYears]
"""What a record says of times: its clock, the year of its promise, its years."""

_classify = cache(classify_accuracy)


def code_steps(project: Project, *, facts: Sequence[Milestone] = ()) -> Steps:
    """Give from which day on the promise clock of a record says what.

    Parameters
    ----------
    project
        The record.
    facts
        What is known beside the record's own milestones, from other catalogues.
    """
    steps = list_steps(project, facts=facts)
    promises = steps[-1][1].promise is not None
    return promises, tuple((day.toordinal(), reading.state) for day, reading in steps)


def _tell_times(one: Milestone) -> Hashable:
    """Give all of a milestone that is looked at for the times of its record."""
    source, foreseen = one.source, one.foresees
    if source is None:
        return one.event, one.date, one.state, one.fulfils
    told = None if foreseen is None else (foreseen.event, foreseen.date)
    return one.event, one.date, one.state, one.fulfils, source.date, one.denies, told


def _read_times(project: Project) -> _Times:
    """Read what a record says of times."""
    return code_steps(project), read_promise_year(project), read_stage_years(project.milestones)


def _write_figures(project: Project) -> str:
    """Write what the report counts of a record; empty for nothing."""
    if not project.figures:
        return ""
    told = [(one.label_zh, one.label_en, one.value, one.unit) for one in project.figures]
    return json.dumps(told, ensure_ascii=False)


class Layout:
    """Gathers the columns of records that are added in the order of the file."""

    def __init__(self) -> None:
        """Begin without a record."""
        self._texts: dict[str, list[str]] = {name: [] for name in TEXTS}
        self._codes: dict[str, list[Any]] = {name: [] for name in _CODES}
        self._times: dict[Hashable, _Times] = {}
        self._districts: list[tuple[str, ...]] = []
        self._wkb: list[bytes] = []
        self._lengths: list[int] = []
        self._dates: set[str | None] = set()
        self._errors: set[float | None] = set()
        self._extents: set[float | None] = set()
        self._figures: dict[tuple[float, str], None] = {}
        self._origins: set[str | None] = set()
        self._newest: int | None = None

    def add(self, projects: Sequence[Project]) -> None:
        """Add records."""
        for name, column in self._texts.items():
            if name == "figures":
                column += [_write_figures(one) for one in projects]
            elif name.startswith("aliases"):
                column += [BETWEEN.join(getattr(one, name)) for one in projects]
            else:
                column += [getattr(one, name) for one in projects]
        for name in _OWN:
            self._codes[name] += [getattr(one, name) for one in projects]
        places = [one.place for one in projects]
        self._codes["place_type"] += [one.type for one in places]
        self._codes["accuracy_m"] += [one.accuracy_m for one in places]
        self._codes["accuracy_class"] += [
            _classify(one.accuracy_m, place_type=one.type) for one in places
        ]
        self._codes["gaps"] += [list_gaps(one) for one in projects]
        self._codes["paragraphs"] += [list_paragraphs(one) for one in projects]
        times = [self._read_times(one) for one in projects]
        for at, name in enumerate(_TIMES):
            self._codes[name] += [one[at] for one in times]
        self._districts += [one.districts for one in projects]
        self._errors |= {one.accuracy_m for one in places}
        self._extents |= {one.extent_m for one in places}
        self._origins |= {text for one in places for text in (one.source, one.licence)}
        self._dates |= {one.as_of for one in places}
        for project in projects:
            self._add_told(project)
        shapes = np.array([*(one.geometry for one in projects), None], dtype=object)[:-1]
        wkb = [one or b"" for one in shapely.to_wkb(shapes).tolist()]
        self._wkb.append(b"".join(wkb))
        self._lengths += map(len, wkb)

    def _read_times(self, project: Project) -> _Times:
        """Read what a record says of times: many say the same."""
        alike = tuple(map(_tell_times, project.milestones))
        found = self._times.get(alike)
        if found is None:
            found = self._times[alike] = _read_times(project)
        return found

    def _add_told(self, project: Project) -> None:
        """Add what a record tells of times and numbers."""
        for milestone in project.milestones:
            self._dates.add(milestone.date)
            if milestone.source is not None:
                self._dates.add(milestone.source.date)
                day = know_day(milestone)
                if day is not None:
                    self._newest = max(self._newest or 0, day.toordinal())
        for figure in project.figures:
            self._figures[figure.value, figure.unit] = None

    def finish(self, *, spans: Sequence[tuple[int, int]] = ()) -> Columns:
        """Give the columns.

        Parameters
        ----------
        spans
            Where the feature of each record begins and ends in the file.
        """
        flat = code_values(list(chain.from_iterable(self._districts)))
        lengths = np.array([len(own) for own in self._districts], dtype=np.int32)
        return Columns(
            count=len(self._districts),
            texts={name: "\n".join(column).encode() for name, column in self._texts.items()},
            coded={name: code_values(column) for name, column in self._codes.items()},
            districts=CodedLists(flat.values, flat.numbers, lengths),
            wkb=b"".join(self._wkb),
            wkb_ends=np.cumsum(np.array(self._lengths, dtype=np.int64), dtype=np.int64),
            spans=np.array(spans, dtype=np.int64).reshape(-1, 2),
            values=Values(
                dates=tuple(sorted(text for text in self._dates if text)),
                errors_m=tuple(sorted(one for one in self._errors if one is not None)),
                extents_m=tuple(sorted(one for one in self._extents if one is not None)),
                figures=tuple(self._figures),
                origins=tuple(sorted(text for text in self._origins if text)),
            ),
            newest=self._newest,
        )


@once
def _lay_out(catalogue: Catalogue) -> Columns:
    layout = Layout()
    layout.add(catalogue.projects)
    return layout.finish()


def columns_of(catalogue: Catalogue) -> Columns:
    """Give a catalogue as columns: those it was read as, or made once.

    Parameters
    ----------
    catalogue
        The catalogue; what is made is kept as long as it lives.
    """
    if isinstance(catalogue.projects, Records):
        return catalogue.projects.columns
    return _lay_out(catalogue)
