"""A catalogue as columns: what is filtered, drawn and told of all its records, without a model."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

LAYOUT: Final = 2
"""Grows when a reader of the layout before would read wrongly."""
TEXTS: Final = ("id", "name_zh", "name_en", "aliases", "aliases_id", "figures")
"""Texts of a record; those of which it may have several are parted by `BETWEEN`.

``figures`` is what the report counts of it, as JSON: a list of label_zh, label_en, value, unit.
"""
BETWEEN: Final = "\t"
_HEAD_BYTES: Final = 8
_ALIGNED: Final = 8

Whole = NDArray[np.int64]
Numbers = NDArray[np.int32]
Steps = tuple[bool, tuple[tuple[int, str], ...]]
"""Whether a record promises something, and from which day on (its ordinal) its clock says what."""


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of few values: for each record the number of its value.

    Parameters
    ----------
    values
        The values, in the order in which each first comes.
    numbers
        For each record the place of its value among them.
    """

    values: tuple[Any, ...]
    numbers: Numbers

    def list(self) -> list[Any]:
        """List the value of every record."""
        return [self.values[number] for number in self.numbers.tolist()]


@dataclass(frozen=True, eq=False)
class CodedLists:
    """A column of short lists of few values.

    Parameters
    ----------
    values
        The values, in the order in which each first comes.
    numbers
        The places of the values of all records, one record after the other.
    lengths
        How many each record has.
    """

    values: tuple[Any, ...]
    numbers: Numbers
    lengths: Numbers

    def list(self) -> list[tuple[Any, ...]]:
        """List the values of every record."""
        found = iter([self.values[number] for number in self.numbers.tolist()])
        return [tuple(next(found) for _ in range(length)) for length in self.lengths.tolist()]


@dataclass(frozen=True)
class Values:
    """What all records together say, each once: what has to be put into words.

    Parameters
    ----------
    dates
        The dates of milestones, of their sources and of places, sorted.
    errors_m, extents_m
        The accuracies and the widths of places, sorted.
    figures
        Values with their units.
    origins
        The sources and licences of places, sorted.
    """

    dates: tuple[str, ...]
    errors_m: tuple[float, ...]
    extents_m: tuple[float, ...]
    figures: tuple[tuple[float, str], ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Columns:
    """The records of a catalogue as columns, in the order of the file.

    Parameters
    ----------
    count
        How many records there are.
    texts
        Of `TEXTS` each as one text, a line a record.
    coded
        ``sector``, ``kind``, ``status``, ``due``, ``accuracy_class``, ``place_type``,
        ``accuracy_m``; ``steps``: the promise clock, see `Steps`; ``promise_year``: the year of
        that promise; ``years``: see `projects.stage_years.StageYears`; ``gaps``: what the record
        lacks, see `projects.gaps`; ``paragraphs``: those that it cites.
    districts
        The adcodes of each record.
    wkb, wkb_ends
        The geometries end to end, and where each ends; none where it is empty.
    spans
        Where the feature of each record begins and ends in the file; empty where there is none.
    values
        What the records say, each once.
    newest
        The ordinal of the day of the newest fact from elsewhere; None without one.
    """

    count: int
    texts: Mapping[str, bytes | memoryview]
    coded: Mapping[str, Coded]
    districts: CodedLists
    wkb: bytes | memoryview
    wkb_ends: Whole
    spans: Whole
    values: Values
    newest: int | None

    def list_text(self, name: str) -> list[str]:
        """List a text of every record, one of `TEXTS`."""
        return str(self.texts[name], "utf-8").split("\n") if self.count else []

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids."""
        return tuple(self.list_text("id"))

    @cached_property
    def former_ids(self) -> dict[str, int]:
        """The record behind each id that was in use before."""
        found = enumerate(self.list_text("aliases_id"))
        return {old: row for row, own in found if own for old in own.split(BETWEEN)}

    @cached_property
    def shapes(self) -> NDArray[np.object_]:
        """The geometries; None where there is none."""
        shapes = np.full(self.count, None, dtype=object)
        starts = np.concatenate(([0], self.wkb_ends[:-1]))
        rows = np.flatnonzero(self.wkb_ends > starts)
        spans = zip(starts[rows].tolist(), self.wkb_ends[rows].tolist(), strict=True)
        bodies = [bytes(self.wkb[start:end]) for start, end in spans]
        shapes[rows] = shapely.from_wkb(np.array([*bodies, None], dtype=object)[:-1])
        return shapes

    @cached_property
    def placed(self) -> NDArray[np.bool_]:
        """Whether each record has a geometry."""
        return np.diff(self.wkb_ends, prepend=0) > 0

    @cached_property
    def accuracies_m(self) -> NDArray[np.float64]:
        """The accuracy of each place in metres; 0 where it has none."""
        column = self.coded["accuracy_m"]
        return np.array([one or 0.0 for one in column.values], dtype=float)[column.numbers]

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as bytes: what is mapped into memory cannot."""
        return _read_sent, (write_columns(self, beside={}),)

    def newest_day(self, report_day: date) -> date:
        """Give the day of the newest fact that is held, the report among them."""
        return report_day if self.newest is None else max(report_day, _day(self.newest))


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)


