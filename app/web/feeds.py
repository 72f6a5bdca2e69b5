"""The addresses of feeds and calendars: the news of a view, and the older ones of projects."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.near.feeds import ATOM, CALENDAR, atom_feed, choose_followed, promise_calendar
from app.news.atom import link_to_app, write_atom
from app.news.calendar import write_calendar
from app.news.following import Following, follow_view
from app.published.assets import Asset
from app.published.store import Store
from app.web.answers import answer_with
from app.web.questions import Question, read_question, refuse, without_catalogue
from projects import open_library


def _address_of(request: Request) -> str:
    """Return the address under which a feed was asked for."""
    query = quote(request.url.query, safe="=&,%~-._")
    address = f"{request.base_url}{request.url.path.lstrip('/')}"
    return f"{address}?{query}" if query else address


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes of what can be followed."""
    return [*_list_news(store), *_list_projects(store)]


def _list_news(store: Store) -> list[BaseRoute]:
    """List the routes of the news of a view."""

    def follow(request: Request) -> tuple[Following, Question] | Response:
        served, _ = store.refresh(request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        asked = read_question(request, served)
        if asked.widened:
            return refuse(asked)
        library = (served.find_library or open_library)()
        return follow_view(asked.view, catalogue=served.catalogue, library=library), asked

    def answer_news(request: Request) -> Response:
        found = follow(request)
        if isinstance(found, Response):
            return found
        following, asked = found
        link = link_to_app(str(request.base_url))
        body = write_atom(following, address=_address_of(request), link=link, words=asked.words)
        return answer_with(request, Asset("feed.atom", body, f"{ATOM}; charset=utf-8"))

    def answer_dates(request: Request) -> Response:
        found = follow(request)
        if isinstance(found, Response):
            return found
        following, asked = found
        body = write_calendar(following, link=link_to_app(str(request.base_url)), words=asked.words)
        return answer_with(request, Asset("calendar.ics", body, f"{CALENDAR}; charset=utf-8"))

    return [Route("/feed.atom", answer_news), Route("/calendar.ics", answer_dates)]


def _list_projects(store: Store) -> list[BaseRoute]:
    """List the routes of the projects themselves, an entry each, which older readers follow."""

    def answer_atom(request: Request) -> Response:
        served, _ = store.refresh(request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        asked = read_question(request, served)
        if asked.widened:
            return refuse(asked)
        view, words = asked.view, asked.words
        followed = choose_followed(view, catalogue=served.catalogue, words=words)
        base, address = str(request.base_url), _address_of(request)
        body = atom_feed(followed, base=base, address=address, words=words)
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
