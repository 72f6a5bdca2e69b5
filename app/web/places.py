"""The address that answers the search for a place."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from app.messages import Words
from app.near.places import (
    DATUM_NAMES,
    MAX_TEXT_LENGTH,
    Places,
    ask_geocoder,
    choose_geocoder,
    find_places,
)
from app.published.store import Store
from geodata.cities import CHINA, default_city


def list_routes(store: Store) -> list[BaseRoute]:
    """List the route ``/places?q=…&lang=zh&datum=wgs84``."""

    async def answer_places(request: Request) -> JSONResponse:
        query = request.query_params
        text = query.get("q", "").strip()[:MAX_TEXT_LENGTH]
        words = Words(query.get("lang", ""))
        datum = query.get("datum", "wgs84")
        if datum not in DATUM_NAMES:
            datum = "wgs84"
        served, _ = await run_in_threadpool(store.refresh, query.get("report"))
        bounds = served.catalogue.metadata.city.bbox if served else CHINA
        geocoder = choose_geocoder()
        city = served.catalogue.city if served else default_city()
        found = find_places(text, datum=datum, bounds=bounds, words=words, city=city)
        if geocoder and text and "online" in query:
            online = await run_in_threadpool(
                ask_geocoder, geocoder, text=text, bounds=bounds, words=words, city=city
            )
            found = Places([*online.places, *found.places], online.notice)
        body = {"places": found.places, "notice": found.notice, "online": bool(geocoder)}
        return JSONResponse(body, headers={"Cache-Control": "no-store"})

    return [Route("/places", answer_places)]
