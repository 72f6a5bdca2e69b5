"""The form of a correction, the file it gives back, and the history that a card shows."""

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.about.correction_form import form_html
from app.address import Spot, View
from app.messages import LANGUAGES, Words
from app.published.reference import tell_records
from app.published.store import current_store
from app.web.corrections import list_routes
from projects.catalogue import DEFAULT_CATALOGUE, read_catalogue
from projects.corrections import FIELDS, read_corrections
from projects.steward.journal import About, append_change
from projects.vocabulary import EVENTS

FORM = {
    "catalogue": "taiyuan-2024", "record": "metro-1-p1", "field": "place",
    "proposal": "112.5512, 37.8701, 50", "text": "I stood there", "link": "",
    "view": "sel=metro-1-p1", "language": "en",
}  # fmt: skip


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=list_routes(current_store())))


def test_the_form_gives_back_a_file_that_the_steward_reads(client: TestClient) -> None:
    answer = client.post("/correction.json", data=FORM)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert 'filename="correction-metro-1-p1-place.json"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    (one,) = read_corrections(answer.content, file="sent.json")
    assert one.said == "112.551200, 37.870100 ± 50 m"
    assert one.written_on is not None


@pytest.mark.parametrize(
    "proposal",
    ["open 2025-02-22", "Open 2025-02-22", "开通开放投用 2025-02-22", "开通，2025-02-22"],
)
def test_a_later_fact_is_read_from_a_line(client: TestClient, proposal: str) -> None:
    sent = FORM | {"field": "outcome", "proposal": proposal}
    told = json.loads(client.post("/correction.json", data=sent).content)
    assert told["proposal"] == {"event": "open", "date": "2025-02-22"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": ""}, "a correction needs evidence"),
        ({"record": "x y"}, "id"),
        ({"proposal": "over there"}, "lon, lat and accuracy_m"),
        ({"field": "colour"}, "one of name_zh"),
    ],
)
def test_what_is_missing_is_said(client: TestClient, change: dict[str, str], said: str) -> None:
    answer = client.post("/correction.json", data=FORM | change)
    assert answer.status_code == 422
    assert answer.text.startswith("No file was made")
    assert said in answer.text


@pytest.mark.parametrize("body", [b"", b"&" * 100, b"\xff=\xff", b"a=1&" * 30])
def test_whatever_is_sent_is_answered(client: TestClient, body: bytes) -> None:
    assert client.post("/correction.json", content=body).status_code == 422


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_names_every_field_and_never_where_the_reader_stands(lang: str) -> None:
    view = View(lang=lang, selected="metro-1-p1", spot=Spot(112.5, 37.8))
    project = read_catalogue().by_id["metro-1-p1"]
    html = form_html(view, project=project, catalogue_id="taiyuan-2024", words=Words(lang))
    assert html.count("<option") == len(FIELDS)
    assert 'value="metro-1-p1"' in html
    assert "near=" not in html


def test_the_form_says_events_in_words_and_the_same_words_are_read_back(
    client: TestClient,
) -> None:
    html = form_html(View(), project=None, catalogue_id="taiyuan-2024", words=Words("zh"))
    assert "open 2025" not in html
    for slug, term in EVENTS.items():
        assert term.name_zh in html
        for name in (term.name_zh, term.name_en):
            sent = FORM | {"field": "outcome", "proposal": f"{name} 2025-02-22"}
            told = json.loads(client.post("/correction.json", data=sent).content)
            assert told["proposal"]["event"] == slug


def test_a_card_is_told_the_history_of_its_record(tmp_path: Path) -> None:
    path = tmp_path / DEFAULT_CATALOGUE.name
    path.write_bytes(DEFAULT_CATALOGUE.read_bytes())
    assert "history" not in tell_records(read_catalogue(path), path=path)
    about = About("metro-1-p1", "place", "https://example.org/<a>", 50.0, 250.0)
    append_change(path, what="placed", before=b"", after=b"", about=about)
    told = tell_records(read_catalogue(path), path=path)["history"]
    (edit,) = told["metro-1-p1"]
    assert "as a reader proposed; evidence: https://example.org/<a>" in edit["name_en"]
    assert "采纳读者更正" in edit["name_zh"]
