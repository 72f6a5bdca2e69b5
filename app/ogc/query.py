"""What a client asks of a collection: bounds, time, facets, words and a page of the answer."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
import shapely

from app.errors import AppError
from app.ogc.collections import PROMISE, Collection
from projects.search import is_wordless, split_query

DEFAULT_LIMIT, MAX_LIMIT = 100, 1000
MAX_OFFSET: Final = 10_000_000
MAX_TEXT: Final = 100
CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
PLAIN: Final = frozenset(
    {"f", "lang", "bbox", "bbox-crs", "crs", "datetime", "limit", "offset", "report"}
)
"""Parameters that every collection takes beside its facets."""

_CLOCK: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_DAY: Final = (
    r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])"
    rf"(T{_CLOCK}:[0-5][0-9](\.[0-9]{{1,9}})?(Z|[+-]{_CLOCK}))?)?)?"
)
DATETIME: Final = rf"^({_DAY}|{_DAY}/{_DAY}|{_DAY}/(\.\.)?|(\.\.)?/{_DAY}|\.\./\.\.)$"
"""A year, month, day or time (RFC 3339), or an interval of two, open with ``..`` or nothing."""
ASOF: Final = "asof"
_WHOLE_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_LEAST_YEAR, _LONGEST_NUMBER = 1, 18


class QueryError(AppError):
    """A question that the service cannot answer; the client is told why."""


class NotThereError(AppError):
    """A collection, a feature or a style that the service does not have."""


@dataclass(frozen=True)
class Question:
    """What is asked of a collection."""

    boxes: tuple[tuple[float, float, float, float], ...] = ()
    years: tuple[float, float] | None = None
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    q: str = ""
    limit: int = DEFAULT_LIMIT
    offset: int = 0
    day: date | None = None


def read_day(query: Mapping[str, str]) -> date | None:
    """Read the day for which it is asked what became of the promises; None where none is named.

    Parameters
    ----------
    query
        The parameters of the address.

    Raises
    ------
    QueryError
        Where it is no day.
    """
    text = query.get(ASOF)
    if text is None:
        return None
    try:
        if re.fullmatch(_WHOLE_DAY, text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise QueryError(f"{ASOF}: expected a day that exists, found {text!r}") from error
    raise QueryError(f"{ASOF}: expected a day such as 2025-03-31, found {text[:40]!r}")


def _read_whole(query: Mapping[str, str], name: str, *, default: int, least: int) -> int:
    """Read a whole number."""
    text = query.get(name, str(default))
    if not re.fullmatch(r"[0-9]+", text) or int(text[-_LONGEST_NUMBER:]) < least:
        raise QueryError(f"{name}: expected a whole number from {least}, found {text[:40]!r}")
    return int(text) if len(text) <= _LONGEST_NUMBER else 10**_LONGEST_NUMBER


def _read_boxes(text: str) -> tuple[tuple[float, float, float, float], ...]:
    """Read bounds of 4 or 6 numbers; those across the date line are two boxes."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise QueryError(f"bbox: expected numbers, found {text[:60]!r}") from error
    if len(numbers) not in {4, 6} or not all(map(math.isfinite, numbers)):
        raise QueryError(f"bbox: expected 4 or 6 numbers, found {text[:60]!r}")
    west, south, east, north = numbers if len(numbers) == 4 else (*numbers[:2], *numbers[3:5])  # noqa: PLR2004
    if south > north:
        raise QueryError(f"bbox: expected the south before the north, found {text[:60]!r}")
    if west > east:
        return (west, south, 180.0, north), (-180.0, south, east, north)
    return ((west, south, east, north),)


def _read_year(text: str) -> int:
    """Read the year of a date or a time that is written as it should be."""
    year, month, day = (int(part) for part in (text[:4], text[5:7] or "1", text[8:10] or "1"))
    try:
        date(max(year, _LEAST_YEAR), month, day)
    except ValueError as error:
        raise QueryError(f"datetime: expected a date that exists, found {text[:40]!r}") from error
    return year


