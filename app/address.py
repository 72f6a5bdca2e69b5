"""The view in the page's address: what is filtered, selected and looked at, as short slugs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlencode

from app.facet_codes import read_choices, write_choices
from app.messages import DEFAULT_LANGUAGE, LANGUAGES
from projects.areas import Area, Around, read_area, write_area
from projects.changes.terms import CHANGE_CLASSES
from projects.errors import AreaError
from projects.filters import FACETS, Filters, make_filters
from projects.media import clean_text
from projects.relevance import DISTANCE, SORTS

BASE_MAPS = ("embedded", "osm", "tianditu", "tianditu-imagery")
MAX_QUERY_LENGTH = 100
MAX_AREA_LENGTH = 3000
MESSENGER_ORIGINS = frozenset({"timeline", "singlemessage", "groupmessage"})
"""What WeChat writes into ``from`` where a link was opened from it: nothing of ours."""
MAX_ADDRESS_BYTES, MAX_PARAMETERS = 16_384, 100
_ENTITY = re.compile(rb"&(?:(?:amp|#0*38|#x0*26);)+|;(?=[a-z]{1,12}=)", re.IGNORECASE)
_BETWEEN = re.compile("[,，、;；|]")
MIN_ZOOM, MAX_ZOOM = 7, 18
RADII_M = (500, 1000, 2000, 5000, 10_000, 20_000)
DEFAULT_RADIUS_M = 2000
MIN_RADIUS_M, MAX_RADIUS_M = 100, 100_000
WHOLE_CITY = "all"
OLDER = "old"
"""The map of the changes as the older report says it; as the newer one where nothing is said."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
ROUNDED_DECIMALS, EXACT_DECIMALS = 4, 6


@dataclass(frozen=True)
class Camera:
    """Where the map looks: its centre in degrees and its zoom."""

    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True)
class Spot:
    """A place that the reader asks about, in degrees.

    A link tells it to about 10 m, so that it gives no doorway away, unless the reader chose the
    exact place: that alone is written with six decimals.
    """

    lon: float
    lat: float
    is_exact: bool = False

    def __str__(self) -> str:
        """Write it as an address does."""
        decimals = EXACT_DECIMALS if self.is_exact else ROUNDED_DECIMALS
        return f"{self.lon:.{decimals}f},{self.lat:.{decimals}f}"


@dataclass(frozen=True)
class Course:
    """What is asked of the course of things, between reports and over the years.

    Parameters
    ----------
    since
        The id of the older report; None for the one before.
    changes
        Classes of changes; every class where empty.
    is_older
        Whether the map of the changes is as the older report says it.
    year
        The year at whose end the city is seen; None for that of the report.
    """

    since: str | None = None
    changes: frozenset[str] = frozenset()
    is_older: bool = False
    year: int | None = None


@dataclass(frozen=True)
class Known:
    """What a link may name: the slugs of each facet and the ids of the records.

    Parameters
    ----------
    choices
        The slugs of each facet.
    ids
        The permanent id that each present or former id leads to.
    reports
        The ids of the reports.
    default_report
        The report of a link that names none; None where every link names its own.
    """

    choices: Mapping[str, frozenset[str]]
    ids: Mapping[str, str]
    reports: frozenset[str] = frozenset()
    default_report: str | None = None


@dataclass(frozen=True)
class Dropped:
    """A part of a link that says nothing here: the parameter and the value."""

    parameter: str
    value: str


@dataclass(frozen=True)
class View:
    """All that a link restores."""

    filters: Filters = field(default_factory=Filters)
    selected: str | None = None
    camera: Camera | None = None
    base: str = BASE_MAPS[0]
    lang: str = DEFAULT_LANGUAGE
    spot: Spot | None = None
    radius_m: int | None = DEFAULT_RADIUS_M
    report: str | None = None
    course: Course = Course()
    sort: str = DISTANCE

    def with_facet(self, facet: str, slugs: Iterable[str]) -> "View":
        """Return the view with one facet's choices replaced."""
        chosen: dict[str, Any] = {facet: frozenset(slugs)}
        return replace(self, filters=replace(self.filters, **chosen))

    def with_text(self, text: str) -> "View":
        """Return the view with the searched text replaced."""
        return replace(self, filters=replace(self.filters, q=_tidy(text)))

    def with_area(self, area: Area | None) -> "View":
        """Return the view with the area replaced where projects are looked for."""
        return replace(self, filters=replace(self.filters, area=area))

    def without_spot(self) -> "View":
        """Return the view without the place that the reader asks about."""
        return replace(self, spot=None, radius_m=DEFAULT_RADIUS_M, sort=DISTANCE)

    def toggle(self, facet: str, slug: str) -> "View":
        """Return the view with one choice of a facet switched."""
        return self.with_facet(facet, self.filters.choices(facet) ^ {slug})


