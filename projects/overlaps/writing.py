"""Pairs written for other programs: JSON, CSV and GeoJSON with the shared stretches."""

from collections.abc import Iterable
from typing import Any, Final

from geodata.files import encode_features
from geodata.geojson import to_geometry
from projects.catalogue import Catalogue
from projects.feature import make_metadata
from projects.overlaps.outcomes import Outcome, Outcomes
from projects.overlaps.pairs import Overlaps, Pair
from projects.overlaps.sentence import explain_pair
from projects.overlaps.terms import CERTAINTIES, CLASSES, MEETINGS
from projects.overlaps.years import Span
from projects.spreadsheet import encode_csv

CSV_COLUMNS: Final = (
    "a",
    "a_name_zh",
    "a_name_en",
    "b",
    "b_name_zh",
    "b_name_en",
    "class",
    "class_zh",
    "class_en",
    "how",
    "how_zh",
    "how_en",
    "shared_m",
    "distance_m",
    "a_first_year",
    "a_last_year",
    "b_first_year",
    "b_last_year",
    "gap_years",
    "certainty",
    "certainty_zh",
    "certainty_en",
    "why_zh",
    "why_en",
    "outcome",
    "outcome_note",
    "outcome_date",
    "outcome_link",
)
"""The columns of a table of pairs; new ones are added at the end."""


def _write_span(span: Span) -> dict[str, Any]:
    """Write the years of a project as JSON."""
    return {
        "first": span.first,
        "last": span.last,
        "start_known": span.start_known,
        "end_known": span.end_known,
    }


def write_pair(
    pair: Pair, *, catalogue: Catalogue, outcomes: Outcomes | None = None, language: str = "en"
) -> dict[str, Any]:
    """Write a pair as JSON, metres to the decimetre.

    Parameters
    ----------
    pair
        The pair.
    catalogue
        The catalogue it was found in.
    outcomes
        What became of pairs; a pair with an outcome says it.
    language
        The language of the sentence: ``zh`` or ``en``.
    """
    one, other = pair.spans
    written: dict[str, Any] = {
        "a": pair.a,
        "b": pair.b,
        "class": pair.pair_class,
        "how": pair.how,
        "shared_m": round(pair.shared_m, 1),
        "distance_m": round(pair.distance_m, 1),
        "years": {"a": _write_span(one), "b": _write_span(other), "gap": pair.gap_years},
        "certainty": pair.certainty,
        "why": explain_pair(pair, catalogue=catalogue, language=language),
    }
    outcome = outcomes.find(pair.a, pair.b) if outcomes else None
    return written if outcome is None else written | {"outcome": outcome.to_json()}


def to_json(
    overlaps: Overlaps,
    *,
    catalogue: Catalogue,
    outcomes: Outcomes | None = None,
    language: str = "en",
) -> dict[str, Any]:
    """Write the pairs of a catalogue as JSON.

    Parameters
    ----------
    overlaps
        The pairs.
    catalogue
        The catalogue they were found in.
    outcomes
        What became of pairs.
    language
        The language of the sentences: ``zh`` or ``en``.
    """
    return {
        "pairs": [
            write_pair(pair, catalogue=catalogue, outcomes=outcomes, language=language)
            for pair in overlaps.pairs
        ],
        "counted_only": overlaps.counted_only,
    }


def _make_row(pair: Pair, *, catalogue: Catalogue, outcome: Outcome | None) -> dict[str, Any]:
    """Make the flat values of a pair."""
    one, other = catalogue.by_id[pair.a], catalogue.by_id[pair.b]
    pair_class, how = CLASSES[pair.pair_class], MEETINGS[pair.how]
    certainty = CERTAINTIES[pair.certainty]
    return {
        "a": one.id,
        "a_name_zh": one.name_zh,
        "a_name_en": one.name_en,
        "b": other.id,
        "b_name_zh": other.name_zh,
        "b_name_en": other.name_en,
        "class": pair_class.slug,
        "class_zh": pair_class.name_zh,
        "class_en": pair_class.name_en,
        "how": how.slug,
        "how_zh": how.name_zh,
        "how_en": how.name_en,
        "shared_m": round(pair.shared_m, 1),
        "distance_m": round(pair.distance_m, 1),
        "a_first_year": pair.spans[0].first,
        "a_last_year": pair.spans[0].last,
        "b_first_year": pair.spans[1].first,
        "b_last_year": pair.spans[1].last,
        "gap_years": pair.gap_years,
        "certainty": certainty.slug,
        "certainty_zh": certainty.name_zh,
        "certainty_en": certainty.name_en,
        "why_zh": explain_pair(pair, catalogue=catalogue, language="zh"),
        "why_en": explain_pair(pair, catalogue=catalogue, language="en"),
        "outcome": outcome.state if outcome else None,
        "outcome_note": outcome.note if outcome else None,
        "outcome_date": outcome.date if outcome else None,
        "outcome_link": outcome.link if outcome else None,
    }


def make_rows(
    pairs: Iterable[Pair], *, catalogue: Catalogue, outcomes: Outcomes | None = None
) -> list[dict[str, Any]]:
    """Make the flat values of pairs, one mapping a pair with the columns of `CSV_COLUMNS`.

    Parameters
    ----------
    pairs
        The pairs.
    catalogue
        The catalogue they were found in.
    outcomes
        What became of pairs.
    """
    return [
        _make_row(
            pair,
            catalogue=catalogue,
            outcome=outcomes.find(pair.a, pair.b) if outcomes else None,
        )
        for pair in pairs
    ]


def to_csv(overlaps: Overlaps, *, catalogue: Catalogue, outcomes: Outcomes | None = None) -> bytes:
    """Write pairs as CSV that spreadsheets open: UTF-8 with a byte order mark.

    Parameters
    ----------
    overlaps
        The pairs.
    catalogue
        The catalogue they were found in.
    outcomes
        What became of pairs.
    """
    rows = make_rows(overlaps.pairs, catalogue=catalogue, outcomes=outcomes)
    return encode_csv(rows, columns=CSV_COLUMNS)


def to_geojson(
    overlaps: Overlaps, *, catalogue: Catalogue, outcomes: Outcomes | None = None
) -> bytes:
    """Write pairs as GeoJSON: each shared stretch is a feature with the values of its pair.

    Parameters
    ----------
    overlaps
        The pairs.
    catalogue
        The catalogue they were found in.
    outcomes
        What became of pairs.
    """
    rows = make_rows(overlaps.pairs, catalogue=catalogue, outcomes=outcomes)
    features = [
        {"type": "Feature", "properties": row, "geometry": to_geometry(pair.stretch)}
        for row, pair in zip(rows, overlaps.pairs, strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        "metadata": make_metadata(catalogue.metadata)
        | {"within_m": overlaps.within_m, "counted_only": overlaps.counted_only},
        "features": features,
    }
    return encode_features(collection)
