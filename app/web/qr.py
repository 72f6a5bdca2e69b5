"""The address of the QR codes of the app's own links."""

from urllib.parse import parse_qsl, quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from app.drawing.qr import qr_svg
from app.messages import Words
from app.published.store import Store
from app.web.answers import complain

PAGES = ("", "present", "overview", "nearby")
_NOT_FOUND, _TOO_LONG = 404, 414


def link_of(request: Request, *, page: str, query: str) -> str:
    """Return the full address of a page of this server, as the reader reaches it."""
    return f"{request.base_url}{page}" + (f"?{query}" if query else "")


def answer(request: Request, _: Store) -> Response:
    """Answer with the QR code of a link."""
    parameters = parse_qsl(request.url.query, keep_blank_values=True)
    page = request.query_params.get("to", "")
    if page not in PAGES:
        names = ", ".join(PAGES[1:])
        return complain(f"no page {page!r}; there are: {names}", status=_NOT_FOUND)
    kept = [(name, value) for name, value in parameters if name != "to"]
    query = urlencode(kept, quote_via=quote, safe=",~")
    try:
        body = qr_svg(link_of(request, page=page, query=query))
    except ValueError:
        text = Words(request.query_params.get("lang", "zh"))(
            "This link is too long for a QR code; copy it instead."
        )
        return complain(text, status=_TOO_LONG)
    return Response(body, media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})
