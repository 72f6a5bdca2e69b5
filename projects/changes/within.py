"""What one report says of a project twice: its review and its plan, told as one story."""

from dataclasses import dataclass

from projects.derive import list_open_promises, list_own_milestones
from projects.model import Citation, Milestone, Project


@dataclass(frozen=True)
class Within:
    """A project that a report reviews and plans.

    Parameters
    ----------
    project
        The record.
    review
        Where the report tells what was done.
    plan
        Where it tells what is to come.
    done
        The milestones that it reports.
    promised
        The promises that it leaves open.
    contradicts
        Whether it reports an event and promises the same event again: the words of one of the
        two cannot be meant as they stand.
    """

    project: Project
    review: tuple[Citation, ...]
    plan: tuple[Citation, ...]
    done: tuple[Milestone, ...]
    promised: tuple[Milestone, ...]
    contradicts: bool


def _list_paragraphs(milestones: tuple[Milestone, ...]) -> set[tuple[str, str]]:
    """List the paragraphs that milestones cite."""
    return {(c.section, c.paragraph) for m in milestones for c in m.citations}


def tell_within(project: Project) -> Within | None:
    """Tell the review and the plan of a project as one story.

    Parameters
    ----------
    project
        The record.

    Returns
    -------
    Within or None
        None where the report says only one of the two, or both in one paragraph.
    """
    own = list_own_milestones(project.milestones)
    done = tuple(m for m in own if m.state == "reported")
    reviewed = _list_paragraphs(done)
    review = tuple(c for c in project.citations if (c.section, c.paragraph) in reviewed)
    plan = tuple(c for c in project.citations if (c.section, c.paragraph) not in reviewed)
    if not review or not plan:
        return None
    promised = list_open_promises(own)
    again = {m.event for m in promised} & {m.event for m in done}
    counted = bool(project.figures)  # a yearly count is reported and promised each year
    return Within(project, review, plan, done, promised, bool(again) and not counted)
