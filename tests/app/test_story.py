"""Stories: the file, the code in a link, the draft, the shipped ones."""

import contextlib
import json
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.address import read_view
from app.errors import StoryError, StoryFault
from app.messages import Words
from app.published.served import Served
from app.show.editor import describe_draft
from app.show.naming import name_steps
from app.show.story import (
    MAX_CODE_LENGTH,
    MAX_FILE_BYTES,
    MAX_STEPS,
    SCHEMA,
    STORIES,
    Step,
    Story,
    check_catalogue,
    decode_story,
    encode_story,
    find_story,
    fits_link,
    list_stories,
    read_story,
    schema_text,
    write_story,
)
from app.words.story import fault_sentence, view_title
from projects.catalogue import read_catalogue
from projects.filters import select_projects

CATALOGUE = read_catalogue()
SERVED = Served(CATALOGUE)
SHIPPED = list_stories("taiyuan-2024")
STEPS = [
    pytest.param(step, id=f"{slug}-{number}")
    for slug, story in SHIPPED.items()
    for number, step in enumerate(story.steps, start=1)
]

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=30).map(str.strip)
steps = st.builds(
    Step,
    view=words,
    title_zh=st.none() | words,
    title_en=st.none() | words,
    text_zh=st.none() | words,
    text_en=st.none() | words,
)
stories = st.builds(
    Story,
    catalogue=st.text("abc-2024", min_size=1, max_size=20),
    title_zh=st.none() | words,
    title_en=st.none() | words,
    steps=st.lists(steps, min_size=1, max_size=6).map(tuple),
)


def story_of(count: int = 1) -> Story:
    made = [Step(view="sector=roads", title_zh=f"步{n}") for n in range(count)]
    return Story(catalogue="taiyuan-2024", title_zh="题", steps=tuple(made))


def content(**changes: object) -> dict[str, object]:
    return {**json.loads(write_story(story_of())), **changes}


@given(stories)
def test_a_story_returns_from_its_file_and_from_its_code(story):
    assert read_story(write_story(story)) == story
    assert decode_story(encode_story(story)) == story


@given(st.text(max_size=60))
def test_any_text_as_a_code_is_a_story_or_a_story_error(text):
    for code in (text, f"~{text}"):
        with contextlib.suppress(StoryError):
            assert isinstance(decode_story(code), Story)


@given(st.binary(max_size=80))
def test_any_bytes_as_a_file_are_a_story_or_a_story_error(body):
    with pytest.raises(StoryError, match=r"\w"):
        read_story(body)


@given(stories, st.data())
def test_a_code_cut_off_is_never_another_story(story, data):
    code = encode_story(story)
    kept = data.draw(st.integers(0, len(code) - 1))
    with pytest.raises(StoryError, match="damaged-code"):
        decode_story(code[:kept])


def test_a_code_that_swells_is_refused():
    bomb = Story.model_construct(
        catalogue="x", title_zh="a" * (MAX_FILE_BYTES + 10), title_en=None, steps=()
    )
    code = encode_story(bomb)
    assert len(code) < 2000
    with pytest.raises(StoryError, match="damaged-code"):
        decode_story(code)


@pytest.mark.parametrize(
    ("changes", "kind", "step", "field"),
    [
        ({"version": 2}, "other-format", None, "version"),
        ({"type": "something"}, "other-format", None, "type"),
        ({"colour": "red"}, "unknown-field", None, "colour"),
        ({"steps": []}, "no-steps", None, "steps"),
        ({"steps": [{}] * (MAX_STEPS + 1)}, "too-many-steps", None, "steps"),
        ({"steps": [{"view": ""}, {"title_zh": "长" * 81}]}, "too-long", 2, "title_zh"),
        ({"steps": [{"view": 3}]}, "wrong-type", 1, "view"),
        ({"steps": [{"speed": "1"}]}, "unknown-field", 1, "speed"),
    ],
)
def test_a_fault_says_its_kind_its_step_and_its_field(changes, kind, step, field):
    with pytest.raises(StoryError, match=kind) as caught:
        read_story(json.dumps(content(**changes)).encode())
    fault = caught.value.faults[0]
    assert (fault.kind, fault.step, fault.field) == (kind, step, field)
    for lang in ("zh", "en"):
        sentence = fault_sentence(fault, Words(lang))
        assert "{" not in sentence
        assert field in sentence or field == "steps"


def test_all_faults_of_a_file_are_gathered():
    body = json.dumps({"steps": [{"view": 1}, {"x": "y"}]}).encode()
    with pytest.raises(StoryError, match="catalogue: missing") as caught:
        read_story(body)
    assert {fault.field for fault in caught.value.faults} >= {
        "type",
        "version",
        "catalogue",
        "view",
        "x",
    }


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_not_json_is_said_to_be_so(body):
    with pytest.raises(StoryError, match="not-json") as caught:
        read_story(body)
    assert "JSON" in fault_sentence(caught.value.faults[0], Words("zh"))


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(StoryError, match="too-large"):
        read_story(b" " * (MAX_FILE_BYTES + 1))


