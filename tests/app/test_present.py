"""The show as the server answers it, and its part of the address."""

import json
import re
import xml.etree.ElementTree as ET
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.address import View, read_view, write_view
from app.published.served import Served
from app.published.store import current_store
from app.show.show_address import (
    MAX_AUTOPLAY_S,
    MIN_AUTOPLAY_S,
    THEMES,
    Show,
    read_show,
    show_address,
    show_parameters,
)
from app.show.story import Step, Story, encode_story, list_stories, write_story
from app.web import qr
from app.web.routes import list_middleware, list_routes
from projects.catalogue import read_catalogue
from projects.filters import Filters, select_projects

CATALOGUE = read_catalogue()
SERVED = Served(CATALOGUE)
TOTAL, PLACED = len(CATALOGUE.projects), len(CATALOGUE.placed)


@pytest.fixture(scope="module")
def client():
    routes = list_routes(current_store())
    return TestClient(Starlette(routes=routes, middleware=list_middleware()))


def told(answer) -> dict:
    assert answer.status_code == 200
    found = re.search(r'id="show-data">(.*?)</script>', answer.text, re.DOTALL)
    return json.loads(found.group(1))


shows = st.builds(
    Show,
    story=st.none() | st.text("abc-~_0", min_size=1),
    step=st.integers(1, 60),
    theme=st.sampled_from(THEMES),
    is_embedded=st.booleans(),
    autoplay_s=st.none() | st.integers(MIN_AUTOPLAY_S, MAX_AUTOPLAY_S),
).map(lambda one: one if one.story else Show(**{**vars(one), "step": 1}))


@given(shows)
def test_a_show_returns_from_its_address(show):
    assert read_show(show_parameters(show)) == (show, [])


@given(st.dictionaries(st.sampled_from(["story", "step", "theme", "embed", "autoplay"]), st.text()))
def test_any_address_is_read_and_what_is_unknown_is_named(query):
    show, dropped = read_show(query)
    again, nothing = read_show(show_parameters(show))
    assert nothing == []
    assert again.theme in THEMES
    assert {part.parameter for part in dropped} <= set(query)


@pytest.mark.parametrize(
    ("name", "value"),
    [("step", "0"), ("step", "-1"), ("step", "²"), ("theme", "neon"), ("embed", "yes"),
     ("autoplay", "1"), ("autoplay", "9999999999")],
)  # fmt: skip
def test_an_unknown_part_is_dropped_with_a_plain_notice(client, name, value):
    page = client.get("/present", params={name: value, "lang": "en"}).text
    assert "passed over" in page
    assert f"{name}={value}" in page


def test_the_show_has_the_view_its_law_and_its_date_before_any_script(client):
    page = client.get("/present?sector=roads&lang=en").text
    selection = select_projects(CATALOGUE, filters=Filters(sector=frozenset({"roads"})))
    placed, unplaced = len(selection.placed_ids), len(selection.unplaced_ids)
    assert f"{placed} on the map + {unplaced} without a place = {placed + unplaced}" in page
    assert '<h1 id="show-title">Roads</h1>' in page
    assert "2024" in re.search(r'show-as-of"><span>(.*?)</span>', page).group(1)
    assert '<html lang="en"' in page


@pytest.mark.parametrize("step", range(1, 12))
def test_every_step_counts_what_the_filters_count(client, step):
    data = told(client.get(f"/present?story=chapters-2024&step={step}"))
    assert data["index"] == step - 1
    one = data["steps"][step - 1]
    view, dropped = read_view(dict(parse_qsl(one["query"])), known=SERVED.known)
    assert dropped == []
    selection = select_projects(CATALOGUE, filters=view.filters)
    assert (one["placed"], one["unplaced"]) == (
        len(selection.placed_ids),
        len(selection.unplaced_ids),
    )
    assert one["placed"] + one["unplaced"] == one["found"] <= one["total"] == TOTAL
    for facet in ("sectors", "statuses"):
        assert sum(count for _, count in one[facet]) == one["found"]
    assert one["shown"] is None or sorted(one["shown"]) == sorted(selection.ids)


