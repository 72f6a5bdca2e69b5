"""What a plain address asks about a place, and the answer where there is no catalogue."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from app.address import Dropped, View, find_widened, read_query, read_view
from app.messages import DEFAULT_LANGUAGE, Words
from app.near.query import asked_view
from app.published.served import Served
from app.web.answers import complain
from app.words.labels import refuse_widened
from app.words.refusals import say_unreadable

_CANNOT, _CLOSED = 422, 503


@dataclass(frozen=True)
class Question:
    """What a plain address asks.

    Parameters
    ----------
    view
        The view, as far as it was understood.
    words
        Its language.
    dropped
        What was not understood.
    widened
        The parts of it without which the view shows more than was asked for.
    """

    view: View
    words: Words
    dropped: list[Dropped]
    widened: list[Dropped]


def read_question(request: Request, served: Served) -> Question:
    """Read the view that a plain address asks for."""
    query = read_query(request.scope["query_string"])
    view, dropped = read_view(query, known=served.known)
    widened = find_widened({**query, "sel": ""}, view=view)
    view = asked_view(view)
    return Question(view, Words(view.lang), dropped, widened)


def refuse(question: Question) -> Response:
    """Refuse what would answer more than was asked for, in words."""
    text = refuse_widened(question.widened, question.words)
    return complain(text, status=_CANNOT)


def without_catalogue(request: Request) -> Response:
    """Say that there is nothing to answer from."""
    words = Words(request.query_params.get("lang", ""))
    text = say_unreadable(words)
    return complain(text, status=_CLOSED)


def without_folder(request: Request) -> Response:
    """Say that this server cannot draw: matplotlib has no folder that it may write to."""
    words = Words(request.query_params.get("lang", DEFAULT_LANGUAGE))
    text = words(
        "This server has no folder to write to, so it cannot draw this. The pages go on working."
    )
    return complain(text, status=_CLOSED)
