"""Where the projects are: counted by district and by how well the place is known, as bars."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.address import View
from app.links import district_sheet_address, plain_view
from app.messages import Words
from app.overview.signs import name_softness
from app.template import render
from app.words.labels import choice_name
from geodata.cities import City
from geodata.layers import districts
from projects.filters import CITYWIDE, list_slugs
from projects.rows import Counted
from projects.vocabulary import ACCURACY_CLASSES


@dataclass(frozen=True)
class Bar:
    """One line of a bar list: a choice of a facet, its name, its count, and how it is shown.

    ``share`` is its length in percent, ``label`` its name for who does not see it, ``sheet`` the
    address of its district's sheet.
    """

    slug: str
    name: str
    count: int
    share: float
    label: str
    view: View
    kind: str = ""
    note: str = ""
    softness: str = ""
    sheet: str = ""
    sheet_label: str = ""


def count_districts(
    projects: Iterable[Counted], *, asked: frozenset[str], city: City
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
        The city whose districts are counted even at 0.

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


def count_accuracy(projects: Iterable[Counted]) -> Mapping[str, int]:
    """Count projects by accuracy class, from best to not at all.

    Examples
    --------
    >>> list(count_accuracy([]).items())[:2]
    [('exact', 0), ('close', 0)]
    """
    found = Counter(project.accuracy_class for project in projects)
    return {slug: found[slug] for slug in ACCURACY_CLASSES}


def districts_html(counts: Mapping[str, int], *, total: int, view: View, words: Words) -> Markup:
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
    note = ""
    if sum(counts.values()) > total:
        note = words("A project that touches several districts counts in each.")
    shown = _bars_html("district", counts, view=view, words=words)
    return render("district-bars.html", bars=shown, note=note)


def accuracy_html(counts: Mapping[str, int], *, view: View, words: Words) -> Markup:
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
    groups = []
    largest = max(counts.values(), default=0)
    for is_drawn, heading in (
        (True, words("On the map")),
        (False, words("Without a place")),
    ):
        own = {
            slug: count
            for slug, count in counts.items()
            if (ACCURACY_CLASSES[slug].limit_m is not None) == is_drawn
        }
        bars = _bars_html("accuracy", own, view=view, words=words, largest=largest)
        groups.append((heading, sum(own.values()), bars))
    return render("accuracy-bars.html", groups=groups)


def _bars_html(
    facet: str, counts: Mapping[str, int], *, view: View, words: Words, largest: int | None = None
) -> Markup:
    if largest is None:
        largest = max(counts.values(), default=0)
    bars = [
        _make_bar(facet, slug, count, largest=largest or 1, view=view, words=words)
        for slug, count in counts.items()
    ]
    return render("bars.html", facet=facet, bars=bars)


def _make_bar(  # noqa: PLR0913 - a bar is a choice, a count and how they are shown
    facet: str, slug: str, count: int, *, largest: int, view: View, words: Words
) -> Bar:
    name = choice_name(facet, slug, words)
    number = words.plural("{n} project", "{n} projects", count)
    bar = Bar(
        slug=slug,
        name=name,
        count=count,
        share=100 * count / largest,
        label=words("{name}: {number}", name=name, number=number),
        view=plain_view(view).with_facet(facet, [slug]),
    )
    if facet == "accuracy":
        term = ACCURACY_CLASSES[slug]
        is_drawn = term.limit_m is not None
        return replace(
            bar,
            kind="" if is_drawn else " is-unplaced",
            note=words.note_of(term) if is_drawn else "",
            softness=name_softness(slug),
        )
    return replace(
        bar,
        kind=" is-citywide" if slug == CITYWIDE else "",
        # The sheet shows all of a district, whatever the filters are.
        sheet=district_sheet_address(slug, lang=words.lang, report=view.report),
        sheet_label=words("Sheet of {district} (PDF), all its projects", district=name),
    )
