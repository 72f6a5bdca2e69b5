"""The words of corrections: what a field is called, and what was changed of a record and when."""

from app.messages import Words
from app.words.dates import date_text
from app.words.distances import say_length
from projects.steward.history import Edit


def field_name(field: str, words: Words) -> str:
    """Return what a field of a record is called; its own name where it has none.

    Parameters
    ----------
    field
        A field of `projects.corrections.FIELDS`, or several parted by commas.
    words
        The language.
    """
    names = {
        "name_zh": words("Name in Chinese"),
        "name_en": words("Name in English"),
        "sector": words("Sector"),
        "kind": words("Kind"),
        "status": words("Status"),
        "districts": words("Districts"),
        "summary_zh": words("Summary in Chinese"),
        "summary_en": words("Summary in English"),
        "remark_zh": words("Remark in Chinese"),
        "remark_en": words("Remark in English"),
        "aliases": words("Other names"),
        "place": words("Place"),
        "outcome": words("A later fact"),
        "other": words("Something else"),
    }
    parts = [part.strip() for part in field.split(",")]
    return words(", ").join(names.get(part, part) for part in parts)


def say_edit(edit: Edit, words: Words) -> str:
    """Say what was changed of a record, when, and on whose evidence.

    Parameters
    ----------
    edit
        The change.
    words
        The language.
    """
    day = date_text(edit.day.isoformat(), lang=words.lang)
    what = field_name(edit.field, words)
    if edit.accuracy_m is not None:
        now = say_length(edit.accuracy_m, words)
        what = words("{field} (now to about {accuracy})", field=what, accuracy=now)
    if edit.evidence is None:
        return words("{date}: {field} changed", date=day, field=what)
    return words(
        "{date}: {field} corrected, as a reader proposed; evidence: {evidence}",
        date=day,
        field=what,
        evidence=edit.evidence,
    )
