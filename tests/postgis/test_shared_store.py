"""The app with a shared catalogue: every process reloads, and a server gone is said."""

import pytest

from app.published.store import Store
from projects import library as reports
from projects.sources.addresses import find_address, name_place
from projects.sources.reading import read_bytes
from projects.sources.watching import Watch, watch
from projects.steward.edits import set_fields

pytestmark = pytest.mark.slow  # a database of its own

REPORT = "taiyuan-2024"


@pytest.fixture
def place(loaded):
    return name_place(f"{loaded}#{REPORT}")


def test_every_process_learns_of_a_change(loaded, place):
    # Two watches are what two processes have: each listens over a connection of its own.
    one, other = Watch(loaded).start(), Watch(loaded).start()
    store = Store(*reports.split_paths(loaded))
    served, faults = store.refresh(REPORT)
    assert (served is not None, faults) == (True, ())
    turns = [each.turn for each in (one, other, watch(find_address(place)))]
    set_fields(place, "metro-1-p1", values={"name_en": "Told to all"}, cited=None)
    for each, turn in zip((one, other, watch(find_address(place))), turns, strict=True):
        each.wait_beyond(turn)
        assert each.stamp(REPORT) == one.stamp(REPORT)
    served, faults = store.refresh(REPORT)
    assert served.catalogue.by_id["metro-1-p1"].name_en == "Told to all"
    assert faults == ()
    one.stop()
    other.stop()


def test_a_server_gone_and_back_leaves_the_last_good_state(server, loaded, place):
    store = Store(*reports.split_paths(loaded))
    before, _ = store.refresh(REPORT)
    looking = watch(find_address(place))
    turn = looking.turn
    server.stop()
    try:
        turn = looking.wait_beyond(turn)
        served, faults = store.refresh(REPORT)
        assert served.catalogue.projects == before.catalogue.projects
        assert [fault.check for fault in faults] == ["server"]
        assert "not-for-eyes" not in str(faults)
        assert store.path_of("taiyuan-2023") != store.path_of(REPORT)
    finally:
        server.start()
    while looking.error is not None:
        turn = looking.wait_beyond(turn)
    served, faults = store.refresh(REPORT)
    assert faults == ()
    assert served.catalogue.projects == before.catalogue.projects
    assert read_bytes(place)


def test_a_server_that_never_answered_is_a_fault_and_no_crash(loaded):
    nowhere = loaded.replace("?host=", "?host=/nowhere")
    served, faults = Store(*reports.split_paths(nowhere)).refresh()
    assert served is None
    assert [fault.check for fault in faults] == ["server"]
    assert "not-for-eyes" not in str(faults)
