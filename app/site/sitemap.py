"""What search engines are told: every page with its languages and its day, and what to leave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.messages import HTML_LANGUAGES, LANGUAGES
from app.site.paths import language_folder, public_address
from app.template import render

MOST_IN_ONE = 40_000
"""The protocol allows 50,000 addresses in a file."""


@dataclass(frozen=True)
class Listed:
    """A page in every language: its place without the folder of a language, and its day."""

    place: str
    day: date


def note_listed(listed: Listed) -> str:
    """Write a page with its day in one line, to be read again with `read_listed`.

    Examples
    --------
    >>> note_listed(Listed("taiyuan-2024/list.html", date(2024, 2, 28)))
    '2024-02-28 taiyuan-2024/list.html'
    """
    return f"{listed.day.isoformat()} {listed.place}"


def read_listed(note: str) -> Listed:
    """Read a page with its day, as `note_listed` wrote it."""
    day, _, place = note.partition(" ")
    return Listed(place, date.fromisoformat(day))


def _address(place: str, *, public_url: str) -> str:
    return public_address(place, public_url=public_url or "/")


def _entries(
    listed: Sequence[Listed], *, public_url: str
) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    for one in listed:
        addresses = {
            lang: _address(f"{language_folder(lang)}{one.place}", public_url=public_url)
            for lang in LANGUAGES
        }
        twins = [(HTML_LANGUAGES[lang], address) for lang, address in addresses.items()]
        for address in addresses.values():
            yield address, one.day.isoformat(), twins


def write_sitemaps(listed: Sequence[Listed], *, public_url: str) -> dict[str, bytes]:
    """Write the sitemap: one file, or an index of several where one would be too long.

    Parameters
    ----------
    listed
        The pages.
    public_url
        Where the site will stand, with its last slash; empty where that is not known.
    """
    many = MOST_IN_ONE // len(LANGUAGES)
    parts = [listed[start : start + many] for start in range(0, len(listed), many)] or [[]]
    bodies = [
        render(
            "site/sitemap.html",
            entries=list(_entries(part, public_url=public_url)),
            public_url=public_url,
        ).encode()
        for part in parts
    ]
    if len(bodies) == 1:
        return {"sitemap.xml": bodies[0]}
    files = {f"sitemap-{number}.xml": body for number, body in enumerate(bodies, start=1)}
    addresses = [_address(name, public_url=public_url) for name in files]
    index = render("site/sitemaps.html", addresses=addresses).encode()
    return {"sitemap.xml": index, **files}


def write_robots(*, public_url: str) -> bytes:
    """Write what robots may read: everything; where the sitemap is, if that has an address."""
    text = "User-agent: *\nAllow: /\n"
    if public_url:
        text += f"\nSitemap: {public_url}sitemap.xml\n"
    return text.encode()
