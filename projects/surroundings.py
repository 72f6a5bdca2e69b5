"""The records of a catalogue laid out for being asked from a point."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.nearest import NearestIndex
from projects.columns import Coded, CodedLists
from projects.filters import Mask


class Surroundings:
    """Records laid out for asking: geometries, accuracies, types of place, order of ids.

    Parameters
    ----------
    ids
        Their ids.
    shapes
        The shapes of their places; None where no place is known.
    accuracies_m
        How far off each may be, in metres; 0 without a place.
    types
        The types of their places.
    districts
        The adcodes of each.
    """

    def __init__(
        self,
        ids: Sequence[str],
        *,
        shapes: NDArray[np.object_],
        accuracies_m: NDArray[np.float64],
        types: Coded,
        districts: CodedLists,
    ) -> None:
        """Lay them out."""
        self.ids = ids
        self.index = NearestIndex(shapes)
        self.placed: Mask = ~shapely.is_missing(shapes)
        self.accuracies_m = accuracies_m
        self._types = types
        self._districts = districts
        self.ranks = np.empty(len(ids), dtype=np.int64)
        self.ranks[np.argsort(np.array([*ids, ""], dtype=object)[:-1])] = np.arange(len(ids))

    def is_in(self, adcode: str | None) -> Mask:
        """Say which projects are known by district alone, and by this one."""
        found = np.zeros(len(self.ids), dtype=bool)
        if adcode in self._districts.values:
            of = np.repeat(np.arange(len(self.ids)), self._districts.lengths)
            number = self._districts.values.index(adcode)
            found[of[self._districts.numbers == number]] = True
        return found & self.is_of("district") & ~self.placed

    def is_of(self, place_type: str) -> Mask:
        """Say which projects have a place of a type."""
        values = self._types.values
        number = values.index(place_type) if place_type in values else -1
        found: Mask = self._types.numbers == number
        return found
