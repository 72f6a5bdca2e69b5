"""The addresses of feeds and calendars: the news of a view, and the older ones of projects."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.news.atom import link_to_app, write_atom
from app.news.calendar import write_calendar
from app.news.envelope import ATOM, CALENDAR
from app.news.followed import choose_followed
from app.news.following import Following, follow_view
from app.news.older import atom_feed, promise_calendar
from app.published.assets import Asset
from app.published.served import Served
from app.published.store import Store
from app.web.answers import answer_with
from app.web.questions import Question, read_question, refuse, without_catalogue
from projects import open_library


def _address_of(request: Request) -> str:
    """Return the address under which a feed was asked for."""
    query = quote(request.url.query, safe="=&,%~-._")
    address = f"{request.base_url}{request.url.path.lstrip('/')}"
    return f"{address}?{query}" if query else address


def _write_news(request: Request, served: Served, asked: Question) -> Asset:
    following = _follow(served, asked)
    link, address = link_to_app(str(request.base_url)), _address_of(request)
    body = write_atom(following, address=address, link=link, words=asked.words)
    return Asset("feed.atom", body, f"{ATOM}; charset=utf-8")


def _write_dates(request: Request, served: Served, asked: Question) -> Asset:
    link = link_to_app(str(request.base_url))
    body = write_calendar(_follow(served, asked), link=link, words=asked.words)
    return Asset("calendar.ics", body, f"{CALENDAR}; charset=utf-8")


def _follow(served: Served, asked: Question) -> Following:
    library = served.library or open_library()
    return follow_view(asked.view, catalogue=served.catalogue, library=library)


def _write_projects(request: Request, served: Served, asked: Question) -> Asset:
    followed = choose_followed(asked.view, catalogue=served.catalogue, words=asked.words)
    base, address = str(request.base_url), _address_of(request)
    body = atom_feed(followed, base=base, address=address, words=asked.words)
    return Asset("projects.atom", body, f"{ATOM}; charset=utf-8")


def _write_promises(request: Request, served: Served, asked: Question) -> Asset:
    followed = choose_followed(asked.view, catalogue=served.catalogue, words=asked.words)
    body = promise_calendar(followed, base=str(request.base_url), words=asked.words)
    return Asset("promises.ics", body, f"{CALENDAR}; charset=utf-8")


Writer = Callable[[Request, Served, Question], Asset]
_WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "/feed.atom": _write_news,
        "/calendar.ics": _write_dates,
        "/feed/projects.atom": _write_projects,
        "/feed/promises.ics": _write_promises,
    }
)
"""What writes the file of each address; the last two are what older readers follow."""


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes of what can be followed."""

    def serve(write: Writer) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            served, _ = store.refresh(request.query_params.get("report"))
            if served is None:
                return without_catalogue(request)
            asked = read_question(request, served)
            if asked.widened:
                return refuse(asked)
            return answer_with(request, write(request, served, asked))

        return answer

    return [Route(path, serve(write)) for path, write in _WRITERS.items()]
