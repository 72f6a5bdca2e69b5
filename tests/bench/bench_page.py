"""The page at 132, 1,000 and 10,000 records: filter, search and card until they are seen."""

import json
import statistics

import pytest
from journeys_conftest import start_server
from many_projects import grow_catalogue
from stopwatch import say

from projects.feature import make_feature, make_metadata

SIZES = (132, 1000, 10_000)
ROUNDS = 2

# Runs in the page; each number is the milliseconds from the act until a frame has been painted.
CLOCK = """
async () => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const calm = () => new Promise((done) => setTimeout(done, 1000)); // the server answers meanwhile
  const timed = async (act) => {
    const start = performance.now();
    act();
    await painted();
    const took = performance.now() - start;
    await calm();
    return took;
  };
  const out = { filter: [], key: [], card: [], back: [] };
  const box = document.querySelector('.city-filters input[value=roads]');
  for (let round = 0; round < 6; round += 1) out.filter.push(await timed(() => box.click()));
  const text = document.querySelector('.city-filters input[type=search]');
  for (const letters of ['t', 'ta', 'tai', '']) {
    out.key.push(await timed(() => {
      text.value = letters;
      text.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }));
  }
  for (let round = 0; round < 3; round += 1) {
    const row = document.querySelector('.city-list tr[data-id] button');
    out.card.push(await timed(() => row.click()));
    out.back.push(await timed(() => document.querySelector('.city-card-close').click()));
  }
  out.elements = [document.querySelectorAll('*').length];
  return out;
}
"""


def write_catalogue(folder, size):
    """Write a catalogue of so many records: the real one, and copies of it moved about."""
    catalogue = grow_catalogue(size, keep_inside=True)
    west, south, east, north = catalogue.metadata.city.bbox
    features = [make_feature(project) for project in catalogue.projects]
    metadata = make_metadata(catalogue.metadata)
    metadata["leaves_city"] = [
        project.id
        for project in catalogue.projects
        if project.geometry is not None
        and not (
            west <= project.geometry.bounds[0]
            and south <= project.geometry.bounds[1]
            and project.geometry.bounds[2] <= east
            and project.geometry.bounds[3] <= north
        )
    ]
    path = folder / f"{size}.geojson"
    collection = {"type": "FeatureCollection", "metadata": metadata, "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("size", SIZES)
def bench_page_at_size(browser, tmp_path, size):
    path = write_catalogue(tmp_path, size)
    process, base = start_server(tmp_path / "log.txt", CATALOGUE_FILE=str(path))
    times: dict[str, list[float]] = {}
    try:
        for _ in range(ROUNDS):
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.set_default_timeout(120_000)
            page.goto(base)
            page.wait_for_selector(".city-map[data-ready=true]")
            for name, numbers in page.evaluate(CLOCK).items():
                times.setdefault(name, []).extend(numbers)
            page.context.close()
    finally:
        process.terminate()
        process.wait(timeout=20)
    medians = {name: round(statistics.median(numbers)) for name, numbers in times.items()}
    say(f"{size:>7,} records: " + ", ".join(f"{name} {n:,}" for name, n in medians.items()))
