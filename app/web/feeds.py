"""The addresses of the Atom feed and of the calendar."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.near.feeds import ATOM, CALENDAR, atom_feed, choose_followed, promise_calendar
from app.published.assets import Asset
from app.published.store import Store
from app.web.answers import answer_with
from app.web.questions import read_question, refuse, without_catalogue


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes of what can be followed."""

    def answer_atom(request: Request) -> Response:
        served, _ = store.refresh(request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        asked = read_question(request, served)
        if asked.widened:
            return refuse(asked)
        view, words = asked.view, asked.words
        followed = choose_followed(view, catalogue=served.catalogue, words=words)
        query = quote(request.url.query, safe="=&,%~-._")
        address = f"{request.base_url}{request.url.path.lstrip('/')}" + (
            f"?{query}" if query else ""
        )
        body = atom_feed(followed, base=str(request.base_url), address=address, words=words)
        return answer_with(request, Asset("projects.atom", body, f"{ATOM}; charset=utf-8"))

    def answer_calendar(request: Request) -> Response:
        served, _ = store.refresh(request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        asked = read_question(request, served)
        if asked.widened:
            return refuse(asked)
        view, words = asked.view, asked.words
        followed = choose_followed(view, catalogue=served.catalogue, words=words)
        body = promise_calendar(followed, base=str(request.base_url), words=words)
        return answer_with(request, Asset("promises.ics", body, f"{CALENDAR}; charset=utf-8"))

    return [
        Route("/feed/projects.atom", answer_atom),
        Route("/feed/promises.ics", answer_calendar),
    ]