def _tidy(text: str) -> str:
    """Tidy and cut a searched text; tidied again for a sign that the cut has parted."""
    cut = clean_text(text[: 2 * MAX_QUERY_LENGTH], medium="address")[:MAX_QUERY_LENGTH]
    return clean_text(cut, medium="address")


def _decode(data: bytes) -> str:
    """Decode a part of an address: UTF-8, or GB 18030 as old pages and consoles write it."""
    raw = unquote_to_bytes(data.replace(b"+", b" "))
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _tidy_name(name: str) -> str:
    """Tidy the name of a parameter: capital letters, spaces, the brackets that forms add.

    Examples
    --------
    >>> _tidy_name(" Sector[]")
    'sector'
    """
    return clean_text(name, medium="address").removesuffix("[]").lower()


def read_query(text: str | bytes) -> dict[str, str]:
    """Read the query of an address into its parameters, however it came to us.

    A facet that stands there more than once has all its values; of other parameters the last
    one counts. The ``&amp;`` of a link copied from a page's source is an ``&``; capital letters,
    spaces and other commas are read as what they stand for.

    Parameters
    ----------
    text
        The query, without the question mark, as text or as the bytes of a request.

    Examples
    --------
    >>> read_query("sector=roads&amp;sector=industry&lang=en")
    {'sector': 'roads,industry', 'lang': 'en'}
    >>> read_query(b"q=%B5%D8%CC%FA")
    {'q': '地铁'}
    """
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    data = _ENTITY.sub(b"&", data[:MAX_ADDRESS_BYTES])
    found: dict[str, str] = {}
    for part in data.split(b"&")[:MAX_PARAMETERS]:
        if not part:
            continue
        left, _, right = part.partition(b"=")
        name, value = _tidy_name(_decode(left)), _decode(right)
        if name in FACETS:
            slugs = _BETWEEN.split(clean_text(value, medium="address"))
            value = ",".join(slug.strip().lower() for slug in slugs)
        if name in FACETS and found.get(name):
            value = f"{found[name]},{value}" if value else found[name]
        found[name] = value
    return found


def find_widened(
    query: Mapping[str, str], *, view: View, known: Known | None = None
) -> list[Dropped]:
    """Find the parts of an address without which the view is not what was asked for.

    Parameters
    ----------
    query
        The parameters of the address.
    view
        What was understood of them.
    known
        What a link may name; without it no report is looked at.

    Returns
    -------
    list of Dropped
        Facets of which no value is known, an area or a day that is none, a record or a report
        that is not there.
    """
    lost = [name for name in FACETS if query.get(name) and not view.filters.choices(name)]
    if query.get("area") and view.filters.area is None:
        lost.append("area")
    if query.get("sel") and view.selected is None:
        lost.append("sel")
    if query.get("asof") and view.filters.as_of is None:
        lost.append("asof")
    if known is not None and query.get("report") and query["report"] not in known.reports:
        lost.append("report")
    return [Dropped(name, query[name]) for name in lost]


def _read_number(text: str, *, low: float, high: float) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) and low <= number <= high else None


def read_known_area(text: str, *, known: Known) -> Area | None:
    """Read an area; None where it is none, or lies around a record that is not there.

    Parameters
    ----------
    text
        As `projects.areas` writes it.
    known
        What links may name: a former id leads to the present one.
    """
    try:
        area = read_area(text[:MAX_AREA_LENGTH])
    except AreaError:
        return None
    if isinstance(area, Around) and area.project is not None:
        present = known.ids.get(area.project)
        return replace(area, project=present) if present else None
    return area


