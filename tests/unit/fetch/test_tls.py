"""A certificate that nobody vouches for is a reason of its own, never accepted."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from support.fetching import refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.replay import Replay


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Of a server that shows a certificate which it made itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    listener = socket.create_server(("127.0.0.1", 0))

    def shake() -> None:
        try:
            connection, _ = listener.accept()
            with connection:
                connection.settimeout(5)
                context.wrap_socket(connection, server_side=True)
        except OSError:
            pass  # the client hangs up: that is what is tested

    thread = threading.Thread(target=shake, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.close()
    thread.join(timeout=5)


def test_a_certificate_nobody_vouches_for(port: int) -> None:
    failure = refused(f"https://localhost:{port}/")
    assert failure.reason == "tls"
    assert "certificate" in failure.detail.lower()


def test_no_tls_at_all(web: Replay) -> None:
    url = web.url("/").replace("http:", "https:")
    assert refused(url, deadline=0.5).reason in {"tls", "timeout"}
