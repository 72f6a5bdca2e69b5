"""Which records of two catalogues are of one project: by id, former id, mapping or likeness."""

from dataclasses import dataclass
from typing import Generic

from geodata.romanise import normalise
from projects.changes.figures import read_measure
from projects.changes.likeness import find_alike, list_names
from projects.changes.mapping import Mapping
from projects.changes.subject import R, Report, Told
from projects.model import Project

_LEAST_PART = 4
"""A name shorter than so many signs is too common to tell a part by."""


@dataclass(frozen=True)
class PairOf(Generic[R]):
    """An old and a new record of one project.

    ``how`` is a slug of `MATCHES`; ``kin`` says whether the project was ``split`` or ``merged``
    between the two, else it is empty.
    """

    old: R
    new: R
    how: str
    kin: str = ""


Pair = PairOf[Project]
"""The old and the new record of a project of two catalogues."""


@dataclass(frozen=True)
class Matched(Generic[R]):
    """All records of two catalogues: those of one project as pairs, and the rest."""

    pairs: tuple[PairOf[R], ...]
    only_old: tuple[R, ...]
    only_new: tuple[R, ...]


def _list_parts(catalogue: Report[Told]) -> dict[str, list[str]]:
    """List, by what its figures count, the records that tell a thing as a part of theirs."""
    parts: dict[str, list[str]] = {}
    for project in catalogue.projects:
        own = set(list_names(project)) if project.figures else set()
        for figure in project.figures:
            _, label = read_measure(figure)
            name = normalise(label)
            if len(name) >= _LEAST_PART and name not in own:
                parts.setdefault(name, []).append(project.id)
    return parts


def _find_wholes(project: Told, parts: dict[str, list[str]]) -> list[str]:
    """Find the records that tell a project as a part of theirs."""
    return [whole for name in list_names(project) for whole in parts.get(name, ())]


class _Matcher(Generic[R]):
    """The state of a matching: which records have found a partner."""

    def __init__(self, old: Report[R], new: Report[R], mapping: Mapping) -> None:
        self.old, self.new, self.mapping = old, new, mapping
        self.pairs: list[PairOf[R]] = []
        self.old_done: set[str] = set()
        self.new_done: set[str] = set()

    def join(self, old_id: str, new_id: str, *, how: str, kin: str = "") -> None:
        """Join two records, where both are there and not parted by the steward."""
        one, other = self.old.by_id.get(old_id), self.new.by_id.get(new_id)
        if one is None or other is None or (old_id, new_id) in self.mapping.different:
            return
        self.pairs.append(PairOf(one, other, how, kin))
        self.old_done.add(old_id)
        self.new_done.add(new_id)

    def use_mapping(self) -> None:
        """Join what the steward has settled."""
        for old_id, new_ids in self.mapping.split:
            for new_id in new_ids:
                self.join(old_id, new_id, how="mapping", kin="split")
        for new_id, old_ids in self.mapping.merged:
            for old_id in old_ids:
                self.join(old_id, new_id, how="mapping", kin="merged")
        for old_id, new_id in sorted(self.mapping.same):
            if old_id not in self.old_done and new_id not in self.new_done:
                self.join(old_id, new_id, how="mapping")

    def use_ids(self) -> None:
        """Join by present and former ids; two old records in one new are a merger."""
        claims: dict[str, list[tuple[str, str]]] = {}
        for project in self.old.projects:
            if project.id in self.old_done:
                continue
            for name in (project.id, *project.aliases_id):
                new_id = self.new.present_ids.get(name)
                if new_id is not None and new_id not in self.new_done:
                    how = "id" if new_id == project.id else "former-id"
                    claims.setdefault(new_id, []).append((project.id, how))
                    break
        for new_id, olds in claims.items():
            kin = "merged" if len(olds) > 1 else ""
            for old_id, how in olds:
                self.join(old_id, new_id, how=how, kin=kin)

    def use_old_aliases(self) -> None:
        """Join an old record with several new ones that its former ids name: a split."""
        for project in self.old.projects:
            named = [
                new_id
                for new_id in (self.new.present_ids.get(name) for name in project.aliases_id)
                if new_id is not None and new_id not in self.new_done
            ]
            for new_id in dict.fromkeys(named):
                kin = "split" if project.id in self.old_done else ""
                self.join(project.id, new_id, how="former-id", kin=kin)

    def propose_kin(self) -> None:
        """Propose splits and mergers: a record that another report tells as part of one."""
        if self.old.metadata.city.adcode != self.new.metadata.city.adcode:
            return
        wholes = _list_parts(self.old)
        for project in self.new.projects:
            for old_id in _find_wholes(project, wholes) if project.id not in self.new_done else ():
                if old_id in self.old_done:
                    self.join(old_id, project.id, how="proposed", kin="split")
                    break
        wholes = _list_parts(self.new)
        for project in self.old.projects:
            for new_id in _find_wholes(project, wholes) if project.id not in self.old_done else ():
                if new_id in self.new_done:
                    self.join(project.id, new_id, how="proposed", kin="merged")
                    break

    def propose(self) -> None:
        """Propose pairs by the likeness of their names, the most alike first."""
        if self.old.metadata.city.adcode != self.new.metadata.city.adcode:
            return
        old = [project for project in self.old.projects if project.id not in self.old_done]
        new = [project for project in self.new.projects if project.id not in self.new_done]
        found = sorted(find_alike(old, new), key=lambda one: (-one[0], one[1].id, one[2].id))
        for _, one, other in found:
            if one.id not in self.old_done and other.id not in self.new_done:
                self.join(one.id, other.id, how="proposed")


def match_catalogues(old: Report[R], new: Report[R], *, mapping: Mapping) -> Matched[R]:
    """Match the records of two catalogues.

    Parameters
    ----------
    old, new
        The catalogues.
    mapping
        What a steward has settled; it comes before ids and likeness.

    Returns
    -------
    Matched
        Every record of both, in a pair or alone.
    """
    matcher = _Matcher(old, new, mapping)
    matcher.use_mapping()
    matcher.use_ids()
    matcher.use_old_aliases()
    matcher.propose()
    matcher.propose_kin()
    order = {project.id: number for number, project in enumerate(new.projects)}
    return Matched(
        pairs=tuple(sorted(matcher.pairs, key=lambda pair: order[pair.new.id])),
        only_old=tuple(p for p in old.projects if p.id not in matcher.old_done),
        only_new=tuple(p for p in new.projects if p.id not in matcher.new_done),
    )
