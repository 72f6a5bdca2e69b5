"""The records of a catalogue as rows, as far as tables ask of them, without a model of each."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from projects.catalogue import Catalogue
from projects.columns import Coded
from projects.laying_out import columns_of


class Figured(Protocol):
    """Something that the report counts."""

    @property
    def label_zh(self) -> str:
        """What is counted, as the report says it."""

    @property
    def label_en(self) -> str:
        """The same in English."""

    @property
    def value(self) -> float:
        """How many."""

    @property
    def unit(self) -> str:
        """Of what."""


class Counted(Protocol):
    """A record, as far as it is counted: a `projects.model.Project`, or a `Row`."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def sector(self) -> str:
        """Its sector."""

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def status(self) -> str:
        """How it stands."""

    @property
    def due(self) -> int | None:
        """The year for which it is promised; None where for none."""

    @property
    def districts(self) -> tuple[str, ...]:
        """The adcodes of its districts."""

    @property
    def accuracy_class(self) -> str:
        """How well its place is known."""

    @property
    def geometry(self) -> BaseGeometry | None:
        """The shape of its place; None where no place is known."""

    @property
    def figures(self) -> Sequence[Figured]:
        """What the report counts of it."""


class FigureRow(NamedTuple):
    """What the report counts of a record, without its citations."""

    label_zh: str
    label_en: str
    value: float
    unit: str


class Row(NamedTuple):
    """A record as a row: where it stands in its catalogue, and what tables tell of it."""

    number: int
    id: str
    name_zh: str
    name_en: str
    sector: str
    kind: str
    status: str
    due: int | None
    districts: tuple[str, ...]
    accuracy_class: str
    geometry: BaseGeometry | None
    told_figures: str

    @property
    def figures(self) -> tuple[FigureRow, ...]:
        """What the report counts of it."""
        if not self.told_figures:
            return ()
        return tuple(FigureRow(*one) for one in json.loads(self.told_figures))


def _list_coded(column: Coded, rows: NDArray[np.intp]) -> list[Any]:
    """List the values of a column at some rows."""
    return [column.values[number] for number in column.numbers[rows].tolist()]


def list_rows(catalogue: Catalogue, *, mask: NDArray[np.bool_] | None = None) -> list[Row]:
    """List the records of a catalogue as rows, in its order.

    Parameters
    ----------
    catalogue
        The catalogue.
    mask
        Which records are asked for; all of them where None.
    """
    columns = columns_of(catalogue)
    rows = np.arange(columns.count) if mask is None else np.flatnonzero(mask)
    numbers = rows.tolist()
    names_zh, names_en, figures = (
        columns.list_text(name) for name in ("name_zh", "name_en", "figures")
    )
    districts, ids = columns.districts.list(), columns.ids
    coded = {
        name: _list_coded(columns.coded[name], rows)
        for name in ("sector", "kind", "status", "due", "accuracy_class")
    }
    told = zip(
        numbers,
        [ids[row] for row in numbers],
        [names_zh[row] for row in numbers],
        [names_en[row] for row in numbers],
        coded["sector"],
        coded["kind"],
        coded["status"],
        coded["due"],
        [districts[row] for row in numbers],
        coded["accuracy_class"],
        columns.shapes[rows].tolist(),
        [figures[row] for row in numbers],
        strict=True,
    )
    return [Row(*one) for one in told]
