"""The address under which the public knows this server: one setting, or a trusted proxy's word."""

import ipaddress
import os
import re
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import SettingError

PUBLIC_URL, ALLOWED_HOSTS = "PUBLIC_URL", "ALLOWED_HOSTS"
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_PREFIX = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]{1,60}){0,6}")
_OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]"})
_MISDIRECTED = 421


@dataclass(frozen=True)
class PublicAddress:
    """Where the public finds this server.

    Parameters
    ----------
    scheme, host
        Empty where every request tells them itself.
    prefix
        The path before ours, without a last slash.
    allowed
        Names under which requests may come, beside the host; empty for any.
    """

    scheme: str = ""
    host: str = ""
    prefix: str = ""
    allowed: tuple[str, ...] = ()

    def takes(self, host: str) -> bool:
        """Say whether a request under a name is for us."""
        if _HOST.fullmatch(host) is None:
            return False
        if not self.host and not self.allowed:
            return True
        name = host.lower() if host.endswith("]") else re.sub(r":[0-9]+$", "", host.lower())
        own = re.sub(r":[0-9]+$", "", self.host.lower())
        if name == own or name in _OWN_MACHINE:
            return True
        return any(
            name == one or (one.startswith("*.") and name.endswith(one[1:])) for one in self.allowed
        )


def read_public_address() -> PublicAddress:
    """Read the setting ``PUBLIC_URL``, and the further names in ``ALLOWED_HOSTS``.

    Raises
    ------
    SettingError
        Where it is no address of the web.
    """
    text = os.environ.get(PUBLIC_URL, "").strip()
    names = tuple(
        n.strip().lower() for n in os.environ.get(ALLOWED_HOSTS, "").split(",") if n.strip()
    )
    if not text:
        return PublicAddress(allowed=names)
    try:
        parts = urlsplit(text)
        host = parts.netloc
    except ValueError:
        raise SettingError(_explain(text)) from None
    prefix = parts.path.rstrip("/")
    is_sound = (
        parts.scheme in {"http", "https"} and _HOST.fullmatch(host) and _PREFIX.fullmatch(prefix)
    )
    if not is_sound or parts.query or parts.fragment:
        raise SettingError(_explain(text))
    return PublicAddress(parts.scheme, host, prefix, names)


def _explain(text: str) -> str:
    """Say what the setting should be."""
    return f"{PUBLIC_URL}: expected an address such as https://example.org/city; found {text!r}"


def _is_near(scope: Scope) -> bool:
    """Say whether a request comes from a proxy on this machine or the private network."""
    client = scope.get("client")
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_private
    except ValueError:
        return False


class KnownAddress:
    """Give every request the public address, so that all links made from it are right."""

    def __init__(self, app: ASGIApp, *, address: PublicAddress) -> None:
        """Wrap an application."""
        self.app = app
        self.address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a foreign name, then pass the request on under ours."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self.address.takes(headers.get("host", "")):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            text = "This server is not known under that name.\n"
            await PlainTextResponse(text, status_code=_MISDIRECTED)(scope, receive, send)
            return
        await self.app(self._rewrite(scope, headers), receive, send)

    def _rewrite(self, scope: Scope, headers: Headers) -> Scope:
        """Write the public scheme, host and prefix into a request."""
        scope = dict(scope)
        prefix = self.address.prefix
        if not prefix and _is_near(scope):
            told = headers.get("x-forwarded-prefix", "").rstrip("/")
            prefix = told if _PREFIX.fullmatch(told) else ""
        query = scope.get("query_string", b"")
        if not query.isascii():
            scope["query_string"] = quote_from_bytes(query, safe="%&=+,~;:@/?!$'()*").encode()
        if prefix:
            scope["app_root_path"] = prefix
            path = scope["path"]
            if path == prefix or path.startswith(f"{prefix}/"):  # the proxy did not strip it
                scope["path"] = path[len(prefix) :] or "/"
                scope["raw_path"] = scope["path"].encode()
        if self.address.host and scope["type"] == "http":
            scope["scheme"] = self.address.scheme
            host = (b"host", self.address.host.encode())
            scope["headers"] = [host, *(h for h in scope["headers"] if h[0] != b"host")]
        return scope