def _read_word(
    name: str, query: Mapping[str, str], dropped: list[Dropped], *, words: Sequence[str]
) -> str:
    """Read a parameter that is one of a few words: the first where it says none of them."""
    said = query.get(name) or words[0]
    if said in words:
        return said
    dropped.append(Dropped(name, said))
    return words[0]


def _read_camera(query: Mapping[str, str], dropped: list[Dropped]) -> Camera | None:
    limits = {"lon": (-180.0, 180.0), "lat": (-90.0, 90.0), "z": (MIN_ZOOM, MAX_ZOOM)}
    numbers: dict[str, float] = {}
    for name, (low, high) in limits.items():
        if name not in query:
            continue
        number = _read_number(query[name], low=low, high=high)
        if number is None:
            dropped.append(Dropped(name, query[name]))
        else:
            numbers[name] = number
    if set(numbers) != set(limits):
        dropped.extend(Dropped(name, query[name]) for name in numbers)
        return None
    return Camera(numbers["lon"], numbers["lat"], numbers["z"])


def _read_spot(query: Mapping[str, str], dropped: list[Dropped]) -> Spot | None:
    text = query.get("near", "")
    if not text:
        return None
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2:  # noqa: PLR2004 - a longitude and a latitude
        lon = _read_number(parts[0], low=-180, high=180)
        lat = _read_number(parts[1], low=-90, high=90)
        if lon is not None and lat is not None:
            is_exact = all(len(part.partition(".")[2]) >= EXACT_DECIMALS for part in parts)
            decimals = EXACT_DECIMALS if is_exact else ROUNDED_DECIMALS
            return Spot(round(lon, decimals), round(lat, decimals), is_exact)
    dropped.append(Dropped("near", text))
    return None


def _read_radius(query: Mapping[str, str], dropped: list[Dropped]) -> int | None:
    text = query.get("r", "")
    if not text:
        return DEFAULT_RADIUS_M
    if text == WHOLE_CITY:
        return None
    number = _read_number(text, low=MIN_RADIUS_M, high=MAX_RADIUS_M)
    if number is None:
        dropped.append(Dropped("r", text))
        return DEFAULT_RADIUS_M
    return round(number)


def _read_changes(query: Mapping[str, str], dropped: list[Dropped]) -> frozenset[str]:
    found = read_choices("change", query.get("change", ""), allowed=CHANGE_CLASSES)
    dropped.extend(Dropped("change", value) for value in found.unknown)
    return found.chosen


