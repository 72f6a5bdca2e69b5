"""The address that gives a reader's correction back as a file; nothing of it is kept."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.about.correction_form import correction_file
from app.messages import Words
from app.published.store import Store
from app.web.answers import attach, complain, hand_out
from projects.corrections import MAX_FILE_BYTES, CorrectionsError

_CANNOT = 422
_MOST_FIELDS = 20


async def _answer_file(request: Request) -> Response:
    body = await request.body()
    try:
        sent = parse_qs(
            body[:MAX_FILE_BYTES].decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        sent = {}
    form = {name: values[-1] for name, values in sent.items()}
    words = Words(form.get("language", ""))
    try:
        name, content = correction_file(form)
    except CorrectionsError as error:
        text = words("No file was made; something is missing or cannot be read:")
        faults = "\n".join(error.faults)
        return complain(f"{text}\n{faults}", status=_CANNOT)
    return hand_out(content, disposition=attach(name), media_type="application/json")


def list_routes(_: Store) -> list[BaseRoute]:
    """List the route of a correction's file."""
    return [Route("/correction.json", _answer_file, methods=["POST"])]
