"""The fields of a brought row: its terms, dates and districts as they are written in tables."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from geodata.layers import District
from projects.dates import last_year
from projects.signs import tidy_text
from projects.steward.columns import Columns
from projects.steward.tables import TableRow
from projects.steward.written_dates import read_date
from projects.vocabulary import EVENTS, KINDS, MILESTONE_STATES, SECTORS, STATUSES, Term

_NEEDED = ("name_zh", "sector", "kind", "status", "section", "paragraph", "mention", "wording")
_VOCABULARIES = {
    "sector": SECTORS, "kind": KINDS, "status": STATUSES, "event": EVENTS,
    "state": MILESTONE_STATES,
}  # fmt: skip
_EXCEL_DAYS = re.compile(r"[34][0-9]{4}(?:\.0)?")
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计", "total", "subtotal", "sum"})
"""What stands in the place of a name where a row adds up the others."""
_WHOLE_CITY = frozenset({"全市", "市本级", "市级", "wholecity"})


@dataclass
class ImportedRow:
    """A row on its way: its fields, what was noticed, and why it is refused, if it is."""

    row: TableRow
    fields: dict[str, str]
    geometry: BaseGeometry | None = None
    point: tuple[float, float] | None = None
    notes: list[str] = field(default_factory=list)
    reason: str = ""


def _read_term(text: str, *, name: str) -> str:
    """Read a term by its slug or its label in either language."""
    vocabulary: Mapping[str, Term] = _VOCABULARIES[name]
    folded = text.casefold()
    for slug, term in vocabulary.items():
        if folded in {slug, term.name_zh.casefold(), term.name_en.casefold()}:
            return slug
    return text


def read_fields(row: TableRow, *, columns: Columns) -> dict[str, str]:
    """Read the fields of a row, what holds for every row where it says nothing."""
    fields = dict(columns.defaults)
    for target, name in columns.columns.items():
        value = tidy_text(row.values.get(name, "")).strip()
        if value:
            fields[target] = value
    for name in _VOCABULARIES:
        if name in fields:
            fields[name] = _read_term(fields[name], name=name)
    return fields


def find_field_fault(fields: Mapping[str, str]) -> str:
    """Find what is missing from a row, or is no value of its field; nothing where all is well."""
    missing = [name for name in _NEEDED if not fields.get(name)]
    if missing:
        return f"expected {', '.join(missing)}, found nothing"
    if _fold(fields["name_zh"]) in _TOTALS:
        return f"name_zh: expected a project, found {fields['name_zh']!r}: a row of totals?"
    if fields.get("accuracy_m") and not NUMBER.fullmatch(fields["accuracy_m"]):
        return f"accuracy_m: expected metres, found {fields['accuracy_m']!r}"
    return _find_time_fault(fields)


def _find_time_fault(fields: Mapping[str, str]) -> str:
    """Find a date that is none, and an event without what makes a milestone of it."""
    date = fields.get("date", "")
    if _EXCEL_DAYS.fullmatch(date):
        return f"date: expected YYYY-MM-DD, found {date}: a date as Excel's number?"
    if date and last_year(date) is None:
        return f"date: expected YYYY, YYYY-MM, YYYY-MM-DD or 2024年底, found {date!r}"
    for lacking, given in (("state", "event"), ("event", "state")):
        if fields.get(given) and not fields.get(lacking):
            return f"{lacking}: expected one beside the {given} {fields[given]!r}, found nothing"
    return ""


def _fold(text: str) -> str:
    """Fold a word of a table for comparing: without spaces and colons, in small letters."""
    return re.sub(r"[\s:：]+", "", text).casefold()


def read_written_date(one: ImportedRow) -> None:
    """Read the date of a row as it is written; what is read differently is noted."""
    given = one.fields.get("date")
    if given is None or _EXCEL_DAYS.fullmatch(given):
        return
    read = read_date(given)
    if read is not None and read != given:
        one.notes.append(f"read the date {given!r} as {read}")
        one.fields["date"] = read
    if not one.fields.get("event") and not one.fields.get("state"):
        one.notes.append(
            f"the date {given!r} was not taken: give an event and a state beside it, "
            "in columns or under [defaults]"
        )


def read_districts(one: ImportedRow, *, names: Mapping[str, str]) -> None:
    """Read the districts of a row by their codes or names; an unknown one stays as it is."""
    given = one.fields.get("districts")
    if given is None:
        return
    parts = [part for part in re.split(r"[,，、;；/\s]+", given) if part]
    if len(parts) == 1 and _fold(parts[0]) in _WHOLE_CITY:
        parts = []
    found = [names.get(_fold(part), part) for part in parts]
    if found != parts or not parts:
        one.notes.append(f"read the districts {given!r} as {', '.join(found) or 'none'}")
    one.fields["districts"] = ",".join(found)


def name_districts(districts: Mapping[str, District]) -> dict[str, str]:
    """Give the code of each district by its names, with and without what it is.

    Parameters
    ----------
    districts
        The districts of the city, by code.
    """
    codes: dict[str, set[str]] = {}
    for code, one in districts.items():
        for name in (one.name_zh, one.name_zh[:-1], one.name_en):
            if len(name) > 1:
                codes.setdefault(_fold(name), set()).add(code)
    return {name: min(found) for name, found in codes.items() if len(found) == 1}
