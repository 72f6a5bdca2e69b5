"""What the first HTML of a page says of itself: to messengers, feed readers and searches."""

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote, urlencode

from starlette.requests import Request

from app.address import View, read_query, read_view, write_view
from app.exports.preview import Preview, describe_preview
from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.published.served import Served
from app.template import render

_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
_LOCALES = {"zh": "zh_CN", "en": "en_US"}
WIDTH, HEIGHT = 1200, 630
_LONGEST_STORY = 1700
"""A story's code that is longer would make an address that some messengers cut."""


def _join(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def preview_query(view: View, *, page: str, story: str = "", version: str = "") -> str:
    """Return the query of the picture of a link.

    Parameters
    ----------
    view
        The view.
    page
        The page that the link opens.
    story
        The story that it tells.
    version
        What changes with the data: messengers keep a picture by its address.

    Examples
    --------
    >>> preview_query(View(lang="en"), page="overview")
    'page=overview&lang=en'
    """
    own = {"page": page, "story": story}
    named = urlencode({k: v for k, v in own.items() if v}, quote_via=quote, safe=",~")
    parts = [named, write_view(replace(view, base=View().base)), f"v={version}" if version else ""]
    return "&".join(part for part in parts if part)


_KEPT = {
    "present": frozenset({"story", "step"}),
    "overlaps": frozenset({"class", "certainty", "other", "d"}),
}
"""What a page's own link keeps beside the view."""


def head_html(
    preview: Preview,
    *,
    view: View,
    base: str,
    own: Mapping[str, str] | None = None,
    version: str = "",
) -> str:
    """Write the tags of a page's head.

    Parameters
    ----------
    preview
        What is told of the link.
    view
        The view of the link.
    base
        The public address of the app, with its last slash.
    own
        What the link holds beside the view; of a story its name or code.
    version
        What changes with the data.
    """
    words, page = Words(view.lang), preview.page
    beside = urlencode(own or {}, quote_via=quote, safe=",~")

    def address(lang: str) -> str:
        query = "&".join(part for part in (beside, write_view(replace(view, lang=lang))) if part)
        return _join(f"{base}{page}", query)

    followed = write_view(replace(view, selected=None, camera=None, base=View().base))
    story = (own or {}).get("story", "")
    picture = preview_query(view, page=page, story=story, version=version)
    return render(
        "link-head.html",
        title=preview.title,
        description=preview.description,
        site=preview.kicker,
        address=address(view.lang),
        picture=f"{base}preview.png?{picture}",
        width=WIDTH,
        height=HEIGHT,
        locale=_LOCALES[view.lang],
        others=[_LOCALES[lang] for lang in LANGUAGES if lang != view.lang],
        languages={HTML_LANGUAGES[lang]: address(lang) for lang in LANGUAGES},
        feed=_join("./feed.atom", followed),
        feed_title=words("Follow this view (Atom)"),
        calendar=_join("./calendar.ics", followed),
        calendar_title=words("The dates of this view, as a calendar"),
    )


def with_link_head(
    html: bytes, request: Request, *, served: Served, page: str, sets_title: bool = False
) -> bytes:
    """Put into a page's head what the page says of itself.

    Parameters
    ----------
    html
        The page; it has a title.
    request
        Who asks for it, and under which address.
    served
        The report.
    page
        The page's path.
    sets_title
        Whether the title of the view takes the place of the page's own.
    """
    query = read_query(request.scope["query_string"])
    view, _ = read_view(query, known=served.known)
    own = {name: query[name] for name in sorted(_KEPT.get(page, ())) if query.get(name)}
    if len(own.get("story", "")) > _LONGEST_STORY:
        del own["story"]
    preview = describe_preview(
        view, page=page, served=served, library=served.library, story=own.get("story", "")
    )
    head = head_html(
        preview, view=view, base=str(request.base_url), own=own, version=served.digest[:8]
    ).encode()
    found = _TITLE.search(html)
    if found is None:
        return html
    title = found[0]
    if sets_title:
        named = " · ".join(dict.fromkeys((preview.title, preview.kicker)))
        title = render("page-title.html", title=named).encode()
    return html[: found.start()] + title + head + html[found.end() :]
