"""The address of the printed page of a place."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.links import page_address
from app.near.answer import answer_view
from app.near.street_page import LISTED, street_html
from app.published.assets import Asset
from app.published.store import Store
from app.web.answers import answer_with
from app.web.link_head import with_link_head
from app.web.questions import read_question, without_catalogue
from app.words.labels import dropped_sentence


def answer(request: Request, store: Store) -> Response:
    """Answer with the printed page of a place; without one, lead to where it is chosen."""
    served, _ = store.refresh(request.query_params.get("report"))
    if served is None:
        return without_catalogue(request)
    asked = read_question(request, served)
    view, words = asked.view, asked.words
    spot = view.spot
    if spot is None:
        return RedirectResponse(page_address(view, page="nearby"), status_code=303)
    catalogue = served.catalogue
    told = answer_view(view, catalogue=catalogue, spot=spot, limit=LISTED)
    notice = dropped_sentence(asked.dropped, words) if asked.dropped else ""
    html = street_html(
        replace(told, notice=notice),
        view=view,
        spot=spot,
        catalogue=catalogue,
        base=str(request.base_url),
    )
    page = with_link_head(html.encode(), request, served=served, page="street")
    return answer_with(request, Asset("street.html", page, "text/html; charset=utf-8"))
