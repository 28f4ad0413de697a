"""Who stands before a server and refuses robots: header fields of a refusal tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["wall_of"]

_REFUSALS = frozenset({401, 403, 405, 406, 429, 503})
_MARKS = (
    ("cf-mitigated", "", "Cloudflare"),
    ("x-datadome", "", "DataDome"),
    ("x-dd-b", "", "DataDome"),
    ("x-sucuri-id", "", "Sucuri"),
    ("x-iinfo", "", "Imperva"),
    ("x-amzn-waf-action", "", "AWS WAF"),
    ("server", "cloudflare", "Cloudflare"),
    ("server", "akamaighost", "Akamai"),
    ("server", "sucuri", "Sucuri"),
    ("server", "ddos-guard", "DDoS-Guard"),
    ("server", "qrator", "Qrator"),
)
"""Header field, how its value begins, whose it is."""


def wall_of(status: int, headers: Mapping[str, str]) -> str:
    """The name of who refused with this status; empty where the server did itself.

    `headers`: names in lower case.
    """
    if status not in _REFUSALS:
        return ""
    for name, beginning, wall in _MARKS:
        value = headers.get(name)
        if value is not None and value.lower().startswith(beginning):
            return wall
    return ""
