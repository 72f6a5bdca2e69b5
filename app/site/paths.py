"""Where a file stands in the site, and how one page names another: always relative."""

import posixpath
from urllib.parse import quote

from app.messages import DEFAULT_LANGUAGE

INDEX = "index.html"


def language_folder(lang: str) -> str:
    """Return the folder of a language, with its slash; the default language stands at the top.

    Examples
    --------
    >>> language_folder("zh"), language_folder("en")
    ('', 'en/')
    """
    return "" if lang == DEFAULT_LANGUAGE else f"{lang}/"


def find_way(path: str, *, to: str) -> str:
    """Return how a page names another file: relative, so that any prefix and ``file://`` work.

    Parameters
    ----------
    path
        The page's place in the site.
    to
        The other file's place, perhaps with a fragment or a query behind it.

    Examples
    --------
    >>> find_way("en/taiyuan-2024/projects/metro-1.html", to="assets/site.css")
    '../../../assets/site.css'
    >>> find_way("taiyuan-2024/list.html", to="taiyuan-2024/index.html#sel=metro-1")
    'index.html#sel=metro-1'
    """
    cut = min((at for mark in "?#" if (at := to.find(mark)) >= 0), default=len(to))
    way = posixpath.relpath(to[:cut], posixpath.dirname(path) or ".")
    return f"{quote(way)}{to[cut:]}"


def public_address(path: str, *, public_url: str) -> str:
    """Return the address of a file on the open internet; an index goes by its folder's name.

    Parameters
    ----------
    path
        The file's place in the site.
    public_url
        Where the site stands, with its last slash.

    Examples
    --------
    >>> public_address("en/index.html", public_url="https://map.example.org/city/")
    'https://map.example.org/city/en/'
    """
    return public_url + quote(path.removesuffix(INDEX) if is_index(path) else path)


def is_index(path: str) -> bool:
    """Say whether a file is the first page of its folder."""
    return path == INDEX or path.endswith(f"/{INDEX}")
