"""The overview: its numbers add up, and every number leads to just the projects it counts."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.address import Camera, View, read_view
from app.messages import Words
from app.overview.matrix import Matrix, count_matrix, matrix_html
from app.overview.promises import group_due, promises_html
from app.overview.signs import make_bubble, name_softness
from app.overview.tallies import accuracy_html, count_accuracy, count_districts, districts_html
from app.published.store import Store
from app.sections import filter_notice_html, section_html
from projects.catalogue import DEFAULT_CATALOGUE, read_catalogue
from projects.filters import Filters, select_projects
from projects.vocabulary import ACCURACY_CLASSES, SECTORS, STATUSES

CATALOGUE = read_catalogue()
KNOWN = Store(DEFAULT_CATALOGUE).refresh()[0].known
ENGLISH = Words("en")
HOSTILE = '<img src=x onerror="alert(1)">&"\''
LINK = re.compile(r'<a href="(\./[^"]*)" data-view="1"[^>]*?(?: aria-label="([^"]*)")?>')
VIEWS = [
    View(lang="en"),
    View(Filters(sector=frozenset({"roads", "industry"})), lang="en"),
    View(Filters(status=frozenset({"planned"}), due=frozenset({"2024"})), lang="en"),
    View(Filters(district=frozenset({"140110", "140106"})), lang="en"),
    View(Filters(q="太原"), lang="en"),
]


def projects_of(view: View) -> list:
    ids = select_projects(CATALOGUE, filters=view.filters).ids
    return [CATALOGUE.by_id[project_id] for project_id in ids]


def follow(address: str) -> View:
    view, dropped = read_view(
        dict(parse_qsl(urlsplit(unescape(address)).query, keep_blank_values=True)), known=KNOWN
    )
    assert not dropped
    return view


def labelled_links(html: str) -> list[tuple[View, int]]:
    found = []
    for address, label in LINK.findall(html):
        number = re.search(r"(\d+) projects?$", unescape(label))
        if number:
            found.append((follow(address), int(number[1])))
    return found


def check_links(html: str) -> None:
    links = labelled_links(html)
    assert links
    for view, number in links:
        assert len(select_projects(CATALOGUE, filters=view.filters).ids) == number
        assert view.lang == "en"


@pytest.mark.parametrize("view", VIEWS)
def test_every_number_leads_to_just_what_it_counts(view):
    projects = projects_of(view)
    check_links(matrix_html(count_matrix(projects), view=view, words=ENGLISH))
    check_links(
        districts_html(
            count_districts(projects, asked=view.filters.district, city=CATALOGUE.city),
            total=len(projects),
            view=view,
            words=ENGLISH,
        )
    )
    check_links(accuracy_html(count_accuracy(projects), view=view, words=ENGLISH))


@given(st.sets(st.sampled_from(range(len(CATALOGUE.projects)))))
def test_rows_and_columns_add_up_to_the_projects(numbers):
    projects = [CATALOGUE.projects[number] for number in numbers]
    matrix = count_matrix(projects)
    assert matrix.total == len(projects)
    assert sum(matrix.sectors.values()) == len(projects)
    assert sum(matrix.statuses.values()) == len(projects)
    assert sum(matrix.placed.values()) == sum(one.geometry is not None for one in projects)
    assert sum(count_accuracy(projects).values()) == len(projects)


def test_the_matrix_has_a_cell_for_every_sector_and_status():
    html = matrix_html(count_matrix(CATALOGUE.projects), view=View(), words=ENGLISH)
    assert html.count("<tr>") == 1 + len(SECTORS) + 1
    assert html.count('<th scope="row">') == len(SECTORS) + 1
    assert html.count("<td") == (len(SECTORS) + 1) * (len(STATUSES) + 2)
    assert html.count('href="./?sector=roads"') == 2
    assert html.count('href="./?status=planned"') == 2
    assert 'href="./?sector=roads&amp;status=planned"' in html


def test_a_cell_without_projects_is_no_link():
    matrix = Matrix({("roads", "planned"): 2}, {"roads": 1})
    html = matrix_html(matrix, view=View(), words=ENGLISH)
    cells = re.findall(r"<td[^>]*>.*?</td>", html)
    empty = [cell for cell in cells if "is-zero" in cell]
    assert not any("<a" in cell for cell in empty)
    assert len(empty) == len(SECTORS) * len(STATUSES) - 1 + len(SECTORS) - 1 + len(STATUSES) - 1


def test_links_of_the_matrix_keep_filters_and_drop_camera_and_selection():
    view = View(
        Filters(q="路", district=frozenset({"140110"})),
        "metro-1-p1",
        Camera(112.5, 37.8, 12),
        "osm",
    )
    html = matrix_html(Matrix({("roads", "planned"): 1}, {}), view=view, words=ENGLISH)
    views = [follow(address) for address, _ in LINK.findall(html)]
    assert views
    assert all(one.selected is one.camera is None and one.base == "embedded" for one in views)
    assert all((one.filters.q, one.filters.district) == ("路", {"140110"}) for one in views)


def test_the_area_of_a_sign_grows_with_its_number():
    def share(count: int, status: str = "completed") -> float:
        return make_bubble("roads", status, count=count, largest=16).share

    assert share(16) == 1
    assert share(4) == pytest.approx(share(16) / 2)
    # a square is as large as the disc of the same number
    assert share(16, "ongoing") ** 2 == pytest.approx(3.14159 / 4, abs=1e-3)


def test_districts_are_all_there_and_the_whole_city_stands_last():
    counts = count_districts(CATALOGUE.projects, asked=frozenset(), city=CATALOGUE.city)
    assert len(counts) == 11
    assert list(counts)[-1] == "city"
    numbers = list(counts.values())[:-1]
    assert numbers == sorted(numbers, reverse=True)


def test_every_district_has_its_sheet_in_one_click_and_the_whole_city_has_none():
    counts = count_districts(CATALOGUE.projects, asked=frozenset(), city=CATALOGUE.city)
    html = districts_html(counts, total=1, view=View(lang="en"), words=ENGLISH)
    sheets = re.findall(r'href="\./export/district-sheet/(\w+)\?lang=en" download', html)
    assert sheets == list(counts)[:-1]
    assert 'aria-label="Sheet of Jinyuan District (PDF), all its projects"' in html
    none = districts_html({"140110": 0, "city": 0}, total=0, view=View(), words=ENGLISH)
    assert none.count("district-sheet") == 1


def test_only_districts_asked_for_are_counted():
    assert list(
        count_districts(CATALOGUE.projects, asked=frozenset({"140110"}), city=CATALOGUE.city)
    ) == ["140110"]


def test_projects_in_several_districts_are_explained_where_there_are_any():
    note = "A project that touches several districts counts in each."
    counts = count_districts(CATALOGUE.projects, asked=frozenset(), city=CATALOGUE.city)
    several = districts_html(counts, total=len(CATALOGUE.projects), view=View(), words=ENGLISH)
    assert note in several
    assert note not in districts_html({"140110": 1}, total=1, view=View(), words=ENGLISH)


def test_placed_and_unplaced_stand_apart_with_their_totals():
    html = accuracy_html(count_accuracy(CATALOGUE.projects), view=View(), words=ENGLISH)
    totals = [int(number) for number in re.findall(r"<h3>.*?<b>(\d+)</b></h3>", html)]
    assert totals == [len(CATALOGUE.placed), len(CATALOGUE.unplaced)]


@pytest.mark.parametrize("slug", ACCURACY_CLASSES)
def test_each_accuracy_class_has_a_sign_as_soft_as_it_is(slug):
    expected = {"exact": "is-firm", "close": "is-firm"}.get(slug)
    if expected is None:
        expected = "is-absent" if ACCURACY_CLASSES[slug].limit_m is None else "is-soft"
    assert name_softness(slug) == expected


def test_promises_are_grouped_by_the_year_that_a_link_filters():
    groups = group_due(CATALOGUE.projects)
    assert list(groups) == sorted(groups)
    for year, projects in groups.items():
        filters = Filters(due=frozenset({str(year)}))
        ids = select_projects(CATALOGUE, filters=filters).ids
        assert {project.id for project in projects} == set(ids)


def test_a_promise_names_project_event_wording_and_paragraph():
    groups = group_due(CATALOGUE.projects)
    day = CATALOGUE.metadata.report_day
    view = View(lang="en")
    html = promises_html(groups, undated=107, view=view, words=ENGLISH, report_day=day)
    assert 'href="./?due=2024&amp;lang=en"' in html
    row = next(row for row in html.split("<tr>") if "sel=metro-1-p1&amp;lang=en" in row)
    assert "Metro Line 1, phase 1" in row
    assert "December 2024" in row
    assert "年底" in row
    assert "S7.P1" in row
    assert "Since then: Open (February 22, 2025)" in row
    assert html.count("Since then: ") < len(groups[2024])
    assert "107 projects promise no year." in html
    assert html.count("<tr>") == sum(map(len, groups.values())) + len(groups)


def test_text_of_a_record_leaves_no_tag():
    first = next(project for project in CATALOGUE.projects if project.due)
    spoilt = first.model_copy(update={"name_zh": HOSTILE, "name_en": HOSTILE})
    html = promises_html(
        group_due([spoilt]),
        undated=0,
        view=View(),
        words=ENGLISH,
        report_day=CATALOGUE.metadata.report_day,
    )
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


def test_text_of_a_search_leaves_no_tag():
    view = View(Filters(q=HOSTILE))
    html = filter_notice_html(
        view, catalogue=CATALOGUE, sentence="0 = 0", page="overview", words=ENGLISH
    )
    assert "<img" not in html
    assert "<img" not in section_html(HOSTILE, "", lead=HOSTILE, anchor=HOSTILE)


def test_active_filters_are_named_and_can_be_cleared_on_the_same_page():
    view = View(Filters(sector=frozenset({"roads"}), q="街"), lang="en")
    html = filter_notice_html(
        view, catalogue=CATALOGUE, sentence="…", page="overview", words=ENGLISH
    )
    assert "Roads, “街”" in html
    assert 'href="./overview?lang=en"' in html


def test_the_page_shows_the_law_and_the_whole_catalogue(run_page):
    html = run_page("overview")
    placed, total = len(CATALOGUE.placed), len(CATALOGUE.projects)
    assert f"地图上 {placed} 个 + 没有位置 {total - placed} 个 = 共 {total} 个项目" in html
    assert f"<b>{total}</b></a></td>" in html
    assert "city-filtered" not in html
    assert 'id="due-2024"' in html


def test_the_page_honours_the_filters_of_the_link(run_page):
    html = run_page("overview", sector="roads", lang="en")
    roads = [project for project in CATALOGUE.projects if project.sector == "roads"]
    assert f"= {len(roads)} projects (of {len(CATALOGUE.projects)})" in html
    assert "Roads." in html
    assert "Clear all filters" in html
    for project in CATALOGUE.projects:
        if project.due and project.sector != "roads":
            assert f"sel={project.id}&" not in html


def test_the_page_without_any_project_says_so_and_offers_the_way_back(run_page):
    html = run_page("overview", q="没有这样的项目")
    assert "= 共 0 个项目" in html
    assert 'href="./overview"' in html
    assert "<table" not in html


def test_the_page_is_styled_by_classes_that_the_style_sheet_knows(run_page):
    styles = "".join(
        file.read_text(encoding="utf-8")
        for file in (Path(__file__).parents[2] / "app" / "static").glob("*.css")
    )
    html = run_page("overview")
    used = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    assert not {name for name in used if name.startswith("city-") and f".{name}" not in styles}
