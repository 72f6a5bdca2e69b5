"""Where data come from and under which terms: written in English, read in Chinese too."""

import re
import tomllib
from functools import cache
from pathlib import Path

from app.messages import Words

LOCALES = Path(__file__).parents[1] / "locales"


@cache
def _read_phrases(lang: str) -> tuple[dict[str, str], re.Pattern[str]] | None:
    """Read the phrases of a language, and what finds them, the longest first; None without any."""
    path = LOCALES / lang / "provenance.toml"
    if not path.exists():
        return None
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    longest = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(re.escape(text) for text in longest))


def say_provenance(text: str, words: Words) -> str:
    """Say where something comes from, or under which terms, in the reader's language.

    Names, reference systems and licences stay as they are.

    Parameters
    ----------
    text
        As the data write it.
    words
        The language.

    Examples
    --------
    >>> say_provenance("general knowledge, unverified", Words("en"))
    'general knowledge, unverified'
    """
    phrases = _read_phrases(words.lang)
    if phrases is None:
        return text
    table, pattern = phrases
    return pattern.sub(lambda found: table[found[0]], text)
