"""QR codes of the app's own links, as pictures that scale."""

from io import BytesIO
from urllib.parse import parse_qsl, quote, urlencode

import segno
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

INK, PAPER = "#22262a", "#ffffff"
MAX_TEXT = 2300
"""A code of medium correction holds so many bytes; beyond it the squares are too fine anyway."""
PAGES = ("", "present", "overview", "nearby")


def qr_svg(text: str) -> bytes:
    """Return the QR code of a text as an SVG picture with its quiet border.

    Raises
    ------
    ValueError
        If the text is longer than a code holds.
    """
    code = segno.make_qr(text, error="m" if len(text) <= MAX_TEXT else "l")
    out = BytesIO()
    code.save(out, kind="svg", scale=8, border=4, xmldecl=False, dark=INK, light=PAPER)
    return out.getvalue()


def link_of(request: Request, *, page: str, query: str) -> str:
    """Return the full address of a page of this server, as the reader reaches it."""
    return f"{request.base_url}{page}" + (f"?{query}" if query else "")


def _answer_qr(request: Request) -> Response:
    parameters = parse_qsl(request.url.query, keep_blank_values=True)
    page = request.query_params.get("to", "")
    if page not in PAGES:
        names = ", ".join(PAGES[1:])
        return PlainTextResponse(f"no page {page!r}; there are: {names}\n", status_code=404)
    kept = [(name, value) for name, value in parameters if name != "to"]
    query = urlencode(kept, quote_via=quote, safe=",~")
    try:
        body = qr_svg(link_of(request, page=page, query=query))
    except ValueError:
        return PlainTextResponse("the link is too long for a QR code\n", status_code=414)
    return Response(body, media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})


def list_routes() -> list[BaseRoute]:
    """List the route of the QR code of a link."""
    return [Route("/qr.svg", _answer_qr)]
