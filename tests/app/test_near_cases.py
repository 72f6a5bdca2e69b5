"""The table that both answers about a place are held to: the server's and the page's own."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.address import Spot
from app.messages import LANGUAGES, Words
from app.near.ahead import tell_waits
from app.near.answer import SORTED_GROUPS, describe_item, say_answer, say_next, say_sum
from app.words.clock import say_open_promise
from app.words.dates import date_text
from app.words.milestones import say_since
from projects.catalogue import DEFAULT_CATALOGUE, parse_catalogue
from projects.clocks import clocks_of
from projects.nearness import GROUPS, find_near, to_json
from projects.relevance import count_halvings, is_ahead, sort_current

TABLE = json.loads((Path(__file__).parents[1] / "data" / "near-cases.json").read_text("utf-8"))
DRAWN = {"method": "a / b", "source": "A Map", "licence": "ODbL 1.0", "as_of": "2024-01"}

TOLD_SINCE = {
    "event": "open",
    "state": "reported",
    "citations": [],
    "source": {
        "title": "甲 / A",
        "publisher": "日报",
        "date": "2025-03-01",
        "address": None,
        "trust": "medium",
        "why_zh": "转载",
        "why_en": "A copy",
    },
}


def make_feature(row: dict[str, Any], template: dict[str, Any]) -> dict[str, Any]:
    """Write a row of the table as a record."""
    feature = copy.deepcopy(template)
    wording = template["properties"]["citations"][0]["wording"]
    citation = template["properties"]["citations"][0] | {"mention": wording}
    names = ("id", "name_zh", "name_en", "sector", "status", "districts", "due")
    feature["geometry"] = row["geometry"]
    feature["properties"] |= {name: row[name] for name in names} | {
        "aliases": [],
        "aliases_id": [],
        "kind": "platform",
        "figures": [],
        "citations": [citation],
        "milestones": [
            {
                "event": "complete",
                "date": str(row["due"]),
                "state": "promised",
                "citations": [citation],
            }
        ]
        if row["due"]
        else [TOLD_SINCE | {"date": row["opened"]}]
        if row.get("opened")
        else [],
        "remark_zh": None,
        "remark_en": None,
        "place": {"type": row["place_type"], "accuracy_m": row["accuracy_m"]}
        | (DRAWN if row["geometry"] else dict.fromkeys(DRAWN)),
    }
    return feature


@pytest.fixture(scope="module")
def catalogue():
    collection = json.loads(DEFAULT_CATALOGUE.read_text(encoding="utf-8"))
    template = next(
        one for one in collection["features"] if one["properties"]["id"] == "metro-1-p1"
    )
    collection["features"] = [make_feature(row, template) for row in TABLE["records"]]
    collection["metadata"]["leaves_city"] = []
    return parse_catalogue(json.dumps(collection).encode(), file="near-cases")


def tell(catalogue, case):
    """Tell what the table tells of a question."""
    spot = Spot(case["lon"], case["lat"])
    nearness = find_near(
        catalogue, lon=spot.lon, lat=spot.lat, radius_m=case["radius_m"], filters=None
    )
    told: dict[str, Any] = {name: case[name] for name in ("lon", "lat", "radius_m")} | {
        "groups": to_json(nearness)["groups"]
    }
    told["current"] = {
        slug: [one.id for one in sort_current(nearness.group(slug), catalogue=catalogue)]
        for slug in GROUPS
        if slug in SORTED_GROUPS
    }
    for lang in LANGUAGES:
        words = Words(lang)
        told[f"sentence_{lang}"] = say_answer(nearness, catalogue=catalogue, spot=spot, words=words)
        told[f"next_{lang}"] = say_next(nearness, catalogue=catalogue, words=words)
        told[f"sum_{lang}"] = say_sum(nearness, words=words)
        items = [
            describe_item(one, catalogue=catalogue, spot=spot, words=words)
            for slug in GROUPS
            for one in nearness.group(slug)
        ]
        told[f"items_{lang}"] = {
            item.project.id: [item.far, item.state, *item.details] for item in items
        }
    return told


@pytest.mark.parametrize(
    "case", TABLE["cases"], ids=lambda case: f"{case['lon']},{case['lat']},{case['radius_m']}"
)
def test_a_question_has_the_answer_of_the_table(catalogue, case):
    assert tell(catalogue, case) == case


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_told_of_each_record_what_the_table_holds(catalogue, lang):
    assert tell_waits(catalogue, words=Words(lang)) == TABLE["waits"][lang]


def test_the_page_is_told_what_happened_since_as_the_table_holds(catalogue):
    report_day = catalogue.metadata.report_day
    told = {
        one.id: {
            f"name_{lang}": say_since(one, Words(lang), report_day=report_day) for lang in LANGUAGES
        }
        for one in catalogue.projects
    }
    assert {slug: said for slug, said in told.items() if said["name_en"]} == TABLE["since"]


def tell_day(catalogue, day):
    """Tell what the table tells of a day: the states, the halvings, and what comes next."""
    as_of = date.fromisoformat(day)
    rows = list(zip(catalogue.projects, clocks_of(catalogue).read(as_of=as_of), strict=True))
    told = {
        "day": day,
        "states": {one.id: reading.state for one, reading in rows},
        "halvings": {one.id: count_halvings(one, reading=reading) for one, reading in rows},
    }
    for lang in LANGUAGES:
        words = Words(lang)
        told[f"said_{lang}"] = date_text(day, lang=lang)
        told[f"next_{lang}"] = {
            one.id: say_open_promise(one, reading, words=words)
            for one, reading in rows
            if is_ahead(reading)
        }
    return told


@pytest.mark.parametrize("told", TABLE["days"], ids=lambda told: told["day"])
def test_a_day_has_the_answer_of_the_table(catalogue, told):
    assert tell_day(catalogue, told["day"]) == told


def test_the_table_asks_for_both_orders_and_for_what_is_next():
    orders = [
        (ids, [one["id"] for one in case["groups"][slug]])
        for case in TABLE["cases"]
        for slug, ids in case["current"].items()
    ]
    assert {own == other for own, other in orders} == {True, False}
    assert len({case["next_en"] for case in TABLE["cases"]}) > len(LANGUAGES)


def test_the_table_asks_for_every_group_and_doubt():
    seen = {name for case in TABLE["cases"] for name, each in case["groups"].items() if each}
    assert seen == set(GROUPS)
    all_of_them = [
        one for case in TABLE["cases"] for each in case["groups"].values() for one in each
    ]
    for mark in ("inside", "may_be_within", "may_be_beyond"):
        assert {one[mark] for one in all_of_them} == {True, False}
