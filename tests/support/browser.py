"""Real Chromium over a folder of pages, and what it says of them.

    with chromium() as browser, serving(hub / "site") as base:
        with opened(browser, dark=True) as view:
            view.visit(base + "index.html")
            view.page.keyboard.press("j")
        assert view.errors == [] and view.abroad == []

The browser is the system's: none is ever downloaded, and without one the test skips.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

__all__ = ["PHONE", "WIDE", "View", "chromium", "flaws", "opened", "serving"]

PHONE, WIDE = (360, 740), (1280, 900)
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing leaves the machine: what is not loopback is sent to a proxy that is none.
    "--proxy-server=http://127.0.0.1:1",
)
_NOT_LET_OUT = "net::ERR_PROXY_CONNECTION_FAILED"
# Runs before anything of a page: counts how far its parts move after they are shown,
# and notes what its policy keeps from happening.
_WATCH = """
  window.shifted = 0;
  window.blocked = [];
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) window.shifted += each.value;
  }).observe({type: "layout-shift", buffered: true});
  document.addEventListener("securitypolicyviolation", (event) => {
    window.blocked.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's browser; the test skips where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        reason = "there is no Chromium on this machine"
        if os.environ.get("NEWSFOLD_REQUIRE_DATA"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class _Quiet(SimpleHTTPRequestHandler):
    """Files without compression and without a line in the log for each."""

    def log_message(self, *_arguments: Any) -> None:
        pass


class _Patient(ThreadingHTTPServer):
    """Says nothing of readers that go away before they were answered."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; its address, with a slash at the end."""
    handler = partial(_Quiet, directory=str(folder))
    with _Patient(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


class View:
    """A page of the browser and what happened on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        """What it wrote on its console as an error, and what it threw."""
        self.abroad: list[tuple[str, str]] = []
        """Type and address of every request to another host; none is let out."""
        self.here: list[tuple[str, int]] = []
        """Address and size of every answer of the site itself."""
        self._base = ""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("response", self._answered)
        page.on("request", self._asked)

    def visit(self, url: str) -> None:
        """Open a page and wait until it is whole."""
        self._base = "/".join(url.split("/")[:3]) + "/"
        self.page.goto(url, wait_until="load")

    def weight(self) -> int:
        """Bytes of the page and of what it loaded from the site, but no images."""
        return sum(size for _, size in self.here)

    @property
    def shifted(self) -> float:
        """How far parts of the page moved after they were shown (CLS)."""
        return float(self.page.evaluate("window.shifted"))

    @property
    def blocked(self) -> list[str]:
        """What the page's security policy kept from happening."""
        return list(self.page.evaluate("window.blocked"))

    def _said(self, message: Any) -> None:
        # That a picture of another host was not let out is no fault of the page.
        if message.type == "error" and _NOT_LET_OUT not in message.text:
            self.errors.append(message.text)

    def _answered(self, response: Any) -> None:
        if response.url.startswith(self._base) and response.ok:
            self.here.append((response.url, int(response.headers["content-length"])))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._base, "data:")):
            self.abroad.append((request.resource_type, request.url))


def flaws(view: View) -> list[str]:
    """What axe-core finds serious or critical on the page: rule and first element."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(view.page).response["violations"]
    return [
        f"{rule['id']}: {rule['nodes'][0]['html'][:160]}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
    ]


@contextmanager
def opened(
    browser: Browser,
    *,
    size: tuple[int, int] = WIDE,
    dark: bool = False,
    script: bool = True,
) -> Iterator[View]:
    """A fresh view: of a window's size in pixels, in light or dark."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    context.set_default_timeout(15_000)
    context.add_init_script(_WATCH)
    try:
        yield View(context.new_page())
    finally:
        context.close()
