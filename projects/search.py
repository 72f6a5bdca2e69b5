"""Text search: the keys of a project and the rule that matches a query against them.

The rule, which the browser repeats: split the query on white space into words; normalise each
word and drop those that become empty; a project matches when every word is a substring of at
least one of its keys.
"""

from collections.abc import Sequence
from functools import cache

from geodata.layers import load_layer
from geodata.romanise import normalise, search_keys
from projects.model import Project

_STATION_NAMES = ("name_zh", "name_en", "name_old", "aliases")


@cache
def _station_names_by_line() -> dict[str, tuple[str, ...]]:
    """Give the names, old and new, of the stations of each line that is a project."""
    names: dict[str, list[str]] = {}
    for feature in load_layer("stations").collection["features"]:
        properties = feature["properties"]
        line_names = names.setdefault(str(properties["line"]), [])
        for field in _STATION_NAMES:
            value = properties.get(field)
            line_names += value if isinstance(value, list) else [value] if value else []
    return {line: tuple(dict.fromkeys(found)) for line, found in names.items()}


def search_keys_for(project: Project) -> list[str]:
    """Give the keys under which a project is found.

    Its names, aliases and English name, and the old and new names of the stations of a metro
    line: each as normalised text, and 汉字 also as full pinyin and as pinyin initials.
    """
    names = [project.name_zh, project.name_en, *project.aliases]
    if project.kind == "metro-line":
        names += _station_names_by_line().get(project.id, ())
    return list(dict.fromkeys(key for name in names for key in search_keys(name) if key))


def split_query(q: str) -> tuple[str, ...]:
    """Split a query into normalised words.

    Examples
    --------
    >>> split_query("  Metro １号线 ")
    ('metro', '1号线')
    """
    return tuple(word for word in (normalise(part) for part in q.split()) if word)


def match_words(words: Sequence[str], *, joined: str) -> bool:
    """Say whether every word is a substring of at least one key.

    Parameters
    ----------
    words
        Normalised words of a query.
    joined
        The keys of a project, joined by line breaks, which no word contains.
    """
    return all(word in joined for word in words)
