"""Two catalogues compared: every record of both, with what became of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic

from projects.catalogue import Catalogue
from projects.changes.mapping import Mapping
from projects.changes.matching import PairOf, match_catalogues
from projects.changes.rules import Verdict, judge_pair
from projects.changes.subject import N, R, Report
from projects.changes.terms import CHANGE_CLASSES, REASONS
from projects.model import Project


@dataclass(frozen=True)
class ChangeOf(Generic[N]):
    """One thing that became of a project.

    ``class_slug`` is of `CHANGE_CLASSES`, ``how`` of `MATCHES`, ``reason`` of `REASONS`; either
    record is None where its report does not have the project.
    """

    class_slug: str
    old: N | None
    new: N | None
    how: str
    reason: str
    values: dict[str, str]

    @property
    def project(self) -> N:
        """The record of the project: the newer one where there is one."""
        project = self.new or self.old
        if project is None:
            raise ValueError("a change of no record")
        return project

    @property
    def id(self) -> str:
        """The present id of the project."""
        return self.project.id

    @property
    def name_zh(self) -> str:
        """The present name of the project."""
        return self.project.name_zh

    @property
    def is_proposed(self) -> bool:
        """Whether its two records are only thought to be of one project."""
        return self.how == "proposed"

    @property
    def why(self) -> str:
        """The reason in English."""
        told = REASONS[self.reason].format(**self.values)
        return f"proposed match, to be confirmed: {told}" if self.is_proposed else told


Change = ChangeOf[Project]
"""One thing that became of a project of two catalogues."""


@dataclass(frozen=True)
class Comparison:
    """What changed between two catalogues, in the order of the newer one."""

    old: Catalogue
    new: Catalogue
    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each class, at 0 too."""
        counted = Counter(change.class_slug for change in self.changes)
        return {slug: counted[slug] for slug in CHANGE_CLASSES}


def tell_pair(pair: PairOf[R], *, old: Report[R], new: Report[R]) -> Iterator[ChangeOf[R]]:
    """Tell what became of the two records of a project."""
    names = {"old": pair.old.name_zh, "new": pair.new.name_zh}
    if pair.kin:
        yield ChangeOf(pair.kin, pair.old, pair.new, pair.how, pair.kin, names)
        if pair.old.id != pair.new.id:
            return
    verdicts: tuple[Verdict, ...] = judge_pair(
        pair.old, pair.new, old_metadata=old.metadata, new_metadata=new.metadata
    )
    for verdict in verdicts:
        yield ChangeOf(
            verdict.class_slug, pair.old, pair.new, pair.how, verdict.reason, verdict.values
        )


def compare_catalogues(
    old: Catalogue, new: Catalogue, *, mapping: Mapping | None = None
) -> Comparison:
    """Compare two catalogues.

    Nothing is called new that the older reading may have left out, and nothing that the newer
    one does not name is called dropped.

    Parameters
    ----------
    old, new
        The catalogues.
    mapping
        What a steward has settled of their records.

    Examples
    --------
    >>> from projects.catalogue import read_catalogue
    >>> catalogue = read_catalogue()
    >>> {change.class_slug for change in compare_catalogues(catalogue, catalogue).changes}
    {'continued'}
    """
    return Comparison(old=old, new=new, changes=find_changes(old, new, mapping=mapping))


def find_changes(
    old: Report[R], new: Report[R], *, mapping: Mapping | None = None
) -> tuple[ChangeOf[R], ...]:
    """Find what became of the records of two reports; see `compare_catalogues`.

    Parameters
    ----------
    old, new
        The reports.
    mapping
        What a steward has settled of their records.
    """
    matched = match_catalogues(old, new, mapping=mapping or Mapping())
    changes = [change for pair in matched.pairs for change in tell_pair(pair, old=old, new=new)]
    is_known = old.metadata.is_whole
    for project in matched.only_new:
        slug = "new" if is_known else "not-mentioned"
        reason = "absent-before" if is_known else "unread-before"
        changes.append(ChangeOf(slug, None, project, "none", reason, {}))
    after = "absent-after" if new.metadata.is_whole else "absent-after-partial"
    changes += [ChangeOf("not-mentioned", p, None, "none", after, {}) for p in matched.only_old]
    order = {project.id: number for number, project in enumerate(new.projects)}
    changes.sort(key=lambda c: order[c.new.id] if c.new is not None else len(order))
    return tuple(changes)
