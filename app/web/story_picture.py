"""The address of the small picture of a view."""

from starlette.requests import Request
from starlette.responses import Response

from app.address import read_query, read_view
from app.exports.step_picture import step_svg
from app.messages import Words
from app.published.store import Store
from app.web.questions import without_catalogue
from app.words.story import view_title

_KEPT_S = 600


def answer(request: Request, store: Store) -> Response:
    """Answer with the small picture of a view."""
    served, _ = store.refresh(request.query_params.get("report"))
    if served is None:
        return without_catalogue(request)
    seen, _ = read_view(read_query(request.scope["query_string"]), known=served.known)
    view = seen.without_spot()
    title = view_title(view, catalogue=served.catalogue, words=Words(view.lang))
    headers = {"Cache-Control": f"private, max-age={_KEPT_S}"}
    picture = step_svg(view, served=served, title=title)
    return Response(picture, media_type="image/svg+xml", headers=headers)
