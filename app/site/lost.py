"""Pages for addresses that lead elsewhere: what is not there, and what has another name now."""

import re
from urllib.parse import urlsplit

from app.messages import HTML_LANGUAGES, LANGUAGES
from app.site.assets import asset_place
from app.site.contents import list_rows
from app.site.page import POLICY, Page, write_page
from app.site.paths import INDEX, find_way
from app.site.volume import Edition
from app.template import render

NOT_FOUND = "404.html"
_OWN = re.compile(r' (href|src|data-worker|data-root)="(?!https?:|#|/)')


def write_not_found(edition: Edition) -> bytes:
    """Write the page that a server shows for an address that leads nowhere.

    It is shown at any depth, so its links begin at the top of the server.

    Parameters
    ----------
    edition
        The report and the language of the first page.
    """
    prefix = urlsplit(edition.setting.public_url).path or "/"
    groups = []
    for lang in LANGUAGES:
        told = edition.in_language(lang)
        words = told.words
        ways = [
            (words("Map"), told.place_of(INDEX)),
            (words("All projects"), told.place_of("list.html")),
            (words("Downloads"), told.place_of("downloads.html")),
        ]
        groups.append(
            {
                "lang": HTML_LANGUAGES[lang],
                "title": words("There is no page at this address"),
                "text": words(
                    "It may have been mistyped or cut off. Every project keeps its address: look"
                    " for it in the list, or search on the map."
                ),
                "ways": [(text, find_way(NOT_FOUND, to=place)) for text, place in ways],
            }
        )
    page = Page(
        name=INDEX,
        title=edition.words("There is no page at this address"),
        description=edition.words("There is no page at this address"),
        body=render("site/lost.html", groups=groups),
        kind="lost",
        has_heading=False,
    )
    html = write_page(edition, page, path=NOT_FOUND).decode()
    return _OWN.sub(rf' \1="{prefix}', html).encode()


def write_moved(edition: Edition, *, path: str, place: str) -> bytes:
    """Write a page that leads on to where something stands now.

    Parameters
    ----------
    edition
        The report and the language.
    path
        Where it stood.
    place
        Where it stands.
    """
    return render(
        "site/moved.html",
        **_describe_moved(edition, path=path, place=place),
        other="",
        report="",
    ).encode()


def _describe_moved(edition: Edition, *, path: str, place: str) -> dict[str, str]:
    return {
        "code": HTML_LANGUAGES[edition.lang],
        "policy": POLICY,
        "way": find_way(path, to=place),
        "text": edition.words("This page has a new address:"),
        "style": find_way(path, to=asset_place("site.css")),
        "script": find_way(path, to=asset_place("site.js")),
    }


def list_old_addresses(first: Edition) -> dict[str, bytes]:
    """List pages at the addresses of the app's own: each leads on with what the link asks.

    Parameters
    ----------
    first
        The default report in the default language.
    """
    other = next(first.in_language(lang) for lang in LANGUAGES if lang != first.lang)
    pages = {}
    for row in list_rows(first):
        if (row.app_page and row.page != f"{row.app_page}.html") or row.page == INDEX:
            continue
        path = row.page
        pages[path] = render(
            "site/moved.html",
            **_describe_moved(first, path=path, place=first.place_of(row.page)),
            other=find_way(path, to=other.place_of(row.page)),
            report=first.volume.id,
        ).encode()
    return pages
