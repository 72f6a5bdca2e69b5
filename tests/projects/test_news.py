"""News of projects: each kind from its source, dated as precisely as it is held."""

from collections import Counter
from datetime import date

import pytest

from projects import Library, open_library
from projects.news import News, is_more_exact, list_news

AS_OF = date(2026, 1, 19)


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def tell(library: Library, *ids: str, as_of: date = AS_OF) -> list[News]:
    catalogue = library.by_id["taiyuan-2024"].catalogue
    projects = [catalogue.by_id[one] for one in ids] or catalogue.projects
    return list(list_news(library, report_id="taiyuan-2024", projects=projects, as_of=as_of))


def test_every_record_is_news_once(library: Library) -> None:
    counts = Counter(news.project.id for news in tell(library) if news.kind == "new-record")
    assert counts == Counter(library.by_id["taiyuan-2024"].catalogue.by_id.keys())


def test_a_record_is_new_with_the_first_report_that_names_it(library: Library) -> None:
    (news,) = [one for one in tell(library, "metro-3-p1") if one.kind == "new-record"]
    assert (news.report.id, news.held, news.is_exact) == ("taiyuan-2023", "2023", False)
    assert news.day == date(2023, 12, 31)


def test_a_promise_becomes_due_and_overdue_and_then_known(library: Library) -> None:
    def kinds(day: date) -> set[str]:
        return {news.kind for news in tell(library, "metro-1-p1", as_of=day)}

    assert "due" not in kinds(date(2024, 2, 1))
    assert "due" in kinds(date(2024, 3, 1))
    assert "overdue" not in kinds(date(2024, 12, 31))
    assert "overdue" in kinds(date(2025, 1, 10))
    assert {"outcome"} <= kinds(date(2025, 3, 1))
    assert "overdue" not in kinds(date(2025, 3, 1))


def test_an_outcome_is_dated_by_its_publication(library: Library) -> None:
    (news,) = [one for one in tell(library, "tisco-2x300") if one.kind == "outcome"]
    assert (news.held, news.day) == ("2025-09-09", date(2025, 9, 9))


def test_what_has_no_date_is_filed_with_its_report(library: Library) -> None:
    found = [one for one in tell(library, "metro-1-p2") if one.kind == "outcome"]
    assert [(one.held, one.day) for one in found] == [(None, date(2024, 2, 28))]


def test_a_source_of_low_trust_is_no_news(library: Library) -> None:
    facts = [news.milestone for news in tell(library) if news.milestone is not None]
    assert facts
    assert all(fact.source is not None and fact.source.trust != "low" for fact in facts)


def test_the_newest_comes_first(library: Library) -> None:
    days = [news.day for news in tell(library)]
    assert days == sorted(days, reverse=True)


def test_a_place_is_more_exact_where_it_is_placed_or_its_accuracy_fell(library: Library) -> None:
    catalogue = library.by_id["taiyuan-2024"].catalogue
    placed = catalogue.by_id["metro-1-p1"]
    unplaced = next(one for one in catalogue.projects if one.geometry is None)
    place = placed.place.model_copy(update={"accuracy_m": 10 * (placed.place.accuracy_m or 1)})
    vague = placed.model_copy(update={"place": place})
    assert is_more_exact(placed, before=vague)
    assert is_more_exact(placed, before=unplaced)
    assert not is_more_exact(vague, before=placed)
    assert not is_more_exact(unplaced, before=placed)
    assert not is_more_exact(placed, before=placed)


def test_a_catalogue_that_the_library_lacks_has_no_news(library: Library) -> None:
    assert list_news(library, report_id="elsewhere-2024", projects=(), as_of=AS_OF) == ()
