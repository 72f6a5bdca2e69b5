import copy
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.__main__ import main
from projects.catalogue import DATA_FOLDER, Catalogue, parse_catalogue, read_catalogue
from projects.changes import (
    CHANGE_CLASSES,
    Change,
    Comparison,
    Mapping,
    compare_catalogues,
    read_mapping,
    tell_within,
    to_csv,
    to_geojson,
    to_json,
    trace_record,
)
from projects.changes.figures import read_measure
from projects.changes.mapping import find_conflicts, parse_mapping
from projects.errors import MappingError
from projects.library import open_library
from projects.model import Citation, Figure

Json = dict[str, Any]
Compare = Callable[..., Comparison]
NAMES = [
    "metro-1-p1",
    "north-road",
    "museum",
    "lake-park",
    "far-railway",
    "clinic",
    "homes",
    "secret-works",
]


@pytest.fixture(scope="module")
def real() -> Comparison:
    """What changed between Taiyuan's reports of 2023 and 2024, as far as they were read."""
    return compare_catalogues(
        read_catalogue(DATA_FOLDER / "taiyuan-2023.geojson"), read_catalogue()
    )


def of_class(comparison: Comparison, class_slug: str) -> list[Change]:
    return [change for change in comparison.changes if change.class_slug == class_slug]


def of_record(comparison: Comparison, record_id: str) -> list[Change]:
    return [
        change
        for change in comparison.changes
        if record_id in {one.id for one in (change.old, change.new) if one is not None}
    ]


def classes(comparison: Comparison, record_id: str) -> set[str]:
    return {change.class_slug for change in of_record(comparison, record_id)}


@pytest.mark.parametrize(
    ("record_id", "found"),
    [
        ("nw-second-ring", {"continued", "slipped", "kept-late"}),
        ("metro-1-p1", {"continued", "kept-late"}),
        ("metro-3-p1", {"continued", "slipped", "weaker-wording"}),
        ("metro-1-p2", {"continued", "slipped", "weaker-wording"}),
        ("gulou-expressway", {"continued", "slipped", "renamed"}),
        ("g108-bypass", {"status-moved", "weaker-wording"}),
        ("taisui-hsr", {"status-moved", "weaker-wording"}),
        ("xinghua-street", {"status-moved", "kept"}),
        ("dayun-road", {"status-moved"}),
        ("wusu-airport-p3", {"continued"}),
        ("dayu-new-town", {"continued"}),
        ("lingjingdian-new-town", {"continued"}),
        ("xihuayuan-school", {"continued"}),
        ("pku-first-taiyuan", {"continued"}),
        ("elderly-care", {"continued", "count-grew"}),
        ("old-estates", {"status-moved", "count-fell"}),
        ("city-reading-rooms", {"continued", "count-grew"}),
        ("public-parking", {"continued", "count-grew"}),
        ("kindergartens", {"continued"}),
        ("rail-hub-west-ring", {"not-mentioned"}),
        ("taixin-zone", {"not-mentioned"}),
        ("nixiang-line-north", {"not-mentioned"}),
        ("dingguoxian-theatre", {"not-mentioned"}),
        ("yingze-street", {"not-mentioned"}),
        ("mengshan-street-west", {"not-mentioned"}),
        ("shele-street-west", {"not-mentioned"}),
    ],
)
def test_the_known_truths_of_the_two_reports_come_out(
    real: Comparison, record_id: str, found: set[str]
) -> None:
    assert classes(real, record_id) == found


def test_nothing_is_new_where_the_older_reading_is_partial(real: Comparison) -> None:
    assert real.counts["new"] == 0


def test_nothing_is_called_dropped_or_cancelled(real: Comparison) -> None:
    told = json.dumps(to_json(real), ensure_ascii=False)
    assert not any(word in told for word in ("dropped", "cancel", "取消"))


