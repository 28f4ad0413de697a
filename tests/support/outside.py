"""The web outside, played on loopback: whole hosts, behind a proxy, over real TLS.

    with Outside(tmp_path) as web:
        web.serve("https://quay.example/feed.xml", "<rss>…", "application/xml")
        subprocess.run(…, env={**os.environ, **web.environment})
        web.asked                      # addresses, in order

A program that honours the proxy variables reaches the invented hosts under their own
names, `https` included: the proxy takes CONNECT, shows a certificate for the host that
is asked for, and answers itself.  The certificate is vouched for by an authority that
only `environment` knows.  What is not served is a 404, as robots.txt is.
"""

from __future__ import annotations

import datetime as dt
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Outside"]


class Outside:
    """The proxy and the hosts behind it; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        self._folder = folder
        self._answers: dict[str, tuple[bytes, str]] = {}
        self._server = _Proxy(("127.0.0.1", 0), _Handler)
        self._server.outside = self

    def serve(self, url: str, body: str, kind: str) -> None:
        """Answer `url` with `body`, of content type `kind`; before it is opened."""
        self._answers[url] = (body.encode(), kind)

    def find(self, url: str) -> tuple[bytes, str] | None:
        """What is served at `url`; the question is noted."""
        self.asked.append(url)
        return self._answers.get(url)

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which a process finds this web, and no other."""
        proxy = f"http://127.0.0.1:{self._server.server_port}"
        return {
            "HTTP_PROXY": proxy,
            "HTTPS_PROXY": proxy,
            "http_proxy": proxy,
            "https_proxy": proxy,
            "NO_PROXY": "",
            "no_proxy": "",
            "SSL_CERT_FILE": str(self._folder / "authority.pem"),
            "NEWSFOLD_FETCH_TRUST_PROXY_VARIABLES": "true",
        }

    def __enter__(self) -> Self:
        hosts = sorted({urlsplit(url).hostname or "" for url in self._answers})
        _certify(hosts, self._folder)
        self._server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._server.tls.load_cert_chain(self._folder / "hosts.pem")
        threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        ).start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Proxy(ThreadingHTTPServer):
    daemon_threads = True
    outside: Outside
    tls: ssl.SSLContext


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Proxy
    _behind = ""
    """The host that a tunnel leads to."""

    def do_CONNECT(self) -> None:
        self.send_response_only(200, "Connection established")
        self.end_headers()
        self._behind = self.path.rpartition(":")[0]
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)  # type: ignore[assignment]  # as good

    def do_GET(self) -> None:
        url = f"https://{self._behind}{self.path}" if self._behind else self.path
        found = self.server.outside.find(url)
        body, kind = found or (b"Not found\n", "text/plain")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Keep quiet."""


def _certify(hosts: Iterable[str], folder: Path) -> None:
    """Make `authority.pem`, and `hosts.pem`: its certificate for hosts, with key."""
    authority, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Outside")])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)

    def begun(
        subject: x509.Name, public: ec.EllipticCurvePublicKey
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder(
                issuer, subject, public, x509.random_serial_number()
            )
            .not_valid_before(start)
            .not_valid_after(start + dt.timedelta(days=2))
        )

    root = begun(issuer, authority.public_key()).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    leaf = begun(
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hosts")]),
        key.public_key(),
    ).add_extension(
        x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]),
        critical=False,
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signed = [
        one.sign(authority, hashes.SHA256()).public_bytes(pem) for one in (root, leaf)
    ]
    (folder / "authority.pem").write_bytes(signed[0])
    (folder / "hosts.pem").write_bytes(private + signed[1])
