"""Links of the app's own pages, turned to where the same stands in the site."""

import re
from html import unescape
from urllib.parse import urlencode

from markupsafe import Markup

from app.address import read_query
from app.errors import AssetError
from app.site.assets import asset_place
from app.site.contents import ROWS
from app.site.paths import INDEX, find_way, language_folder
from app.site.volume import Edition
from projects.filters import FACETS

_LINK = re.compile(r' (href|src)="(\./[^"]*)"')
_ASSET = re.compile(r"(?:\./)?assets/([a-z0-9.-]+)\?v=[0-9a-f]+")
_MAP_PARTS = frozenset({*FACETS, "asof", "q", "area", "sel", "lat", "lon", "z"})
_NEAR_PARTS = frozenset({*FACETS, "asof", "q", "area", "sel", "near", "r", "sort"})
"""What a link may keep of its view on the page of the map, and on that of what lies near."""


_YEAR = re.compile(r"\d{4}")
_FILES = re.compile(r"(?:tables/[a-z-]+\.csv|changes\.(?:csv|geojson|svg))")


def file_place(name: str, *, edition: Edition) -> str:
    """Return how a page of the app names a file of an edition; `settle_links` finds it.

    Parameters
    ----------
    name
        The file's place in the folder of the edition.
    edition
        The report and the language.
    """
    query = {"report": edition.volume.id, "lang": edition.lang}
    return f"./{name}?{urlencode(query)}"


def find_place(address: str, *, edition: Edition) -> str:
    """Return where an address of the app stands in the site; empty where it does not.

    Parameters
    ----------
    address
        Relative to the app's root, such as ``./?sel=metro-1-p1&lang=en``.
    edition
        The report and the language of the page that names it.
    """
    before, _, fragment = address.removeprefix("./").partition("#")
    page, _, text = before.partition("?")
    query = read_query(text)
    report = query.get("report") or edition.setting.default_id
    if report not in edition.volume.reports.by_id:
        return ""
    lang = query.get("lang") or "zh"
    folder = f"{language_folder(lang)}{report}/"
    if _FILES.fullmatch(page):
        return f"{folder}{page}"
    kept = _NEAR_PARTS if page == "nearby" else _MAP_PARTS
    parts = {name: value for name, value in query.items() if name in kept}
    if page == "" and set(parts) == {"sel"}:
        return f"{folder}projects/{parts['sel']}.html"
    row = next((row for row in ROWS if row.app_page == page), None)
    if row is None:
        return ""
    if page == "years" and _YEAR.fullmatch(query.get("year", "")):
        return f"{folder}{row.page}#year={query['year']}"
    if row.page == INDEX or parts.keys() - {"sel"}:
        fragment = urlencode(parts, safe=",") or fragment
    return f"{folder}{row.page}{f'#{fragment}' if fragment else ''}"


_STYLE = re.compile(r' style="([^"]*)"')


def lift_styles(html: str) -> tuple[str, str]:
    r"""Lift the styles of single elements into a style sheet, which a strict policy allows.

    Parameters
    ----------
    html
        HTML of the app.

    Returns
    -------
    html
        The same, each such element with a number in ``data-look``.
    style
        The rules of these numbers.

    Examples
    --------
    >>> html, style = lift_styles('<b style="--share:1">1</b>')
    >>> html.replace('"', "'"), style
    ("<b data-look='1'>1</b>", '[data-look="1"] { --share:1 }\n')
    """
    looks: dict[str, int] = {}

    def lift(found: re.Match[str]) -> str:
        return f' data-look="{looks.setdefault(unescape(found[1]), len(looks) + 1)}"'

    html = _STYLE.sub(lift, html)
    return html, "".join(f'[data-look="{n}"] {{ {rule} }}\n' for rule, n in looks.items())


def settle_links(html: str, *, edition: Edition, path: str) -> str:
    """Turn the links and pictures of the app's HTML to where they stand in the site.

    What the site does not hold keeps its words and loses its link.

    Parameters
    ----------
    html
        HTML of the app.
    edition
        The report and the language.
    path
        The page that the HTML will stand on.
    """

    def turn(found: re.Match[str]) -> str:
        place = find_place(unescape(found[2]), edition=edition)
        return f' {found[1]}="{Markup.escape(find_way(path, to=place))}"' if place else ""

    def turn_asset(found: re.Match[str]) -> str:
        try:
            return find_way(path, to=asset_place(found[1]))
        except AssetError:
            return found[0]

    return _LINK.sub(turn, _ASSET.sub(turn_asset, html))
