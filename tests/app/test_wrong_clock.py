"""A machine whose clock is wrong: files are made all the same, and say nothing else than before."""

import time
import zipfile
from datetime import UTC, datetime

import pytest

from app.address import View
from app.errors import ExportError
from app.exports import deck, summary
from app.exports.formats import FORMATS, PaperChoice
from app.exports.summary import ViewSummary
from app.ogc import documents
from app.published.store import current_store
from projects.filters import make_filters

WRONG = {"1970": 0, "1979": 315_532_799 - 86_400 * 2, "2099": 4_070_908_800}
ROADS = View(filters=make_filters({"sector": ["roads"]}), lang="en")


class Clock:
    """A clock that stands at a wrong time."""

    def __init__(self, seconds):
        self.seconds = seconds

    def time(self):
        return float(self.seconds)

    def now(self, tz=UTC):
        return datetime.fromtimestamp(self.seconds, tz=tz)

    def __getattr__(self, name):
        return getattr(time, name)


@pytest.fixture(params=WRONG)
def clock(request, monkeypatch):
    stopped = Clock(WRONG[request.param])
    monkeypatch.setattr(zipfile, "time", stopped)
    for module in (summary, deck, documents):
        monkeypatch.setattr(module, "datetime", stopped)
    return request.param


@pytest.fixture
def no_pictures(without_pictures):
    """No clock stands in a picture."""
    with without_pictures():
        yield


@pytest.mark.slow
@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("file_format", FORMATS)
def test_every_file_is_made_whatever_the_clock_says(clock, file_format):
    served, _ = current_store().refresh()
    shown = ViewSummary(served, ROADS)
    assert shown.made_on.year in {int(clock), int(clock) - 1, int(clock) + 1}
    if file_format == "pptx" and int(clock) < 1980:
        with pytest.raises(ExportError, match=f"the clock of this machine says {clock}"):
            FORMATS[file_format].make(shown, PaperChoice())
    else:
        assert FORMATS[file_format].make(shown, PaperChoice())
