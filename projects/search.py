"""Text search: the keys of a project and the rule that matches a query against them.

The rule, which the browser repeats: split the query on white space into words; normalise each
word and drop those that become empty; a project matches when every word is a substring of at
least one of its keys, or means its sector, status or kind (`projects.labels`). To normalise:
NFKC, lower case, ü to v, NFD without the signs of category Mn, NFC, and of that the letters and
digits (categories L and N) alone. Before all that, every traditional character becomes the
simplified one of `geodata.romanise.traditional_signs`.
A text of signs without a letter or a digit finds nothing; a blank or invisible one asks nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from unicodedata import category

from geodata.cities import City
from geodata.layers import districts, stations
from geodata.romanise import normalise, search_keys, traditional_signs
from projects.labels import find_slugs, part_words
from projects.model import Project

METRO_LINE = "metro-line"
"""The kind whose stations are names of it."""
_LONGEST_INITIALS = 4
_UNSEEN = frozenset({"Cc", "Cf"})


@cache
def _simple_signs() -> dict[int, str]:
    """Give the table that makes traditional characters simplified, made at the first query."""
    return str.maketrans(traditional_signs())


@cache
def _station_names_by_line(city: City) -> dict[str, tuple[str, ...]]:
    """Give the names, new and old, of the stations of each line."""
    names: dict[str, list[str]] = {}
    for station in stations(city):
        found = (station.name_zh, station.name_en, *station.names_old)
        names.setdefault(station.line, []).extend(found)
    return {line: tuple(found) for line, found in names.items()}


@cache
def _district_keys(adcode: str, city: City) -> tuple[str, ...]:
    """Give the keys under which what lies in a district is found: the district's own names."""
    found = districts(city).get(adcode)
    if found is None:
        return ()
    names = (found.name_zh, found.name_en)
    keys = (key for name in names for key in search_keys(name))
    # Not by its initials, which would be found in every other search of three letters.
    return tuple(key for key in keys if len(key) > _LONGEST_INITIALS or not key.isascii())


def search_keys_for(project: Project, *, city: City) -> list[str]:
    """Give the keys under which a project is found.

    Its names, aliases and English name, and the old and new names of the stations of a metro
    line, and the names of the districts it lies in: each as normalised text, and 汉字 also as
    full pinyin and as pinyin initials.

    Parameters
    ----------
    project
        The project.
    city
        Its city, which knows the stations.
    """
    names = (project.name_zh, project.name_en, *project.aliases)
    line = project.id if project.kind == METRO_LINE else None
    return make_keys(names, line=line, districts=project.districts, city=city)


def make_keys(
    names: Iterable[str], *, line: str | None, districts: Iterable[str], city: City
) -> list[str]:
    """Give the keys under which something is found; see `search_keys_for`.

    Parameters
    ----------
    names
        Its names.
    line
        The id of the metro line that it is; None where it is none.
    districts
        The districts it lies in.
    city
        Its city.
    """
    called = (*names, *(_station_names_by_line(city).get(line, ()) if line is not None else ()))
    keys = [key for name in called for key in search_keys(name) if key]
    keys += [key for adcode in districts for key in _district_keys(adcode, city)]
    return list(dict.fromkeys(keys))


@cache
def _traditional_forms() -> dict[str, tuple[str, ...]]:
    """Give the traditional characters of every simplified one that has some."""
    forms: dict[str, list[str]] = {}
    for sign, simple in traditional_signs().items():
        forms.setdefault(simple, []).append(sign)
    return {simple: tuple(signs) for simple, signs in forms.items()}


def traditional_pairs(keys: Iterable[str]) -> str:
    """Give the traditional characters that keys may be asked for with, for the browser.

    Parameters
    ----------
    keys
        The keys of a project.

    Returns
    -------
    str
        A traditional character and its simplified one, in turn.

    Examples
    --------
    >>> traditional_pairs(["铁", "tie"])
    '鐵铁'
    """
    forms = _traditional_forms()
    signs = sorted(forms.keys() & set("".join(keys)))
    return "".join(f"{old}{sign}" for sign in signs for old in sorted(forms[sign]))


def split_query(q: str) -> tuple[str, ...]:
    """Split a query into normalised words; a status is a word also where no space parts it.

    Examples
    --------
    >>> split_query("  Metro １号线 ")
    ('metro', '1号线')
    >>> split_query("在建地鐵")
    ('在建', '地铁')
    """
    simple = q if q.isascii() else q.translate(_simple_signs())
    return part_words([word for word in (normalise(part) for part in simple.split()) if word])


def is_wordless(q: str) -> bool:
    """Say whether a text asks for signs alone, which no name is found by: no letter, no digit.

    Examples
    --------
    >>> [is_wordless(q) for q in ("🚇", "?!", "地铁 🚇", " ", chr(0x200B))]
    [True, True, False, False, False]
    """
    return not split_query(q) and any(
        not sign.isspace() and category(sign) not in _UNSEEN for sign in q
    )


def match_words(words: Sequence[str], *, joined: str, called: Mapping[str, str]) -> bool:
    """Say whether every word is a substring of at least one key, or means what a project is.

    Parameters
    ----------
    words
        Normalised words of a query.
    joined
        The keys of a project, joined by line breaks, which no word contains.
    called
        Its sector, status and kind, by the name of the property.
    """
    return all(
        word in joined
        or any(called.get(facet) in slugs for facet, slugs in find_slugs(word).items())
        for word in words
    )
