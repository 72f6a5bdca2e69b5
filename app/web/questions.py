"""What a plain address asks about a place, and the answer where there is no catalogue."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.address import View, read_query, read_view
from app.messages import Words
from app.near.query import asked_view
from app.published.store import Served


def read_question(request: Request, served: Served) -> tuple[View, Words]:
    """Read the view that a plain address asks for; what is unknown in it is passed over."""
    view, _ = read_view(read_query(request.scope["query_string"]), known=served.known)
    view = asked_view(view)
    return view, Words(view.lang)


def without_catalogue(request: Request) -> Response:
    """Say that there is nothing to answer from."""
    words = Words(request.query_params.get("lang", ""))
    text = words("The catalogue file cannot be read, so there is nothing to show.")
    headers = {"Cache-Control": "no-store"}
    return PlainTextResponse(f"{text}\n", status_code=503, headers=headers)
