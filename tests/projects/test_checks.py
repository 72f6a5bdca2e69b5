"""The checks: every kind of fault is caught, with file, record and field."""

from collections.abc import Callable
from typing import Any

import pytest

from projects.checks import CheckedFile, check_bytes, parse_checked
from projects.errors import CatalogueError
from projects.report import Report

Json = dict[str, Any]
REPORT = Report({("S1", "P1"): "推进一号线建设。年底通车，建成开放。改造668个小区。"})


@pytest.fixture
def check_spoilt(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> Callable[[Callable[[Json], None]], CheckedFile]:
    """Check the toy collection after a change."""

    def check(spoil: Callable[[Json], None]) -> CheckedFile:
        collection = toy_collection()
        spoil(collection)
        return check_bytes(encoded(collection), file="toy.geojson")

    return check


def properties_of(collection: Json, name: str) -> Json:
    found: Json = feature_of(collection, name)["properties"]
    return found


def feature_of(collection: Json, name: str) -> Json:
    for feature in collection["features"]:
        if feature["properties"]["id"] == name:
            return feature  # type: ignore[no-any-return]
    raise AssertionError(name)


def put(name: str, path: str, value: Any) -> Callable[[Json], None]:
    """Make the change that puts a value at a path of a record."""

    def change(collection: Json) -> None:
        target: Any = feature_of(collection, name)
        steps = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in steps[:-1]:
            target = target[step]
        target[steps[-1]] = value

    return change


def swap(collection: Json) -> None:
    point = feature_of(collection, "museum")["geometry"]["coordinates"]
    point.reverse()


def turn_ring(number: int) -> Callable[[Json], None]:
    def change(collection: Json) -> None:
        feature_of(collection, "lake-park")["geometry"]["coordinates"][number].reverse()

    return change


def turn_box(collection: Json) -> None:
    collection["metadata"]["city"]["bbox"].reverse()


def open_ring(collection: Json) -> None:
    rings = feature_of(collection, "lake-park")["geometry"]["coordinates"]
    del rings[1:]
    rings[0].pop()


def declare(record_id: str) -> Callable[[Json], None]:
    def change(collection: Json) -> None:
        collection["metadata"]["leaves_city"].append(record_id)

    return change


def undeclare(collection: Json) -> None:
    collection["metadata"]["leaves_city"] = []


def promise(event: str, date: str | None = "2024") -> Json:
    return {
        "event": event,
        "date": date,
        "state": "promised",
        "citations": [{"section": "S1", "paragraph": "P1", "mention": "线", "wording": "建"}],
    }


def report(event: str, date: str | None = "2023") -> Json:
    return promise(event, date) | {"state": "reported"}


BOW_TIE = [[[112.5, 37.7], [112.54, 37.74], [112.54, 37.7], [112.5, 37.74], [112.5, 37.7]]]
FAR = {"type": "LineString", "coordinates": [[110.0, 37.5], [110.2, 37.5]]}

BACK = {
    "type": "MultiLineString",
    "coordinates": [[[112.5, 37.8], [112.6, 37.8]], [[112.6, 37.8], [112.5, 37.8]]],
}
TWICE = {"type": "MultiPoint", "coordinates": [[112.5, 37.8], [112.5, 37.8]]}


def name_sections(cited: str) -> Callable[[Json], None]:
    """Name the section S1 alone, and cite another one."""

    def change(collection: Json) -> None:
        collection["metadata"]["sections"] = {"S1": {"title_zh": "一", "title_en": "One"}}
        properties_of(collection, "museum")["citations"][0]["section"] = cited

    return change


def read_parts(*sections: str, breaks_off: str | None = None) -> Callable[[Json], None]:
    """Name the section S1 alone, and say that sections were read."""

    def change(collection: Json) -> None:
        name_sections("S1")(collection)
        if breaks_off is not None:
            collection["metadata"]["sections"]["S2"] = {"title_zh": "二", "title_en": "Two"}
        collection["metadata"]["coverage"] = {
            "print": "excerpt",
            "parts": [{"section": section} for section in sections],
            "breaks_off": breaks_off,
            "words_zh": "节录。",
            "words_en": "An excerpt.",
        }

    return change


def repeat(name: str, field: str) -> Callable[[Json], None]:
    def change(collection: Json) -> None:
        entries = properties_of(collection, name)[field]
        entries.append(entries[0])

    return change


def ring_parts(collection: Json) -> None:
    properties_of(collection, "museum")["part_of"] = ["clinic"]
    properties_of(collection, "clinic")["part_of"] = ["homes"]
    properties_of(collection, "homes")["part_of"] = ["museum"]


FAULTS = [
    # the form
    ("metadata", "city.bbox", "west before east", turn_box),
    (
        "homes",
        "figures[0].value",
        "up to 1,000,000",
        put("homes", "properties.figures.0.value", 1e308),
    ),
    ("museum", "part_of", "no parts of this record", ring_parts),
    ("museum", "sector", "innovation", put("museum", "properties.sector", "trains")),
    ("museum", "id", "used by feature 1", put("museum", "properties.id", "metro-1-p1")),
    ("museum", "aliases_id", "used by", put("museum", "properties.aliases_id", ["metro-one"])),
    ("museum", "aliases_id", "used by", put("museum", "properties.aliases_id", ["museum"])),
    ("museum", "citations[0].section", "", put("museum", "properties.citations.0.section", "7")),
    (
        "museum",
        "citations[0].paragraph",
        "",
        put("museum", "properties.citations.0.paragraph", "P0"),
    ),
    (
        "museum",
        "citations[0].wording",
        "20",
        put("museum", "properties.citations.0.wording", "长" * 21),
    ),
    (
        "museum",
        "citations[0].mention",
        "20",
        put("museum", "properties.citations.0.mention", "长" * 21),
    ),
    ("museum", "place.accuracy_m", "0", put("museum", "properties.place.accuracy_m", 0)),
    ("museum", "place.accuracy_m", "0.1 m", put("museum", "properties.place.accuracy_m", 1e-9)),
    ("museum", "place.as_of", "YYYY", put("museum", "properties.place.as_of", "today")),
    ("museum", "milestones[0]", "not both", put("museum", "properties.milestones.0.citations", [])),
    # citations
    (
        "museum",
        "citations[0].wording",
        "sentence",
        put("museum", "properties.citations.0.wording", "建成。开放"),
    ),
    ("museum", "citations[0].section", "sections names (S1)", name_sections("S9")),
    ("museum", "milestones[1]", "each entry once", repeat("museum", "milestones")),
    ("homes", "figures[1]", "each entry once", repeat("homes", "figures")),
    # what was read
    ("metadata", "coverage.parts[0].section", "sections names (S1)", read_parts("S9")),
    ("metadata", "coverage.parts[1].section", "each section once", read_parts("S1", "S1")),
    ("metadata", "coverage.breaks_off", "that was read", read_parts("S1", breaks_off="S2.P1")),
    # geometry
    ("museum", "geometry.coordinates", "swapped", swap),
    (
        "museum",
        "geometry.coordinates",
        "look like metres",
        put("museum", "geometry.coordinates", [1e308, 37.8]),
    ),
    (
        "north-road",
        "geometry.coordinates[1]",
        "each part once",
        put("north-road", "geometry", BACK),
    ),
    ("museum", "geometry.coordinates[1]", "each part once", put("museum", "geometry", TWICE)),
    ("north-road", "geometry.coordinates", "bounding box", put("north-road", "geometry", FAR)),
    ("far-railway", "geometry.coordinates", "leaves_city", undeclare),
    ("far-railway", "geometry.coordinates", "a part inside", put("far-railway", "geometry", FAR)),
    ("museum", "geometry.coordinates", "leaves", declare("museum")),
    ("metadata", "leaves_city", "ids of records", declare("nobody")),
    ("metadata", "leaves_city", "ids of records", declare("homes")),
    ("lake-park", "geometry.coordinates[0]", "counterclockwise", turn_ring(0)),
    ("lake-park", "geometry.coordinates[1]", "clockwise", turn_ring(1)),
    ("lake-park", "geometry.coordinates[0]", "closed", open_ring),
    ("lake-park", "geometry", "valid", put("lake-park", "geometry.coordinates", BOW_TIE)),
    (
        "museum",
        "geometry.coordinates",
        "6 decimals",
        put("museum", "geometry.coordinates", [112.1234567, 37.9]),
    ),
    (
        "museum",
        "geometry.coordinates",
        "two finite",
        put("museum", "geometry.coordinates", [112.1, 37.9, 800]),
    ),
    (
        "north-road",
        "geometry.coordinates[1]",
        "before it",
        put("north-road", "geometry.coordinates.1", [112.55, 37.9]),
    ),
    ("museum", "geometry.type", "'Point' in exactly", put("museum", "geometry.type", "POINT")),
    ("museum", "geometry.type", "one of", put("museum", "geometry.type", "Circle")),
    (
        "museum",
        "geometry.type",
        "one of",
        put("museum", "geometry", {"type": "GeometryCollection", "geometries": []}),
    ),
    (
        "north-road",
        "geometry.coordinates",
        "at least 2",
        put("north-road", "geometry.coordinates", [[112.5, 37.8]]),
    ),
    # place
    (
        "museum",
        "place.accuracy_m",
        "where there is a geometry",
        put("museum", "properties.place.accuracy_m", None),
    ),
    (
        "museum",
        "place.accuracy_m",
        "at most 5000",
        put("museum", "properties.place.accuracy_m", 10000),
    ),
    ("museum", "place.source", "where there is", put("museum", "properties.place.source", None)),
    ("clinic", "place.accuracy_m", "null", put("clinic", "properties.place.accuracy_m", 10)),
    ("museum", "geometry", "LineString", put("museum", "properties.place.type", "line")),
    ("museum", "geometry", "null where", put("museum", "properties.place.type", "unknown")),
    ("clinic", "geometry", "Point", put("clinic", "properties.place.type", "site")),
    ("clinic", "districts", "a district", put("clinic", "properties.districts", [])),
    ("homes", "districts", "none where", put("homes", "properties.districts", ["140105"])),
    ("clinic", "districts[0]", "140105", put("clinic", "properties.districts", ["140199"])),
    ("clinic", "districts[0]", "", put("clinic", "properties.districts", ["110105"])),
    ("clinic", "districts", "once", put("clinic", "properties.districts", ["140105", "140105"])),
    # dates
    ("homes", "due", "2024, the year", put("homes", "properties.due", None)),
    ("museum", "due", "null, the year", put("museum", "properties.due", 2024)),
    (
        "museum",
        "milestones[0].date",
        "2024 or before",
        put("museum", "properties.milestones.0.date", "2025"),
    ),
    (
        "museum",
        "milestones[0].date",
        "2024-02-28 or before",
        put("museum", "properties.milestones.0.date", "2024-12"),
    ),
    (
        "north-road",
        "milestones[0].date",
        "2024 or later",
        put("north-road", "properties.milestones.0.date", "2023"),
    ),
    (
        "metro-1-p1",
        "milestones[2].state",
        "'reported'",
        put("metro-1-p1", "properties.milestones.2.state", "promised"),
    ),
    (
        "metro-1-p1",
        "milestones[2].denies",
        "does not bring about",
        put("metro-1-p1", "properties.milestones.2.denies", "start"),
    ),
    (
        "metro-1-p1",
        "milestones[2].foresees.date",
        "2025-02-22 or later",
        put("metro-1-p1", "properties.milestones.2.foresees", {"event": "open", "date": "2024-12"}),
    ),
    (
        "metro-1-p1",
        "milestones[2].date",
        "when its source told it",
        put("metro-1-p1", "properties.milestones.2.date", "2025-06"),
    ),
    (
        "north-road",
        "milestones[0].denies",
        "no source from elsewhere",
        put("north-road", "properties.milestones.0.denies", "open"),
    ),
    (
        "metro-1-p1",
        "milestones[2].source.why_zh",
        "a reason",
        put("metro-1-p1", "properties.milestones.2.source.trust", "high"),
    ),
    (
        "museum",
        "place.accuracy_m",
        "the width of what the point stands for",
        put("museum", "properties.place.extent_m", 60),
    ),
    # status
    ("museum", "status", "start or finish", put("museum", "properties.status", "proposed")),
    ("museum", "status", "start or finish", put("museum", "properties.status", "planned")),
    ("museum", "status", "later promise", put("museum", "properties.status", "under-construction")),
    ("museum", "status", "both", put("museum", "properties.status", "ongoing")),
    ("north-road", "status", "only proposed", put("north-road", "properties.status", "proposed")),
    ("north-road", "status", "both", put("north-road", "properties.status", "ongoing")),
    (
        "north-road",
        "status",
        "no open promise",
        put("north-road", "properties.status", "completed"),
    ),
    ("north-road", "milestones", "completed", put("north-road", "properties.status", "completed")),
    (
        "metro-1-p1",
        "status",
        "no open promise",
        put("metro-1-p1", "properties.status", "completed"),
    ),
    # names
    ("museum", "aliases", "once", put("museum", "properties.aliases", ["馆", "馆"])),
    ("museum", "aliases", "other than", put("museum", "properties.aliases", ["博物馆"])),
    ("museum", "remark_en", "both", put("museum", "properties.remark_zh", "有误。")),
    ("museum", "name_zh", "metro-1-p1", put("museum", "properties.name_zh", "轨道交通1号线一期")),
    (
        "museum",
        "name_zh",
        "other signs",
        put("museum", "properties.name_zh", "轨道交通１号线 一期"),
    ),
]


def test_the_toy_city_has_no_fault(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    checked = check_bytes(encoded(toy_collection()), file="toy.geojson")
    assert checked.faults == ()
    assert (checked.total, checked.placed) == (8, 5)


@pytest.mark.parametrize(("record", "field", "words", "spoil"), FAULTS)
def test_each_fault_is_caught(
    check_spoilt: Callable[[Callable[[Json], None]], CheckedFile],
    record: str,
    field: str,
    words: str,
    spoil: Callable[[Json], None],
) -> None:
    told = [fault for fault in check_spoilt(spoil).faults if fault.field == field]
    # A record that takes another's id is told by that id.
    expected_record = "metro-1-p1" if field == "id" else record
    assert [(fault.file, fault.record) for fault in told][:1] == [("toy.geojson", expected_record)]
    assert any(words in f"{fault.expected} {fault.found}" for fault in told)


@pytest.mark.parametrize("spoil", [spoil for *_, spoil in FAULTS])
def test_what_the_check_refuses_is_never_served(
    toy_collection: Callable[[], Json],
    encoded: Callable[[Json], bytes],
    spoil: Callable[[Json], None],
) -> None:
    collection = toy_collection()
    spoil(collection)
    with pytest.raises(CatalogueError, match="toy"):
        parse_checked(encoded(collection), file="toy.geojson")


def test_nothing_but_the_fault_is_told(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    collection = toy_collection()
    swap(collection)
    checked = check_bytes(encoded(collection), file="toy.geojson")
    assert [(fault.record, fault.field) for fault in checked.faults] == [
        ("museum", "geometry.coordinates")
    ]


@pytest.mark.parametrize(
    ("status", "milestones", "due"),
    [
        ("proposed", [], None),
        ("planned", [promise("start")], 2024),
        ("planned", [promise("complete")], 2024),
        ("planned", [report("preparation"), promise("start")], 2024),
        # A place whose phase was finished is judged by what is promised more.
        ("planned", [report("open"), promise("start")], 2024),
        ("proposed", [report("open"), promise("announced", None)], None),
        ("under-construction", [], None),
        ("under-construction", [report("structure-complete")], None),
        ("under-construction", [report("start"), promise("open")], 2024),
        ("under-construction", [report("open"), promise("open")], 2024),
        ("upgrading", [promise("designated", None)], None),
        ("upgrading", [report("open"), report("designated")], None),
        ("ongoing", [], None),
        ("ongoing", [report("start"), promise("complete")], 2024),
        ("completed", [report("designated")], None),
        ("completed", [report("in-production", None)], None),
        # What is finished in a year was started by then.
        ("completed", [promise("start"), report("complete", "2024")], None),
    ],
)
def test_what_a_status_allows(
    toy_collection: Callable[[], Json],
    encoded: Callable[[Json], bytes],
    status: str,
    milestones: list[Json],
    due: int | None,
) -> None:
    collection = toy_collection()
    properties_of(collection, "museum").update(status=status, milestones=milestones, due=due)
    assert check_bytes(encoded(collection), file="toy.geojson").faults == ()


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("wording", "年底通车了", "stands in S1.P1"),
        ("mention", "１号线", "stands in S1.P1"),
        ("wording", "改造668个小区", "less than a whole sentence"),
        ("paragraph", "P2", "a paragraph of the report"),
    ],
)
def test_citations_are_held_against_the_report(
    toy_collection: Callable[[], Json],
    encoded: Callable[[Json], bytes],
    field: str,
    text: str,
    words: str,
) -> None:
    collection = toy_collection()
    collection["features"] = [feature_of(collection, "museum")]
    collection["metadata"]["leaves_city"] = []
    museum = properties_of(collection, "museum")
    citation = {"section": "S1", "paragraph": "P1", "mention": "一号线", "wording": "建成开放"}
    museum["citations"] = [dict(citation)]
    museum["milestones"][0]["citations"] = [dict(citation)]
    assert check_bytes(encoded(collection), file="f", report=REPORT).faults == ()
    museum["citations"][0][field] = text
    (fault,) = check_bytes(encoded(collection), file="f", report=REPORT).faults
    assert (fault.record, fault.field) == ("museum", f"citations[0].{field}")
    assert words in fault.expected


def test_a_record_that_cannot_be_read_still_has_its_geometry_checked(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    collection = toy_collection()
    swap(collection)
    properties_of(collection, "museum")["sector"] = "trains"
    checked = check_bytes(encoded(collection), file="toy.geojson")
    assert {fault.field for fault in checked.faults} == {"sector", "geometry.coordinates"}


def test_bytes_that_are_no_catalogue_have_one_fault() -> None:
    checked = check_bytes(b"\xff", file="x")
    assert [fault.field for fault in checked.faults] == ["encoding"]
    assert checked.total == 0


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("国家级旅游休闲街区", "the verb"),
        ("消费品质", "the verb"),
        ("建设以", "not cut"),
        ("打造更具竞争力的", "not cut"),
    ],
)
def test_a_wording_that_says_nothing_is_told_apart_from_the_faults(
    check_spoilt: Callable[[Callable[[Json], None]], CheckedFile], wording: str, words: str
) -> None:
    checked = check_spoilt(put("museum", "properties.citations.0.wording", wording))
    assert checked.faults == ()
    assert [(f.record, f.field) for f in checked.wordings] == [("museum", "citations[0].wording")]
    assert words in checked.all_faults[0].expected


