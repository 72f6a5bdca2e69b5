"""The news of a view, as real readers of feeds and calendars read it."""

import re
from datetime import date

import feedparser
import icalendar
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.address import View, read_query, read_view
from app.news.following import follow_view, name_entry
from app.published.store import current_store
from app.web.routes import list_middleware, list_routes
from projects import Library
from projects.catalogue import read_catalogue
from projects.news import NEWS_KINDS

NEAR = "near=112.5565,37.8612&r=2000"
TAG = re.compile(r"tag:city-projects-map,2024:[A-Za-z0-9/?&=%,.;:_~-]+")
QUERIES = [
    "",
    NEAR,
    f"{NEAR}&lang=en",
    "district=140105",
    "sector=roads&lang=en",
    "q=nothing-at-all",
]


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=list_routes(current_store()), middleware=list_middleware()))


def library() -> Library:
    served, _ = current_store().refresh()
    assert served is not None
    assert served.library is not None
    return served.library


def read_feed(client: TestClient, query: str = "") -> feedparser.FeedParserDict:
    answer = client.get(f"/feed.atom?{query}")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return feedparser.parse(answer.content)


def read_events(client: TestClient, query: str = "") -> list[icalendar.Event]:
    answer = client.get(f"/calendar.ics?{query}")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def records_of(feed: feedparser.FeedParserDict) -> set[str]:
    return {entry.id.split("/")[1] for entry in feed.entries}


@pytest.mark.parametrize("query", QUERIES)
def test_a_feed_reader_finds_no_fault_in_a_feed(client: TestClient, query: str) -> None:
    found = read_feed(client, query)
    assert not found.bozo
    assert found.version == "atom10"
    ids = [entry.id for entry in found.entries]
    assert len(set(ids)) == len(ids)
    assert all(TAG.fullmatch(one) for one in (found.feed.id, *ids))
    assert {link.rel for link in found.feed.links} == {"self", "alternate"}
    for entry in found.entries:
        assert entry.title
        assert entry.updated_parsed
        assert entry.link.startswith("http")
        assert "<p>" in entry.content[0].value


@pytest.mark.parametrize(
    ("lang", "why"), [("zh", "为什么看到这一条：您关注"), ("en", "Why you see this: you follow")]
)
@pytest.mark.parametrize("query", ["", NEAR, "district=140105"])
def test_every_entry_says_why_it_is_seen(
    client: TestClient, query: str, lang: str, why: str
) -> None:
    found = read_feed(client, f"{query}&lang={lang}")
    assert found.entries
    assert all(why in entry.content[0].value for entry in found.entries)
    assert found.feed.language == {"zh": "zh-CN", "en": "en"}[lang]


def test_no_project_is_lost_from_the_feed_of_the_city(client: TestClient) -> None:
    catalogue = read_catalogue()
    assert records_of(read_feed(client)) == {project.id for project in catalogue.projects}


def test_a_headline_says_a_promise_as_every_page_does(client: TestClient) -> None:
    titles = {entry.title for entry in read_feed(client, "lang=en&promise=overdue").entries}
    assert "Carbon fibre town: completion promised for December 2025, no completion known" in titles
    titles = {entry.title for entry in read_feed(client, "promise=overdue").entries}
    assert "碳纤维专业镇：承诺2025年12月建成，未见建成消息" in titles


def test_what_has_no_place_is_in_the_feed_of_its_district(client: TestClient) -> None:
    catalogue = read_catalogue()
    for adcode in {code for project in catalogue.projects for code in project.districts}:
        belongs = {p.id for p in catalogue.projects if adcode in p.districts}
        assert records_of(read_feed(client, f"district={adcode}")) == belongs


def test_what_has_no_place_but_a_district_is_followed_around_a_place() -> None:
    catalogue = read_catalogue()
    lost = [p for p in catalogue.projects if p.geometry is None and "140105" in p.districts]
    assert lost
    view, _ = read_view(
        read_query("near=112.5650,37.7400&r=500"), known=current_store().refresh()[0].known
    )
    followed = follow_view(view, catalogue=catalogue, library=library())
    assert {one.id for one in lost} <= {project.id for project in followed.projects}


def test_ids_are_the_same_in_every_feed_and_language(client: TestClient) -> None:
    everything = {entry.id: entry.updated for entry in read_feed(client).entries}
    near = read_feed(client, f"{NEAR}&lang=en").entries
    assert near
    assert all(everything[entry.id] == entry.updated for entry in near)


def test_kinds_are_told_as_categories(client: TestClient) -> None:
    kinds = {
        tag.term
        for entry in read_feed(client).entries
        for tag in entry.tags
        if tag.scheme == "urn:city-projects-map:news"
    }
    assert kinds <= set(NEWS_KINDS)
    assert {"new-record", "status-moved", "due", "overdue", "outcome"} <= kinds


def test_only_a_day_that_is_held_is_told_as_published() -> None:
    catalogue = read_catalogue()
    followed = follow_view(View(), catalogue=catalogue, library=library())
    assert any(news.is_exact for news in followed.news)
    for news in followed.news:
        if news.is_exact and news.kind not in {"due", "overdue"}:
            assert news.day == date.fromisoformat(news.held or "")
    told = {name_entry(news, catalogue=catalogue): news for news in followed.news}
    assert len(told) == len(followed.news)


def test_a_date_of_a_year_says_so(client: TestClient) -> None:
    entries = {e.id: e for e in read_feed(client, "lang=en").entries}
    first = next(e for one, e in entries.items() if one.endswith("new-record/taiyuan-2023"))
    assert "Known only as 2023" in first.content[0].value
    assert "published" not in first


def test_a_feed_of_a_day_knows_nothing_that_was_found_later(client: TestClient) -> None:
    entries = read_feed(client, "asof=2024-12-31").entries
    assert max(entry.updated for entry in entries) < "2025-01-01"
    assert not any("/overdue/" in entry.id for entry in entries if entry.id.endswith("/2024"))
    assert any("/overdue/" in entry.id for entry in read_feed(client).entries)


@pytest.mark.parametrize("query", QUERIES)
def test_the_calendar_of_a_view_can_be_read(client: TestClient, query: str) -> None:
    found = read_events(client, query)
    uids = [str(event["UID"]) for event in found]
    assert len(set(uids)) == len(uids)
    for event in found:
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(start) is date
        assert (end - start).days == 1
        assert str(event["SUMMARY"])
        assert str(event["DESCRIPTION"])


def test_the_calendar_has_promises_and_outcomes(client: TestClient) -> None:
    found = {str(event["UID"]).split("/")[2] for event in read_events(client)}
    assert found == {"promise", "outcome"}


@pytest.mark.parametrize("door", ["feed.atom", "calendar.ics"])
def test_what_would_follow_more_than_was_asked_for_is_refused(
    client: TestClient, door: str
) -> None:
    answer = client.get(f"/{door}?sector=castles&lang=en")
    assert answer.status_code == 422
    assert "names nothing known here" in answer.text


@pytest.mark.parametrize("door", ["feed.atom", "calendar.ics"])
def test_what_did_not_change_is_not_sent_again(client: TestClient, door: str) -> None:
    first = client.get(f"/{door}?{NEAR}")
    again = client.get(f"/{door}?{NEAR}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
