"""The table of filter cases that the page's own filter is held to as well (tests/js)."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.published.reference import make_reference
from projects.catalogue import DEFAULT_CATALOGUE, Catalogue, parse_catalogue
from projects.clocks import clocks_of
from projects.filters import FACETS, Filters, count_choices, list_slugs, select_projects
from projects.search import search_keys_for

TABLE = json.loads((Path(__file__).parents[1] / "data" / "filter-cases.json").read_text("utf-8"))
DRAWN = {"method": "a / b", "source": "A Map", "licence": "ODbL 1.0", "as_of": "2024-01"}
NOT_DRAWN = dict.fromkeys(DRAWN)


def make_feature(row: dict[str, Any], template: dict[str, Any]) -> dict[str, Any]:
    """Write a row of the table as a record."""
    is_drawn = row["accuracy_m"] is not None
    feature = copy.deepcopy(template)
    wording = template["properties"]["citations"][0]["wording"]
    citation = template["properties"]["citations"][0] | {"mention": wording}
    names = ("id", "name_zh", "name_en", "sector", "kind", "status", "districts", "due")
    feature["properties"] |= {name: row[name] for name in names} | {
        "aliases": [],
        "aliases_id": [],
        "figures": [],
        "citations": [citation],
        "milestones": []
        if row["due"] is None
        else [
            {
                "event": "complete",
                "date": str(row["due"]),
                "state": "promised",
                "citations": [citation],
            },
            *(
                []
                if row["done"] is None
                else [
                    {
                        "event": "complete",
                        "date": row["done"],
                        "state": "reported",
                        "citations": [],
                        "source": {"title": "A Paper", "date": row["done"], "trust": "high"},
                    }
                ]
            ),
        ],
        "place": {"type": "site", "accuracy_m": row["accuracy_m"]} | DRAWN
        if is_drawn
        else {"type": "city", "accuracy_m": None} | NOT_DRAWN,
    }
    feature["geometry"] = {"type": "Point", "coordinates": [112.55, 37.87]} if is_drawn else None
    return feature


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    collection = json.loads(DEFAULT_CATALOGUE.read_text("utf-8"))
    template = next(
        feature for feature in collection["features"] if feature["properties"]["citations"]
    )
    collection["features"] = [make_feature(row, template) for row in TABLE["records"]]
    collection["metadata"]["leaves_city"] = []
    return parse_catalogue(json.dumps(collection).encode(), file="filter-cases")


def test_the_table_says_what_is_computed_from_each_record(catalogue):
    for row, project in zip(TABLE["records"], catalogue.projects, strict=True):
        assert row["keys"] == search_keys_for(project, city=catalogue.city), row["id"]
        assert (row["accuracy_class"],) == list_slugs(project, facet="accuracy")
    clocks = clocks_of(catalogue)
    assert clocks.newest.isoformat() == TABLE["newest"]
    for row, steps in zip(TABLE["records"], clocks.steps, strict=True):
        told = [[day.isoformat(), reading.state] for day, reading in steps]
        assert told == (row["clock"] or [["0001-01-01", "none"]]), row["id"]


def test_the_table_names_slugs_as_the_page_is_told(catalogue):
    told = make_reference(catalogue)
    assert TABLE["reference"]["labels"] == told["labels"]
    for vocabulary in ("sectors", "statuses", "kinds"):
        for term in TABLE["reference"][vocabulary]:
            assert term in told[vocabulary]


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: json.dumps(case["chosen"]))
def test_a_choice_leaves_what_the_table_says(catalogue, case):
    chosen = dict(case["chosen"])
    text = chosen.pop("q", "")
    day = chosen.pop("asof", None)
    as_of = None if day is None else date.fromisoformat(day)
    filters = Filters(
        q=text, as_of=as_of, **{facet: frozenset(slugs) for facet, slugs in chosen.items()}
    )
    assert list(select_projects(catalogue, filters=filters).ids) == case["ids"]
    counts = count_choices(catalogue, filters=filters)
    for facet, wanted in case.get("counts", {}).items():
        assert {slug: n for slug, n in counts[facet].items() if n} == wanted


def test_the_table_asks_every_facet():
    asked = {facet for case in TABLE["cases"] for facet in case["chosen"]}
    assert asked == {"q", "asof", *FACETS}
