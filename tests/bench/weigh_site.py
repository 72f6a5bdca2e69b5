"""Weigh the pages of a published site: ``python tests/bench/weigh_site.py site/`` prints a table.

A page's weight is that of itself, compressed, with all that it loads at once: styles, scripts,
pictures. What only readers without a script load, and the base map, which is kept for ever, are
left out.
"""

import argparse
import gzip
import posixpath
import re
import statistics
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

KILOBYTE = 1000
LEFT_OUT = ("base-map",)
KINDS = {
    r"index\.html": "the map's first view without the base map",
    r"nearby\.html": "what lies near, without the base map",
    r"projects/.+": "a project",
    r"sectors/.+": "a sector",
    r"districts/.+": "a district",
    r"years(/\d+)?\.html": "a year",
    r"stories/.+": "a story, without the base map",
    r"(list|overview|promises|changes|overlaps|report)\.html": "a page of the whole report",
    r"(about|downloads|stories|reports)\.html": "another page",
}
"""The kinds of pages by their place in the folder of a report."""


class Loads(HTMLParser):
    """Notes what a page loads at once."""

    def __init__(self) -> None:
        """Note nothing yet."""
        super().__init__()
        self.places: list[str] = []
        self._is_without = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address of an element that is loaded."""
        told = dict(attrs)
        self._is_without |= tag == "noscript"
        address = told.get("src") or (told.get("href") if tag == "link" else None)
        is_loaded = told.get("rel") not in {"canonical", "alternate"} and not self._is_without
        if address and is_loaded and not urlsplit(address).scheme:
            self.places.append(unquote(urlsplit(address).path))

    def handle_endtag(self, tag: str) -> None:
        """Note the end of what only readers without a script load."""
        if tag == "noscript":
            self._is_without = False


@cache
def weigh_file(path: Path) -> int:
    """Return the bytes of a file, compressed."""
    return len(gzip.compress(path.read_bytes()))


def weigh_page(site: Path, page: str) -> int:
    """Return the bytes of a page with all that it loads at once, compressed.

    Parameters
    ----------
    site
        The folder of the site.
    page
        The place of the page in it.
    """
    loads = Loads()
    loads.feed((site / page).read_text(encoding="utf-8"))
    folder = posixpath.dirname(page)
    places = {posixpath.normpath(posixpath.join(folder, one)) for one in loads.places}
    kept = (one for one in places if not any(part in one for part in LEFT_OUT))
    return weigh_file(site / page) + sum(weigh_file(site / one) for one in kept)


def weigh_kinds(site: Path) -> dict[str, list[int]]:
    """Weigh every page of a site's reports, by its kind."""
    weights: dict[str, list[int]] = {kind: [] for kind in KINDS.values()}
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix()
        inner = page.removeprefix("en/").partition("/")[2]
        for pattern, kind in KINDS.items():
            if re.fullmatch(pattern, inner):
                weights[kind].append(weigh_page(site, page))
                break
    return {kind: found for kind, found in weights.items() if found}


def main() -> None:
    """Weigh and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    for kind, found in weigh_kinds(parser.parse_args().site).items():
        mean, most = (round(one / KILOBYTE) for one in (statistics.mean(found), max(found)))
        sys.stdout.write(f"| {kind} | {len(found)} | {mean} kB | {most} kB |\n")


if __name__ == "__main__":
    main()
