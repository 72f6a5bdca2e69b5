"""Long lists show their first entries, say how many more there are, and lead to the rest."""

import re
from datetime import date
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from app.address import View
from app.components import more
from app.messages import Words
from app.overview import tables as overview_tables
from app.overview.promises import group_due, promises_html
from app.overview.tables import tables_html
from app.pages import report
from app.promises.content import find_promises
from app.published.store import current_store
from projects.clock import list_promises
from projects.facts import gather_facts
from projects.library import open_library

FEW = 3
ENGLISH = Words("en")
CATALOGUE = current_store().refresh()[0].catalogue


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("name", ["changes", "years", "promises", "completeness", "report"])
def test_a_button_shows_more_of_each_list_until_all_is_shown(monkeypatch, html, name):
    whole = html(run_at(name))
    monkeypatch.setattr(report, "FIRST", FEW)
    monkeypatch.setattr(more.most_listed, "__kwdefaults__", {"first": FEW})
    app = run_at(name)
    first = html(app)
    assert "more" in first
    assert count_links(first) < count_links(whole)
    while any(button.key == "more" for button in app.button):
        shown = count_links(html(app))
        app.button(key="more").click().run()
        assert not app.exception
        assert count_links(html(app)) > shown
    assert html(app) == whole


def run_at(name: str) -> AppTest:
    app = AppTest.from_function(show_page, default_timeout=30, args=(name,))
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    return app


def show_page(name: str) -> None:
    """Show one page alone; its source is what Streamlit runs."""
    from importlib import import_module  # noqa: PLC0415

    from app.components.session import current_view, open_view  # noqa: PLC0415
    from app.messages import Words  # noqa: PLC0415
    from app.published.store import current_store  # noqa: PLC0415

    served, _ = current_store().refresh()
    open_view(lambda _: served.known, page=name)
    import_module(f"app.pages.{name}").show(served, words=Words(current_view().lang))


def count_links(html: str) -> int:
    return html.count("<a ")


def test_a_long_table_of_a_year_leads_to_all_on_the_map():
    groups = group_due(CATALOGUE.projects)
    day = CATALOGUE.metadata.report_day
    make = partial(promises_html, undated=0, view=View(lang="en"), words=ENGLISH, report_day=day)
    html = make(groups, most=FEW)
    for year, projects in groups.items():
        rest = len(projects) - FEW
        told = f'<a href="./?due={year}&amp;lang=en" data-view="1">{rest} more: show all on the map'
        assert (told in html) == (rest > 0)
    whole = make(groups)
    assert "show all on the map" not in whole


def test_a_sum_of_many_names_the_first_and_counts_the_rest(monkeypatch):
    whole = tables_html(CATALOGUE, view=View(lang="en"), words=ENGLISH)
    monkeypatch.setattr(overview_tables, "LISTED", 1)
    few = tables_html(CATALOGUE, view=View(lang="en"), words=ENGLISH)
    rest = sum(int(n) for n in re.findall(r"<li>(\d+) more, named in the table", few))
    assert rest > 0
    assert count_links(few) + rest == count_links(whole)


@pytest.mark.parametrize("as_of", [date(2024, 6, 30), date(2025, 6, 30)])
@pytest.mark.parametrize("report_id", ["taiyuan-2023", "taiyuan-2024"])
def test_promises_are_those_of_the_records(as_of, report_id):
    library = open_library()
    catalogue = library.by_id[report_id].catalogue
    facts = {
        one: gather_facts(library, report_id=report_id, record_id=one) for one in catalogue.ids
    }
    told = {
        project.id: reading
        for project, reading in list_promises(catalogue, as_of=as_of, facts=facts)
    }
    found = find_promises(catalogue, library=library, as_of=as_of)
    assert {one.project.id: one.reading for one in found} == told
    assert [one.year or 9999 for one in found] == sorted(one.year or 9999 for one in found)
    assert found.counts.total() == len(told)
    for year, states in found.years.items():
        of_year = [one.reading.state for one in found if one.year == year]
        assert states == {state: of_year.count(state) for state in set(of_year)}