def test_the_view_of_a_link_is_told_exactly(client):
    query = "sector=roads&q=%E8%A1%97&sel=yingze-street&lat=37.86000&lon=112.56000&z=12.5&base=osm"
    one = told(client.get(f"/present?{query}"))["steps"][0]
    assert one["camera"] == {"lon": 112.56, "lat": 37.86, "zoom": 12.5}
    assert (one["selected"], one["base"]) == ("yingze-street", "osm")
    assert one["query"] == query


def test_a_story_in_the_link_is_shown(client):
    story = Story(
        catalogue="taiyuan-2024",
        title_zh="我的讲述",
        steps=(Step(view="sector=roads", title_zh="一"), Step(view="", title_zh="二")),
    )
    code = encode_story(story)
    data = told(client.get("/present", params={"story": code, "step": "2"}))
    assert [step["title"] for step in data["steps"]] == ["一", "二"]
    assert (data["index"], data["story"]) == (1, code)


def test_a_story_too_long_for_a_link_comes_as_a_form(client):
    story = list_stories("taiyuan-2024")["chapters-2024"]
    data = told(client.post("/present?lang=en", data={"file": write_story(story).decode()}))
    assert len(data["steps"]) == len(story.steps)
    assert data["is_story"]
    assert data["story"] is None


@pytest.mark.parametrize(
    "query",
    ["story=nowhere", "story=~broken", "story=chapters-2024&step=99", "sector=moon", "sel=nobody"],
)
def test_what_a_link_cannot_name_is_said_and_the_show_goes_on(client, query):
    answer = client.get(f"/present?{query}")
    data = told(answer)
    assert "show-notice" in answer.text
    assert data["steps"][data["index"]]["total"] == TOTAL


def test_a_step_that_names_the_unknown_is_shown_without_it(client):
    story = Story(catalogue="taiyuan-2024", steps=(Step(view="sector=moon,roads", title_zh="x"),))
    answer = client.get("/present", params={"story": encode_story(story), "lang": "en"})
    assert "sector=moon" in answer.text
    assert told(answer)["steps"][0]["query"] == "sector=roads&lang=en"


@pytest.mark.parametrize(
    "text", ["</script><img src=x onerror=alert(1)>", "{{7*7}}", "x\u2028<!--"]
)
def test_hostile_words_of_a_story_stay_words(client, text):
    story = Story(catalogue="taiyuan-2024", title_zh=text, steps=(Step(title_zh=text),))
    answer = client.get("/present", params={"story": encode_story(story)})
    assert told(answer)["steps"][0]["title"] == text
    assert "<img src=x" not in answer.text
    assert "49" not in re.search(r"<h1[^>]*>(.*?)</h1>", answer.text).group(1)


def test_a_form_that_is_no_story_is_answered_in_words(client):
    answer = client.post("/present", data={"file": "{"})
    assert "JSON" in answer.text
    assert told(answer)["is_story"] is False


BROKEN = json.dumps(
    {
        "type": "<img src=x>",
        "version": 1,
        "catalogue": "taiyuan-2024",
        "steps": [{"view": ""}, {"title_zh": "题" * 90, "colour": "red"}, {"text_en": 5}],
    }
).encode()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("way", ["a form", "a form with a file", "by itself"])
def test_each_fault_of_a_sent_story_is_said_with_file_step_and_field(client, way, lang):
    sent = {
        "a form": {"data": {"file": BROKEN.decode()}},
        "a form with a file": {"files": {"file": ("meeting<b>.json", BROKEN, "text/plain")}},
        "by itself": {"content": BROKEN, "headers": {"Content-Type": "application/json"}},
    }[way]
    page = client.post(f"/present?lang={lang}", **sent).text
    said = re.search(r'<div class="show-notice" role="status"><p>(.*?)</p>', page).group(1)
    for field in ("type", "title_zh", "colour", "text_en"):
        assert field in said
    assert ("Step 2" if lang == "en" else "第 2 步") in said
    assert ("meeting&lt;b&gt;.json" in said) == (way == "a form with a file")
    assert "<b>" not in said


