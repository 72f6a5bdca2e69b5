"""The first HTML of every page: Streamlit's own, with our language, title, icon and scripts."""

import base64
import hashlib
import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit

from app.city_map import TILE_HOSTS
from app.messages import HTML_LANGUAGES, Words
from app.published.assets import asset_address

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def _index() -> str:
    return INDEX.read_text(encoding="utf-8")


@cache
def page_html(lang: str, *, title: str, data_addresses: tuple[str, ...]) -> bytes:
    """Return the first HTML of a page in a language.

    Parameters
    ----------
    lang
        The language of the reader, one of `LANGUAGES`.
    title
        What the page is called before Streamlit names it.
    data_addresses
        Files that the map will need, asked for at once instead of after Streamlit's start.
    """
    html = _index()
    html = html.replace('<html lang="en">', f'<html lang="{HTML_LANGUAGES[lang]}">', 1)
    html = html.replace("<title>Streamlit</title>", f"<title>{escape(title)}</title>", 1)
    html = re.sub(
        r'<link rel="shortcut icon"[^>]*>',
        f'<link rel="icon" type="image/svg+xml" href="./{asset_address("favicon.svg")}" />',
        html,
        count=1,
    )
    # Streamlit preloads its Latin font; ours are the reader's own.
    html = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*>', "", html, count=1)
    preloads = "".join(
        f'<link rel="preload" as="fetch" crossorigin="anonymous" href="./{address}" />'
        for address in data_addresses
    )
    head = (
        f'<script src="./{asset_address("host.js")}"></script>{_socket_script(Words(lang))}'
        f'<link rel="stylesheet" href="./{asset_address("leaflet.css")}" />'
        f'<link rel="stylesheet" href="./{asset_address("atlas.css")}" />'
        f'<script defer src="./{asset_address("leaflet.js")}"></script>'
        f'<script type="module" src="./{asset_address("atlas.js")}"></script>{preloads}'
    )
    return html.replace("</head>", f"{head}</head>", 1).encode()


def _socket_script(words: Words) -> str:
    """Write the script that says what works where no live connection comes about."""
    said = words(
        "The live connection to this server does not come about; perhaps a proxy on the way does "
        "not let it through. This works without it:"
    )
    show, file = words("The map, full screen"), words("The map as one file (HTML)")
    return (
        f'<script src="./{asset_address("socket.js")}" data-said="{escape(said)}"'
        f' data-show="{escape(show)}" data-file="{escape(file)}"></script>'
    )


@cache
def content_security_policy() -> str:
    """Return the policy of every page: our own server, and tiles where the reader chooses them.

    Streamlit imports a component's script from a ``blob:`` of its own and sets styles inline.
    Its socket is ``'self'`` too: browsers since 2022 take the own host's ``ws:`` for it.
    """
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(_index())
    )
    tiles = " ".join(TILE_HOSTS)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {tiles}",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
