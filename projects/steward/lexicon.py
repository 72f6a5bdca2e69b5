"""The word lists by which a report is read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geodata import files

_FILE = Path(__file__).parent / "lexicon.toml"


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Order words so that a longer one is tried before one it begins or ends with."""
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def make_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Make a pattern that finds the longest of some words."""
    return re.compile("|".join(re.escape(word) for word in _longest_first(words)))


@dataclass(frozen=True)
class Lexicon:
    """Word lists by name, longest word first, and what a thing's ending says of it."""

    endings: Mapping[str, tuple[str, str]]
    words: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, re.Pattern[str]]

    def find_ending(self, text: str) -> str | None:
        """Find the longest ending of a name."""
        return next((ending for ending in self._ordered if text.endswith(ending)), None)

    @property
    def _ordered(self) -> tuple[str, ...]:
        return self.words["endings"]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Load the word lists.

    Examples
    --------
    >>> load_lexicon().find_ending("城东湿地公园")
    '湿地公园'
    """
    content = files.read_settings(_FILE)
    endings = {name: (kind, sector) for name, (kind, sector) in content["endings"].items()}
    words = {name: _longest_first(listed) for name, listed in content["words"].items()}
    words["endings"] = _longest_first(endings)
    words["strong"] = _longest_first(set(endings) - set(content["words"]["weak"]))
    patterns = {name: make_pattern(listed) for name, listed in words.items()}
    return Lexicon(endings, words, patterns)
