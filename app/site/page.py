"""A page of the site: its place, its words, and the frame that all pages share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from app.messages import HTML_LANGUAGES, LANGUAGES
from app.site.assets import asset_place, name_by_content
from app.site.contents import ROWS, list_rows
from app.site.paths import INDEX, find_way, public_address
from app.site.volume import Edition
from app.template import inline_json, mark_foreign, render
from app.words.provenance import say_provenance
from app.words.reports import map_title, say_as_of, say_attribution

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
    " connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none';"
    " form-action 'none'"
)
"""What a page may load: files of its own site, and nothing else."""
SHELF = "reports.html"
"""The page of all reports, in the folder of the default one."""
_FIRST_ON_PHONE = 2
"""Pages that stand in the head of a phone; the later ones stand under "More" there."""
_SHORT = 2
"""Signs of a language's name in the head of a phone."""


@dataclass(frozen=True)
class Page:
    """A page as it is written.

    Parameters
    ----------
    name
        Its place in the folder of its edition, such as ``projects/metro-1.html``.
    title
        Its title.
    description
        What search engines and messengers show of it: a sentence.
    body
        What stands in it.
    kind
        The class of the page, for the style sheet.
    crumbs
        The way to it: texts, and the places of the pages they lead to.
    styles, scripts
        The files that it needs beside those of every page.
    data
        Scripts that lay data into it, as places in the site, by the id of the element.
    graph
        What it says for machines, as nodes of JSON-LD.
    picture
        The picture that stands for it where it is shared, as a place in the site.
    row
        The row of `ROWS` that the head marks.
    feeds
        The feeds that tell its news, if not that of the report: names, and their places in the
        folder of the edition.
    own_style
        Rules for single elements of it.
    has_heading
        Whether its title stands over it.
    """

    name: str
    title: str
    description: str
    body: str
    kind: str
    crumbs: Sequence[tuple[str, str]] = ()
    styles: Sequence[str] = ()
    scripts: Sequence[str] = ()
    data: Mapping[str, str] = field(default_factory=dict)
    graph: Sequence[Mapping[str, Any]] = ()
    picture: str = ""
    row: str = ""
    feeds: Sequence[tuple[str, str]] = ()
    own_style: str = ""
    has_heading: bool = True


def own_style_place(page: Page) -> str:
    """Return where the rules for single elements of a page stand; empty where it has none."""
    return (
        f"assets/{name_by_content('page.css', page.own_style.encode())}" if page.own_style else ""
    )


def _list_twins(edition: Edition, page: Page, *, path: str) -> list[dict[str, str]]:
    """List the page in every language, itself among them."""
    twins = []
    for lang in LANGUAGES:
        other = edition.in_language(lang).place_of(page.name)
        twins.append(
            {
                "lang": HTML_LANGUAGES[lang],
                "name": LANGUAGES[lang],
                "short": LANGUAGES[lang][:_SHORT],
                "href": edition.address(other, path=path),
                "way": find_way(path, to=other),
                "is_own": "1" if lang == edition.lang else "",
            }
        )
    return twins


def _list_reports(edition: Edition, *, path: str) -> list[dict[str, object]]:
    """List the reports of the city for the head, those nearest in time, and the way to all."""
    listed: list[dict[str, object]] = [
        {
            "text": edition.words("{year} report", year=entry.year),
            "way": find_way(path, to=f"{edition.folder_of(entry.id)}{INDEX}"),
            "is_own": entry.id == edition.volume.id,
        }
        for entry in edition.volume.named
    ]
    if edition.is_among_many:
        shelf = f"{edition.folder_of(edition.setting.default_id)}{SHELF}"
        listed.append(
            {
                "text": edition.words("All reports"),
                "way": find_way(path, to=shelf),
                "is_own": False,
            }
        )
    return listed


def write_page(edition: Edition, page: Page, *, path: str = "") -> bytes:
    """Write a page with its frame.

    Parameters
    ----------
    edition
        The report and the language.
    page
        The page.
    path
        Where it stands, if elsewhere than in the folder of the edition.
    """
    words = edition.words
    path = path or edition.place_of(page.name)
    metadata = edition.catalogue.metadata
    public_url = edition.setting.public_url
    canonical = edition.place_of(page.name)
    rows = [
        {
            "text": row.name(words),
            "way": find_way(path, to=edition.place_of(row.page)),
            "is_own": row.page == page.row,
        }
        for row in list_rows(edition)
    ]
    if edition.setting.has_country:
        country = f"{edition.folder_of(edition.setting.default_id)}atlas.html"
        rows.append(
            {
                "text": words("The country"),
                "way": find_way(path, to=country),
                "is_own": page.row == "atlas.html",
            }
        )
    first = sum(row.is_first for row in list_rows(edition))

    def way(to: str) -> str:
        return find_way(path, to=to)

    crumbs = [(text, way(place)) for text, place in page.crumbs]
    html = render(
        "site/frame.html",
        page=page,
        body=Markup(page.body),  # noqa: S704 - HTML by contract, from templates
        policy=POLICY,
        code=HTML_LANGUAGES[words.lang],
        site_title=map_title(metadata, words=words),
        subtitle=edition.title,
        home=way(edition.place_of(INDEX)),
        root=way(INDEX).removesuffix(INDEX),
        canonical=public_address(canonical, public_url=public_url) if public_url else "",
        picture=public_address(page.picture, public_url=public_url)
        if public_url and page.picture
        else "",
        twins=_list_twins(edition, page, path=path),
        reports=_list_reports(edition, path=path),
        rows=rows[:first],
        late=rows[_FIRST_ON_PHONE:first],
        more=rows[first:],
        crumbs=crumbs,
        graph=inline_json({"@context": "https://schema.org", "@graph": list(page.graph)})
        if page.graph
        else "",
        styles=[
            *(way(asset_place(name)) for name in ("site.css", *page.styles)),
            *(way(place) for place in [own_style_place(page)] if place),
        ],
        scripts=[way(one) for one in (*page.data.values(), *map(asset_place, page.scripts))],
        common=way(asset_place("site.js")),
        icon=way(asset_place("favicon.svg")),
        manifest=way("app.webmanifest") if edition.setting.is_offline else "",
        worker=way("sw.js") if edition.setting.is_offline else "",
        feeds=[
            (text, way(edition.place_of(place)))
            for text, place in page.feeds or ((words("News (Atom)"), "feed.atom"),)
        ],
        said={
            "skip": words("Skip to the content"),
            "pages": words("Pages"),
            "more": words("More"),
            "reports": words("Other reports"),
            "trail": words("Where you are"),
            "report": say_as_of(metadata, words=words),
            "note": words("What the report said on its date, not what is true today."),
            "licence": say_provenance(metadata.licence, words),
            "attribution": say_attribution(metadata, words=words),
            "sources": words("Sources and licences"),
        },
        sources_way=way(edition.place_of("about.html#sources")),
        is_map=page.row == ROWS[0].page and page.kind == "map",
    )
    return mark_foreign(html, lang=words.lang).encode()
