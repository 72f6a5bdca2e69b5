"""The years as a story: a step for each, to be stepped in the show by keyboard."""

from app.address import Course, View, write_view
from app.messages import Words
from app.show.story import MAX_STEPS, Step, Story, fits_link
from app.words.years import say_year
from projects.catalogue import Catalogue
from projects.filters import Mask, select_mask
from projects.stages import list_years, see_city

_LONGEST_TEXT = 400


def _make_step(catalogue: Catalogue, *, year: int, view: View, asked: Mask) -> Step:
    stages = see_city(catalogue, year=year).keep(asked)
    chinese, english = Words("zh"), Words("en")
    return Step(
        view=write_view(View(view.filters, course=Course(year=year))),
        title_zh=chinese("By the end of {year}", year=year),
        title_en=english("By the end of {year}", year=year),
        text_zh=say_year(stages, words=chinese)[:_LONGEST_TEXT],
        text_en=say_year(stages, words=english)[:_LONGEST_TEXT],
    )


def make_years_story(catalogue: Catalogue, *, view: View) -> Story:
    """Make a story of the years, short enough for a link: the last ones where all are too many.

    Parameters
    ----------
    catalogue
        The report.
    view
        The view; its filters say which projects are told of.
    """
    asked = select_mask(catalogue, filters=view.filters)
    years = list_years(catalogue)[-MAX_STEPS:]
    steps = tuple(_make_step(catalogue, year=year, view=view, asked=asked) for year in years)
    story = Story(
        catalogue=catalogue.metadata.id,
        title_zh=Words("zh")("The city year by year"),
        title_en=Words("en")("The city year by year"),
        steps=steps,
    )
    while len(story.steps) > 1 and not fits_link(story):
        story = story.model_copy(update={"steps": story.steps[1:]})
    return story
