"""What can go wrong, by its stable name.

timeout · dns · connection · tls · refused-address
    it could not be reached, or must not be
bad-url · too-many-redirects
    it leads nowhere
http-<status>
    the server refused
too-large · bad-coding · bad-http
    the answer is unusable
robots · backed-off
    we hold back ourselves
unexpected
    a mistake of ours
"""

from __future__ import annotations

import ssl

import aiohttp

from newsfold.fetch.codec import BadCodingError, TooLargeError
from newsfold.fetch.guard import RefusedAddressError

__all__ = ["UNREACHED", "TroubleError", "trouble_of"]

UNREACHED = frozenset({"timeout", "dns", "connection", "tls"})
"""Reasons that speak of the host as a whole."""
_DETAIL = 300
"""Characters of what a library says that are kept."""


class TroubleError(Exception):
    """Why a request cannot be answered: what its Failure will say."""

    def __init__(self, reason: str, detail: str = "", wait: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail[:_DETAIL]
        self.wait = wait


def trouble_of(error: Exception) -> TroubleError:
    """The trouble that an exception raised while fetching stands for."""
    match error:
        case TroubleError():
            return error
        case TimeoutError():
            return TroubleError("timeout", "the deadline passed")
        case TooLargeError():
            return TroubleError("too-large", "the body is larger than the limit")
        case BadCodingError():
            return TroubleError("bad-coding", str(error))
        case RefusedAddressError():
            return TroubleError("refused-address", str(error))
        case aiohttp.ClientConnectorDNSError():
            return TroubleError("dns", "the name has no address")
        case (
            aiohttp.ClientConnectorCertificateError()
            | aiohttp.ClientSSLError()
            | ssl.SSLError()
        ):
            return TroubleError("tls", str(error))
        case aiohttp.ClientConnectorError():
            inner = error.os_error
            if isinstance(inner, RefusedAddressError):
                return trouble_of(inner)
            return TroubleError("connection", str(inner))
        case aiohttp.ClientResponseError():
            return TroubleError("bad-http", error.message)
        case aiohttp.NonHttpUrlClientError() | ValueError():
            return TroubleError("bad-url", "it is no address that can be asked")
        case aiohttp.ClientError() | OSError():
            return TroubleError("connection", str(error))
        case _:
            return TroubleError("unexpected", repr(error))
