"""What a record lacks: fields, places, names people say; for its steward, no faults."""

import re
from collections.abc import Callable

from projects.derive import list_open_promises
from projects.model import Project, Source
from projects.vocabulary import Term, make_vocabulary

GAPS = make_vocabulary(
    Term("no-place", "位置不详", "No place known"),
    Term("district-only", "只知区县", "Only the district is known"),
    Term("no-district", "没有区县", "No district, and not of the whole city"),
    Term("no-extent", "点代表一片，未写范围", "A point of an area without its extent"),
    Term("no-milestone", "没有节点", "No milestone"),
    Term("undated-promise", "承诺没有期限", "A promise without a date"),
    Term("no-figure", "计划没有数据", "A programme without a figure"),
    Term("no-alias", "没有别名", "No other name"),
    Term("no-english-alias", "没有英文别名", "No English alias"),
    Term("no-other-numeral", "数字没有另一种写法", "A number without its other writing"),
    Term("source-without-address", "来源没有网址", "A source without an address"),
    Term("source-without-trust", "来源没有可信程度", "A source whose trust is not told"),
)
"""What a record may lack; nothing of it is a fault."""

_AREA_KINDS = frozenset(
    {
        *("industrial-park", "new-town", "innovation-park", "scenic-area", "heritage-park"),
        *("tourism-quarter", "historic-quarter", "ancient-town", "park", "logistics-hub"),
    }
)
_LATIN = re.compile(r"[A-Za-z]{2}")
_LINE = "号线"
_DIGIT_LINE = re.compile(r"[0-9]+号线")
_WORD_LINE = re.compile(r"[一二三四五六七八九十]+号线")


def _lacks_other_numeral(project: Project) -> bool:
    """Say whether a line is named by a number in one writing only."""
    names = [name for name in (project.name_zh, *project.aliases) if _LINE in name]
    digits = any(_DIGIT_LINE.search(name) for name in names)
    words = any(_WORD_LINE.search(name) for name in names)
    return digits != words


def _lacks_extent(project: Project) -> bool:
    """Say whether a point stands for an area whose width is not told."""
    geometry = project.geometry
    is_point = geometry is not None and geometry.geom_type in {"Point", "MultiPoint"}
    return is_point and project.kind in _AREA_KINDS and project.place.extent_m is None


def _list_sources(project: Project) -> list[Source]:
    """List the sources of what is told from elsewhere."""
    return [one.source for one in project.milestones if one.source is not None]


_TESTS: dict[str, Callable[[Project], bool]] = {
    "no-place": lambda p: p.place.type == "unknown",
    "district-only": lambda p: p.place.type == "district",
    "no-district": lambda p: not p.districts and p.place.type != "city",
    "no-extent": _lacks_extent,
    "no-milestone": lambda p: not p.milestones,
    "undated-promise": lambda p: (
        None in [m.date for m in p.milestones]
        and None in [m.date for m in list_open_promises(p.milestones)]
    ),
    "no-figure": lambda p: p.kind.endswith("-programme") and not p.figures,
    "no-alias": lambda p: not p.aliases,
    "no-english-alias": lambda p: not _LATIN.search("\n".join(p.aliases)),
    "no-other-numeral": _lacks_other_numeral,
    "source-without-address": lambda p: None in [one.address for one in _list_sources(p)],
    "source-without-trust": lambda p: None in [one.trust for one in _list_sources(p)],
}


def list_gaps(project: Project) -> tuple[str, ...]:
    """List what a record lacks, as slugs of `GAPS`."""
    return tuple(slug for slug in GAPS if _TESTS[slug](project))
