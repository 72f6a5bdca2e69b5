"""Files made in the workshop, drawings a few at a time, and what is refused, in words."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from app.apart import Job, MakingError
from app.errors import AppError, ExportError
from app.exports.formats import Export
from app.messages import Words
from app.web.answers import complain, hand_out
from app.web.workshop import RETRY_AFTER_S, BusyError, ClientGoneError, Workshop
from app.words.refusals import refusal_sentence

_CANNOT, _GONE, _FAILED, _BUSY = 422, 499, 500, 503
_log = logging.getLogger(__name__)


def send_away(words: Words, *, queue: int | None = None) -> Response:
    """Say that too much is asked for just now, and when to come again.

    Parameters
    ----------
    words
        The language.
    queue
        How many files are being made or waited for, where they are counted.
    """
    text = words("Many files are being made just now. Please try again in half a minute.")
    if queue:
        text += " " + words.plural(
            "{n} file is being made or waited for.",
            "{n} files are being made or waited for.",
            queue,
        )
    busy = complain(text, status=_BUSY)
    busy.headers["Retry-After"] = str(RETRY_AFTER_S)
    return busy


def own_failure(words: Words) -> Response:
    """Say that a file could not be made, which is no fault of who asked for it."""
    text = words("The file could not be made. The map goes on working; please try again.")
    return complain(text, status=_FAILED)


def answer_export(export: Export) -> Response:
    """Answer with a finished file."""
    return hand_out(export.body, disposition=export.disposition, media_type=export.media_type)


@cache
def shared_workshop() -> Workshop:
    """Return the workshop of this server: all its doors wait in one queue."""
    return Workshop()


async def make_file(workshop: Workshop, job: Job, request: Request) -> Response:
    """Make a file in the workshop; a failure is said in words.

    Parameters
    ----------
    workshop
        Where.
    job
        What.
    request
        Who waits for it.
    """
    words = Words(request.query_params.get("lang", "zh"))
    try:
        return answer_export(await workshop.make(job, request))
    except BusyError:
        return send_away(words, queue=workshop.inside)
    except ClientGoneError:
        return Response(status_code=_GONE)
    except MakingError as error:
        _log.error("the file of %s could not be made: %s", request.url.path, error)
    except ExportError as error:
        return complain(refusal_sentence(error, words), status=_CANNOT)
    except AppError as error:
        return complain(str(error), status=_CANNOT)
    except (ValueError, LookupError, RuntimeError, OSError):
        _log.exception("the file of %s could not be made", request.url.path)
    return own_failure(words)


class DrawingRoom:
    """Draw a few pictures at a time in threads; what is asked for beyond a queue is sent away.

    Parameters
    ----------
    at_work
        How many are drawn at once.
    most_waiting
        How many may wait.
    patience_s
        How long one may wait for its turn.
    """

    def __init__(self, *, at_work: int = 2, most_waiting: int = 48, patience_s: float = 20) -> None:
        """Open an empty room."""
        self._slots = asyncio.Semaphore(at_work)
        self._most = at_work + most_waiting
        self._inside = 0
        self._patience_s = patience_s

    async def draw(self, request: Request, answer: Callable[[Request], Response]) -> Response:
        """Answer a request in a thread, when its turn has come.

        Parameters
        ----------
        request
            The request.
        answer
            Draws and answers.
        """
        words = Words(request.query_params.get("lang", "zh"))
        if self._inside >= self._most:
            return send_away(words)
        self._inside += 1
        try:
            await asyncio.wait_for(self._slots.acquire(), self._patience_s)
        except TimeoutError:
            return send_away(words)
        finally:
            self._inside -= 1
        self._inside += 1
        try:
            if await request.is_disconnected():
                return Response(status_code=_GONE)
            return await asyncio.to_thread(answer, request)
        finally:
            self._inside -= 1
            self._slots.release()


@cache
def shared_room() -> DrawingRoom:
    """Return the room in which this server draws."""
    return DrawingRoom()


def in_room(
    answer: Callable[[Request], Response], *, room: DrawingRoom | None = None
) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that answers when there is room.

    Parameters
    ----------
    answer
        Draws and answers.
    room
        Where; the server's own where None.
    """

    async def draw(request: Request) -> Response:
        return await (room or shared_room()).draw(request, answer)

    return draw
