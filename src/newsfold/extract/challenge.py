"""Pages that ask whether one is human, in the place of what was asked for."""

from __future__ import annotations

__all__ = ["challenge_of"]

_LARGEST = 60_000
"""Bytes; a larger page is one."""
_MARKS = (
    (b"_cf_chl_opt", "Cloudflare"),
    (b"<title>just a moment...</title>", "Cloudflare"),
    (b"<title>attention required! | cloudflare</title>", "Cloudflare"),
    (b"geo.captcha-delivery.com", "DataDome"),
    (b"_incapsula_resource?swuds", "Imperva"),
    (b"_incapsula_resource?swjiylwa", "Imperva"),
    (b'id="px-captcha"', "HUMAN"),
    (b"window.gokuprops", "AWS WAF"),
    (b"sucuri website firewall - access denied", "Sucuri"),
    (b"errors.edgesuite.net", "Akamai"),
    (b"<title>ddos-guard</title>", "DDoS-Guard"),
)
"""What such a page has, folded, and whose it is."""


def challenge_of(body: bytes) -> str:
    """Whose challenge a page is; empty where it is none."""
    if len(body) > _LARGEST:
        return ""
    folded = body.lower()
    return next((wall for mark, wall in _MARKS if mark in folded), "")
