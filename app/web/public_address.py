"""The address under which the public knows this server: one setting, or a trusted proxy's word."""

import ipaddress
import os
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import SettingError

PUBLIC_URL, ALLOWED_HOSTS, BOUND_HOST = "PUBLIC_URL", "ALLOWED_HOSTS", "BOUND_HOST"
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
        Names under which requests may come, beside the host. Where there is neither, the machine's
        own names and the address that a request reached are taken.
    own
        The machine's own names.
    """

    scheme: str = ""
    host: str = ""
    prefix: str = ""
    allowed: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    def takes(self, host: str, *, reached: str = "") -> bool:
        """Say whether a request under a name is for us.

        Parameters
        ----------
        host
            The name, perhaps with a port.
        reached
            The address of this machine that the request came to.
        """
        if _HOST.fullmatch(host) is None:
            return False
        name = _bare_name(host)
        if name == _bare_name(self.host) or name in _OWN_MACHINE:
            return True
        if not self.host and not self.allowed:
            # A page of another site can bring a name of its own here, never this very address.
            return name in self.own or _is_same_address(name, reached)
        return any(
            name == one or (one.startswith("*.") and name.endswith(one[1:])) for one in self.allowed
        )


def _bare_name(host: str) -> str:
    """Return a host without its port, in small letters."""
    return host.lower() if host.endswith("]") else re.sub(r":[0-9]+$", "", host.lower())


def _is_same_address(name: str, reached: str) -> bool:
    """Say whether a name is the address that was reached, however it is written."""
    try:
        one, other = ipaddress.ip_address(name.strip("[]")), ipaddress.ip_address(reached)
    except ValueError:
        return name == reached.lower()
    return one == (getattr(other, "ipv4_mapped", None) or other)


def _list_own_names() -> tuple[str, ...]:
    """List the names of this machine, and the one it was told to listen on."""
    machine = socket.gethostname().lower()
    bound = os.environ.get(BOUND_HOST, "").lower()
    return tuple(name for name in (machine, f"{machine}.local", bound) if name)


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
        return PublicAddress(allowed=names, own=_list_own_names())
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
        reached = (scope.get("server") or ("", 0))[0]
        if not self.address.takes(headers.get("host", ""), reached=reached):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            text = (
                "This server is not known under that name. "
                f"Whoever runs it may set {PUBLIC_URL} or {ALLOWED_HOSTS}.\n"
            )
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