def _read_day(query: Mapping[str, str], dropped: list[Dropped]) -> date | None:
    """Read the day for which promises are looked at; None for that of the newest fact held."""
    text = query.get("asof", "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        dropped.append(Dropped("asof", text))
        return None


def _read_course(query: Mapping[str, str], known: Known, dropped: list[Dropped]) -> Course:
    """Read what is asked of the course of things."""
    since = query.get("from") or None
    if since is not None and since not in known.reports:
        if since not in MESSENGER_ORIGINS:
            dropped.append(Dropped("from", since))
        since = None
    side = _read_word("side", query, dropped, words=("", OLDER))
    year = None
    if text := query.get("year", ""):
        number = _read_number(text, low=FIRST_YEAR, high=LAST_YEAR)
        if number is None:
            dropped.append(Dropped("year", text))
        else:
            year = round(number)
    return Course(
        since=since,
        changes=_read_changes(query, dropped),
        is_older=side == OLDER,
        year=year,
    )


def _course_parameters(course: Course, *, changes: str) -> dict[str, str]:
    """Return the parameters of what is asked of the course of things."""
    said = {
        "from": course.since or "",
        "change": changes,
        "side": OLDER if course.is_older else "",
        "year": "" if course.year is None else str(course.year),
    }
    return {name: text for name, text in said.items() if text}


def _read_report(query: Mapping[str, str], known: Known, dropped: list[Dropped]) -> str | None:
    """Read which report is asked for; None for the default."""
    report = query.get("report") or None
    if report is not None and report not in known.reports:
        dropped.append(Dropped("report", report))
        return None
    return None if report == known.default_report else report


def read_view(query: Mapping[str, str], *, known: Known) -> tuple[View, list[Dropped]]:
    """Read a view from the parameters of an address; it never raises.

    Parameters
    ----------
    query
        The parameters, decoded. Parameters that are not ours are passed over in silence:
        hosts and messengers add their own.
    known
        What this catalogue knows.

    Returns
    -------
    view
        The view, with what could be understood.
    dropped
        What could not, in the order of the address's parts.
    """
    dropped: list[Dropped] = []
    report = _read_report(query, known, dropped)
    chosen: dict[str, frozenset[str]] = {}
    for facet in FACETS:
        allowed = known.choices.get(facet, frozenset())
        found = read_choices(facet, query.get(facet, ""), allowed=allowed)
        chosen[facet] = found.chosen
        dropped.extend(Dropped(facet, value) for value in found.unknown)
    text = _tidy(query.get("q", ""))
    area = None
    if query.get("area"):
        area = read_known_area(query["area"], known=known)
        if area is None:
            dropped.append(Dropped("area", query["area"]))
    filters = make_filters(chosen, q=text, area=area, as_of=_read_day(query, dropped))
    selected = query.get("sel") or None
    if selected is not None and selected not in known.ids:
        dropped.append(Dropped("sel", selected))
        selected = None
    camera = _read_camera(query, dropped)
    base = _read_word("base", query, dropped, words=BASE_MAPS)
    lang = _read_word("lang", query, dropped, words=(DEFAULT_LANGUAGE, *LANGUAGES))
    selected = known.ids[selected] if selected else None
    spot, radius_m = _read_spot(query, dropped), _read_radius(query, dropped)
    course = _read_course(query, known, dropped)
    sort = _read_word("sort", query, dropped, words=(DISTANCE, *SORTS))
    view = View(filters, selected, camera, base, lang, spot, radius_m, report, course, sort)
    return view, dropped


def _spot_parameters(view: View) -> dict[str, str]:
    """Return the parameters of the place asked about and the radius around it."""
    parameters = {"near": str(view.spot)} if view.spot else {}
    if view.spot or view.radius_m != DEFAULT_RADIUS_M:
        parameters["r"] = WHOLE_CITY if view.radius_m is None else str(view.radius_m)
    if view.sort != DISTANCE:
        parameters["sort"] = view.sort
    return parameters


def _search_parameters(filters: Filters) -> dict[str, str]:
    """Return the parameters of the text searched and of the area looked in."""
    parameters = {"q": filters.q} if filters.q else {}
    if filters.area:
        parameters["area"] = write_area(filters.area)
    return parameters


def view_parameters(view: View) -> dict[str, str]:
    """Return the parameters of a view's address, shortest form, in a fixed order."""
    parameters = {} if view.report is None else {"report": view.report}
    chosen = {facet: view.filters.choices(facet) for facet in FACETS}
    written = write_choices({**chosen, "change": view.course.changes})
    changes = written.pop("change", "")
    parameters |= written
    if view.filters.as_of:
        parameters["asof"] = view.filters.as_of.isoformat()
    parameters |= _course_parameters(view.course, changes=changes)
    parameters |= _search_parameters(view.filters)
    parameters |= _spot_parameters(view)
    if view.selected:
        parameters["sel"] = view.selected
    if view.camera:
        parameters["lat"] = f"{view.camera.lat:.5f}"
        parameters["lon"] = f"{view.camera.lon:.5f}"
        parameters["z"] = f"{view.camera.zoom:g}"
    if view.base != BASE_MAPS[0]:
        parameters["base"] = view.base
    if view.lang != DEFAULT_LANGUAGE:
        parameters["lang"] = view.lang
    return parameters


def chosen_slugs(filters: Filters) -> dict[str, object]:
    """Return what is chosen as plain data: the sorted slugs of every facet, ``q``, area, day."""
    return {
        "q": filters.q,
        "asof": filters.as_of.isoformat() if filters.as_of else "",
        "area": write_area(filters.area) if filters.area else "",
        **{facet: sorted(filters.choices(facet)) for facet in FACETS},
    }


def write_view(view: View) -> str:
    """Return the query string of a view, without the question mark."""
    return urlencode(view_parameters(view), quote_via=quote, safe=",")
