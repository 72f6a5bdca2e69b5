"""Text search: what a reader types and what it finds."""

import pytest

from geodata.cities import default_city
from projects.catalogue import Catalogue
from projects.filters import Filters, select_projects
from projects.search import match_words, search_keys_for, split_query


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("1号线", ["metro-1-p1"]),
        ("１号线", ["metro-1-p1"]),
        ("guidaojiaotong", ["metro-1-p1"]),
        ("一号线", ["metro-1-p1"]),
        ("1號線", ["metro-1-p1"]),
        ("地铁一号线", ["metro-1-p1"]),
        ("地鐵", ["metro-1-p1"]),
        ("博物館", ["museum"]),
        ("gdjt", ["metro-1-p1"]),
        ("METRO line", ["metro-1-p1"]),
        ("line METRO", ["metro-1-p1"]),
        ("地铁", ["metro-1-p1"]),
        ("bowuguan", ["museum"]),
        ("bwg", ["museum"]),
        ("博物馆", ["museum"]),
        ("city museum", ["museum"]),
        ("museum metro", []),
        ("   ", None),
        ("", None),
        ("(", []),  # signs alone name nothing
    ],
)
def test_what_is_typed_is_found(toy_catalogue: Catalogue, q: str, found: list[str] | None) -> None:
    expected = [p.id for p in toy_catalogue.projects] if found is None else found
    assert list(select_projects(toy_catalogue, filters=Filters(q=q)).ids) == expected


def test_every_key_of_a_project_finds_it(toy_catalogue: Catalogue) -> None:
    for project in toy_catalogue.projects:
        for key in search_keys_for(project, city=default_city()):
            assert project.id in select_projects(toy_catalogue, filters=Filters(q=key)).ids


def test_keys_are_normalised_words_of_one_line(toy_catalogue: Catalogue) -> None:
    for project in toy_catalogue.projects:
        for key in search_keys_for(project, city=default_city()):
            assert split_query(key) == (key,)
            assert "\n" not in key


def test_old_and_new_station_names_find_their_line(toy_catalogue: Catalogue) -> None:
    keys = search_keys_for(toy_catalogue.by_id["metro-1-p1"], city=default_city())
    assert len(keys) > len(search_keys_for(toy_catalogue.by_id["museum"], city=default_city())) + 20


def test_all_words_are_asked_for() -> None:
    assert match_words(["ab", "cd"], joined="xaby\ncd", called={})
    assert not match_words(["abcd"], joined="ab\ncd", called={})
    assert match_words(["ab", "museums"], joined="xaby", called={"kind": "museum"})
