"""The workshop: bounded in number, time and memory; dropped when nobody waits."""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from types import ModuleType

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from app.apart import PRELOADED, Job, MakingError, RefusedError, do_apart
from app.errors import ExportError, FontError
from app.exports.formats import Export
from app.messages import Words
from app.published.served import Shelf
from app.published.store import current_store
from app.web import downloads, overlaps
from app.web.making import DrawingRoom
from app.web.workshop import BusyError, ClientGoneError, Workshop
from app.words.refusals import refusal_sentence
from projects.steward.errors import TableError

pytestmark = pytest.mark.slow  # processes that begin from nothing


class Waiting:
    """A request whose reader goes when told."""

    def __init__(self):
        self.has_gone = False

    async def is_disconnected(self):
        return self.has_gone


def run(workshop, job, request=None):
    return asyncio.run(workshop.make(job, request or Waiting()))


SOUND = Job(Export, ("a.pdf", "a.pdf", "application/pdf", b"x" * 100_000))


def test_a_file_comes_from_another_process():
    assert run(Workshop(), SOUND).body == b"x" * 100_000
    with pytest.raises(MakingError, match="without an answer"):
        run(Workshop(), Job(os._exit, (3,)))


def test_the_script_of_a_page_is_not_run_before_a_file_is_made(monkeypatch, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("raise RuntimeError('a page was run')\n", encoding="utf-8")
    main = ModuleType("__main__")
    main.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", main)  # as Streamlit does at every run
    assert run(Workshop(), SOUND).name == "a.pdf"


def test_what_a_job_says_is_said():
    with pytest.raises(ExportError, match="no format 'docx'"):
        run(Workshop(), refused_job())


def refused_job():
    catalogue = current_store().refresh()[0].catalogue
    asked = downloads.Asked(downloads.View(), "docx", downloads.PaperChoice(), "", "")
    return Job(downloads.make_view_file, (catalogue, Shelf(), asked))


def test_a_fault_of_ours_is_named_for_the_log():
    with pytest.raises(MakingError, match="ValueError"):
        run(Workshop(), Job(int, ("x",)))


def test_more_memory_than_is_allowed_is_not_given():
    with pytest.raises(MakingError, match="MemoryError"):
        run(Workshop(), Job(bytes, (8 << 30,)))


def test_what_takes_too_long_is_ended():
    with pytest.raises(MakingError, match="not done"):
        run(Workshop(time_limit_s=0), Job(time.sleep, (3600,)))


def test_what_nobody_waits_for_is_dropped():
    request = Waiting()
    request.has_gone = True
    with pytest.raises(ClientGoneError, match="while it was made"):
        run(Workshop(), Job(time.sleep, (3600,)), request)


def test_the_queue_is_bounded_and_those_who_go_leave_it():
    async def ask():
        workshop = Workshop(at_work=1, most_waiting=1)
        first, second = Waiting(), Waiting()
        asked = asyncio.create_task(workshop.make(Job(time.sleep, (3600,)), first))
        waiting = asyncio.create_task(workshop.make(SOUND, second))
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await workshop.make(SOUND, Waiting())
        second.has_gone = True
        with pytest.raises(ClientGoneError, match="while waiting"):
            await waiting
        first.has_gone = True
        with pytest.raises(ClientGoneError):
            await asked
        return await workshop.make(SOUND, Waiting())

    assert asyncio.run(ask()).name == "a.pdf"


def test_who_came_first_has_the_first_free_place_and_the_queue_says_its_length():
    async def ask():
        workshop = Workshop(at_work=1, most_waiting=3, in_process=False)
        made, go = [], threading.Event()

        async def make(name):
            await workshop.make(Job(go.wait, ()), Waiting())
            made.append(name)

        asked = []
        for number, name in enumerate("abcd"):
            asked.append(asyncio.create_task(make(name)))
            while workshop.inside <= number or not workshop.making:  # noqa: ASYNC110 - a turn each
                await asyncio.sleep(0)
        routes = downloads.list_routes(current_store(), workshop=workshop)
        told = TestClient(Starlette(routes=routes)).get("/export/queue").json()
        go.set()
        await asyncio.gather(*asked)
        return made, told, workshop

    made, told, workshop = asyncio.run(ask())
    assert made == list("abcd")
    assert told == {"making": 1, "waiting": 3, "most_waiting": 3}
    assert (workshop.inside, workshop.making) == (0, 0)


def test_a_full_queue_is_answered_with_when_to_come_again():
    workshop = Workshop(at_work=0, most_waiting=0)
    routes = downloads.list_routes(current_store(), workshop=workshop)
    answer = TestClient(Starlette(routes=routes)).get("/export/pdf?lang=en")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.text.startswith("Many files are being made")


def test_the_server_makes_its_files_in_processes():
    client = TestClient(Starlette(routes=downloads.list_routes(current_store())))
    answer = client.get("/export/html?sector=roads")
    assert answer.status_code == 200
    assert answer.content.startswith(b"<!doctype html>")


def test_a_system_that_cannot_be_written_to_is_said():
    with pytest.raises(ExportError, match="MPLCONFIGDIR"):
        run(Workshop(), Job(os.mkdir, ("/proc/none",)))


WITHOUT = """
import sys
import tempfile

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name == "matplotlib":
            raise OSError("no writable folder")

def refuse(*_):
    raise FileNotFoundError(2, "No usable temporary directory found")

sys.meta_path.insert(0, Refuse())
tempfile._get_default_tempdir = refuse
from starlette.applications import Starlette
from starlette.testclient import TestClient
from app.published.served import Shelf
from app.published.store import current_store
from app.web.routes import list_middleware, list_routes
import app.main

client = TestClient(Starlette(routes=list_routes(current_store()), middleware=list_middleware()))
for path in ("/", "/nearby", "/healthz", "/present", "/qr.svg", "/street?lang=en", "/changes.svg",
             "/export/csv?lang=en", "/overlaps/pairs.docx?lang=en", "/preview.png?lang=en"):
    answer = client.get(path)
    print(path, answer.status_code, answer.text[:30].splitlines()[0])
"""


def test_without_a_folder_to_write_to_the_pages_serve_and_the_rest_says_so():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], check=True, capture_output=True, text=True
    )
    told = {line.split(" ")[0]: line.split(" ", 2)[1:] for line in done.stdout.splitlines()}
    assert [told[path][0] for path in ("/", "/nearby", "/healthz", "/present")] == ["200"] * 4
    assert [told[path][0] for path in ("/qr.svg", "/street?lang=en", "/changes.svg")] == ["503"] * 3
    assert told["/street?lang=en"][1] == "This server has no folder to w"
    for path in ("/export/csv?lang=en", "/overlaps/pairs.docx?lang=en"):
        assert told[path] == ["422", "This server cannot use a file "]
    assert told["/preview.png?lang=en"] == ["500", "The file could not be made. Th"]


