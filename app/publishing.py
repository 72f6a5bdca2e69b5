"""``python -m app publish``: the whole map as plain files for any web server."""

import argparse
import os
import time
from pathlib import Path
from urllib.parse import urlsplit

from app.errors import AppError, SiteError
from app.published.store import Store, open_store
from geodata.errors import GeodataError
from projects.commands.terminal import FAULTY, FINE, CommandParser, complain, note, say
from projects.errors import ProjectsError

PUBLIC_URL = "PUBLIC_URL"


def read_public_url(text: str) -> str:
    """Read where the site will stand: an address of the web, with its last slash.

    Parameters
    ----------
    text
        As given; empty where it is not known.

    Raises
    ------
    SiteError
        Where it is no address.

    Examples
    --------
    >>> read_public_url("https://map.example.org/city")
    'https://map.example.org/city/'
    """
    if not text.strip():
        return ""
    parts = urlsplit(text.strip())
    is_address = parts.scheme in {"http", "https"} and bool(parts.netloc)
    if not is_address or parts.query or parts.fragment:
        raise SiteError(
            f"--public-url: expected an address such as https://example.org/map/; found {text!r}"
        )
    return f"{text.strip().rstrip('/')}/"


def run_publish(arguments: argparse.Namespace) -> int:
    """Publish the site and say what became of it."""
    from app.site.publish import publish_site  # noqa: PLC0415 - loads matplotlib
    from app.site.volume import Setting  # noqa: PLC0415

    begun = time.monotonic()
    out: Path = arguments.out
    try:
        given = arguments.public_url
        public_url = read_public_url(os.environ.get(PUBLIC_URL, "") if given is None else given)
        named: Path | None = arguments.catalogue
        store = open_store() if named is None else Store(named, first=named)
        setting = Setting(
            public_url,
            is_offline=not arguments.without_offline,
            has_previews=bool(public_url) and not arguments.without_previews,
            has_papers=not arguments.without_papers,
        )
        tally = publish_site(store, out=out, setting=setting, tell=note)
    except (AppError, GeodataError, ProjectsError, OSError) as error:
        complain(str(error))
        return FAULTY
    seconds = time.monotonic() - begun
    say(
        f"{out}: {tally.written + tally.kept:,} files, {tally.size:,} bytes; {tally.written:,} new"
        f" or changed, {tally.kept:,} as they were, {tally.removed:,} removed; {seconds:.0f} s"
    )
    if not public_url:
        note(
            "Without --public-url the pages carry no canonical link, and sitemap.xml and the feeds"
            " hold paths instead of whole addresses; all else works."
        )
    return FINE


def add_command(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    """Add the command to those of the package."""
    publish = commands.add_parser("publish", help="write the whole map as static files")
    publish.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="new, empty, or published before"
    )
    publish.add_argument(
        "--public-url",
        metavar="URL",
        help=f"where it will stand, for canonical links and the sitemap; else {PUBLIC_URL}",
    )
    publish.add_argument(
        "--catalogue",
        type=Path,
        metavar="PATH",
        help="a file or a folder instead of the library that is configured",
    )
    publish.add_argument(
        "--without-offline",
        action="store_true",
        help="leave out the worker that keeps what was read for later",
    )
    publish.add_argument(
        "--without-previews",
        action="store_true",
        help="leave out the pictures that messengers show of a page; they need --public-url",
    )
    publish.add_argument(
        "--without-papers",
        action="store_true",
        help="leave out slides, the map on paper and the sheets of districts",
    )
    publish.set_defaults(run=run_publish)
