"""The address stays short and readable whatever facets are chosen, and every form of it is read."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.address import View, read_query, read_view, write_view
from app.facet_codes import CODES, PLAIN_LENGTH, read_choices, write_choices
from app.published.served import Served
from app.published.store import current_store
from projects.catalogue import read_catalogue
from projects.filters import FACETS

TABLE = json.loads(
    (Path(__file__).parents[1] / "data" / "facet-code-cases.json").read_text(encoding="utf-8")
)
SERVED = Served(read_catalogue())
LONGEST = 200
HOST = "https://map.example.org/?"


def address_of(choices: dict[str, tuple[str, ...]]) -> str:
    view = View(lang="en")
    for facet, slugs in choices.items():
        view = view.with_facet(facet, slugs)
    query = write_view(view)
    assert read_view(read_query(query), known=SERVED.known) == (view, [])
    return HOST + query


def subsets(facet: str) -> list[tuple[str, ...]]:
    """List the selections of a facet that matter: none, one, all but one, halves, all."""
    slugs = sorted(SERVED.choices[facet], key=lambda slug: (-len(slug), slug))
    half = (len(slugs) + 1) // 2
    found = [(), *((slug,) for slug in slugs), tuple(slugs)]
    found += [tuple(one for one in slugs if one != slug) for slug in slugs]
    return [*found, tuple(slugs[:half]), tuple(slugs[half:])]


@pytest.mark.parametrize("facet", FACETS)
def test_any_selection_of_one_facet_is_short(facet: str) -> None:
    slugs = sorted(SERVED.choices[facet])
    every = [found for n in range(len(slugs) + 1) for found in combinations(slugs, n)]
    assert max(len(address_of({facet: found})) for found in every) < LONGEST


def test_the_longest_selections_of_all_facets_are_short() -> None:
    halves = {facet: max(subsets(facet), key=lambda s: len(",".join(
        write_choices({facet: s, "status": ("under-construction",) * bool(s)}).values()
    ))) for facet in FACETS}  # fmt: skip
    longest = {facet: subsets(facet)[-2] for facet in FACETS}
    all_but_one = {facet: subsets(facet)[len(SERVED.choices[facet]) + 2] for facet in FACETS}
    everything = {facet: tuple(SERVED.choices[facet]) for facet in FACETS}
    for chosen in (halves, longest, all_but_one, everything):
        assert len(address_of(chosen)) < LONGEST


@given(st.data())
def test_a_selection_of_all_facets_is_short_and_comes_back(data: st.DataObject) -> None:
    chosen = {
        facet: tuple(data.draw(st.sets(st.sampled_from(sorted(SERVED.choices[facet])))))
        for facet in FACETS
    }
    assert len(address_of(chosen)) < LONGEST


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: str(case["written"])[:60])
def test_the_rule_is_that_of_the_scripts(case: dict[str, dict[str, list[str]]]) -> None:
    assert write_choices(case["choices"]) == case["written"]
    for facet, slugs in case["choices"].items():
        text = str(case["written"][facet])
        found = read_choices(facet, text, allowed=set(TABLE["allowed"][facet]))
        assert (sorted(found.chosen), found.unknown) == (slugs, ())


def test_few_choices_are_written_by_their_slugs() -> None:
    assert write_view(View().with_facet("sector", ["roads"])) == "sector=roads"
    written = write_choices({"sector": {"roads", "industry"}, "status": {"planned"}})
    assert written == {"sector": "industry,roads", "status": "planned"}


def test_all_but_one_is_written_by_what_is_left_out() -> None:
    rest = set(CODES["sector"]) - {"roads"}
    assert len(",".join(rest)) > PLAIN_LENGTH
    assert write_choices({"sector": rest}) == {"sector": "-roads"}


def test_codes_are_unlike_any_slug_and_each_other() -> None:
    for codes in CODES.values():
        assert len(set(codes.values())) == len(codes)
        assert not set(codes.values()) & set(codes)


def test_what_is_unknown_is_told_whatever_the_form() -> None:
    allowed = {"roads", "industry"}
    assert read_choices("sector", "ro,moon", allowed=allowed).unknown == ("moon",)
    assert read_choices("sector", "-moon", allowed=allowed).chosen == allowed
    assert read_choices("sector", "-moon", allowed=allowed).unknown == ("moon",)
    assert read_choices("sector", "co", allowed=allowed).unknown == ("co",)


def test_a_district_may_be_told_by_its_end_where_that_is_clear() -> None:
    assert read_choices("district", "05", allowed={"140105", "140106"}).chosen == {"140105"}
    assert read_choices("district", "05", allowed={"140105", "140205"}).unknown == ("05",)


def test_the_changes_of_a_link_are_short_too() -> None:
    known = current_store().refresh()[0]
    assert known is not None
    changes = frozenset(CODES["change"]) - {"continued"}
    view, dropped = read_view(read_query(f"change={','.join(changes)}"), known=known.known)
    assert dropped == []
    assert view.course.changes == changes
    assert write_view(view) == "change=-continued"
