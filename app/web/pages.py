"""The first HTML of the pages, and the files that a page fetches."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.address import MAX_QUERY_LENGTH, read_query
from app.errors import AssetError
from app.messages import DEFAULT_LANGUAGE, LANGUAGES, Words
from app.near.early_answer import insert_early
from app.pages_register import PAGES
from app.published.assets import Asset, read_asset
from app.published.data import RECORDS, data_addresses, find_data
from app.published.store import Store
from app.web.answers import answer_with, complain
from app.web.link_head import with_link_head
from app.web.shell import page_html

_NOT_FOUND = 404


def _answer_robots(_: Request) -> Response:
    """Tell robots what is worth reading: pages, not the files made for each request."""
    text = "User-agent: *\nDisallow: /export/\nDisallow: /_stcore/\n"
    return PlainTextResponse(text, headers={"Cache-Control": "public, max-age=86400"})


def _answer_icon(request: Request) -> Response:
    return answer_with(request, read_asset("favicon.svg"))


def _answer_asset(request: Request) -> Response:
    try:
        asset = read_asset(request.path_params["name"])
    except AssetError as error:
        return complain(str(error), status=_NOT_FOUND)
    return answer_with(request, asset)


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes of the pages and of what they fetch."""

    def answer_data(request: Request) -> Response:
        name = request.path_params["name"]
        served, _ = store.refresh(request.query_params.get("report", Path(name).stem))
        if name == RECORDS and served is not None:
            text = request.query_params.get("speaks", "")[:MAX_QUERY_LENGTH]
            ids = request.query_params.get("ids", "").split(",")
            body = served.list_speaking(text) if text else served.list_records(ids)
            return answer_with(request, Asset(RECORDS, body, "application/json"))
        file = find_data(name, served=served)
        if file is not None:
            return answer_with(request, file)
        names = ", ".join(
            addresses.rpartition("/")[2].partition("?")[0]
            for addresses in data_addresses(served, lang=DEFAULT_LANGUAGE).values()
        )
        return complain(f"no data file {name!r}; there are: {names}", status=_NOT_FOUND)

    def answer_page(request: Request) -> Response:
        lang = request.query_params.get("lang", DEFAULT_LANGUAGE)
        if lang not in LANGUAGES:
            lang = DEFAULT_LANGUAGE
        words = Words(lang)
        served, _ = store.refresh(request.query_params.get("report"))
        metadata = served.catalogue.metadata if served else None
        title = words.title_of(metadata) if metadata else words("Map")
        page = PAGES[request.url.path.rsplit("/", 1)[-1]]
        fetched = data_addresses(served, lang=lang, may_pack=True) if page.has_map else {}
        early = tuple(one for role, one in fetched.items() if role != "records")
        html = page_html(
            lang,
            title=title,
            data_addresses=early,
            report=metadata.id if metadata else "",
        )
        if served is not None and page.has_early_answer:
            html = insert_early(html, read_query(request.scope["query_string"]), served=served)
        if served is not None:
            html = with_link_head(html, request, served=served, page=page.path, sets_title=True)
        return answer_with(request, Asset("page.html", html, "text/html"))

    return [
        Route("/robots.txt", _answer_robots),
        Route("/favicon.ico", _answer_icon),
        Route("/assets/{name}", _answer_asset),
        Route("/data/{name}", answer_data),
        *(Route(f"/{path}", answer_page) for path in PAGES),
    ]
