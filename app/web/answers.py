"""The answer with a file: compressed where accepted, kept as long as its address allows."""

from starlette.requests import Request
from starlette.responses import Response

from app.published.assets import Asset
from app.published.codings import choose_coding

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"


def answer_with(request: Request, asset: Asset) -> Response:
    """Answer with a file: compressed where accepted, cached for ever where named by its digest.

    Parameters
    ----------
    request
        The request.
    asset
        The file.
    """
    etag = f'"{asset.digest}"'
    headers = {
        "ETag": etag,
        "Cache-Control": IMMUTABLE if request.query_params.get("v") == asset.digest else REVALIDATE,
        "Vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    coding = choose_coding(request.headers.get("accept-encoding", ""))
    if coding is None:
        return Response(asset.body, headers=headers, media_type=asset.media_type)
    headers["Content-Encoding"] = coding
    # A large file is held compressed alone, and nobody here needs it taken apart.
    return Response(asset.coded(coding), headers=headers, media_type=asset.media_type)
