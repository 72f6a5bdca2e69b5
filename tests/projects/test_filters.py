"""Filters: their laws, and that the counts beside the choices are what a choice would leave."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.cities import default_city
from projects import filters as filters_module
from projects.catalogue import Catalogue, read_catalogue
from projects.clock import CLOCK_STATES, read_clock
from projects.filters import (
    FACETS,
    Filters,
    count_choices,
    list_slugs,
    select_projects,
)
from projects.model import Project
from projects.nearness import find_near
from projects.search import search_keys_for, split_query
from projects.vocabulary import ACCURACY_CLASSES, SECTORS, STATUSES

CHOICES = {
    "sector": list(SECTORS),
    "status": list(STATUSES),
    "district": ["140105", "140106", "140181", "city"],
    "due": ["2024", "2025", "2031", "none"],
    "accuracy": list(ACCURACY_CLASSES),
    "promise": list(CLOCK_STATES),
}
ANY_FILTERS = st.builds(
    Filters,
    as_of=st.sampled_from([date(2023, 6, 1), date(2024, 6, 1), date(2032, 1, 1)]),
    q=st.sampled_from(["", "项目", "yihaoxian", "museum", "号 线", "nothing like it"]),
    **{
        facet: st.frozensets(st.sampled_from(slugs), max_size=4) for facet, slugs in CHOICES.items()
    },
)


def slugs_of(project: Project, facet: str, as_of: date | None) -> set[str]:
    if facet == "promise":
        assert as_of is not None
        return {read_clock(project, as_of=as_of).state}
    return set(list_slugs(project, facet=facet))


def matches(project: Project, filters: Filters, *, leave_out: str = "") -> bool:
    for facet in FACETS:
        wanted = filters.choices(facet)
        slugs = slugs_of(project, facet, filters.as_of)
        if facet != leave_out and wanted and not wanted & slugs:
            return False
    keys = search_keys_for(project, city=default_city())
    return all(any(word in key for key in keys) for word in split_query(filters.q))


@given(ANY_FILTERS)
def test_shown_and_without_a_place_add_up_to_the_total(
    toy_catalogue: Catalogue, filters: Filters
) -> None:
    selection = select_projects(toy_catalogue, filters=filters)
    assert len(selection.placed_ids) + len(selection.unplaced_ids) == selection.total
    assert set(selection.placed_ids) | set(selection.unplaced_ids) == set(selection.ids)


@given(ANY_FILTERS)
def test_a_filter_leaves_what_matches_and_nothing_else(
    toy_catalogue: Catalogue, filters: Filters
) -> None:
    expected = [p.id for p in toy_catalogue.projects if matches(p, filters)]
    assert list(select_projects(toy_catalogue, filters=filters).ids) == expected


@given(ANY_FILTERS)
def test_each_count_is_what_the_choice_would_leave(
    toy_catalogue: Catalogue, filters: Filters
) -> None:
    counts = count_choices(toy_catalogue, filters=filters)
    assert tuple(counts) == FACETS
    for facet in FACETS:
        left = [p for p in toy_catalogue.projects if matches(p, filters, leave_out=facet)]
        for slug, count in counts[facet].items():
            assert count == sum(slug in slugs_of(p, facet, filters.as_of) for p in left)


def test_no_filter_leaves_everything(toy_catalogue: Catalogue) -> None:
    selection = select_projects(toy_catalogue, filters=Filters())
    assert selection.total == len(toy_catalogue.projects) == 8
    assert selection.unplaced_ids == ("clinic", "homes", "secret-works")


def test_counts_name_whole_vocabularies_in_their_order(toy_catalogue: Catalogue) -> None:
    counts = count_choices(toy_catalogue, filters=Filters())
    assert list(counts["sector"]) == list(SECTORS)
    assert list(counts["status"]) == list(STATUSES)
    assert list(counts["accuracy"]) == list(ACCURACY_CLASSES)
    assert list(counts["district"]) == ["140105", "140106", "city"]
    assert list(counts["due"]) == ["2024", "2025", "none"]


def test_a_slug_no_record_has_matches_nothing(toy_catalogue: Catalogue) -> None:
    chosen = Filters(due=frozenset({"2031"}))
    assert select_projects(toy_catalogue, filters=chosen).total == 0


def test_an_empty_catalogue_can_be_asked(toy_catalogue: Catalogue) -> None:
    empty = Catalogue(metadata=toy_catalogue.metadata, projects=())
    assert select_projects(empty, filters=Filters(q="x")).total == 0
    assert count_choices(empty, filters=Filters())["sector"]["roads"] == 0


@pytest.mark.parametrize(
    ("facet", "slug", "ids"),
    [
        ("district", "140106", ["metro-1-p1", "museum", "clinic"]),
        ("district", "city", ["far-railway", "homes", "secret-works"]),
        ("due", "2025", ["far-railway"]),
        ("due", "none", ["museum", "lake-park", "clinic", "secret-works"]),
        ("accuracy", "corridor", ["north-road"]),
        ("accuracy", "district", ["clinic"]),
        ("accuracy", "unknown", ["secret-works"]),
        ("status", "planned", ["north-road", "far-railway"]),
    ],
)
def test_one_choice(toy_catalogue: Catalogue, facet: str, slug: str, ids: list[str]) -> None:
    chosen = Filters(**{facet: frozenset({slug})})  # type: ignore[arg-type]
    assert list(select_projects(toy_catalogue, filters=chosen).ids) == ids


def test_what_is_asked_twice_is_matched_once(monkeypatch):
    catalogue = read_catalogue()
    asked = []
    match = filters_module._Index.match_text
    monkeypatch.setattr(
        filters_module._Index,
        "match_text",
        lambda self, of, q: asked.append(q) or match(self, of, q),
    )
    filters = Filters(q="地铁", sector=frozenset({"rail-transit"}))
    selection = select_projects(catalogue, filters=filters)
    count_choices(catalogue, filters=filters)
    find_near(catalogue, lon=112.55, lat=37.86, radius_m=None, filters=filters)
    assert asked == ["地铁"]
    assert select_projects(catalogue, filters=filters) == selection


def test_only_so_many_filters_are_remembered():
    catalogue = read_catalogue()
    for number in range(filters_module.MOST_MATCHED * 2):
        select_projects(catalogue, filters=Filters(due=frozenset({str(number)})))
    assert len(filters_module._index_of(catalogue).matched) <= filters_module.MOST_MATCHED
