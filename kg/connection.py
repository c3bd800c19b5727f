"""Requests to a server over kept connections, with credentials from the environment and errors of one line."""

from __future__ import annotations

import base64
import http.client
import os
import socket
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

from ontology.errors import StoreError

_SECONDS = 120.0
_SHOWN = 200
_SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Answered:
    """HTTP status, media type without its parameters, and body."""

    status: int
    media: str
    body: bytes

    @property
    def told(self) -> str:
        """The beginning of the body, as one line."""
        return " ".join(self.body.decode("utf-8", "replace").split())[:_SHOWN]


def credentials() -> dict[str, str]:
    """Return the header that ``KG_TOKEN`` (Bearer), or else ``KG_USER`` and ``KG_PASSWORD`` (Basic), ask for.

    Raises :class:`StoreError` for a token that no header can hold, without telling it.
    """
    token, user = os.environ.get("KG_TOKEN"), os.environ.get("KG_USER")
    if token:
        if not (token.isascii() and token.isprintable()) or " " in token:
            raise StoreError("KG_TOKEN holds a space, a line break or a character beyond ASCII: expected none of these")
        return {"Authorization": f"Bearer {token}"}
    if user:
        pair = f"{user}:{os.environ.get('KG_PASSWORD', '')}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    return {}


class Requests:
    """Requests to the addresses of one store; credentials are read once and go with every request."""

    def __init__(self) -> None:
        self._local = threading.local()
        self._credentials = credentials()

    def send(
        self, method: str, address: str, body: bytes | None = None, media: str = "", accept: str = "*/*", *, again: bool = False
    ) -> Answered:
        """Return the answer, whatever its status; :class:`StoreError` when none comes.

        What reads is sent a second time over a connection that was closed meanwhile: GET, HEAD, and ``again``.
        """
        parts = urlsplit(address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {**self._credentials, **({"Content-Type": media} if media else {}), "Accept": accept}
        attempts = 2 if again or method in _SAFE else 1
        while True:
            attempts -= 1
            connection = self._connection(address)
            try:
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                return Answered(response.status, response.headers.get_content_type(), response.read())
            except (http.client.HTTPException, OSError, ValueError) as error:
                connection.close()
                self._local.connection = None
                stale = isinstance(error, http.client.RemoteDisconnected | BrokenPipeError | ConnectionResetError)
                if not (attempts and stale):
                    raise StoreError(f"{address}: does not answer ({' '.join(str(error).split())[:_SHOWN]})") from None

    def refused(self, address: str, answered: Answered) -> StoreError:
        """Return the error that an answer means which is none."""
        status, told = answered.status, answered.told
        if status == 401 and self._credentials:
            return StoreError(f"{address}: refused (401) the credentials in {'KG_TOKEN' if _is_token() else 'KG_USER and KG_PASSWORD'}")
        if status == 401:
            return StoreError(f"{address}: refused (401); expected credentials in KG_TOKEN, or KG_USER and KG_PASSWORD")
        if status == 403:
            return StoreError(f"{address}: refused (403{f': {told}' if told else ', not allowed with these credentials'})")
        return StoreError(f"{address}: answered {status} ({told})")

    def _connection(self, address: str) -> http.client.HTTPConnection:
        parts = urlsplit(address)
        kept: tuple[str, http.client.HTTPConnection] | None = getattr(self._local, "connection", None)
        if kept is not None and kept[0] == parts.netloc:
            return kept[1]
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        try:
            connection = kind(parts.hostname or "", parts.port, timeout=_SECONDS)
            connection.connect()
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            raise StoreError(f"{address}: does not answer ({reason})") from None
        # Many small questions: without this each would wait for the acknowledgement of the one before.
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._local.connection = (parts.netloc, connection)
        return connection


def _is_token() -> bool:
    return bool(os.environ.get("KG_TOKEN"))
