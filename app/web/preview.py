"""The address of the picture of a link: made beside the pages, a few at once, kept for a while."""

import asyncio
import logging
from collections import OrderedDict

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.address import read_query, read_view, write_view
from app.apart import Job, MakingError
from app.errors import AppError
from app.exports.formats import Export
from app.exports.preview import Preview, describe_preview
from app.messages import Words
from app.published.assets import Asset
from app.published.served import Served, Shelf
from app.published.store import Store
from app.web.making import own_failure, send_away
from app.web.questions import without_catalogue
from app.web.workshop import BusyError, ClientGoneError, Workshop
from projects.catalogue import Catalogue

MEDIA_TYPE = "image/png"
MOST_KEPT = 128
"""So many pictures are kept, about 100 kB each."""
AT_WORK, MOST_WAITING, TIME_LIMIT_S = 1, 8, 20
_LONGEST_STORY = 2000
_KEPT_S = 3600
_GONE = 499
_LOG = logging.getLogger(__name__)


def make_preview_file(catalogue: Catalogue, shelf: Shelf, preview: Preview) -> Export:
    """Make the picture of a link; all that it takes can be sent to another process."""
    from app.exports.preview_picture import preview_png  # noqa: PLC0415 - loads matplotlib

    body = preview_png(preview, served=Served(catalogue, shelf=shelf))
    return Export("preview.png", "preview.png", MEDIA_TYPE, body)


class KeptPictures:
    """The pictures made last, by what they show; the least recently asked for goes first."""

    def __init__(self, *, most: int = MOST_KEPT) -> None:
        """Begin with none."""
        self._most = most
        self._found: OrderedDict[tuple[object, ...], Asset] = OrderedDict()

    def find(self, key: tuple[object, ...]) -> Asset | None:
        """Find a picture; None where it is not kept."""
        found = self._found.get(key)
        if found is not None:
            self._found.move_to_end(key)
        return found

    def keep(self, key: tuple[object, ...], picture: Asset) -> None:
        """Keep a picture, and forget the one that was longest not asked for."""
        self._found[key] = picture
        while len(self._found) > self._most:
            self._found.popitem(last=False)


def _answer(request: Request, picture: Asset) -> Response:
    etag = f'"{picture.digest}"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={_KEPT_S}"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(picture.body, headers=headers, media_type=MEDIA_TYPE)


def list_routes(store: Store, *, workshop: Workshop | None = None) -> list[BaseRoute]:
    """List the route ``/preview.png``: the parameters of a link, its page and its story.

    Parameters
    ----------
    store
        The catalogue.
    workshop
        Where pictures are made; one with processes where None.
    """
    maker = workshop or Workshop(
        at_work=AT_WORK, most_waiting=MOST_WAITING, time_limit_s=TIME_LIMIT_S
    )
    kept = KeptPictures()

    async def answer_preview(request: Request) -> Response:
        query = read_query(request.scope["query_string"])
        served, _ = await asyncio.to_thread(store.refresh, query.get("report"))
        if served is None:
            return without_catalogue(request)
        view, _ = read_view(query, known=served.known)
        page, story = query.get("page", ""), query.get("story", "")[:_LONGEST_STORY]
        library = served.library
        # The library stands in the key itself: as long as the picture is kept, it is that one.
        key = (served.digest, _Same(library), page, story, write_view(view))
        picture = kept.find(key)
        if picture is not None:
            return _answer(request, picture)
        preview = await asyncio.to_thread(
            describe_preview, view, page=page, served=served, library=library, story=story
        )
        job = Job(make_preview_file, (served.catalogue, served.shelf, preview))
        try:
            made = await maker.make(job, request)
        except BusyError:
            return send_away(Words(view.lang))
        except ClientGoneError:
            return Response(status_code=_GONE)
        except (MakingError, AppError):
            _LOG.exception("the picture of %s could not be made", request.url.path)
            return own_failure(Words(view.lang))
        picture = Asset(made.name, made.body, MEDIA_TYPE)
        kept.keep(key, picture)
        return _answer(request, picture)

    return [Route("/preview.png", answer_preview)]


class _Same:
    """A thing that equals itself alone, and can stand in a key."""

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)