def test_the_yearly_count_is_told_in_its_order(real: Comparison) -> None:
    fell = [c for c in of_class(real, "count-fell") if c.id == "old-estates"]
    assert "688 (2022) → 680 (2023) → 668 (target 2024)" in fell[0].why


def test_no_pair_of_the_real_reports_is_only_proposed(real: Comparison) -> None:
    assert [change.id for change in real.changes if change.is_proposed] == []


def test_without_its_id_the_renamed_road_is_proposed(real: Comparison) -> None:
    old = copy.deepcopy(real.old)
    projects = tuple(
        p.model_copy(update={"id": "gu-lou-fang"}) if p.id == "gulou-expressway" else p
        for p in old.projects
    )
    comparison = compare_catalogues(Catalogue(old.metadata, projects), real.new)
    found = of_record(comparison, "gulou-expressway")
    assert {c.class_slug for c in found} == {"continued", "slipped", "renamed"}
    assert all(c.is_proposed and c.why.startswith("proposed match") for c in found)


@pytest.fixture
def compare(toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]) -> Compare:
    """Compare the toy city with itself a year later, each side changed as asked."""

    def run(
        change: Callable[[dict[str, Json]], None] = lambda _: None,
        *,
        before: Callable[[dict[str, Json]], None] = lambda _: None,
        coverage: Json | None = None,
        mapping: Mapping | None = None,
        year: int = 2025,
    ) -> Comparison:
        made = []
        for spoil, date in ((before, 2024), (change, year)):
            collection = toy_collection()
            collection["metadata"]["report_date"] = f"{date}-02-28"
            records = {f["properties"]["id"]: f["properties"] for f in collection["features"]}
            spoil(records)
            features = collection["features"]
            collection["features"] = [f for f in features if not f["properties"].get("gone")]
            if spoil is before and coverage is not None:
                collection["metadata"]["coverage"] = coverage
            made.append(parse_catalogue(encoded(collection), file="toy.geojson"))
        return compare_catalogues(made[0], made[1], mapping=mapping)

    return run


def drop(name: str) -> Callable[[dict[str, Json]], None]:
    return lambda records: records[name].update(gone=True)


def cite(wording: str) -> list[Json]:
    return [{"section": "S1", "paragraph": "P1", "mention": "一号线", "wording": wording}]


def test_a_catalogue_beside_itself_only_continues(toy_catalogue: Catalogue) -> None:
    comparison = compare_catalogues(toy_catalogue, toy_catalogue)
    assert [c.class_slug for c in comparison.changes] == ["continued"] * len(NAMES)
    real = read_catalogue()
    assert {c.class_slug for c in compare_catalogues(real, real).changes} == {"continued"}


@pytest.mark.usefixtures("toy_catalogue")
def test_empty_catalogues_are_compared(compare: Compare) -> None:
    def empty(records: dict[str, Json]) -> None:
        for record in records.values():
            record["gone"] = True

    assert compare(empty, before=empty).changes == ()
    assert set(compare(empty).counts) == set(CHANGE_CLASSES)
    assert compare(empty).counts["not-mentioned"] == len(NAMES)
    assert compare(before=empty).counts["new"] == len(NAMES)


def test_what_a_partial_reading_lacked_is_not_new(compare: Compare) -> None:
    coverage = {"print": "excerpt", "words_zh": "一段。", "words_en": "One stretch."}
    found = of_record(compare(before=drop("museum"), coverage=coverage), "museum")
    assert [(c.class_slug, c.reason) for c in found] == [("not-mentioned", "unread-before")]
    assert [c.class_slug for c in of_record(compare(before=drop("museum")), "museum")] == ["new"]


def test_what_is_not_there_any_more_is_not_mentioned(compare: Compare) -> None:
    assert classes(compare(drop("museum")), "museum") == {"not-mentioned"}


