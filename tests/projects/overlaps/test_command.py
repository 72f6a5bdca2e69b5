"""``python -m projects overlaps``."""

import csv
import io
import json
from pathlib import Path

import pytest
import shapely

from projects.__main__ import main
from projects.catalogue import read_catalogue
from projects.overlaps import find_overlaps
from projects.overlaps.outcomes import Outcome, Outcomes, write_outcomes
from projects.overlaps.writing import CSV_COLUMNS

METRO, STREET = "metro-1-p1", "yingze-street"


@pytest.fixture
def outcomes_file(tmp_path: Path) -> Path:
    path = tmp_path / "outcomes.json"
    entry = Outcome(STREET, METRO, "agreed", "=一次开挖", "2024-05-06")
    path.write_bytes(write_outcomes(Outcomes("taiyuan-2024", (entry,))))
    return path


def test_json_has_the_pairs_and_what_was_counted_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["overlaps", "--within-m", "200", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["pairs", "counted_only"]
    first = answer["pairs"][0]
    assert list(first) == [
        *("a", "b", "class", "how", "shared_m", "distance_m", "years", "certainty", "why"),
    ]
    assert (first["a"], first["b"], first["class"]) == (METRO, STREET, "conflict")
    # Both places are known to 250 m: the length is told to a hundred, the number stays as measured.
    assert "they run along for about 5,700 m; possible" in first["why"]
    assert round(first["shared_m"], -2) == 5700 != first["shared_m"]
    assert answer["counted_only"] > 0


def test_csv_and_geojson_say_the_same_pairs(
    capfdbinary: pytest.CaptureFixture[bytes], outcomes_file: Path
) -> None:
    pairs = find_overlaps(read_catalogue()).pairs
    main(["overlaps", "--csv", "--outcomes", str(outcomes_file)])
    table = capfdbinary.readouterr().out
    assert table.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert [(row["a"], row["b"]) for row in rows] == [(pair.a, pair.b) for pair in pairs]
    assert tuple(rows[0]) == CSV_COLUMNS
    assert (rows[0]["outcome"], rows[0]["outcome_note"]) == ("agreed", "'=一次开挖")
    main(["overlaps", "--geojson"])
    collection = json.loads(capfdbinary.readouterr().out)
    assert len(collection["features"]) == len(pairs)
    for feature in collection["features"]:
        assert shapely.geometry.shape(feature["geometry"]).is_valid
    assert collection["metadata"]["within_m"] == 200


def test_plain_text_is_one_sentence_a_pair_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], outcomes_file: Path
) -> None:
    main(["overlaps", "--lang", "zh", "--outcomes", str(outcomes_file)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("冲突：轨道交通1号线一期")
    assert lines[-1].startswith(f"{len(lines) - 1} pairs; ")


@pytest.mark.parametrize("wrong", [["--within-m", "1001"], ["--outcomes", "nowhere.json"]])
def test_wrong_use_is_said(capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    assert main(["overlaps", *wrong]) == 2
    assert capsys.readouterr().err


def test_a_broken_catalogue_is_told_by_its_faults(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "broken.geojson"
    path.write_bytes(b"{}")
    assert main(["overlaps", str(path)]) == 1
    assert "FeatureCollection" in capsys.readouterr().out