@pytest.fixture
def workshop_ready():
    """What makes a file as it is loaded, therefore not while tests are collected."""
    from app.web import workshop_ready  # noqa: PLC0415

    return workshop_ready


def test_the_clean_process_has_made_a_file_before_it_is_asked(workshop_ready):
    assert workshop_ready.IS_READY
    assert workshop_ready.__name__ in PRELOADED


def test_what_cannot_be_made_beforehand_stops_nothing(workshop_ready, monkeypatch):
    said: list[str] = []

    def fail(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(workshop_ready, "export_view", fail)
    monkeypatch.setattr(workshop_ready._LOG, "exception", said.append)
    assert workshop_ready.make_first_file() is False
    assert said == ["the first file could not be made"]


# What is dropped, and what is drawn


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def eat_memory():
    return len(bytes(8 << 30))


def refuse_table():
    raise TableError("roads.csv: row 3: expected 4, found 5 values")


def test_what_is_done_apart_may_fail_in_every_way_and_says_how():
    assert do_apart(Job(len, ("abc",))) == 3
    with pytest.raises(MakingError, match="damaged"):
        do_apart(Job(die, ()))
    with pytest.raises(MakingError, match="MemoryError"):
        do_apart(Job(eat_memory, ()))
    with pytest.raises(MakingError, match="not done after 0 s"):
        do_apart(Job(time.sleep, (3600,)), time_limit_s=0)
    with pytest.raises(RefusedError, match="row 3"):
        do_apart(Job(refuse_table, ()))


def test_why_a_file_is_refused_travels_whole_between_processes():
    error = pickle.loads(pickle.dumps(FontError("no font", kind="font", package="fonts")))  # noqa: S301
    assert type(error) is FontError
    assert (str(error), error.kind, error.blanks) == ("no font", "font", {"package": "fonts"})
    assert refusal_sentence(error, Words("en")).endswith("may install fonts.")
    assert refusal_sentence(ExportError("only this"), Words("zh")) == "only this"


def ask(room, answers):
    """Ask a room for several pictures at once."""

    async def go():
        requests = [Request({"type": "http", "query_string": b"lang=en"}, wait_for_ever)] * 5
        return await asyncio.gather(*(room.draw(one, answers) for one in requests))

    return asyncio.run(go())


async def wait_for_ever():
    await asyncio.Event().wait()


def test_a_few_pictures_are_drawn_at_once_and_the_rest_is_sent_away():
    at_work, most = 0, 0
    lock = threading.Lock()

    def draw(_):
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        with lock:
            at_work -= 1
        return Response("drawn")

    assert {one.status_code for one in ask(DrawingRoom(at_work=2, most_waiting=3), draw)} == {200}
    assert most <= 2
    answers = ask(DrawingRoom(at_work=1, most_waiting=1), draw)
    assert sorted(one.status_code for one in answers) == [200, 200, 503, 503, 503]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert ask(DrawingRoom(at_work=0, most_waiting=5, patience_s=0), draw)[0].status_code == 503


@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_documents_of_pairs_wait_in_the_queue_of_all_files(ending):
    workshop = Workshop(at_work=0, most_waiting=0)
    client = TestClient(Starlette(routes=overlaps.list_routes(current_store(), workshop=workshop)))
    assert client.get(f"/overlaps/pairs.{ending}?lang=en").status_code == 503
    assert client.get("/overlaps/pairs.csv?lang=en").status_code == 200