def test_a_promise_may_be_kept_in_time_or_late(compare: Compare) -> None:
    def report(date: str) -> Callable[[dict[str, Json]], None]:
        fact = {"event": "start", "date": date, "state": "reported", "citations": cite("开工")}
        return lambda records: records["north-road"].update(
            status="under-construction", milestones=[fact], due=None
        )

    assert classes(compare(report("2024-11")), "north-road") == {"status-moved", "kept"}
    assert classes(compare(report("2024")), "north-road") == {"status-moved", "kept"}
    assert classes(compare(report("2025-01")), "north-road") == {"status-moved", "kept-late"}


def test_a_promise_put_off_has_slipped(compare: Compare) -> None:
    def put_off(records: dict[str, Json]) -> None:
        records["north-road"]["milestones"][0]["date"] = "2025-12"
        records["north-road"]["due"] = 2025

    assert classes(compare(put_off), "north-road") == {"continued", "slipped"}
    assert classes(compare(put_off, year=2024), "north-road") == {"continued", "slipped"}


def test_a_hedge_is_weaker_wording(compare: Compare) -> None:
    def hedge(records: dict[str, Json]) -> None:
        records["north-road"]["milestones"][0]["citations"] = cite("力争年内开工")

    assert "weaker-wording" in classes(compare(hedge), "north-road")


def test_a_former_id_joins_and_a_new_name_is_told(compare: Compare) -> None:
    def rename(records: dict[str, Json]) -> None:
        records["museum"].update(id="gallery", aliases_id=["museum"], name_zh="美术馆")

    found = of_record(compare(rename), "gallery")
    assert {c.class_slug for c in found} == {"continued", "renamed"}
    assert {c.how for c in found} == {"former-id"}


def test_two_records_in_one_are_merged(compare: Compare) -> None:
    def merge(records: dict[str, Json]) -> None:
        records["museum"]["aliases_id"] = ["clinic"]
        records["clinic"]["gone"] = True

    found = of_record(compare(merge), "museum")
    assert [c.old.id for c in found if c.class_slug == "merged" and c.old] == ["museum", "clinic"]


def test_a_split_is_told_by_the_mapping(compare: Compare) -> None:
    mapping = Mapping(split=(("museum", ("museum", "clinic")),))
    found = of_class(compare(before=drop("clinic"), mapping=mapping), "split")
    assert [c.id for c in found] == ["museum", "clinic"]


def test_a_likeness_is_proposed_until_it_is_confirmed(compare: Compare) -> None:
    def move(records: dict[str, Json]) -> None:
        records["museum"].update(id="gallery", name_zh="市博物馆新馆")

    def name(records: dict[str, Json]) -> None:
        records["museum"]["name_zh"] = "市博物馆新馆区"

    proposed = compare(move, before=name)
    assert all(c.is_proposed for c in of_record(proposed, "gallery"))
    confirmed = compare(move, before=name, mapping=Mapping(same=frozenset({("museum", "gallery")})))
    assert {c.how for c in of_record(confirmed, "gallery")} == {"mapping"}
    parted = compare(
        move, before=name, mapping=Mapping(different=frozenset({("museum", "gallery")}))
    )
    assert classes(parted, "museum") == {"not-mentioned"}
    assert classes(parted, "gallery") == {"new"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("二号线一期工程", "二号线二期工程"), ("迎泽大街东延工程", "迎泽大街西延工程")],
)
def test_phases_and_sides_are_never_proposed_as_one(compare: Compare, one: str, other: str) -> None:
    comparison = compare(
        lambda records: records["museum"].update(id="gallery", name_zh=other),
        before=lambda records: records["museum"].update(name_zh=one),
    )
    assert classes(comparison, "museum") == {"not-mentioned"}


