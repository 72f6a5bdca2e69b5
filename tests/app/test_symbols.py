"""The signs: readable on the ground, told apart without colour, the same table everywhere."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from app.drawing.symbols import read_symbols, sector_colour, symbol_svg
from projects.vocabulary import SECTORS, STATUSES

ROOT = Path(__file__).resolve().parents[2]

TABLE = read_symbols()
GROUNDS = ("land", "outside", "halo")

# Machado, Oliveira and Fernandes 2009, severity 1: linear RGB as seen with each deficiency.
SEEN_WITH = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb: np.ndarray) -> np.ndarray:
    """Ottosson 2020."""
    to_cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    to_lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return to_lab @ np.cbrt(to_cones @ np.clip(rgb, 0, 1))


def test_every_sector_and_status_has_its_sign():
    assert list(TABLE["sectors"]) == list(SECTORS)
    assert list(TABLE["statuses"]) == list(STATUSES)


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_colours_stand_three_to_one_against_the_ground(sector, ground):
    assert contrast(sector_colour(sector), TABLE["base_map"][ground]) >= 3


@pytest.mark.parametrize("seen_with", SEEN_WITH)
def test_colours_stay_apart_for_colour_blind_readers(seen_with):
    seen = {
        sector: oklab(np.array(SEEN_WITH[seen_with]) @ linear(sector_colour(sector)))
        for sector in SECTORS
    }
    # 0.02 in OKLab is about the smallest difference seen side by side.
    for one, other in combinations(SECTORS, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= 0.04, (one, other)


def test_no_two_signs_look_alike_without_colour():
    glyphs = [sign["glyph"] for sign in TABLE["sectors"].values()]
    assert len(set(glyphs)) == len(glyphs)
    styles = [tuple(sorted(style.items())) for style in TABLE["statuses"].values()]
    assert len(set(styles)) == len(styles)
    plates = [(s["fill"], s["ring"], s["shape"]) for s in TABLE["statuses"].values()]
    assert len(set(plates)) == len(plates)


def test_a_symbol_is_a_small_picture_without_anything_foreign():
    for sector in (None, *SECTORS):
        for status in STATUSES:
            svg = symbol_svg(sector, status)
            assert svg.startswith("<svg xmlns=")
            assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("file", ["app/static/map/base-map.js", "app/static/map/ground-ways.js"])
def test_the_ways_of_the_base_map_take_their_widths_from_the_shared_table(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.findall(r"(?:width|dash): *\[?[\d.]", text) == []