def _read_years(text: str) -> tuple[float, float]:
    """Read a date or an interval, open where it says ``..`` or nothing."""
    if re.search(DATETIME, text) is None:
        raise QueryError(
            f"datetime: expected a date (RFC 3339) or an interval, found {text[:40]!r}"
        )
    start, slash, end = text.partition("/")
    if not slash:
        year = _read_year(text)
        return year, year
    first = -math.inf if start in {"", ".."} else _read_year(start)
    last = math.inf if end in {"", ".."} else _read_year(end)
    if first > last:
        raise QueryError(f"datetime: expected a start before its end, found {text[:40]!r}")
    return first, last


def _read_slugs(text: str, facet: str, *, collection: Collection) -> frozenset[str]:
    """Read the values of a facet; what no catalogue could hold is refused."""
    slugs = frozenset(text.split(","))
    wrong = sorted(slugs.difference(collection.choices[facet]))
    if wrong and facet in collection.closed:
        listed = ", ".join(collection.choices[facet])
        raise QueryError(f"{facet}: expected some of {listed}; found {wrong[0][:40]!r}")
    return slugs


def read_question(query: Mapping[str, str], *, collection: Collection) -> Question:
    """Read what a client asks.

    Parameters
    ----------
    query
        The parameters of the address.
    collection
        The collection asked.

    Raises
    ------
    QueryError
        Where a parameter is unknown or cannot be read; a limit above the largest is lowered.
    """
    words = {"q"} if collection.keys else set()
    days = {ASOF} if PROMISE in collection.choices else set()
    known = {*PLAIN, *collection.choices, *words, *days}
    unknown = [name for name in query if name not in known]
    if unknown:
        raise QueryError(
            f"unknown parameter {unknown[0][:40]!r}; known are: {', '.join(sorted(known))}"
        )
    for name in ("crs", "bbox-crs"):
        if query.get(name, CRS84) != CRS84:
            raise QueryError(f"{name}: expected {CRS84}, found {query[name][:80]!r}")
    facets = {}
    for facet in collection.choices:
        if facet in query:
            facets[facet] = _read_slugs(query[facet], facet, collection=collection)
    q = query.get("q", "")
    if len(q) > MAX_TEXT:
        raise QueryError(f"q: expected at most {MAX_TEXT} characters, found {len(q):,}")
    return Question(
        boxes=_read_boxes(query["bbox"]) if "bbox" in query else (),
        years=_read_years(query["datetime"]) if "datetime" in query else None,
        facets=facets,
        q=q,
        limit=min(_read_whole(query, "limit", default=DEFAULT_LIMIT, least=1), MAX_LIMIT),
        offset=min(_read_whole(query, "offset", default=0, least=0), MAX_OFFSET),
        day=read_day(query),
    )


def select_rows(collection: Collection, *, question: Question) -> tuple[int, ...]:
    """Select the features that a question leaves, in their order.

    What has no place is in no bounds; what has no year is at every time, as it cannot be
    excluded.

    Parameters
    ----------
    collection
        The collection.
    question
        What is asked.
    """
    mask = np.ones(len(collection.features), dtype=bool)
    if question.boxes:
        boxes = shapely.union_all([shapely.box(*box) for box in question.boxes])
        mask &= shapely.intersects(boxes, collection.shape_column)
    for facet, slugs in question.facets.items():
        own = collection.slugs[facet]
        mask &= np.array([not slugs.isdisjoint(one) for one in own], dtype=bool)
    if question.years is not None:
        first, last = question.years
        mask &= np.array(
            [span is None or (span[0] <= last and span[1] >= first) for span in collection.years],
            dtype=bool,
        )
    rows = np.flatnonzero(mask).tolist()
    if question.q:
        if is_wordless(question.q):
            return ()
        words = split_query(question.q)
        return tuple(row for row in rows if collection.match_text(row, words=words))
    return tuple(rows)