@pytest.mark.parametrize(
    ("value", "unit", "label", "found"),
    [
        (700, "count", "老旧小区", {"count-grew"}),
        (600, "count", "老旧小区", {"count-fell"}),
        (668, "count", "老旧小区", set()),
        (700, "dwelling", "老旧小区", set()),
        (700, "count", "棚户区", set()),
        (700, "count", "2025年目标：老旧小区", set()),
    ],
)
def test_only_like_figures_are_compared(
    compare: Compare, value: float, unit: str, label: str, found: set[str]
) -> None:
    def count(records: dict[str, Json]) -> None:
        records["homes"]["figures"][0] |= {"value": value, "unit": unit, "label_zh": label}

    counted = {"count-grew", "count-fell"}
    assert classes(compare(count), "homes") & counted == found


@pytest.mark.parametrize(
    ("label", "measure"),
    [
        ("2023年开工改造老旧小区", "老旧小区"),
        ("2024年目标：改造老旧小区", "老旧小区"),
        ("新增公共停车位（余）", "公共停车位"),
        ("2022年新建", "新建"),
    ],
)
def test_a_measure_is_a_label_without_year_target_and_verb(label: str, measure: str) -> None:
    where = Citation(section="S1", paragraph="P1", mention="一", wording="新增")
    figure = Figure(label_zh=label, label_en="x", value=1, unit="count", citations=(where,))
    assert read_measure(figure) == ("count", measure)


def test_json_has_the_agreed_shape(real: Comparison) -> None:
    told = to_json(real)
    assert set(told) == {"changes", "counts", "coverage"}
    for change in told["changes"]:
        assert set(change) == {"class", "id", "old", "new", "why"}
        assert change["old"] or change["new"]
    assert sum(told["counts"].values()) == len(told["changes"])
    assert set(told["counts"]) == set(CHANGE_CLASSES)
    assert told["coverage"]["old"]["stated"]["print"] == "excerpt"
    assert json.loads(json.dumps(told)) == told


def test_csv_has_both_citations(real: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(real).decode("utf-8-sig"))))
    ring = [row for row in rows if row["id"] == "nw-second-ring" and row["class"] == "slipped"]
    assert "年底前竣工" in ring[0]["old_citations"]
    assert "加快西北二环高速公路建设" in ring[0]["new_citations"]
    assert len(rows) == len(real.changes)


@given(st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)))
def test_every_record_of_both_sides_appears_and_the_counts_add_up(
    toy_catalogue: Catalogue, left: set[str], right: set[str]
) -> None:
    sides = [
        Catalogue(toy_catalogue.metadata, tuple(p for p in toy_catalogue.projects if p.id in kept))
        for kept in (left, right)
    ]
    comparison = compare_catalogues(*sides)
    assert {c.old.id for c in comparison.changes if c.old} == left
    assert {c.new.id for c in comparison.changes if c.new} == right
    assert sum(comparison.counts.values()) == len(comparison.changes)
    same = {c.id for c in comparison.changes if c.how == "id"}
    assert same == left & right


def test_a_mapping_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(
        '[[same]]\nold = "a"\nnew = "b"\n[[different]]\nold = "c"\nnew = "d"\n'
        '[[split]]\nold = "e"\nnew = ["f", "g"]\n[[merged]]\nold = ["h", "i"]\nnew = "j"\n',
        encoding="utf-8",
    )
    mapping = read_mapping(path)
    assert mapping == Mapping(
        same=frozenset({("a", "b")}),
        different=frozenset({("c", "d")}),
        split=(("e", ("f", "g")),),
        merged=(("j", ("h", "i")),),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[same", "TOML"),
        ('[[alike]]\nold = "a"\nnew = "b"', "alike"),
        ('same = "a"', "same"),
        ('[[same]]\nold = "a"', "expected old and new"),
        ('[[same]]\nold = "a"\nnew = ["b"]', "expected an id"),
        ('[[split]]\nold = "a"\nnew = []', "expected a list of ids"),
        (
            '[[same]]\nold = "a"\nnew = "b"\n[[different]]\nold = "a"\nnew = "b"',
            r"a and b: expected \[\[same\]\] or \[\[different\]\]; found both",
        ),
    ],
)
def test_a_mapping_that_cannot_be_read_is_told(text: str, words: str) -> None:
    with pytest.raises(MappingError, match=words):
        parse_mapping(text)


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        (Mapping(same=frozenset({("a", "x"), ("a", "y")})), "a: expected one"),
        (Mapping(same=frozenset({("a", "x"), ("b", "x")})), "x: expected one"),
        (Mapping(same=frozenset({("a", "x")}), split=(("a", ("x", "y")),)), "it stands in both"),
        (Mapping(same=frozenset({("a", "x")}), merged=(("x", ("a", "b")),)), "it stands in both"),
        # Of another pair of reports.
        (Mapping(same=frozenset({("a", "x"), ("a", "later")})), None),
    ],
)
def test_a_mapping_that_makes_one_of_several_is_told(mapping: Mapping, told: str | None) -> None:
    found = " ".join(find_conflicts(mapping, old_ids={"a", "b"}, new_ids={"x", "y"}))
    assert told in found if told else not found