def write_columns(columns: Columns, *, beside: Mapping[str, Any]) -> bytes:
    """Write columns so that they can be used as they lie, mapped into memory.

    Parameters
    ----------
    columns
        The columns.
    beside
        What is kept with them, as JSON.
    """
    bodies: dict[str, bytes | memoryview] = {f"text {n}": t for n, t in columns.texts.items()}
    bodies |= {f"code {name}": one.numbers.tobytes() for name, one in columns.coded.items()}
    bodies["numbers"] = columns.districts.numbers.tobytes()
    bodies["lengths"] = columns.districts.lengths.tobytes()
    bodies["wkb"] = columns.wkb
    bodies |= {"wkb_ends": columns.wkb_ends.tobytes(), "spans": columns.spans.tobytes()}
    places, at = {}, 0
    for name, body in bodies.items():
        places[name] = (at, len(body))
        at += -(-len(body) // _ALIGNED) * _ALIGNED
    told = {
        "layout": LAYOUT,
        "count": columns.count,
        "places": places,
        "values": {name: one.values for name, one in columns.coded.items()},
        "districts": columns.districts.values,
        "told": vars(columns.values),
        "newest": columns.newest,
        "beside": beside,
    }
    head = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-len(head) % _ALIGNED)
    filled = (bytes(body).ljust(-(-len(body) // _ALIGNED) * _ALIGNED) for body in bodies.values())
    return b"".join((len(head).to_bytes(_HEAD_BYTES, "little"), head, *filled))


def _thaw(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Make tuples of lists, which JSON does not tell apart."""
    return tuple(_thaw(one) for one in value) if isinstance(value, list) else value


def read_columns(data: bytes | memoryview) -> tuple[Columns, dict[str, Any]]:
    """Read what `write_columns` wrote, without a copy, and what was kept beside it.

    Parameters
    ----------
    data
        The bytes, which have to stay as they are.

    Raises
    ------
    ValueError
        Where they are of another layout.
    """
    view = memoryview(data)
    start = _HEAD_BYTES + int.from_bytes(view[:_HEAD_BYTES], "little")
    told = json.loads(bytes(view[_HEAD_BYTES:start]))
    if told["layout"] != LAYOUT:
        raise ValueError(told["layout"])

    def body(name: str) -> memoryview:
        at, length = told["places"][name]
        return view[start + at : start + at + length]

    def numbers(name: str) -> Numbers:
        return np.frombuffer(body(name), dtype=np.int32)

    columns = Columns(
        count=told["count"],
        texts={name: body(f"text {name}") for name in TEXTS},
        coded={
            name: Coded(_thaw(values), numbers(f"code {name}"))
            for name, values in told["values"].items()
        },
        districts=CodedLists(_thaw(told["districts"]), numbers("numbers"), numbers("lengths")),
        wkb=body("wkb"),
        wkb_ends=np.frombuffer(body("wkb_ends"), dtype=np.int64),
        spans=np.frombuffer(body("spans"), dtype=np.int64).reshape(-1, 2),
        values=Values(**{name: _thaw(found) for name, found in told["told"].items()}),
        newest=told["newest"],
    )
    return columns, told["beside"]


def _read_sent(data: bytes) -> Columns:
    """Read columns that came from another process."""
    return read_columns(data)[0]


def code_values(values: Sequence[Any] | Iterator[Any]) -> Coded:
    """Give values numbers, by when each first comes.

    Examples
    --------
    >>> coded = code_values(["b", "a", "b"])
    >>> coded.values, coded.numbers.tolist(), coded.list()
    (('b', 'a'), [0, 1, 0], ['b', 'a', 'b'])
    """
    known: dict[Any, int] = {}
    numbers = np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int32)
    return Coded(tuple(known), numbers)


def _join_values(
    first: tuple[Any, ...], second: tuple[Any, ...]
) -> tuple[tuple[Any, ...], Numbers]:
    """Join values, each once, and give the new number of each of the second ones."""
    known = {value: number for number, value in enumerate(first)}
    again = [known.setdefault(value, len(known)) for value in second]
    return tuple(known), np.array(again, dtype=np.int32)


def _join_coded(first: Coded, second: Coded) -> Coded:
    values, again = _join_values(first.values, second.values)
    if not len(again):
        return first
    return Coded(values, np.concatenate((first.numbers, again[second.numbers])))


def join_columns(first: Columns, second: Columns, *, shift: int) -> Columns:
    """Join the columns of two parts of a file: just what all its records together give.

    Parameters
    ----------
    first, second
        The columns, of at least a record each.
    shift
        How many bytes further the features of the second part stand in the whole file.
    """
    districts, again = _join_values(first.districts.values, second.districts.values)
    numbers = again[second.districts.numbers] if len(again) else second.districts.numbers
    days = [one for one in (first.newest, second.newest) if one is not None]
    ours, theirs = first.values, second.values
    return Columns(
        count=first.count + second.count,
        texts={name: b"\n".join((text, second.texts[name])) for name, text in first.texts.items()},
        coded={name: _join_coded(one, second.coded[name]) for name, one in first.coded.items()},
        districts=CodedLists(
            districts,
            np.concatenate((first.districts.numbers, numbers)),
            np.concatenate((first.districts.lengths, second.districts.lengths)),
        ),
        wkb=b"".join((first.wkb, second.wkb)),
        wkb_ends=np.concatenate((first.wkb_ends, second.wkb_ends + len(first.wkb))),
        spans=np.concatenate((first.spans, second.spans + shift)),
        values=Values(
            dates=tuple(sorted({*ours.dates, *theirs.dates})),
            errors_m=tuple(sorted({*ours.errors_m, *theirs.errors_m})),
            extents_m=tuple(sorted({*ours.extents_m, *theirs.extents_m})),
            figures=tuple(dict.fromkeys((*ours.figures, *theirs.figures))),
            origins=tuple(sorted({*ours.origins, *theirs.origins})),
        ),
        newest=max(days, default=None),
    )
