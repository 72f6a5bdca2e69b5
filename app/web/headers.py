"""The headers of every answer: what a page may load, and who may show it."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.online_bases import TILE_HOSTS
from app.pages_register import PAGES
from app.web.shell import content_security_policy

_OWN_SHARED = "base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors"
_NOBODY = "'none'"
_COMMON: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Permitted-Cross-Domain-Policies": "none",
    }
)


def own_policy(*, may_be_framed: bool = False) -> str:
    """Return the policy of the pages that are all ours: no script or style within them."""
    tiles = " ".join(TILE_HOSTS)
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self' data: blob: {tiles}; connect-src 'self'; "
        f"{_OWN_SHARED} {'*' if may_be_framed else _NOBODY}"
    )


_FETCHED = (
    "assets/", "map/", "data/", "_stcore/", "static/", "component/", "media/", "workbench/",
)  # fmt: skip
"""What the pages fetch has the pages' own policy."""


def policy_of(path: str, query: str) -> str:
    """Return the policy of the kind of page that a path answers with.

    Parameters
    ----------
    path
        The path, without any prefix.
    query
        The query: the show may stand in a frame of another site where it says ``embed``.
    """
    name = path.strip("/")
    if name in PAGES:
        return content_security_policy()
    if name == "present":
        return own_policy(may_be_framed="1" in parse_qs(query).get("embed", []))
    if name.startswith(_FETCHED):
        return content_security_policy()
    return own_policy()


class SecurityHeaders:
    """Add the Content-Security-Policy and its companions to every answer.

    Parameters
    ----------
    app
        The application.
    prefix
        The path before ours, which a proxy may have left in place.
    """

    def __init__(self, app: ASGIApp, *, prefix: str = "") -> None:
        """Wrap an application."""
        self.app = app
        self.prefix = prefix

    def _own_path(self, path: str) -> str:
        """Return a path without the prefix."""
        is_below = path == self.prefix or path.startswith(f"{self.prefix}/")
        return (path[len(self.prefix) :] or "/") if is_below else path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        policy = policy_of(
            self._own_path(scope["path"]), scope.get("query_string", b"").decode("latin-1")
        )

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", policy)
                for name, value in _COMMON.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
