"""What comes from outside never raises, or raises our error; `make fuzz` tries far more.

``FUZZ_EXAMPLES`` is how many examples each of these takes.
"""

import json
import os
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.address import Known, read_query, read_view, write_view
from app.errors import StoryError
from app.messages import Words
from app.show.show_address import read_show
from app.show.story import decode_story, read_story
from app.words.story import fault_sentence
from geodata.coordinates import read_position
from geodata.errors import FileFaultsError, GeodataError, GeometryError
from geodata.files import read_features, read_table
from geodata.geojson import from_geometry
from projects.areas import read_area
from projects.catalogue import DEFAULT_CATALOGUE
from projects.changes.mapping import parse_mapping
from projects.checks import check_bytes, parse_checked
from projects.commands.terminal import write_faults
from projects.dates import first_day, last_day, last_year
from projects.errors import AreaError, CatalogueError, MappingError, OutcomesError
from projects.overlaps.outcomes import read_outcomes
from projects.steward.documents import Document, Line
from projects.steward.edits import parse_assignment
from projects.steward.errors import DocumentError, EditError, TableError
from projects.steward.paragraphs import find_paragraphs
from projects.steward.sheets import read_sheet

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "15"))
BOUNDS = (111.5, 37.4, 113.2, 38.5)
KNOWN = Known(choices={"sector": frozenset({"roads"})}, ids={"a": "a"})
TRIED: Counter[str] = Counter()

outside = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
any_text = st.text(st.characters(exclude_categories=()), max_size=60)
any_bytes = st.binary(max_size=120) | any_text.map(lambda text: text.encode("utf-8", "replace"))
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=10,
)
SMALL = json.loads(DEFAULT_CATALOGUE.read_bytes())
SMALL["features"] = [f for f in SMALL["features"] if f["geometry"] is not None][:2]
SMALL["metadata"]["leaves_city"] = []
STORY = {
    "type": "city-projects-story",
    "version": 1,
    "catalogue": "taiyuan-2024",
    "title_zh": "题",
    "steps": [{"view": "sector=roads", "title_zh": "一"}],
}


@contextmanager
def only(kind):
    """Let nothing be raised but errors of a kind, which say something."""
    try:
        yield
    except kind as error:
        said = str(error)
        if not said:
            pytest.fail(f"{kind.__name__} says nothing")


def list_paths(value, path=()):
    """List the paths of all that stands in a JSON value."""
    yield path
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in items:
            yield from list_paths(inner, (*path, step))


def put(value, path, new):
    """Return a JSON value with another at a path."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(copy[path[0]], path[1:], new)
    return copy


def spoilt(sound):
    """Give a sound value with something else anywhere in it."""
    return st.builds(put, st.just(sound), st.sampled_from(list(list_paths(sound))), any_json)


def encode(value):
    return json.dumps(value).encode()


@pytest.fixture(scope="module", autouse=True)
def numbers():
    """Print how many examples each reader took, where many were asked for."""
    yield
    if "FUZZ_EXAMPLES" in os.environ:
        lines = [f"{number:>9,}  {name}" for name, number in sorted(TRIED.items())]
        print("", *lines, f"{sum(TRIED.values()):>9,}  together", sep="\n")  # noqa: T201 - asked for


@outside
@given(any_bytes | any_text | st.text("sectorqelnarz=&%;,+0123456789.amp", max_size=60))
def test_an_address(query):
    TRIED["address"] += 1
    view, dropped = read_view(read_query(query), known=KNOWN)
    assert read_view(read_query(write_view(view)), known=KNOWN)[0] == view
    assert all(part.parameter for part in dropped)
    read_show(read_query(query))


@outside
@given(any_bytes | spoilt(STORY).map(encode) | any_json.map(encode))
def test_a_story(body):
    TRIED["story"] += 1
    try:
        assert read_story(body).steps
    except StoryError as error:
        for fault in error.faults:
            fault_sentence(fault, Words("zh")).encode()


@outside
@given(any_text | st.text("0123456789abcdefABC-_~.", max_size=80))
def test_a_story_code(code):
    TRIED["story code"] += 1
    with only(StoryError):
        assert decode_story(code).steps


@outside
@given(any_bytes | spoilt(SMALL).map(encode))
def test_a_catalogue(data):
    TRIED["catalogue"] += 1
    faults = check_bytes(data, file="f").faults
    assert write_faults(faults).replace("\n", "").isprintable()
    if faults:
        with pytest.raises(CatalogueError):
            parse_checked(data, file="f")
    else:
        assert parse_checked(data, file="f").metadata


@outside
@given(any_text | st.text("0123456789.,°′″NSEW 北纬东经度:/@=#()POINTZ", max_size=40))
def test_a_place(text):
    TRIED["place text"] += 1
    with only(GeodataError):
        found = read_position(text, bounds=BOUNDS)
        assert found is None or (-180 <= found.lon <= 180 and -90 <= found.lat <= 90)


@outside
@given(any_bytes | st.text('id,name\n"\r;\t=1', max_size=60).map(str.encode))
def test_a_table(tmp_path_factory, data):
    TRIED["table"] += 1
    path: Path = tmp_path_factory.getbasetemp() / "table.csv"
    path.write_bytes(data)
    with only(FileFaultsError):
        read_table(path, columns=("id",))
    with only(TableError):
        read_sheet(path)


@outside
@given(any_bytes | spoilt(SMALL).map(encode))
def test_a_layer(tmp_path_factory, data):
    TRIED["layer"] += 1
    path: Path = tmp_path_factory.getbasetemp() / "layer.geojson"
    path.write_bytes(data)
    with only(FileFaultsError):
        assert "features" in read_features(path)


@outside
@given(any_json | spoilt(SMALL["features"][0]["geometry"]))
def test_a_geometry(geometry):
    TRIED["geometry"] += 1
    with only(GeometryError):
        from_geometry(geometry)


@outside
@given(any_text | st.text("[SP123.] 建成\n", max_size=60))
def test_a_report(text):
    TRIED["report"] += 1
    lines = tuple(map(Line, text.splitlines()))
    with only(DocumentError):
        assert find_paragraphs(Document("report.txt", lines, ())).paragraphs


@outside
@given(any_bytes | any_json.map(encode))
def test_outcomes(data):
    TRIED["outcomes"] += 1
    with only(OutcomesError):
        read_outcomes(data, file="f")


@outside
@given(any_text | st.text('[same]old="new-a\n', max_size=60))
def test_a_mapping(text):
    TRIED["mapping"] += 1
    with only(MappingError):
        parse_mapping(text)


@outside
@given(any_text | st.text("boxshapenr_0123456789.-", max_size=40))
def test_an_area(text):
    TRIED["area"] += 1
    with only(AreaError):
        read_area(text)


@outside
@given(
    any_text
    | st.sampled_from(["due=", "status=", "aliases="]).flatmap(
        lambda name: any_text.map(lambda text: f"{name}{text}")
    )
)
def test_a_correction(text):
    TRIED["correction"] += 1
    with only(EditError):
        name, _ = parse_assignment(text)
        assert name


@outside
@given(any_text | st.text("0123456789-/.?~%", max_size=24))
def test_a_date(text):
    TRIED["date"] += 1
    year, day, first = last_year(text), last_day(text), first_day(text)
    assert (year is None) == (day is None)
    assert first is None or first <= day
