"""The address of the summary tables as files."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.address import read_query, read_view
from app.messages import Words
from app.overview.tables import make_tables, write_table_csv
from app.published.store import Store
from app.web.answers import attach, complain, hand_out
from app.web.questions import without_catalogue

_NOT_FOUND = 404


def list_routes(store: Store) -> list[BaseRoute]:
    """List the route ``/tables/districts.csv?…`` with the parameters of a view."""

    async def answer_table(request: Request) -> Response:
        def answer() -> Response:
            served, _ = store.refresh(request.query_params.get("report"))
            if served is None:
                return without_catalogue(request)
            query = read_query(request.scope["query_string"])
            view, _ = read_view(query, known=served.known)
            slug = request.path_params["slug"]
            words = Words(view.lang)
            tables = make_tables(served.catalogue, view=view, words=words)
            if slug not in tables:
                text = f"no table {slug[:20]!r}; there are: {', '.join(tables)}"
                return complain(text, status=_NOT_FOUND)
            name = f"{served.catalogue.metadata.id}-{slug}.csv"
            body = write_table_csv(tables[slug], words=words)
            media_type = "text/csv; charset=utf-8"
            return hand_out(body, disposition=attach(name), media_type=media_type)

        return await run_in_threadpool(answer)

    return [Route("/tables/{slug}.csv", answer_table)]
