"""The addresses that answer with the changes between two reports as a file or a map."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.address import read_query, read_view
from app.changes.content import choose_pair, compare_entries, find_changes, keep_classes
from app.messages import DEFAULT_LANGUAGE, Words
from app.published.store import Store
from app.web.answers import attach, complain, hand_out
from app.web.making import in_room
from app.web.questions import without_catalogue, without_folder
from app.words.refusals import say_incomparable
from projects.changes import HeldComparison, to_csv, to_geojson
from projects.errors import CatalogueError

_FORMS = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "geojson": (to_geojson, "application/geo+json"),
}
_NOTHING, _CANNOT = 404, 422


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes ``/changes.csv``, ``/changes.geojson`` and ``/changes.svg``."""

    def find(request: Request) -> HeldComparison | Response:
        query = read_query(request.scope["query_string"])
        served, _ = store.refresh(query.get("report"))
        if served is None:
            return without_catalogue(request)
        view, _ = read_view(query, known=served.known)
        words = Words(view.lang)
        here = served.catalogue.metadata.id
        pair = choose_pair(store.library, report_id=here, since=view.course.since)
        if pair is None:
            text = words("There is no second report of this city to compare with.")
            return complain(text, status=_NOTHING)
        try:
            comparison = compare_entries(*pair)
        except CatalogueError:
            return complain(say_incomparable(words), status=_CANNOT)
        shown = keep_classes(find_changes(comparison, view=view), classes=view.course.changes)
        return HeldComparison(comparison.old, comparison.new, tuple(shown))

    async def answer(request: Request) -> Response:
        found = await asyncio.to_thread(find, request)
        if isinstance(found, Response):
            return found
        form = request.url.path.rpartition(".")[2]
        write, media_type = _FORMS[form]
        name = f"changes-{found.old.metadata.id}-{found.new.metadata.id}.{form}"
        body = await asyncio.to_thread(lambda: write(found.read()))
        return hand_out(body, disposition=attach(name), media_type=media_type)

    def answer_picture(request: Request) -> Response:
        found = find(request)
        if isinstance(found, Response):
            return found
        try:
            from app.changes.picture import draw_changes  # noqa: PLC0415 - loads matplotlib
        except OSError:
            return without_folder(request)
        words = Words(read_query(request.scope["query_string"]).get("lang", DEFAULT_LANGUAGE))
        body = draw_changes(found, words, changes=found.changes)
        headers = {"Cache-Control": "no-cache"}
        return Response(body, media_type="image/svg+xml", headers=headers)

    files: list[BaseRoute] = [Route(f"/changes.{form}", answer) for form in _FORMS]
    return [*files, Route("/changes.svg", in_room(answer_picture))]
