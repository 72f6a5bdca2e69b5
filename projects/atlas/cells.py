"""Where the drawn records lie: how many in each cell of a grid, every one counted, none thinned."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

CELL_DEGREES: Final = 0.05
"""The side of a cell: some five kilometres."""

SCHEMA: Final = pa.schema(
    [
        ("year", pa.int16()),
        ("adcode", pa.string()),
        ("x", pa.int16()),
        ("y", pa.int16()),
        ("records", pa.int32()),
    ]
)
"""``x`` and ``y`` number the cells east and north of 0°, 0°; a record lies where the middle of
its box does."""

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Cells with how many records lie in each, and how long their sides are."""

    x: Whole
    y: Whole
    records: Whole
    degrees: float = CELL_DEGREES

    def __len__(self) -> int:
        """Count the cells."""
        return len(self.records)

    def enlarge(self, times: int) -> "Cells":
        """Put so many cells by so many together.

        Examples
        --------
        >>> fine = Cells(np.array([0, 1, -1]), np.array([0, 1, 0]), np.array([2, 3, 4]))
        >>> coarse = fine.enlarge(2)
        >>> coarse.x.tolist(), coarse.y.tolist(), coarse.records.tolist()
        ([-1, 0], [0, 0], [4, 5])
        """
        cells = _add_up(self.x // times, self.y // times, self.records)
        return replace(cells, degrees=self.degrees * times)


_NONE: Final[Whole] = np.zeros(0, dtype=np.int64)
NO_CELLS: Final = Cells(_NONE, _NONE, _NONE)


def _add_up(x: Whole, y: Whole, records: Whole) -> Cells:
    found, of = np.unique(np.stack([x, y]), axis=1, return_inverse=True)
    sums = np.bincount(of.ravel(), weights=records, minlength=found.shape[1])
    return Cells(found[0], found[1], sums.astype(np.int64))


def count_cells(bounds: NDArray[np.float64]) -> Cells:
    """Count the records of a report by cell.

    Parameters
    ----------
    bounds
        The boxes of its records, of shape (n, 4); not a number without a place.
    """
    placed = bounds[~np.isnan(bounds[:, 0])]
    middles = (placed[:, :2] + placed[:, 2:]) / 2
    x, y = np.floor(middles / CELL_DEGREES).astype(np.int64).T
    return _add_up(x, y, np.ones(len(placed), dtype=np.int64))


def make_table(counted: Iterable[tuple[int, str, Cells]]) -> pa.Table:
    """Make the table of cells, sorted by year and adcode.

    Parameters
    ----------
    counted
        Year and adcode of each report, with its cells.
    """
    ordered = sorted(counted, key=lambda one: one[:2])
    sizes = [len(cells) for _, _, cells in ordered]
    columns = {
        "year": np.repeat(np.array([one[0] for one in ordered], dtype=np.int16), sizes),
        "adcode": [code for (_, code, _), size in zip(ordered, sizes, strict=True)
                   for _ in range(size)],
    } | {
        name: np.concatenate([getattr(cells, name) for _, _, cells in ordered]).astype(kind)
        for name, kind in (("x", np.int16), ("y", np.int16), ("records", np.int32))
    }  # fmt: skip
    return pa.table(columns, schema=SCHEMA)
