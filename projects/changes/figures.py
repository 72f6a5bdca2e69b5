"""Which figures of two records count the same thing, and how the count moved."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from projects.changes.subject import Told
from projects.rows import Figured

_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?度?")
_TARGET = re.compile(r"目标|计划|\btargets?\b|\baims?\b", re.IGNORECASE)
_BRACKETS = re.compile(r"[（(].*?[）)]")
_NOT_WORDS = re.compile(r"[\W_]+")
_VERBS = re.compile(
    r"^(?:新增|新建|新改扩建|改扩建|改造|建成|实施|完成|开工|启动|新投用|投用|筹集|试运营|新开|累计|"
    r"建设|创建|新认定|力争|再|的)+"
)


@dataclass(frozen=True)
class Count:
    """One number of a count through the years: its year where the label names it."""

    value: float
    year: int | None
    is_target: bool


@dataclass(frozen=True)
class CountMove:
    """A count that two reports give: what is counted, the numbers in order, how it moved."""

    label: str
    unit: str
    counts: tuple[Count, ...]
    old_value: float
    new_value: float


def read_measure(figure: Figured) -> tuple[str, str]:
    """Read what a figure counts: its unit and its label without year, target and verb.

    Two figures are alike where both agree; spaces for pupils are never compared with schools.
    """
    label = _TARGET.sub("", _YEAR.sub("", _BRACKETS.sub("", figure.label_zh)))
    label = _NOT_WORDS.sub("", label)
    return figure.unit, _VERBS.sub("", label) or label


def _read_count(figure: Figured) -> Count:
    """Read the number, the year and whether it is a target."""
    year = _YEAR.search(figure.label_zh)
    is_target = bool(_TARGET.search(figure.label_zh) or _TARGET.search(figure.label_en))
    return Count(figure.value, int(year.group(1)) if year else None, is_target)


def _group(figures: Iterable[Figured]) -> dict[tuple[str, str], list[Count]]:
    """Group the numbers of a record by what they count."""
    groups: dict[tuple[str, str], list[Count]] = {}
    for figure in figures:
        groups.setdefault(read_measure(figure), []).append(_read_count(figure))
    return groups


def _pick(counts: Sequence[Count], *, is_target: bool) -> Count | None:
    """Pick the latest number that is, or is not, a target."""
    picked = [count for count in counts if count.is_target == is_target]
    return max(picked, key=lambda count: count.year or 0, default=None)


def compare_figures(old: Told, new: Told) -> tuple[CountMove, ...]:
    """Compare the counts that both records give.

    Counts are compared with counts and targets with targets; a target of the newer report is
    told along with the counts, as the number to come.

    Parameters
    ----------
    old, new
        The two records of one project.

    Returns
    -------
    tuple of CountMove
        For each thing that both count, also where the number stayed.
    """
    before, after = _group(old.figures), _group(new.figures)
    moves = []
    for measure, old_counts in before.items():
        new_counts = after.get(measure, [])
        for is_target in (False, True):
            one = _pick(old_counts, is_target=is_target)
            other = _pick(new_counts, is_target=is_target)
            if one is None or other is None:
                continue
            told = dict.fromkeys([one, other])
            told |= dict.fromkeys(c for c in new_counts if c.is_target and not is_target)
            unit, label = measure
            moves.append(CountMove(label, unit, tuple(told), one.value, other.value))
            break
    return tuple(moves)


def write_chain(move: CountMove) -> str:
    """Write the numbers of a count in order, such as ``688 (2022) → 680 (2023)``."""
    written = []
    for count in move.counts:
        notes = ["target"] * count.is_target + [str(count.year)] * (count.year is not None)
        written.append(f"{count.value:g}" + (f" ({' '.join(notes)})" if notes else ""))
    return " → ".join(written)
