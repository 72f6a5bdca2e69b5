"""The changes between two reports as a story: a step for each class."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from app.address import View, write_view
from app.messages import Words
from app.show.story import Step, Story, fits_link
from app.words.changes import say_reason_of
from app.words.labels import term_name
from app.words.record import RecordWords
from projects.changes import CHANGE_CLASSES, HeldChange, HeldComparison
from projects.media import cut_text
from projects.model import Project

_LONGEST_TEXT = 400


@dataclass(frozen=True)
class _Form:
    """How much the steps say: so many other names, and the classes without a reason."""

    named: int
    unexplained: frozenset[str] = frozenset()


_PLAIN = frozenset({"continued", "status-moved"})
_FORMS = (
    *(_Form(named) for named in (4, 3, 2, 1, 0)),
    _Form(0, _PLAIN),
    *(_Form(named, frozenset(CHANGE_CLASSES)) for named in (2, 1, 0)),
)
"""From the fullest to the shortest: a link holds only so much."""


def _rank(change: HeldChange, *, comparison: HeldComparison) -> int:
    """Rank a change as the one a step looks at: what the newer report places comes first."""
    if change.new is None:
        return 2
    return 0 if comparison.is_placed(change, is_newer=True) else 1


@dataclass(frozen=True)
class _Told:
    """A step: its class, the changes of that class, and the records that it names."""

    slug: str
    changes: list[HeldChange]
    named: list[Project]


def _say(step: _Told, *, form: _Form, words: Words) -> str:
    """Say what became of the first project, and name others; of silence, what it does not mean."""
    term = CHANGE_CLASSES[step.slug]
    if term.note_zh and term.note_en:
        return words.note_of(term)
    first, others = step.named[0], step.named[1:]
    told = RecordWords(first, words).name
    if step.slug not in form.unexplained:
        reason = say_reason_of(step.changes[0], words, project=first)
        told = words("{name}: {reason}", name=told, reason=reason)
    names = [RecordWords(one, words).name for one in others[: form.named]]
    more = len(step.changes) - 1 - len(names)
    if names:
        told += words("; also {names}", names=words(", ").join(names))
    if more:
        told += words(" and {n} more", n=more) if names else words("; {n} more", n=more)
    return cut_text(told, most=_LONGEST_TEXT)


def _make_step(step: _Told, *, form: _Form) -> Step:
    slug, ids = step.slug, {change.id for change in step.changes}
    first = None if CHANGE_CLASSES[slug].note_zh else step.changes[0].new
    chinese, english = Words("zh"), Words("en")
    return Step(
        view=write_view(View(selected=first.id)) if first is not None else "",
        title_zh=f"{term_name(CHANGE_CLASSES, slug, chinese)} · {len(ids)}",
        title_en=f"{term_name(CHANGE_CLASSES, slug, english)} · {len(ids)}",
        text_zh=_say(step, form=form, words=chinese),
        text_en=_say(step, form=form, words=english),
    )


def _tell(slug: str, group: Mapping[str, HeldChange], comparison: HeldComparison) -> _Told:
    """Choose what a step may say: its first change, and the names of some others."""
    changes = list(group.values())
    most = 1 + max(form.named for form in _FORMS)
    return _Told(slug, changes, [comparison.read_project(one) for one in changes[:most]])


def make_story(changes: Iterable[HeldChange], *, comparison: HeldComparison) -> Story | None:
    """Make a story of changes, short enough for a link; None where nothing changed.

    Parameters
    ----------
    changes
        The changes to tell.
    comparison
        The two reports; the story is about the newer one.
    """
    groups: dict[str, dict[str, HeldChange]] = {slug: {} for slug in CHANGE_CLASSES}
    for change in sorted(changes, key=partial(_rank, comparison=comparison)):
        groups[change.class_slug].setdefault(change.id, change)
    told = [_tell(slug, group, comparison) for slug, group in groups.items() if group]
    if not told:
        return None
    old, new = (one.metadata.report_year for one in (comparison.old, comparison.new))
    stories = (
        Story(
            catalogue=comparison.new.metadata.id,
            title_zh=Words("zh")("From the {old} to the {new} report", old=old, new=new),
            title_en=Words("en")("From the {old} to the {new} report", old=old, new=new),
            steps=tuple(_make_step(step, form=form) for step in told),
        )
        for form in _FORMS
    )
    story = next(stories)
    for shorter in stories:
        if fits_link(story):
            break
        story = shorter
    return story
