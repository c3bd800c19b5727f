"""Who may write: whoever has the credentials of the environment, and never a page in somebody's browser."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from kg.connection import credentials
from kg.server.protocol import BadRequestError


class Guard:
    """Looks at requests that write; the credentials are those of the environment when it is made, or none."""

    def __init__(self, *, writable: bool) -> None:
        self._writable = writable
        self._expected = credentials().get("Authorization", "") if writable else ""

    @property
    def asks(self) -> bool:
        """Whether credentials are asked for."""
        return bool(self._expected)

    def look_at(self, headers: Mapping[str, str]) -> None:
        """Raise :class:`BadRequestError` for a request that may not write."""
        if not self._writable:
            raise BadRequestError(403, "this endpoint is read-only: expected a query, or `kg serve --writable`")
        if "origin" in headers:
            # A page from anywhere may send forms to a server on the machine of its reader.
            raise BadRequestError(403, "pages in browsers may not write here: expected no Origin")
        if self._expected and not self._fits(headers.get("authorization", "")):
            raise BadRequestError(401, "expected credentials to write: those that the server was started with")

    def challenge(self) -> str:
        """Return what WWW-Authenticate says of the credentials that are asked for."""
        return f'{self._expected.partition(" ")[0]} realm="partners"'

    def _fits(self, given: str) -> bool:
        scheme, _, value = given.strip().partition(" ")
        expected, _, secret = self._expected.partition(" ")
        same = hmac.compare_digest(value.strip().encode(), secret.encode())
        return scheme.casefold() == expected.casefold() and same
