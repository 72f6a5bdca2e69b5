"""Where the projects are: counted by district and by how well the place is known, as bars."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from app.address import View
from app.links import district_sheet_address, link_html, plain_view
from app.messages import Words
from app.overview.signs import accuracy_sign_html
from app.words.labels import choice_name
from geodata.cities import City
from geodata.layers import districts
from projects.filters import CITYWIDE, list_slugs
from projects.model import Project
from projects.vocabulary import ACCURACY_CLASSES


@dataclass(frozen=True)
class Bar:
    """One line of a bar list: a choice of a facet, its name, its count."""

    slug: str
    name: str
    count: int


def count_districts(
    projects: Iterable[Project], *, asked: frozenset[str], city: City | None = None
) -> Mapping[str, int]:
    """Count projects by district; one in several districts counts in each.

    Parameters
    ----------
    projects
        What the filters leave.
    asked
        The districts that the filters ask for; none asks for all. Others are left out, for a
        link to them would lead to more than what is counted here.
    city
        The city whose districts are counted even at 0; the default one where None.

    Returns
    -------
    Mapping
        Counts by adcode, the most first, those of the city even at 0; ``city`` last.
    """
    found = Counter(slug for one in projects for slug in list_slugs(one, facet="district"))
    slugs = dict.fromkeys([*districts(city), *sorted(found), CITYWIDE])
    counts = {slug: found[slug] for slug in slugs if not asked or slug in asked}
    order = sorted(counts, key=lambda slug: (slug == CITYWIDE, -counts[slug]))
    return {slug: counts[slug] for slug in order}


def count_accuracy(projects: Iterable[Project]) -> Mapping[str, int]:
    """Count projects by accuracy class, from best to not at all.

    Examples
    --------
    >>> list(count_accuracy([]).items())[:2]
    [('exact', 0), ('close', 0)]
    """
    found = Counter(project.accuracy_class for project in projects)
    return {slug: found[slug] for slug in ACCURACY_CLASSES}


def districts_html(counts: Mapping[str, int], *, total: int, view: View, words: Words) -> str:
    """Draw the counts by district, each with the sheet of the district to download.

    Parameters
    ----------
    counts
        From `count_districts`.
    total
        How many projects there are.
    view
        The view that links narrow.
    words
        The language.
    """
    bars = [
        Bar(
            slug,
            words("Whole city, or district not known")
            if slug == CITYWIDE
            else choice_name("district", slug, words),
            count,
        )
        for slug, count in counts.items()
    ]
    note = ""
    if sum(counts.values()) > total:
        note = words("A project that touches several districts counts in each.")
    return _bars_html("district", bars, view=view, words=words) + _aside(note)


def accuracy_html(counts: Mapping[str, int], *, view: View, words: Words) -> str:
    """Draw the counts by accuracy class: those on the map, then those without a place.

    Parameters
    ----------
    counts
        From `count_accuracy`.
    view
        The view that links narrow.
    words
        The language.
    """
    parts = []
    for is_drawn, heading in (
        (True, words("On the map")),
        (False, words("Without a place")),
    ):
        bars = [
            Bar(slug, choice_name("accuracy", slug, words), count)
            for slug, count in counts.items()
            if (ACCURACY_CLASSES[slug].limit_m is not None) == is_drawn
        ]
        number = sum(bar.count for bar in bars)
        parts.append(f"<h3>{escape(heading)} <b>{number}</b></h3>")
        parts.append(
            _bars_html(
                "accuracy", bars, view=view, words=words, largest=max(counts.values(), default=0)
            )
        )
    return "".join(parts)


def _aside(text: str) -> str:
    return f'<p class="city-aside">{escape(text)}</p>' if text else ""


def _bars_html(
    facet: str, bars: list[Bar], *, view: View, words: Words, largest: int | None = None
) -> str:
    if largest is None:
        largest = max((bar.count for bar in bars), default=0)
    items = "".join(
        f"<li>{_bar_html(facet, bar, largest=largest or 1, view=view, words=words)}"
        f"{_sheet_html(bar, words=words) if facet == 'district' else ''}</li>"
        for bar in bars
    )
    return f'<ul class="city-bars is-{facet}">{items}</ul>'


def _sheet_html(bar: Bar, *, words: Words) -> str:
    """Link the sheet of a district, which shows all of it, whatever the filters are."""
    address = district_sheet_address(bar.slug, lang=words.lang)
    if not address:
        return ""
    label = escape(words("Sheet of {district} (PDF), all its projects", district=bar.name))
    return (
        f'<a class="city-bar-sheet" href="{escape(address)}" download'
        f' aria-label="{label}" title="{label}">PDF</a>'
    )


def _bar_html(facet: str, bar: Bar, *, largest: int, view: View, words: Words) -> str:
    sign, note, kind = "", "", ""
    if facet == "accuracy":
        term = ACCURACY_CLASSES[bar.slug]
        sign = accuracy_sign_html(bar.slug)
        kind = "" if term.limit_m is not None else " is-unplaced"
        if term.limit_m is not None:
            note = f"<small>{escape(words.pick(term.note_zh, term.note_en))}</small>"
    elif bar.slug == CITYWIDE:
        kind = " is-citywide"
    content = (
        f'{sign}<span class="city-bar-name">{escape(bar.name)}{note}</span>'
        f'<span class="city-bar" aria-hidden="true">'
        f'<i style="width:{100 * bar.count / largest:.2f}%"></i></span><b>{bar.count}</b>'
    )
    if not bar.count:
        return f'<span class="city-bar-row is-zero{kind}">{content}</span>'
    number = words.plural("{n} project", "{n} projects", bar.count)
    return link_html(
        content,
        view=plain_view(view).with_facet(facet, [bar.slug]),
        label=words("{name}: {number}", name=bar.name, number=number),
        class_name=f"city-bar-row{kind}",
    )
