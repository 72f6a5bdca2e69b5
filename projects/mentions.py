"""Records that speak of a text which is no project's name: in their summary, figures or citations.

The rule, which the browser repeats for records that it holds whole: a record speaks of a text
when one of its texts, normalised as the search does, has it; less than two characters ask
nothing. Those that only count something come first.
"""

from collections.abc import Iterator

import numpy as np

from geodata.romanise import normalise
from projects.catalogue import Catalogue
from projects.lazy import once
from projects.model import Project
from projects.text_index import TextIndex

_LEAST = 2


def _list_texts(project: Project) -> Iterator[str]:
    """List everything that a record says in words."""
    said = (project.summary_zh, project.summary_en, project.remark_zh, project.remark_en)
    yield from (text for text in said if text)
    for figure in project.figures:
        yield from (figure.label_zh, figure.label_en)
    for citation in project.citations:
        yield from (citation.mention, citation.wording)


@once
def _index_of(catalogue: Catalogue) -> TextIndex:
    """Give the texts of a catalogue, made when they are first asked for."""
    return TextIndex(
        [normalise(text) for text in _list_texts(project)] for project in catalogue.projects
    )


def find_mentions(catalogue: Catalogue, *, text: str) -> tuple[Project, ...]:
    """Find the records that speak of a text.

    Parameters
    ----------
    catalogue
        The catalogue.
    text
        What is asked for.
    """
    wanted = normalise(text)
    if len(wanted) < _LEAST:
        return ()
    rows = np.flatnonzero(_index_of(catalogue).match([wanted])).tolist()
    found = [catalogue.projects[row] for row in rows]
    return tuple(sorted(found, key=lambda one: not (one.geometry is None and one.figures)))
