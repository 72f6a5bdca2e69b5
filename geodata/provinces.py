"""The names of provinces by their codes."""

from collections.abc import Mapping
from functools import lru_cache

from geodata.cities import DATA
from geodata.files import read_settings


@lru_cache(maxsize=1)
def load_provinces() -> Mapping[str, tuple[str, str]]:
    """Give the Chinese and English name of every province by its adcode (GB/T 2260).

    Examples
    --------
    >>> load_provinces()["440000"]
    ('广东省', 'Guangdong')
    """
    settings = read_settings(DATA / "provinces.toml")
    return {f"{code}0000": (names[0], names[1]) for code, names in settings.items()}
