"""The addresses below ``/ogc``: OGC API – Features of the catalogue that is served."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from app.messages import DEFAULT_LANGUAGE, LANGUAGES, Words
from app.ogc import documents, openapi, styles
from app.ogc.collections import PROMISE, Collection, encode_json, list_collections, stand_on
from app.ogc.documents import GEOJSON, HTML, JSON, OPENAPI, SCHEMA, Site
from app.ogc.page import write_page
from app.ogc.query import ASOF, NotThereError, QueryError, read_day, read_question
from app.published.assets import asset_address
from app.published.store import Store
from app.web.headers import own_policy
from app.web.unknown_paths import choose_language
from projects.catalogue import Catalogue

_WRONG, _MISSING, _CLOSED = 400, 404, 503
_HEADERS = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*", "Vary": "Accept"}


def find_base(request: Request) -> str:
    """Find the address under which the client reached the service, also behind a proxy."""
    return f"{str(request.base_url).rstrip('/')}/ogc"


def choose_form(request: Request) -> str:
    """Choose between JSON and a page: by ``f``, else by what the client accepts.

    A language that is named must be one of ours: it is the page's.
    """
    lang = request.query_params.get("lang", DEFAULT_LANGUAGE)
    if lang not in LANGUAGES:
        raise QueryError(f"lang: expected {' or '.join(LANGUAGES)}, found {lang[:40]!r}")
    asked = request.query_params.get("f")
    if asked is not None:
        if asked not in {"json", "html"}:
            raise QueryError(f"f: expected json or html, found {asked[:40]!r}")
        return asked
    for part in request.headers.get("accept", "*/*").split(","):
        kind = part.partition(";")[0].strip().lower()
        if kind in {"text/html", "application/xhtml+xml"}:
            return "html"
        if "json" in kind or kind in {"*/*", "application/*"}:
            return "json"
    return "json"


def refuse(text: str, *, status: int) -> Response:
    """Say why there is no answer, as the standard words an exception."""
    codes = {_WRONG: "InvalidParameterValue", _MISSING: "NotFound", _CLOSED: "Unavailable"}
    body = encode_json({"code": codes[status], "description": text})
    return Response(body, status_code=status, media_type=JSON, headers=_HEADERS)


Answer = Callable[[Request, Catalogue, Site], Response]


def choose_report(request: Request, titles: Mapping[str, str]) -> str | None:
    """Choose the report that is asked for; None where the client names none.

    A report is a service of its own: its collections, its links, its description.
    """
    asked = request.query_params.get("report")
    if asked is not None and asked not in titles:
        known = ", ".join(titles)
        raise QueryError(f"report: expected one of {known}; found {asked[:40]!r}")
    return asked


def _refuse_unknown(request: Request, *, more: frozenset[str] = frozenset()) -> None:
    """Refuse parameters that a plain document does not take."""
    known = {"f", "lang", "report"} | more
    for name in request.query_params:
        if name not in known:
            listed = ", ".join(sorted(known))
            raise QueryError(f"unknown parameter {name[:40]!r}; known are: {listed}")


def _show(
    request: Request, site: Site, document: Mapping[str, Any], *, kind: str = JSON, path: str = ""
) -> Response:
    """Answer with a document in the form asked for."""
    if site.form == "json":
        return Response(encode_json(document), media_type=kind, headers=_HEADERS)
    words = Words(choose_language(request.headers, request.query_params))
    style = f"{request.base_url}{asset_address('ogc.css')}"
    report = "" if site.report is None else f"&report={site.report}"
    back = f"{request.base_url}?lang={words.lang}{report}"
    page = write_page(document, words=words, style=style, back=back, items_path=path)
    headers = _HEADERS | {"Content-Security-Policy": own_policy()}
    return Response(page, media_type=HTML, headers=headers)


def _make_landing_answer(store: Store) -> Answer:
    """Make what answers with the landing page, which leads to the other reports too."""

    def answer(request: Request, catalogue: Catalogue, site: Site) -> Response:
        _refuse_unknown(request)
        title = f"{catalogue.metadata.title_zh} / {catalogue.metadata.title_en}"
        titles, own = store.list_titles(), catalogue.metadata.id
        others = {report: name for report, name in titles.items() if report != own}
        return _show(request, site, documents.make_landing(site, title=title, others=others))

    return answer


def _answer_conformance(request: Request, _: Catalogue, site: Site) -> Response:
    _refuse_unknown(request)
    document = documents.make_conformance(site)
    return _show(request, site, document)


def _answer_api(request: Request, catalogue: Catalogue, site: Site) -> Response:
    _refuse_unknown(request)
    document = openapi.make_openapi(
        site,
        title=catalogue.metadata.title_en,
        report=catalogue.metadata.id,
        collections=list_collections(catalogue).values(),
        styles={name: kind for name, (_, kind) in STYLES.items()},
    )
    if site.form == "html":
        links = [site.link("self", "/api?f=json", OPENAPI, "OpenAPI 3.0")]
        document = document | {"title": document["info"]["title"], "links": links}
    return _show(request, site, document, kind=OPENAPI)


def _answer_collections(request: Request, catalogue: Catalogue, site: Site) -> Response:
    _refuse_unknown(request)
    document = documents.list_descriptions(site, collections=list_collections(catalogue).values())
    return _show(request, site, document)


def _find(request: Request, catalogue: Catalogue) -> Collection:
    """Find the collection asked for."""
    collections = list_collections(catalogue)
    name = request.path_params["collection"]
    if name not in collections:
        raise NotThereError(f"no collection {name[:60]!r}; there are: {', '.join(collections)}")
    return collections[name]


def _answer_collection(request: Request, catalogue: Catalogue, site: Site) -> Response:
    collection = _find(request, catalogue)
    _refuse_unknown(request)
    document = documents.describe_collection(site, collection=collection)
    return _show(request, site, document)


def _answer_queryables(request: Request, catalogue: Catalogue, site: Site) -> Response:
    collection = _find(request, catalogue)
    _refuse_unknown(request)
    document = documents.make_queryables(site, collection=collection)
    return _show(request, site, document, kind=SCHEMA)


def _answer_items(request: Request, catalogue: Catalogue, site: Site) -> Response:
    collection = _find(request, catalogue)
    query = dict(request.query_params)
    question = read_question(query, collection=collection)
    collection = stand_on(collection, catalogue=catalogue, day=question.day)
    page = documents.make_page(site, collection=collection, question=question, query=query)
    if site.form == "json":
        return Response(page.encode(), media_type=GEOJSON, headers=_HEADERS)
    document = {
        "title": collection.title,
        "numberMatched": page.matched,
        "numberReturned": len(page.rows),
        "links": page.links,
        "features": [collection.feature(row) for row in page.rows],
    }
    path = f"{site.base}/collections/{collection.id}/items"
    return _show(request, site, document, path=path)


def _answer_item(request: Request, catalogue: Catalogue, site: Site) -> Response:
    collection = _find(request, catalogue)
    _refuse_unknown(request, more=frozenset({ASOF} if PROMISE in collection.choices else ()))
    day = read_day(request.query_params)
    collection = stand_on(collection, catalogue=catalogue, day=day)
    name = request.path_params["feature"]
    row = collection.rows.get(catalogue.present_ids.get(name, name))
    if row is None:
        raise NotThereError(f"no feature {name[:60]!r} in {collection.id}")
    document = documents.make_item(site, collection=collection, row=row)
    return _show(request, site, document, kind=GEOJSON)


STYLES: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "projects.qml": (styles.write_qml, documents.QML),
    "projects-lines.qml": (partial(styles.write_qml, styles.LINES), documents.QML),
    "projects-areas.qml": (partial(styles.write_qml, styles.AREAS), documents.QML),
    "projects.sld": (styles.write_sld, documents.SLD),
}


def _answer_style(request: Request, _: Catalogue, __: Site) -> Response:
    name = request.path_params["name"]
    if name not in STYLES:
        raise NotThereError(f"no style {name[:40]!r}; there are: {', '.join(STYLES)}")
    write, kind = STYLES[name]
    return Response(write(), media_type=kind, headers=_HEADERS)


_ANSWERS: Mapping[str, Answer] = {
    "/ogc/conformance": _answer_conformance,
    "/ogc/api": _answer_api,
    "/ogc/collections": _answer_collections,
    "/ogc/collections/{collection}": _answer_collection,
    "/ogc/collections/{collection}/queryables": _answer_queryables,
    "/ogc/collections/{collection}/items": _answer_items,
    "/ogc/collections/{collection}/items/{feature}": _answer_item,
    "/ogc/styles/{name}": _answer_style,
}


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes of the service."""

    def serve(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def run(request: Request) -> Response:
            try:
                asked = request.query_params.get("report")
                served, _ = await asyncio.to_thread(store.refresh, asked)
                report = choose_report(request, store.list_titles())
                if served is None:
                    return refuse("The catalogue file cannot be read.", status=_CLOSED)
                site = Site(find_base(request), choose_form(request), report)
                return await asyncio.to_thread(answer, request, served.catalogue, site)
            except QueryError as error:
                return refuse(str(error), status=_WRONG)
            except NotThereError as error:
                return refuse(str(error), status=_MISSING)

        return run

    async def redirect(request: Request) -> Response:
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{find_base(request)}/{asked}", status_code=308)

    answers = {"/ogc/": _make_landing_answer(store), **_ANSWERS}
    routes: list[BaseRoute] = [Route(path, serve(answer)) for path, answer in answers.items()]
    return [Route("/ogc", redirect), *routes]
