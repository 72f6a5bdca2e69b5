"""Columns of a table that someone brought: proposed from their names, confirmed by a person."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geodata import files
from geodata.datum import DATUMS
from geodata.errors import FileFaultsError
from geodata.shown import shorten
from projects.steward.errors import TableError

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "编号", "代码", "code", "slug"),
    "name_zh": (
        "name_zh",
        "name",
        "名称",
        "项目名称",
        "项目名",
        "项目",
        "工程名称",
        "title",
        "project",
    ),
    "name_en": ("name_en", "英文名称", "english", "english name"),
    "sector": ("sector", "领域", "行业", "类别", "分类"),
    "kind": ("kind", "类型", "种类", "type"),
    "status": ("status", "状态", "进度", "建设状态", "进展"),
    "districts": ("districts", "district", "区县", "所在区县", "行政区", "县区", "adcode"),
    "section": ("section", "章节", "节"),
    "paragraph": ("paragraph", "段落", "段"),
    "mention": ("mention", "报告名称", "原文名称"),
    "wording": ("wording", "原文", "报告原文", "表述"),
    "event": ("event", "事件", "节点"),
    "state": ("state", "报告或承诺"),
    "date": ("date", "时间", "日期", "年份", "year", "完成时间"),
    "lon": ("lon", "lng", "long", "longitude", "经度", "东经", "x"),
    "lat": ("lat", "latitude", "纬度", "北纬", "y"),
    "position": ("position", "坐标", "经纬度", "coordinates", "coord"),
    "place": ("place", "地点", "位置", "地址", "address", "location", "建设地点"),
    "accuracy_m": ("accuracy_m", "accuracy", "精度", "误差", "误差米"),
    "source": ("source", "来源", "资料来源"),
    "licence": ("licence", "license", "许可", "授权"),
    "method": ("method", "方法", "获取方法"),
    "as_of": ("as_of", "截至", "资料日期"),
    "summary_zh": ("summary_zh", "summary", "简介", "说明", "内容", "建设内容"),
    "summary_en": ("summary_en", "英文简介"),
}
"""The fields of a row and the names that columns of them have, in both languages."""


@dataclass(frozen=True)
class Columns:
    """Which column holds which field, what holds for every row, and whether a person said so."""

    columns: Mapping[str, str]
    defaults: Mapping[str, str] = field(default_factory=dict)
    crs: str | None = None
    datum: str = "wgs84"
    confirmed: bool = False


def _fold(name: str) -> str:
    """Fold a column's name for comparing."""
    return re.sub(r"[\s_()（）\-:：]+", "", name).casefold()


def propose_columns(names: Sequence[str]) -> Columns:
    """Propose which column holds which field, by their names; each column is used once.

    Examples
    --------
    >>> dict(propose_columns(["项目名称", "经度", "纬度"]).columns)
    {'name_zh': '项目名称', 'lon': '经度', 'lat': '纬度'}
    """
    free = {_fold(name): name for name in reversed(names)}
    found = {}
    for target, known in NAMES.items():
        for one in known:
            if _fold(one) in free:
                found[target] = free.pop(_fold(one))
                break
    return Columns(found)


def write_columns(columns: Columns, *, names: Sequence[str]) -> str:
    """Write columns as the TOML file that a person confirms.

    Parameters
    ----------
    columns
        The proposal.
    names
        All columns of the table.
    """
    used = set(columns.columns.values())
    lines = [
        "# Which column of the table holds which field. Look at it, mend it, and set confirmed",
        "# to true; only then is the table imported. Fields without a column stay out.",
        f"confirmed = {json.dumps(columns.confirmed)}",
        f'datum = "{columns.datum}"  # one of {", ".join(DATUMS)}',
    ]
    lines.append(f"crs = {json.dumps(columns.crs)}" if columns.crs else '# crs = "EPSG:4547"')
    lines += ["", "[columns]"]
    lines += [
        f"{target} = {json.dumps(name, ensure_ascii=False)}"
        for target, name in columns.columns.items()
    ]
    left = [name for name in names if name not in used]
    if left:
        lines.append(f"# columns that are not used: {', '.join(' '.join(n.split()) for n in left)}")
    lines += ["", "[defaults]", "# What holds for every row that says nothing else, such as:"]
    lines += ['# sector = "roads"', '# licence = "CC0-1.0"']
    lines += [
        f"{target} = {json.dumps(text, ensure_ascii=False)}"
        for target, text in columns.defaults.items()
    ]
    lines.append("")
    return "\n".join(lines)


def read_columns(path: Path) -> Columns:
    """Read the file of columns that a person confirmed.

    Raises
    ------
    TableError
        Where it cannot be read, names unknown fields, or is not confirmed.
    """
    try:
        content = files.read_settings(path)
    except FileFaultsError as error:
        raise TableError(str(error)) from error
    columns, defaults = content.get("columns", {}), content.get("defaults", {})
    for table, kept in (("columns", columns), ("defaults", defaults)):
        if not isinstance(kept, dict) or not all(isinstance(one, str) for one in kept.values()):
            raise TableError(f"{path}: {table}: expected texts by field, found {shorten(kept)}")
        unknown = [name for name in kept if name not in NAMES]
        if unknown:
            known = ", ".join(NAMES)
            raise TableError(f"{path}: {table}: expected {known}, found {shorten(unknown[0])}")
    datum = content.get("datum", "wgs84")
    if datum not in DATUMS:
        raise TableError(
            f"{path}: datum: expected one of {', '.join(DATUMS)}, found {shorten(datum)}"
        )
    if content.get("confirmed") is not True:
        raise TableError(f"{path}: confirmed: expected true, once a person has looked at it")
    crs = content.get("crs")
    if crs is not None and not isinstance(crs, str):
        raise TableError(f"{path}: crs: expected a text such as EPSG:4547, found {shorten(crs)}")
    return Columns(columns, defaults, crs, datum, confirmed=True)
