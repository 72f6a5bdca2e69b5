"""The view in the address: there and back, and nothing that a link says can break the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.address import (
    BASE_MAPS,
    MAX_QUERY_LENGTH,
    Camera,
    Dropped,
    Known,
    View,
    find_widened,
    read_query,
    read_view,
    write_view,
)
from app.facet_codes import BUT, CODES
from app.messages import LANGUAGES
from projects.filters import FACETS, Filters

CHOICES = {
    "sector": frozenset({"roads", "industry", "rail-transit"}),
    "status": frozenset({"planned", "completed"}),
    "district": frozenset({"140105", "140106", "city"}),
    "due": frozenset({"2024", "2025", "none"}),
    "accuracy": frozenset({"exact", "unknown"}),
    "promise": frozenset({"kept", "overdue"}),
}
KNOWN = Known(choices=CHOICES, ids={"metro-1": "metro-1", "metro-one": "metro-1", "lake": "lake"})

texts = st.text(max_size=MAX_QUERY_LENGTH).map(lambda text: View().with_text(text).filters.q)
cameras = st.builds(
    Camera,
    lon=st.floats(-180, 180).map(lambda number: round(number, 5) + 0.0),
    lat=st.floats(-90, 90).map(lambda number: round(number, 5) + 0.0),
    zoom=st.sampled_from([7, 9.5, 12.25, 18]),
)
filters = st.builds(
    Filters,
    q=texts,
    as_of=st.none() | st.dates(),
    **{facet: st.frozensets(st.sampled_from(sorted(CHOICES[facet]))) for facet in FACETS},
)
views = st.builds(
    View,
    filters=filters,
    selected=st.none() | st.sampled_from(["metro-1", "lake"]),
    camera=st.none() | cameras,
    base=st.sampled_from(BASE_MAPS),
    lang=st.sampled_from(sorted(LANGUAGES)),
)


def read(query: str) -> tuple[View, list[Dropped]]:
    return read_view(read_query(query), known=KNOWN)


@pytest.mark.parametrize(
    ("query", "read_as"),
    [
        ("sector=roads&sector=rail-transit", {"sector": "roads,rail-transit"}),
        ("sector=roads&sector=&sector=industry,roads", {"sector": "roads,industry,roads"}),
        ("sector=roads&amp;lang=en", {"sector": "roads", "lang": "en"}),
        ("sector=roads&amp;amp;lang=en", {"sector": "roads", "lang": "en"}),
        ("sector=roads&#38;lang=en", {"sector": "roads", "lang": "en"}),
        ("sector=roads&#x26;lang=en", {"sector": "roads", "lang": "en"}),
        ("sector=roads&AMP;lang=en", {"sector": "roads", "lang": "en"}),
        ("sector=roads;lang=en", {"sector": "roads", "lang": "en"}),
        ("Sector=Roads&LANG=en", {"sector": "roads", "lang": "en"}),
        ("sector[]=roads&sector[]=parks", {"sector": "roads,parks"}),
        ("sector%5B%5D=roads&%20status =planned", {"sector": "roads", "status": "planned"}),
        ("sector=roads, industry", {"sector": "roads,industry"}),
        (
            "sector=roads，industry、rail-transit;parks",
            {"sector": "roads,industry,rail-transit,parks"},
        ),
        ("sector=roads%E2%80%8B", {"sector": "roads"}),
        ("q=a%26amp%3Bb", {"q": "a&amp;b"}),
        ("q=%B5%D8%CC%FA", {"q": "地铁"}),
        (b"q=\xb5\xd8\xcc\xfa", {"q": "地铁"}),
        ("q=地铁+1", {"q": "地铁 1"}),
        ("lang=en&lang=zh", {"lang": "zh"}),
        ("q=%ff%fe", {"q": "\ufffd\ufffd"}),
        ("&&=&x", {"": "", "x": ""}),
        ("", {}),
    ],
)
def test_a_query_is_read_however_it_was_copied(query, read_as):
    assert read_query(query) == read_as


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_any_query_is_read(query):
    view, dropped = read_view(read_query(query), known=KNOWN)
    assert read_view(read_query(write_view(view)), known=KNOWN)[0] == view
    assert all(part.parameter for part in dropped)


@pytest.mark.parametrize(
    ("query", "widened"),
    [
        ("sector=magic", ["sector"]),
        ("sector=magic,roads", []),
        ("sel=nobody&due=1900", ["due", "sel"]),
        ("q=nothing&lang=xx", []),
        ("promise=overdue&asof=2025-02-30", ["asof"]),
    ],
)
def test_what_would_widen_a_view_is_found(query, widened):
    parameters = read_query(query)
    view, _ = read_view(parameters, known=KNOWN)
    assert [part.parameter for part in find_widened(parameters, view=view)] == widened


@pytest.mark.parametrize("text", ["一号\u200b线", "一号\n线 ", "\ufeff一号\u2028线", "一号\x00线"])
def test_a_searched_text_is_one_tidy_line(text):
    view, _ = read_view({"q": text}, known=KNOWN)
    assert view.filters.q in {"一号线", "一号 线"}


@given(views)
def test_a_link_restores_exactly_the_view(view):
    assert read(write_view(view)) == (view, [])


@given(views)
def test_an_address_is_short_ascii_without_spaces(view):
    query = write_view(view)
    assert query.isascii()
    assert " " not in query


@given(
    st.dictionaries(
        st.sampled_from([*FACETS, "q", "sel", "lat", "lon", "z", "base", "lang"]), st.text()
    )
)
def test_any_address_can_be_read(query):
    view, dropped = read_view(query, known=KNOWN)
    assert isinstance(view, View)
    # What was kept and what was dropped is all there was.
    for facet in FACETS:
        said = {value for value in query.get(facet, "").split(",") if value}
        kept = getattr(view.filters, facet)
        if query.get(facet, "").startswith(BUT) or said & set(CODES.get(facet, {}).values()):
            assert kept <= KNOWN.choices[facet]  # shorter forms have tests of their own
            continue
        assert said == kept | {part.value for part in dropped if part.parameter == facet}


@pytest.mark.parametrize(
    ("query", "dropped"),
    [
        ("sector=roads,magic", [Dropped("sector", "magic")]),
        ("sel=atlantis", [Dropped("sel", "atlantis")]),
        ("lat=37.8&lon=112.5", [Dropped("lat", "37.8"), Dropped("lon", "112.5")]),
        (
            "lat=north&lon=112.5&z=9",
            [Dropped("lat", "north"), Dropped("lon", "112.5"), Dropped("z", "9")],
        ),
        ("lat=nan&lon=1&z=9", [Dropped("lat", "nan"), Dropped("lon", "1"), Dropped("z", "9")]),
        ("base=mars&lang=fr", [Dropped("base", "mars"), Dropped("lang", "fr")]),
        ("utm_source=mail&from=timeline", []),
        ("", []),
    ],
)
def test_what_is_unknown_is_dropped_and_named(query, dropped):
    _, found = read(query)
    assert sorted(found, key=str) == sorted(dropped, key=str)


def test_a_former_id_leads_to_the_record():
    view, dropped = read("sel=metro-one")
    assert view.selected == "metro-1"
    assert dropped == []


def test_the_default_view_needs_no_parameter():
    assert write_view(View()) == ""
