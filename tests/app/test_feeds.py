"""The feed and the calendar, held against what their standards ask for."""

import re
import xml.etree.ElementTree as ET
from datetime import date, datetime

import icalendar
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.published.store import current_store
from app.web.routes import list_middleware, list_routes
from projects.catalogue import read_catalogue
from projects.filters import Filters
from projects.nearness import find_near

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
NEAR = "near=112.5565,37.8612&r=2000"
SPOT = {"lon": 112.5565, "lat": 37.8612, "radius_m": 2000}


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=list_routes(current_store()), middleware=list_middleware()))


def read_feed(client: TestClient, query: str = "") -> ET.Element:
    answer = client.get(f"/feed/projects.atom?{query}")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)  # noqa: S314 - our own server wrote it


def read_calendar(client: TestClient, query: str = "") -> icalendar.Calendar:
    answer = client.get(f"/feed/promises.ics?{query}")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.content)


def events(calendar: icalendar.Calendar) -> list[icalendar.Event]:
    return list(calendar.walk("VEVENT"))


@pytest.mark.parametrize("door", ["projects.atom", "promises.ics"])
@pytest.mark.parametrize("query", ["sector=castles", "district=000000&status=planned"])
def test_what_would_follow_more_than_was_asked_for_is_refused(
    client: TestClient, door: str, query: str
) -> None:
    answer = client.get(f"/feed/{door}?{query}&lang=en")
    assert answer.status_code == 422
    assert "names nothing known here" in answer.text
    known = client.get(f"/feed/{door}?{query}&lang=en&sector=roads&district=140105")
    assert known.status_code == 200


def test_a_place_and_a_record_looked_at_are_followed_all_the_same(client: TestClient) -> None:
    assert client.get("/feed/projects.atom?sel=long-gone").status_code == 200


def test_the_printed_page_says_what_it_did_not_understand(client: TestClient) -> None:
    answer = client.get(f"/street?{NEAR}&sector=castles&lang=en")
    assert "passed over: sector=castles" in answer.text


@pytest.mark.parametrize("query", ["", NEAR, f"{NEAR}&lang=en", "sector=roads", "q=nothing-at-all"])
def test_the_feed_has_what_rfc_4287_asks_for(client: TestClient, query: str) -> None:
    feed = read_feed(client, query)
    assert feed.tag == f"{ATOM}feed"
    things = [feed, *feed.findall(f"{ATOM}entry")]
    for thing in things:
        for name in ("id", "title", "updated"):
            assert len(thing.findall(f"{ATOM}{name}")) == 1
        assert thing.findtext(f"{ATOM}title")
        assert RFC_3339.fullmatch(thing.findtext(f"{ATOM}updated") or "")
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", thing.findtext(f"{ATOM}id") or "")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert set(links) == {"self", "alternate"}
    assert all((href or "").startswith("http") for href in links.values())
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [thing.findtext(f"{ATOM}id") for thing in things]
    assert len(set(ids)) == len(ids)
    latest = max(thing.findtext(f"{ATOM}updated") or "" for thing in things)
    assert feed.findtext(f"{ATOM}updated") == latest


def test_the_feed_follows_what_is_near_and_in_the_district(client: TestClient) -> None:
    catalogue = read_catalogue()
    nearness = find_near(catalogue, **SPOT)
    expected = [
        catalogue.by_id[one.id].name_zh
        for one in (*nearness.near, *nearness.perhaps, *nearness.district)
    ]
    found = [entry.findtext(f"{ATOM}title") for entry in read_feed(client, NEAR)
             .findall(f"{ATOM}entry")]  # fmt: skip
    assert found == expected


def test_without_a_place_the_feed_follows_the_filters(client: TestClient) -> None:
    assert len(read_feed(client).findall(f"{ATOM}entry")) == len(read_catalogue().projects)
    roads = read_feed(client, "sector=roads").findall(f"{ATOM}entry")
    terms = {category.get("term") for entry in roads for category in entry.iter(f"{ATOM}category")}
    assert "roads" in terms
    assert "industry" not in terms


def test_ids_are_the_same_in_every_feed_and_language(client: TestClient) -> None:
    def ids(query: str) -> dict[str | None, str | None]:
        return {
            (entry.find(f"{ATOM}link").get("href") or "").partition("sel=")[2].partition("&")[0]:  # type: ignore[union-attr]
            entry.findtext(f"{ATOM}id")
            for entry in read_feed(client, query).findall(f"{ATOM}entry")
        }  # fmt: skip

    everything = ids("")
    near = ids(f"{NEAR}&lang=en")
    assert near
    assert all(everything[slug] == found for slug, found in near.items())


def test_a_feed_that_did_not_change_is_not_sent_again(client: TestClient) -> None:
    first = client.get(f"/feed/projects.atom?{NEAR}")
    again = client.get(
        f"/feed/projects.atom?{NEAR}", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("query", ["", NEAR, f"{NEAR}&lang=en", "q=nothing-at-all"])
def test_the_calendar_has_what_rfc_5545_asks_for(client: TestClient, query: str) -> None:
    raw = client.get(f"/feed/promises.ics?{query}").content
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "lines fold at 75 octets"
    calendar = icalendar.Calendar.from_ical(raw)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    found = events(calendar)
    for event in found:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(start) is date
        assert not isinstance(start, datetime)
        assert (end - start).days == 1
    uids = [str(event["UID"]) for event in found]
    assert len(set(uids)) == len(uids)


def test_a_promise_for_a_year_stands_on_its_last_day_and_says_so(client: TestClient) -> None:
    found = events(read_calendar(client, "lang=en"))
    years = [event for event in found if "only the year is known" in event["SUMMARY"]]
    assert years
    for event in years:
        day = event.decoded("DTSTART")
        assert (day.month, day.day) == (12, 31)
        assert str(day.year) in event["SUMMARY"]


def test_a_promise_for_a_month_stands_on_its_last_day(client: TestClient) -> None:
    days = {event.decoded("DTSTART") for event in events(read_calendar(client, "lang=en"))
            if "only the year" not in event["SUMMARY"]}  # fmt: skip
    assert days <= {date(2024, 12, 31), date(2025, 12, 31)}


def test_what_has_no_date_is_counted_in_the_calendar(client: TestClient) -> None:
    calendar = read_calendar(client, f"{NEAR}&lang=en")
    nearness = find_near(read_catalogue(), **SPOT, filters=Filters())
    followed = len(nearness.near) + len(nearness.perhaps) + len(nearness.district)
    dated = {str(event["URL"]) for event in events(calendar)}
    assert str(calendar["DESCRIPTION"]).startswith(f"{followed - len(dated)} project")


def test_nonsense_in_the_address_is_passed_over(client: TestClient) -> None:
    for path in ("/feed/projects.atom", "/feed/promises.ics"):
        answer = client.get(f"{path}?near=there&r=far&z=99&lang=tlh")
        assert answer.status_code == 200


@pytest.mark.parametrize("door", ["/feed/promises.ics", "/calendar.ics"])
def test_a_calendar_says_how_much_was_read_and_what_became_of_a_promise(
    client: TestClient, door: str
) -> None:
    calendar = icalendar.Calendar.from_ical(client.get(f"{door}?lang=en&due=2024").content)
    assert "continued on page 4" in calendar["DESCRIPTION"]
    told = [str(event["DESCRIPTION"]) for event in events(calendar)]
    assert any("Kept late; 2 months late" in text for text in told)
    assert any("Overdue, no completion known to us" in text for text in told)
