"""The city as of the end of a year in words and signs: how far projects are by then."""

from collections.abc import Iterable

from app.messages import Words
from projects.stages import STAGES, Stage, Stages

_STANDS = {"finished": "completed", "started": "under-construction", "promised": "planned"}
"""The status whose sign a stage is drawn with; standing work keeps its own."""


def stand_in_year(stages: Iterable[Stage]) -> dict[str, str]:
    """Say with which status each project is drawn, by its id.

    What the report has not told of by then, and what has begun in a year that is not known, is
    not drawn: it stands in the list alone.

    Parameters
    ----------
    stages
        How far each project is.
    """
    stands = {}
    for stage in stages:
        status = stage.status if stage.slug == "standing" else _STANDS.get(stage.slug)
        if status is not None:
            stands[stage.id] = status
    return stands


def say_year(stages: Stages, *, words: Words) -> str:
    """Say how many projects are how far.

    Parameters
    ----------
    stages
        How far each project is.
    words
        The language.
    """
    counts = stages.counts
    named = [
        words("{name} {n}", name=words.name_of(term), n=counts[slug])
        for slug, term in STAGES.items()
        if counts[slug]
    ]
    return words(" · ").join(named)