def test_a_story_sent_as_a_form_with_a_file_is_shown(client):
    story = list_stories("taiyuan-2024")["opens-2024"]
    files = {"file": ("opens.json", write_story(story), "application/json")}
    assert len(told(client.post("/present?lang=en", files=files))["steps"]) == len(story.steps)


@pytest.mark.parametrize(
    "body",
    [b"", b"--x", b"--x\r\n\r\n", b"--x\r\n" * 500, b"--x\r\nContent-Disposition: f\r\n\r\n"],
)
def test_a_form_that_is_none_is_answered_in_words(client, body):
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = client.post("/present?lang=en", content=body, headers=kind)
    assert answer.status_code == 200
    assert "This is not a JSON file" in answer.text


def test_many_faults_are_counted(client):
    steps = [{"colour": number} for number in range(40)]
    story = {"type": "city-projects-story", "version": 1, "catalogue": "a", "steps": steps}
    page = client.post("/present?lang=en", data={"file": json.dumps(story)}).text
    assert "And 34 faults more." in page
    assert "There is no step" not in page


def test_what_a_step_names_and_nobody_knows_is_said_with_its_step(client):
    steps = (Step(view="sector=roads"), Step(view="sector=moon"))
    story = Story(catalogue="taiyuan-2024", steps=steps)
    page = client.post("/present?lang=en", data={"file": write_story(story).decode()}).text
    assert "Step 2: This link names something unknown here" in page


def test_the_frame_has_its_own_layout_with_a_link_to_the_full_map(client):
    page = client.get("/present?sector=roads&embed=1").text
    assert 'class="is-embedded"' in page
    assert 'href="./?sector=roads"' in page
    assert 'data-do="leave"' not in page


def test_the_show_is_served_under_a_strict_policy_and_names_no_other_host(client):
    answer = client.get("/present")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    inline = re.findall(r"<script(?![^>]*src=)[^>]*>", answer.text)
    assert inline == ['<script type="application/json" id="show-data">']
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!testserver/)', answer.text)
    assert not re.search(r'\son\w+="', answer.text)


def test_every_control_has_a_name_and_a_key(client):
    page = client.get("/present?story=opens-2024&lang=en").text
    buttons = re.findall(r"<button[^>]*data-do=[^>]*>", page)
    bar = [button for button in buttons if "show-" not in button]
    assert len(bar) >= 9
    for button in bar:
        assert "aria-label=" in button
        assert "aria-keyshortcuts=" in button


# The QR code


def test_the_code_of_a_view_is_a_picture_that_scales(client):
    answer = client.get("/qr.svg?sector=roads&lang=en")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    root = ET.fromstring(answer.text)  # noqa: S314 - our own answer
    assert root.tag.endswith("svg")


def test_the_code_holds_the_link_of_this_server(client, monkeypatch):
    held = []
    monkeypatch.setattr(qr, "qr_svg", lambda text: held.append(text) or b"<svg/>")
    client.get("/qr.svg?sector=roads&q=%E8%A1%97&lang=en")
    client.get("/qr.svg?to=present&story=opens-2024&step=2")
    assert held == [
        "http://testserver/?sector=roads&q=%E8%A1%97&lang=en",
        "http://testserver/present?story=opens-2024&step=2",
    ]
    view, dropped = read_view(dict(parse_qsl(urlsplit(held[0]).query)), known=SERVED.known)
    assert dropped == []
    assert view.filters.q == "街"


def test_codes_of_other_pages_and_endless_links_are_refused(client):
    assert client.get("/qr.svg?to=https://elsewhere.example").status_code == 404
    assert client.get("/qr.svg?q=" + "a" * 4000).status_code == 414


def test_the_address_of_a_show_keeps_the_view():
    view = View(filters=Filters(sector=frozenset({"roads"})), selected="metro-1-p1", lang="en")
    address = show_address(Show(theme="dark"), view=view)
    assert address == f"./present?{write_view(view)}&theme=dark"
