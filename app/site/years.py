"""The pages of the city year by year: a page and a picture for each, to be turned like leaves."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from app.drawing.shapes import MapProject
from app.sections import section_html
from app.site.page import Page
from app.site.paths import find_way
from app.site.pictures import SHEET_SIZES
from app.site.plates import show_picture
from app.site.reading import set_page, view_of
from app.site.volume import Edition, Volume
from app.template import render
from app.words.years import say_year, stand_in_year
from app.years.content import say_drawing, stages_html
from projects.stages import Stages, list_years, see_city

YEARS_PAGE = "years.html"
"""The page of the report's own year; those of the others stand in a folder of their own."""


@cache
def years_of(volume: Volume) -> tuple[int, ...]:
    """List the years of a report, from the first dated event to the last.

    Parameters
    ----------
    volume
        The report.
    """
    return list_years(volume.catalogue)


def year_name(edition: Edition, year: int) -> str:
    """Return where the page of a year stands in the folder of its edition."""
    is_own = year == edition.catalogue.metadata.report_year
    return YEARS_PAGE if is_own else f"years/{year}.html"


def draw_year(volume: Volume, *, year: int) -> list[MapProject]:
    """List the projects that are drawn as of the end of a year, as far as they are by then.

    Parameters
    ----------
    volume
        The report.
    year
        The year.
    """
    stands = stand_in_year(see_city(volume.catalogue, year=year))
    return [
        replace(one, project=one.project.model_copy(update={"status": stands[id_]}))
        for id_, one in volume.drawn.items()
        if id_ in stands
    ]


def year_picture(year: int) -> str:
    """Return the name of the picture of a year."""
    return f"year-{year}"


def _list_leaves(edition: Edition, *, year: int, path: str) -> list[dict[str, object]]:
    """List the years with the ways to their pages."""
    return [
        {
            "year": one,
            "way": find_way(path, to=edition.place_of(year_name(edition, one))),
            "is_here": one == year,
        }
        for one in years_of(edition.volume)
    ]


def _make_year(edition: Edition, stages: Stages, *, year: int) -> Page:
    """Make the page of a year."""
    words, name = edition.words, year_name(edition, year)
    path = edition.place_of(name)
    leaves = _list_leaves(edition, year=year, path=path)
    at = next(number for number, one in enumerate(leaves) if one["is_here"])
    title = words("By the end of {year}", year=year)
    lead = words(
        "How far each project is by the end of a year: by the {year} report and by what"
        " is known from elsewhere. Where the year of a start is not known, that is said;"
        " nothing is guessed.",
        year=edition.catalogue.metadata.report_year,
    )
    said = say_year(stages, words=words)
    leaf = render(
        "site/year.html",
        leaves=leaves,
        before=leaves[at - 1] if at else None,
        after=leaves[at + 1] if at + 1 < len(leaves) else None,
        label=words("Years"),
        picture=show_picture(edition, year_picture(year), path=path, sizes=SHEET_SIZES),
        picture_text=f"{title}: {said}",
        said=said,
        note=say_drawing(words),
    )
    parts = [
        section_html(words("The city year by year"), leaf, lead=lead),
        section_html(
            words("All projects"), stages_html(stages, view=view_of(edition), words=words)
        ),
    ]
    page = set_page(edition, name, title=title, description=f"{title}: {said}", parts=parts)
    return replace(page, row=YEARS_PAGE)


def make_years(edition: Edition) -> Iterator[Page]:
    """Make the pages of the years.

    Parameters
    ----------
    edition
        The report and the language.
    """
    for year in years_of(edition.volume):
        yield _make_year(edition, see_city(edition.catalogue, year=year), year=year)
