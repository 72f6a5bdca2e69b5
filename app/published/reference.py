"""The words of a catalogue's slugs and values in both languages, as the page fetches them."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from app.messages import LANGUAGES, Words
from app.published.beside import tell_clocks, tell_elsewhere, tell_history
from app.words.dates import date_text
from app.words.labels import FACET_NAMES, choice_name, facet_name
from app.words.milestones import STATES, say_since, say_trust, state_name
from app.words.provenance import say_provenance
from app.words.record import say_no_district, say_reason
from app.words.reports import say_coverage
from app.words.values import (
    figure_key,
    say_area_drawn,
    say_error,
    say_extent,
    say_length_drawn,
    say_value,
)
from geodata.cities import City
from geodata.crs import read_crs
from geodata.layers import districts as list_districts
from projects import vocabulary
from projects.catalogue import Catalogue
from projects.clock import CLOCK_STATES
from projects.clocks import clocks_of
from projects.derive import measure_project
from projects.filters import CITYWIDE, NO_DUE
from projects.labels import spell_label, tell_labels
from projects.laying_out import columns_of
from projects.library import Library

Thing = TypeVar("Thing")
Names = dict[str, str]
"""A text in both languages: ``name_zh`` and ``name_en``."""

WGS84_RADIUS_M = 6_378_137.0
"""The semi-major axis of WGS 84 and of CGCS2000."""


def _say_each(
    things: Mapping[str, Thing], speak: Callable[[Thing, Words], str]
) -> dict[str, Names]:
    """Put things into words in both languages, each under its key."""
    return {
        key: {f"name_{lang}": speak(thing, Words(lang)) for lang in LANGUAGES}
        for key, thing in things.items()
    }


def _list_dates(catalogue: Catalogue) -> dict[str, str]:
    """List every date that the catalogue and its records give."""
    given = {catalogue.metadata.report_date, *columns_of(catalogue).values.dates}
    return {text: text for text in sorted(given)}


def _say_values(catalogue: Catalogue) -> dict[str, dict[str, Names]]:
    """Write every value of the records that is told in words, under the value itself."""
    values = columns_of(catalogue).values
    figures = {figure_key(value, unit): (value, unit) for value, unit in values.figures}
    provenances = _say_each({text: text for text in values.origins}, say_provenance)
    return {
        "provenances": {
            key: names for key, names in provenances.items() if names["name_zh"] != key
        },
        "dates": _say_each(
            _list_dates(catalogue), lambda text, words: date_text(text, lang=words.lang)
        ),
        "errors": _say_each({f"{error_m:.15g}": error_m for error_m in values.errors_m}, say_error),
        "extents": _say_each(
            {f"{extent_m:.15g}": extent_m for extent_m in values.extents_m}, say_extent
        ),
        "figures": _say_each(figures, lambda one, words: say_value(*one, words=words)),
    }


def _say_slugs() -> dict[str, object]:
    """Write what is told of a slug beside its name, under the slug."""

    def same(slugs: Iterable[str]) -> dict[str, str]:
        return {slug: slug for slug in slugs}

    return {
        "facets": _say_each(same(FACET_NAMES), facet_name),
        "other_choices": {
            facet: _say_each({slug: (facet, slug)}, lambda of, words: choice_name(*of, words))
            for facet, slug in (("district", CITYWIDE), ("due", NO_DUE))
        },
        "states": _say_each(same(STATES), state_name),
        "trust": _say_each(same(vocabulary.TRUST_LEVELS), say_trust),
        "reasons": _say_each(same(vocabulary.PLACE_TYPES), say_reason),
        "no_district": _say_each(same(vocabulary.PLACE_TYPES), say_no_district),
    }


def _describe_zone(city: City) -> dict[str, object] | None:
    """Describe the survey's system where it is a zone of Gauss-Krueger or of UTM on WGS 84's size.

    A script computes no other.
    """
    crs = read_crs(city.survey_crs)
    if crs.coordinate_operation is None or crs.ellipsoid is None:
        return None
    given = {one.name: one.value for one in crs.coordinate_operation.params}
    is_transverse = crs.coordinate_operation.method_name == "Transverse Mercator"
    is_alike = abs(crs.ellipsoid.semi_major_metre - WGS84_RADIUS_M) < 1
    if not (is_transverse and is_alike):
        return None
    return {
        "name": city.survey_crs,
        "lon0": given["Longitude of natural origin"],
        "x0": given["False easting"],
        "y0": given["False northing"],
        "k": given["Scale factor at natural origin"],
    }


OF_RECORDS: Final = ("clock", "elsewhere", "history", "since", "lengths", "areas")
"""The parts of the reference that are told of a record, under its id."""


def write_table(table: Mapping[str, object]) -> bytes:
    """Write a table as the page reads it."""
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def tell_records(
    catalogue: Catalogue,
    *,
    library: Library | None = None,
    path: Path | None = None,
    ids: Iterable[str] | None = None,
) -> dict[str, object]:
    """Tell of records, each under its id, what its feature does not say: `OF_RECORDS`.

    Parameters
    ----------
    catalogue
        The catalogue.
    library
        The reports beside it; None where it stands alone.
    path
        Its file, beside which the changes made to it are logged.
    ids
        Present ids of the records that are told of; all where None.
    """
    rows = None if ids is None else [catalogue.by_id.rows[one] for one in ids]
    projects = catalogue.projects if rows is None else [catalogue.projects[row] for row in rows]
    measures = {project.id: measure_project(project) for project in projects}
    lengths = {one: found.length_m for one, found in measures.items() if found.length_m}
    areas = {one: found.area_m2 for one, found in measures.items() if found.area_m2}
    since = {one.id: one for one in projects if any(m.source for m in one.milestones)}
    say_after = partial(say_since, report_day=catalogue.metadata.report_day)
    told = _say_each(since, say_after)
    table: dict[str, object] = {
        "since": {key: names for key, names in told.items() if names["name_en"]},
        "lengths": _say_each(lengths, say_length_drawn),
        "areas": _say_each(areas, say_area_drawn),
        "clock": tell_clocks(catalogue, rows=rows),
    }
    if history := tell_history(path):
        table["history"] = history
    if library is not None:
        table["elsewhere"] = tell_elsewhere(catalogue, library=library, ids=ids)
    return table


def make_reference(catalogue: Catalogue) -> dict[str, object]:
    """Return the vocabularies, districts and sections that name the slugs of a catalogue.

    With them goes every date, error, figure and measure of its records in words, so that a script
    looks up what Python says and forms no word of its own.

    Parameters
    ----------
    catalogue
        The catalogue.
    """

    def tell(term: vocabulary.Term) -> dict[str, object]:
        limit = {"limit_m": term.limit_m} if isinstance(term, vocabulary.AccuracyClass) else {}
        return {"slug": term.slug, "name_zh": term.name_zh, "name_en": term.name_en, **limit}

    def terms(words: Mapping[str, vocabulary.Term]) -> list[dict[str, object]]:
        return [tell(term) for term in words.values()]

    def searched(words: Mapping[str, vocabulary.Term]) -> list[dict[str, object]]:
        return [tell(term) | {"pinyin": spell_label(term)} for term in words.values()]

    districts = [
        {
            "slug": district.adcode,
            "name_zh": district.name_zh,
            "name_en": district.name_en,
        }
        for district in list_districts(catalogue.city).values()
    ]
    table: dict[str, object] = {
        "sectors": searched(vocabulary.SECTORS),
        "statuses": searched(vocabulary.STATUSES),
        "kinds": searched(vocabulary.KINDS),
        "events": terms(vocabulary.EVENTS),
        "place_types": terms(vocabulary.PLACE_TYPES),
        "accuracy_classes": terms(vocabulary.ACCURACY_CLASSES),
        "promise_states": terms(CLOCK_STATES),
        "districts": districts,
        "labels": tell_labels(),
        "survey": _describe_zone(catalogue.city),
        "sections": {
            slug: section.model_dump() for slug, section in catalogue.metadata.sections.items()
        },
        **_say_slugs(),
        **_say_values(catalogue),
    }
    newest = clocks_of(catalogue).newest.isoformat()
    table["coverage"] = {
        f"name_{lang}": say_coverage(catalogue.metadata, words=Words(lang)) for lang in LANGUAGES
    }
    table["newest"] = {"day": newest} | {
        f"name_{lang}": date_text(newest, lang=lang) for lang in LANGUAGES
    }
    return table