def test_an_id_of_a_mapping_that_is_in_neither_report_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text('[[same]]\nold = "metro-1"\nnew = "metro-1-p1"\n', encoding="utf-8")
    assert main(["diff", "taiyuan-2023", "taiyuan-2024", "--mapping", str(path)]) == 0
    assert f"{path}: not in taiyuan-2023: metro-1\n" in capsys.readouterr().err


def test_a_mapping_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"mapping\.toml"):
        read_mapping(tmp_path / "mapping.toml")


def test_geojson_keeps_what_has_no_place(real: Comparison) -> None:
    told = json.loads(to_geojson(real))
    assert len(told["features"]) == len(real.changes)
    assert any(feature["geometry"] is None for feature in told["features"])
    assert any(feature["geometry"] is not None for feature in told["features"])
    assert told["metadata"]["old"]["coverage"]["print"] == "excerpt"


def test_review_and_plan_of_one_report_are_one_story(real: Comparison) -> None:
    told = {one.id: within for one in real.new.projects if (within := tell_within(one))}
    assert {"metro-1-p1", "yuanhan-sapphire-2", "xiben-carbon", "yanqiu-garden"} <= set(told)
    line = told["metro-1-p1"]
    assert [c.wording for c in (*line.review, *line.plan)] == ["全线开通", "年底建成通车"]
    assert [one.project.id for one in told.values() if one.contradicts] == ["metro-1-p1"]


def test_what_is_said_once_is_no_story(toy_catalogue: Catalogue) -> None:
    assert tell_within(toy_catalogue.by_id["museum"]) is None


def test_a_record_told_before_as_a_figure_of_another_is_a_proposed_split(compare: Compare) -> None:
    def part(records: dict[str, Json]) -> None:
        records["clinic"].update(name_zh="转化科技成果", kind="innovation-programme")

    def whole(records: dict[str, Json]) -> None:
        records["clinic"]["gone"] = True
        records["homes"]["figures"][0]["label_zh"] = "2024年目标：转化科技成果（以上）"

    found = of_record(compare(part, before=whole), "clinic")
    assert [(c.class_slug, c.is_proposed, c.old and c.old.id) for c in found] == [
        ("split", True, "homes")
    ]
    found = of_record(compare(whole, before=part), "clinic")
    assert [(c.class_slug, c.is_proposed, c.id) for c in found] == [("merged", True, "homes")]


def test_a_project_is_traced_through_the_reports() -> None:
    steps = trace_record(open_library(), "gulou-expressway")
    assert [step.appearance.entry.id for step in steps] == ["taiyuan-2023", "taiyuan-2024"]
    assert steps[0].changes == ()
    assert {c.class_slug for c in steps[1].changes} == {"continued", "slipped", "renamed"}
    assert trace_record(open_library(), "nowhere") == ()
