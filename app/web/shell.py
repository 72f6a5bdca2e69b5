"""The first HTML of every page: Streamlit's own, with our language, title, icon and scripts."""

import base64
import hashlib
import re
from functools import cache
from urllib.parse import urlencode

from app.messages import HTML_LANGUAGES, Words
from app.online_bases import TILE_HOSTS
from app.template import render
from app.web.streamlit_files import STREAMLIT_STATIC, list_late_modules

INDEX = STREAMLIT_STATIC / "index.html"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_THEIR_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
# Streamlit's own title and icon, and the Latin font that it preloads; ours are the reader's own.
_REPLACED = (
    re.compile(r"<title>Streamlit</title>"),
    re.compile(r'<link rel="shortcut icon"[^>]*>'),
    re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>'),
)


@cache
def _index() -> str:
    return INDEX.read_text(encoding="utf-8")


@cache
def page_html(lang: str, *, title: str, data_addresses: tuple[str, ...], report: str = "") -> bytes:
    """Return the first HTML of a page in a language.

    Parameters
    ----------
    lang
        The language of the reader, one of `LANGUAGES`.
    title
        What the page is called before Streamlit names it.
    data_addresses
        Files that the map will need, asked for at once instead of after Streamlit's start.
    report
        The id of the report, so that what can be read without scripts is found.
    """
    words = Words(lang)
    head = render(
        "shell-head.html",
        title=title,
        said=words(
            "The live connection to this server does not come about; perhaps a proxy on the way"
            " does not let it through. This works without it:"
        ),
        lost=words(
            "The server does not answer just now. You can go on: what you choose is shown here, "
            "and counts as soon as it answers again."
        ),
        show=words("The map, full screen"),
        file=words("The map as one file (HTML)"),
        addresses=data_addresses,
        modules=list_late_modules(),
    )
    html = _index().replace('lang="en"', f'lang="{HTML_LANGUAGES[lang]}"', 1)
    for theirs in _REPLACED:
        html = theirs.sub("", html, count=1)
    without = _write_without(words, title=title, report=report)
    html = _THEIR_NOSCRIPT.sub(lambda _: without, html, count=1)
    before, end, after = html.partition("</head>")
    return (before + str(head) + end + after).encode()


def _write_without(words: Words, *, title: str, report: str) -> str:
    """Write what a browser without scripts shows: which pages and files need none."""
    kept = urlencode({"report": report, "lang": words.lang} if report else {"lang": words.lang})
    records = f"ogc/collections/{report}/items?f=html&limit=500&{kept}"
    ways = [
        *([(records, words("All records in a table"))] if report else []),
        (f"overlaps?{kept}", words("What meets what")),
        (f"export/pdf?{kept}", words("Sheet (.pdf)")),
        (f"export/csv?{kept}", words("As a table (.csv)")),
    ]
    return render(
        "shell-without.html",
        title=title,
        said=words(
            "This page needs JavaScript, which is switched off here. This can be read without it:"
        ),
        ways=ways,
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