def test_a_byte_order_mark_does_no_harm():
    assert read_story(b"\xef\xbb\xbf" + write_story(story_of())) == story_of()


def test_every_kind_of_fault_has_words():
    kinds = {
        "not-json", "not-an-object", "too-large", "missing", "unknown-field", "too-long",
        "too-many-steps", "no-steps", "other-format", "wrong-type", "unknown-story",
        "damaged-code", "other-catalogue",
    }  # fmt: skip
    for kind in kinds:
        assert fault_sentence(StoryFault(kind, field="x", limit=3), Words("en"))


def test_a_short_story_fits_a_link_and_a_long_one_does_not():
    assert fits_link(story_of(3))
    long = SHIPPED["chapters-2024"]
    assert len(encode_story(long)) > MAX_CODE_LENGTH
    assert not fits_link(long)


def test_a_link_finds_shipped_stories_and_carried_ones_of_this_catalogue_only():
    assert find_story("opens-2024", catalogue_id="taiyuan-2024") == SHIPPED["opens-2024"]
    code = encode_story(story_of())
    assert find_story(code, catalogue_id="taiyuan-2024") == story_of()
    with pytest.raises(StoryError, match="other-catalogue"):
        find_story(code, catalogue_id="elsewhere-2025")
    with pytest.raises(StoryError, match="unknown-story"):
        find_story("opens-2024", catalogue_id="elsewhere-2025")
    with pytest.raises(StoryError, match="unknown-story"):
        find_story("../../etc/passwd", catalogue_id="taiyuan-2024")
    with pytest.raises(StoryError, match="other-catalogue"):
        check_catalogue(story_of(), catalogue_id="elsewhere-2025")


def test_the_published_schema_is_current():
    message = "run python scripts/build_story_schema.py"
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), message


# The shipped stories


def test_two_stories_ship_under_slugs_that_links_name():
    assert list(SHIPPED) == ["chapters-2024", "opens-2024"]
    for slug, story in SHIPPED.items():
        assert (STORIES / f"{slug}.json").read_bytes() == write_story(story)
        assert story.title_zh
        assert story.title_en


@pytest.mark.parametrize("step", STEPS)
def test_a_shipped_step_shows_what_it_says_in_both_languages(step):
    view, dropped = read_view(dict(parse_qsl(step.view)), known=SERVED.known)
    assert dropped == []
    assert view.camera is not None
    found = select_projects(CATALOGUE, filters=view.filters)
    assert found.total > 0
    assert view.selected is None or view.selected in found.ids
    assert all((step.title_zh, step.title_en, step.text_zh, step.text_en))
    assert len(step.text_zh) <= 60  # read from ten metres, in one breath
    assert len(step.text_en) <= 190


# What the editor is told


def described(story, lang="en"):
    return describe_draft(write_story(story), served=SERVED, lang=lang)


def test_the_editor_is_told_the_words_the_code_and_the_tidy_view_of_each_step():
    step = Step(view="lang=en&sector=roads&near=112.55000,37.87000")
    known = described(Story(catalogue="taiyuan-2024", steps=(step,)))
    (one,) = known["steps"]
    assert one["view"] == "sector=roads"
    assert one["titles"] == {"zh": "道路", "en": "Roads"}
    assert one["lost"] == ""
    assert decode_story(known["code"]).steps == (step,)


def test_the_editor_is_told_what_a_view_names_that_is_not_there():
    (one,) = described(Story(catalogue="taiyuan-2024", steps=(Step(view="sector=moon"),)))["steps"]
    assert "moon" in one["lost"]


def test_the_editor_is_told_the_faults_of_a_file_and_nothing_else():
    known = describe_draft(b'{"steps": [{"view": 1}]}', served=SERVED, lang="en")
    assert list(known) == ["faults"]
    assert any("Step 1" in fault for fault in known["faults"])


def test_a_story_too_long_for_a_link_has_no_code_and_is_said_to_be_long():
    known = described(list_stories("taiyuan-2024")["chapters-2024"])
    assert known["code"] is None
    assert known["length"] > known["limit"]


def test_a_file_names_the_steps_that_the_story_leaves_without_a_title():
    own = Step(view="", title_zh="自己的")
    named = name_steps(
        Story(catalogue="taiyuan-2024", steps=(Step(view="sector=roads"), own)), served=SERVED
    )
    assert (named.steps[0].title_zh, named.steps[0].title_en) == ("道路", "Roads")
    assert named.steps[1] == own


# The title that a view suggests


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "太原市2024年政府工作报告中的项目"),
        ("sel=metro-1-p1", "轨道交通1号线一期"),
        ("sector=roads&status=under-construction", "道路 · 在建"),
    ],
)
def test_a_view_suggests_its_title(query, title):
    view, _ = read_view(dict(parse_qsl(query)), known=SERVED.known)
    assert view_title(view, catalogue=CATALOGUE, words=Words("zh")) == title


def test_many_choices_are_named_shortly():
    query = {"sector": ",".join(SERVED.known.choices["sector"])}
    view, _ = read_view(query, known=SERVED.known)
    title = view_title(view, catalogue=CATALOGUE, words=Words("en"))
    assert "7 more" in title
