"""What is said of a report: what its map is called, how much was read, whom its data name."""

from app.messages import Words
from app.words.dates import date_text
from app.words.provenance import say_provenance
from projects.model import Metadata


def map_title(metadata: Metadata, *, words: Words) -> str:
    """Return what the map of a report's city is called."""
    return words("City projects · {city}", city=words.name_of(metadata.city))


def say_as_of(metadata: Metadata, *, words: Words) -> str:
    """Say as of when a report tells what it tells."""
    date = date_text(metadata.report_date, lang=words.lang)
    return words("As the report of {date} says", date=date)


def say_attribution(metadata: Metadata, *, words: Words) -> str:
    """Say whom to name for the places of a report's records."""
    attribution = say_provenance(metadata.attribution, words)
    return words("Places: {attribution}.", attribution=attribution)


def say_sources(metadata: Metadata, *, words: Words) -> str:
    """Say where a map's data come from and what may be done with them."""
    base = words(
        "© OpenStreetMap contributors (ODbL) · Districts: Tianditu GS(2024)0650 · Natural Earth"
    )
    return words(
        "Places: {attribution}. Base map: {base}. {licence}",
        attribution=say_provenance(metadata.attribution, words),
        base=base,
        licence=say_provenance(metadata.licence, words),
    )


def say_coverage(metadata: Metadata, *, words: Words) -> str:
    """Say how much of a report was read.

    Parameters
    ----------
    metadata
        What the catalogue says of itself.
    words
        The language.
    """
    coverage = metadata.coverage
    if coverage is None:
        return words("No gap of what was read is known.")
    return words.pick(coverage.words_zh, coverage.words_en)
