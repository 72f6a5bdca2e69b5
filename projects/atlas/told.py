"""Reports as the rules of changes ask for them, made from columns without a model a record."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from projects.atlas.folder import CATALOGUES, name_shard, read_table
from projects.changes.rows import ToldReport, ToldRow
from projects.model import Metadata
from projects.rows import FigureRow
from projects.signs import is_plain, tidy_text

COLUMNS: Final = (
    *("id", "aliases_id", "name_zh", "aliases", "kind", "status"),
    *("milestones", "figures", "citations"),
)
"""The columns that `make_records` reads."""
_LISTS: Final = ("milestones", "figures", "citations")


class QuotedRow(NamedTuple):
    """A citation, as far as its wording is weighed."""

    wording: str


class OriginRow(NamedTuple):
    """A source from elsewhere, as far as it is believed and named."""

    title: str
    publisher: str | None
    trust: str | None


class HappeningRow(NamedTuple):
    """A milestone, as far as two reports are held against each other."""

    event: str
    date: str | None
    state: str
    citations: tuple[QuotedRow, ...]
    source: OriginRow | None
    fulfils: bool | None


def _quote(citations: Sequence[Mapping[str, Any]]) -> tuple[QuotedRow, ...]:
    return tuple(QuotedRow(one["wording"]) for one in citations)


def _make_happening(told: Mapping[str, Any]) -> HappeningRow:
    source = told.get("source")
    origin = None
    if source is not None:
        origin = OriginRow(source["title"], source.get("publisher"), source.get("trust"))
    return HappeningRow(
        told["event"],
        told["date"],
        told["state"],
        _quote(told["citations"]),
        origin,
        told.get("fulfils"),
    )


def _make_figure(told: Mapping[str, Any]) -> FigureRow:
    return FigureRow(told["label_zh"], told["label_en"], float(told["value"]), told["unit"])


def _parse_all(texts: Sequence[str]) -> list[list[dict[str, Any]]]:
    """Parse many lists at once; the invisible signs that a record may hold are not its text."""
    joined = f"[{','.join(texts)}]"
    parsed: list[list[dict[str, Any]]] = json.loads(joined)
    return parsed if is_plain(joined) else _tidy_all(parsed)


def _tidy_all(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Take the invisible signs out of every text."""
    if isinstance(value, str):
        return value if is_plain(value) else tidy_text(value)
    if isinstance(value, list):
        return [_tidy_all(one) for one in value]
    if isinstance(value, dict):
        return {name: _tidy_all(one) for name, one in value.items()}
    return value


def make_records(columns: Mapping[str, Sequence[Any]]) -> Iterator[ToldRow]:
    """Make records from the columns of a table.

    Parameters
    ----------
    columns
        Those of `COLUMNS` by name, each with a value a record.
    """
    names = ("name_zh", "aliases")
    texts = {name: _tidy_all(list(columns[name])) for name in names}
    lists = [_parse_all(columns[name]) for name in _LISTS]
    plain = (texts.get(name, columns[name]) for name in COLUMNS[: -len(_LISTS)])
    for (record_id, former, name_zh, aliases, kind, status), milestones, figures, citations in zip(
        zip(*plain, strict=True), *lists, strict=True
    ):
        yield ToldRow(
            id=record_id,
            aliases_id=tuple(former or ()),
            name_zh=name_zh,
            aliases=tuple(aliases),
            kind=kind,
            status=status,
            milestones=tuple(_make_happening(one) for one in milestones),
            figures=tuple(_make_figure(one) for one in figures),
            citations=_quote(citations),
        )


def read_reports(folder: Path, *, adcode: str, report_ids: Sequence[str]) -> Iterator[ToldReport]:
    """Read some reports of one adcode, in the order asked for; its file is read once.

    Parameters
    ----------
    folder
        The folder of the atlas.
    adcode
        The adcode.
    report_ids
        The reports.
    """
    asked = [("adcode", "=", adcode)]
    said = read_table(folder, CATALOGUES, columns=["id", "metadata"], filters=asked).to_pydict()
    metadata = dict(zip(said["id"], said["metadata"], strict=True))
    names = ["catalogue_id", "number", *COLUMNS]
    among = [("catalogue_id", "in", list(report_ids))]
    table = read_table(folder, name_shard(adcode), columns=names, filters=among)
    table = table.sort_by([("catalogue_id", "ascending"), ("number", "ascending")])
    owners = table.column("catalogue_id").to_pylist()
    for report_id in report_ids:
        first, last = bisect_left(owners, report_id), bisect_right(owners, report_id)
        columns = table.slice(first, last - first).to_pydict()
        read = Metadata.model_validate(json.loads(metadata[report_id]))
        yield ToldReport(read, tuple(make_records(columns)))
