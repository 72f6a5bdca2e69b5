"""How far each project is by the end of a year, counted and listed by stage."""

from dataclasses import replace

from markupsafe import Markup

from app.address import View
from app.links import plain_view
from app.messages import Words
from app.template import render
from app.words.labels import say_more
from app.words.record import RecordWords
from projects.stages import STAGES, Stages


def say_drawing(words: Words) -> str:
    """Say how the map draws how far a project is, and what it does not draw."""
    return words(
        "Drawn as the map draws a status: promised, started, finished. What the report has"
        " not told of by then, and what began in a year that is not known, is listed below"
        " and not drawn."
    )


def stages_html(stages: Stages, *, view: View, words: Words, most: int | None = None) -> Markup:
    """Write the stages side by side: the number of projects, and each with a link to its card.

    Parameters
    ----------
    stages
        How far each project is.
    view
        The view; report, filters and language go into the links.
    words
        The language.
    most
        So many projects of a stage are listed; the rest is counted.
    """
    groups = {slug: stages.of(slug) for slug in STAGES}
    largest = max((len(group) for group in groups.values()), default=0) or 1
    plain = plain_view(view)
    return render(
        "years.html",
        groups=[
            {
                "slug": slug,
                "name": words.name_of(STAGES[slug]),
                "count": len(group),
                "share": 100 * len(group) / largest,
                "rows": [
                    {
                        "said": RecordWords(stage.project, words),
                        "view": replace(plain, selected=stage.project.id),
                        "is_due": stage.is_due,
                    }
                    for stage in group[:most]
                ],
                "more": say_more(shown=len(group[:most]), total=len(group), words=words),
            }
            for slug, group in groups.items()
            if group
        ],
        due=words("its promised time is over"),
    )