@pytest.mark.parametrize("wording", ["走进埃及", "全面普及", "广泛参与", "建成", "严保严管"])
def test_a_wording_with_a_verb_is_left_alone(
    check_spoilt: Callable[[Callable[[Json], None]], CheckedFile], wording: str
) -> None:
    checked = check_spoilt(put("museum", "properties.citations.0.wording", wording))
    assert checked.all_faults == ()


def test_wordings_of_another_language_are_left_alone(
    check_spoilt: Callable[[Callable[[Json], None]], CheckedFile],
) -> None:
    def spoil(collection: Json) -> None:
        collection["metadata"]["language"] = "en"
        put("museum", "properties.citations.0.wording", "A museum")(collection)

    assert check_spoilt(spoil).wordings == ()


@pytest.mark.parametrize("whole", ["nowhere", "museum"])
def test_a_part_belongs_to_another_record(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes], whole: str
) -> None:
    collection = toy_collection()
    collection["features"][2]["properties"]["part_of"] = [whole]
    (fault,) = check_bytes(encoded(collection), file="toy.geojson").faults
    assert (fault.record, fault.field, fault.found) == ("museum", "part_of[0]", repr(whole))


@pytest.mark.parametrize(("paragraphs", "number"), [(["P1"], 0), (None, 0), (["P2"], 2)])
def test_what_was_not_read_cannot_be_cited(
    check_spoilt: Callable[[Callable[[Json], None]], CheckedFile],
    paragraphs: list[str] | None,
    number: int,
) -> None:
    def spoil(collection: Json) -> None:
        part = {"section": "S1", "paragraphs": paragraphs}
        words = {"words_zh": "一段。", "words_en": "One stretch."}
        collection["metadata"]["coverage"] = {"print": "excerpt", "parts": [part], **words}

    told = [f for f in check_spoilt(spoil).faults if f.record == "museum"]
    assert [fault.check for fault in told] == ["unread"] * number
