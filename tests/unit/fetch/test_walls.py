"""Who refuses in the place of a server."""

from __future__ import annotations

import pytest

from newsfold.fetch.walls import wall_of
from support.fetching import refused
from support.replay import Replay, Reply


@pytest.mark.parametrize(
    ("status", "headers", "wall"),
    [
        (403, {"server": "cloudflare", "cf-mitigated": "challenge"}, "Cloudflare"),
        (503, {"server": "Cloudflare-nginx"}, "Cloudflare"),
        (403, {"server": "AkamaiGHost"}, "Akamai"),
        (403, {"x-datadome": "protected"}, "DataDome"),
        (403, {"x-iinfo": "1-2-3"}, "Imperva"),
        (405, {"x-amzn-waf-action": "captcha"}, "AWS WAF"),
        (403, {"server": "nginx"}, ""),
        (404, {"server": "cloudflare"}, ""),
        (500, {"server": "cloudflare"}, ""),
    ],
)
def test_a_wall_is_known_by_its_fields(status, headers, wall):
    assert wall_of(status, headers) == wall


def test_a_refusal_names_it():
    with Replay() as web:
        head = (("Server", "cloudflare"),)
        url = web.answer("/", Reply(b"no", 403, headers=head, validators=False))
        failure = refused(url)
    assert (failure.reason, failure.detail) == ("http-403", "behind Cloudflare")
