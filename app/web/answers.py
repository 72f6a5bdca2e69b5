"""The answers of the doors: a file of the pages, a file to keep, a sentence instead of one."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.published.assets import Asset
from app.published.codings import choose_coding

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
UNKEPT = "no-store"


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


def hand_out(body: bytes, *, disposition: str, media_type: str) -> Response:
    """Answer with a file that a browser keeps under its name.

    Parameters
    ----------
    body
        The file.
    disposition
        The header that names it; see `attach`.
    media_type
        Its media type.
    """
    headers = {"Content-Disposition": disposition, "Cache-Control": UNKEPT}
    return Response(body, media_type=media_type, headers=headers)


def attach(name: str) -> str:
    """Return the header that makes a browser keep a file under a name in ASCII."""
    return f'attachment; filename="{name}"'


def complain(text: str, *, status: int) -> Response:
    """Answer with a sentence instead of a file.

    Parameters
    ----------
    text
        The sentence.
    status
        The status of the answer.
    """
    headers = {"Cache-Control": UNKEPT}
    return PlainTextResponse(f"{text}\n", status_code=status, headers=headers)
