"""How long a library of 2, 20 and 200 catalogues takes: to open, to read, to search, to compare."""

import shutil
import time

from stopwatch import say, time_median

from projects.catalogue import DEFAULT_CATALOGUE
from projects.changes import compare_catalogues
from projects.filters import Filters, select_projects
from projects.library import open_library

SIZES = (2, 20, 200)


def write_library(folder, *, size):
    """Write the default catalogue so many times, under other ids and years."""
    text = DEFAULT_CATALOGUE.read_text(encoding="utf-8")
    for number in range(size):
        one = text.replace('"id": "taiyuan-2024"', f'"id": "city-{number}"', 1)
        one = one.replace('"report_date": "2024', f'"report_date": "{1800 + number}', 1)
        (folder / f"city-{number}.geojson").write_text(one, encoding="utf-8")


def bench_a_library_opens_without_reading_its_records(tmp_path):
    for size in SIZES:
        folder = tmp_path / str(size)
        folder.mkdir()
        write_library(folder, size=size)
        opened_ms, library = time_median(lambda folder=folder: open_library([folder]), repeats=3)
        start = time.perf_counter()
        catalogue = library.default.catalogue
        read_ms = (time.perf_counter() - start) * 1000
        asked = Filters(q="gongyuan", status=frozenset({"upgrading"}))
        filter_ms, _ = time_median(
            lambda catalogue=catalogue, asked=asked: select_projects(catalogue, filters=asked),
            repeats=5,
        )
        start = time.perf_counter()
        for entry in library.entries:
            entry.prepare_keys()
        kept_s = time.perf_counter() - start
        start = time.perf_counter()
        library = open_library([folder])
        library.search("晋阳湖")
        first_s = time.perf_counter() - start
        search_ms, found = time_median(lambda library=library: library.search("晋阳湖"), repeats=3)
        assert len(found) >= size
        say(
            f"  {size:4} catalogues: open {opened_ms:7.1f} ms, first records {read_ms:6.1f} ms, "
            f"filter {filter_ms:5.2f} ms, "
            f"keys kept in {kept_s:6.2f} s, "
            f"search all first {first_s:6.2f} s, again {search_ms:6.1f} ms"
        )
        shutil.rmtree(folder)


def bench_two_reports_are_compared():
    library = open_library()
    older, newer = (entry.catalogue for entry in library.entries[-2:])
    ms, comparison = time_median(lambda: compare_catalogues(older, newer), repeats=5)
    say(f"  {len(comparison.changes)} changes of two reports: {ms:.1f} ms")
